"""In a child with nothing but the deployed asset: CPU and memory of the searches whose answers were recorded.

Arguments: the recording's file of answers, and the file that names the F0 and the places. Prints one JSON line.
"""

import json
import sys
import time
from pathlib import Path

from bench.trace.recording import Recording
from bench.trace.rule import EVERYTHING, PRODUCT
from bench.trace.search import Search, answered
from domain.people.codes import PersonId

REPEATS = 7


def main(answers: Path, told: Path) -> None:
    given = json.loads(told.read_text(encoding="utf-8"))
    recording = Recording(answers, given["places"])
    search = Search(recording.answer)
    people = [PersonId(person) for person in given["people"]]

    def product() -> int:
        return sum(len(search.edges(person, PRODUCT)) for person in people)

    contacts = product()
    requests = [json.loads(request) for request in recording.asked]
    widest = len(search.edges(PersonId(given["widest"]), EVERYTHING))
    memory = _most_memory()

    import boto3

    client = boto3.client("dynamodb")
    answered(client, recording.answer)

    def bare() -> int:
        return sum(client.query(**request)["Count"] for request in requests)

    items = bare()
    times: dict[str, list[float]] = {"product": [], "bare": []}
    for _ in range(REPEATS):
        for name, side in (("product", product), ("bare", bare)):
            begun = time.process_time()
            side()
            times[name].append(time.process_time() - begun)
            recording.asked.clear()
    print(json.dumps({"contacts": contacts, "items": items, "widest": widest, "memory": memory, "times": times}))


def _most_memory() -> int:
    """Bytes; of this program alone, unlike what `getrusage` tells of a forked process."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

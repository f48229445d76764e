"""DynamoDB's answers to the reads of a search, as they come over the wire: recorded once, then played back.

The product's own adapters ask; what they ask is answered from the visits in memory. A recording is one file of answers
and the place of each in it, by the request's body.
"""

import json
from datetime import datetime
from pathlib import Path
from threading import Lock

from bench.trace.log import KeyedLog
from bench.trace.recording import Place, named
from domain.people.codes import PersonId

EMPTY = b'{"Count":0,"Items":[],"ScannedCount":0}'


class Recorder:
    """Answers every Query from the log, and keeps what it answered."""

    def __init__(self, log: KeyedLog, file: Path, now: datetime) -> None:
        self._log = log
        self._now = now
        self._file = file.open("wb")
        self._lock = Lock()
        self.places: dict[str, Place] = {}

    def answer(self, request: bytes) -> bytes:
        """Of the index, of a person's visits, or nothing."""
        values = {name: value["S"] for name, value in json.loads(request)["ExpressionAttributeValues"].items()}
        found = EMPTY
        if ":vb" in values:
            found = self._of_venue(values[":vb"], values[":first"], values[":last"])
        elif values[":pk"].startswith("P#") and values.get(":visits"):
            found = self._of_person(PersonId(values[":pk"].removeprefix("P#")))
        with self._lock:
            self.places[named(request)] = self._file.tell(), len(found)
            self._file.write(found)
        return found

    def close(self) -> dict[str, Place]:
        self._file.close()
        return self.places

    def _of_venue(self, bucket: str, first: str, last: str) -> bytes:
        venue, _, _ = bucket.partition("#")
        rows = self._log.rows(venue, int(first[:10]), int(last[:10]))
        items = [
            f'{{"vs":{{"S":"{row.start:010d}#{row.person}"}},"e":{{"N":"{row.end}"}},"o":{{"N":"{row.assumed:d}"}}}}'
            for row in rows
        ]
        return _page(items)

    def _of_person(self, person: PersonId) -> bytes:
        from adapters.dynamo.visit.item import item_from_visit

        return _page([json.dumps(item_from_visit(visit)) for visit in self._log.of_person(person, now=self._now)])


def _page(items: list[str]) -> bytes:
    return f'{{"Count":{len(items)},"Items":[{",".join(items)}],"ScannedCount":{len(items)}}}'.encode()

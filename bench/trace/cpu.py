"""CPU of a traced contact once the store has answered, beside the SDK's own decoding of the same answers."""

import json
import os
from pathlib import Path
from unittest.mock import patch

from bench import WORK
from bench.built import SETTINGS, answer, asset, lent, with_bench
from bench.report import Line, Spread, Table
from bench.trace.answers import Recorder
from bench.trace.log import KeyedLog
from bench.trace.ours import Product
from bench.trace.province import Province, make
from bench.trace.recording import Place
from bench.trace.rule import EVERYTHING, NOW, PRODUCT
from domain.people.codes import PersonId

MOST_US = 60.0
MOST_BYTES = 256 * 2**20
F0S = 20
LOOKED_AT = 100


def run() -> Table:
    province = make(1)
    product = Product(province)
    people, widest = _chosen(product, province)
    answers, told = WORK / "answers.bin", WORK / "answers.json"
    places = _recorded(product.log, people, widest, answers)
    del product, province
    told.write_text(json.dumps({"people": people, "widest": widest, "places": places}), encoding="utf-8")
    program = ["-m", "bench.trace.cpu_child", str(answers), str(told)]
    found = answer(program, paths=with_bench(asset("trace"), lent()))
    contacts, items = found["contacts"], found["items"]
    ours, bare = (Spread(tuple(s / contacts for s in found["times"][name])) for name in ("product", "bare"))
    answers.unlink()
    lines = [
        Line(
            "CPU of a traced contact, from answers to edges",
            ours.shown("µs", scale=1e6, digits=1),
            f"`boto3` decoding the same answers, nothing else: {bare.shown('µs', scale=1e6, digits=1)}",
            f"{ours.median / bare.median:.2f}",
            f"≤ {MOST_US:.0f} µs",
            met=ours.median * 1e6 <= MOST_US,
        ),
        Line(
            "memory of the whole process, the widest of the searches",
            f"{found['memory'] / 2**20:.0f} MB for {found['widest']:,} contacts",
            target=f"≤ {MOST_BYTES >> 20} MB",
            met=found["memory"] <= MOST_BYTES,
        ),
    ]
    notes = (
        (
            f"{F0S} people of a district of 62,500 as F0, policy's own rule ({PRODUCT.name}): {contacts:,} contacts from "
            f"{items:,} visits read. The step FindContacts on DynamoDB's adapters in the deployed asset, its writes kept "
            "back; answers were recorded and come in where the SDK would send the request, so signing, checksums, decoding, "
            "overlaps, gate, edges and the difference to what is stored are paid for, sockets are not."
        ),
        (
            f"Memory: what the operating system counts (interpreter, SDK and libraries too) after the F0 with most contacts "
            f"of {LOOKED_AT}, traced over 14 days."
        ),
    )
    return Table("trace_cpu", "CPU of a traced contact", lines, notes)


def _chosen(product: Product, province: Province) -> tuple[list[str], str]:
    """The F0 to be timed, and the one of many who meets most people."""
    some = province.f0s(LOOKED_AT, seed=3)
    widest = max(some, key=lambda f0: len(product.contacts(f0, EVERYTHING)))
    return [str(product.log.person(f0)) for f0 in some[:: LOOKED_AT // F0S]], str(product.log.person(widest))


def _recorded(log: KeyedLog, people: list[str], widest: str, file: Path) -> dict[str, Place]:
    """The product itself asks, here, what the child will ask."""
    from adapters import session
    from bench.trace.search import Search

    with patch.dict(os.environ, SETTINGS):
        session.forget()
        try:
            recorder = Recorder(log, file, NOW)
            search = Search(recorder.answer)
            for person in people:
                search.edges(PersonId(person), PRODUCT)
            search.edges(PersonId(widest), EVERYTHING)
            return recorder.close()
        finally:
            session.forget()

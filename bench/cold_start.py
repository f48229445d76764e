"""Import and construction of a built function, beside the SDK with one client: CPU time of fresh processes."""

from collections.abc import Mapping
from pathlib import Path

from bench.built import answer, asset, lent, library
from bench.report import Line, Spread, Table

TARGET = 1.35
TIMED = """
import time
begun = time.process_time_ns()
{body}
print((time.process_time_ns() - begun) / 1e9)
"""
SDK = "import boto3\nboto3.client('dynamodb')"
CHECK_IN = """
from functions.checkin.api import handler
from functions.checkin import wiring
wiring.parts().visits._client
"""
DECODED = """
from timeit import repeat
{body}
print(min(repeat(check, number=2000, repeat=7)) / 2000)
"""
OTHER = """
from functions.{0}.api import handler
from functions.{0} import wiring
wiring.parts()
from adapters.session import client
client("dynamodb")
"""
SCHEMA = """
from datetime import datetime
from typing import Annotated
{library}
class Leaving({base}):
    visit_id: {short}
    at: datetime | None = None
class CheckIn({base}):
    code: {long}
    at: datetime
    client_now: datetime | None = None
    age_ms: {whole} | None = None
    leaves: Leaving | None = None
{use}
"""
BODY = b'{"code": "MHJY4AA8", "at": "2021-10-02T08:15:12+07:00"}'
PYDANTIC = SCHEMA.format(
    library="from pydantic import AwareDatetime as datetime, BaseModel, ConfigDict, Field\n"
    "class Closed(BaseModel):\n    model_config = ConfigDict(extra='forbid')",
    base="Closed",
    short="Annotated[str, Field(max_length=24)]",
    long="Annotated[str, Field(min_length=1, max_length=120)]",
    whole="Annotated[int, Field(ge=0, le=10**10)]",
    use=f"def check():\n    return CheckIn.model_validate_json({BODY!r})\ncheck()",
)
MSGSPEC = SCHEMA.format(
    library="import msgspec\nfrom msgspec import Meta\n"
    "class Closed(msgspec.Struct, forbid_unknown_fields=True, kw_only=True): pass",
    base="Closed",
    short="Annotated[str, Meta(max_length=24)]",
    long="Annotated[str, Meta(min_length=1, max_length=120)]",
    whole="Annotated[int, Meta(ge=0, le=10**10)]",
    use=f"decoder = msgspec.json.Decoder(CheckIn)\ndef check():\n    return decoder.decode({BODY!r})\ncheck()",
)


def run(*, repeats: int = 11) -> Table:
    sdk = lent()
    bodies: dict[str, tuple[str, list[Path]]] = {
        "sdk": (SDK, [sdk]),
        "checkin": (CHECK_IN, [asset("checkin"), sdk]),
        "venue": (OTHER.format("venue"), [asset("venue"), sdk]),
        "identity": (OTHER.format("identity"), [asset("identity"), sdk]),
        "pydantic": (
            PYDANTIC,
            [library("pydantic", "pydantic_core", "annotated_types", "typing_extensions", "typing_inspection")],
        ),
        "msgspec": (MSGSPEC, [library("msgspec")]),
    }
    times = _interleaved(bodies, repeats)
    base = times["sdk"]
    beside = f"`import boto3` + one DynamoDB client: {base.shown('ms', scale=1e3)}"
    lines = [_line("check-in: import, wiring, one client", times["checkin"], base, beside, TARGET)]
    lines += [
        _line(f"{name}: import, wiring, one client", times[name], base, "the same") for name in ("identity", "venue")
    ]
    models = _line("msgspec: import, check-in model, one body", times["msgspec"], times["pydantic"], "")
    pydantic = f"pydantic, same model: {times['pydantic'].shown('ms', scale=1e3)}"
    lines.append(Line(models.what, models.measured, pydantic, models.ratio))
    lines.append(_line("pydantic, same model", times["pydantic"], base, "boto3 + client, as above"))
    decoded = {
        name: 1e6 * float(answer(["-c", DECODED.format(body=bodies[name][0])], paths=bodies[name][1]))
        for name in ("msgspec", "pydantic")
    }
    lines.append(
        Line(
            "msgspec: decode and check one check-in body",
            f"{decoded['msgspec']:.1f} µs",
            f"pydantic: {decoded['pydantic']:.1f} µs",
            f"{decoded['msgspec'] / decoded['pydantic']:.2f}",
        )
    )
    notes = (
        "The runtime on AWS is Python 3.13 on arm64; the ratio is measured on the interpreter of the local cloud.",
        (
            f"CPU time inside a fresh process, interpreter start left out; {repeats} runs of each, in turn. "
            "Built asset with bytecode, only the SDK lent beside it; ratio of medians "
            f"(of minima for check-in: {min(times['checkin'].values) / min(base.values):.2f})."
        ),
    )
    return Table("cold_start", "Cold start", lines, notes)


def _line(what: str, time: Spread, base: Spread, beside: str, target: float | None = None) -> Line:
    ratio = time.median / base.median
    met = None if target is None else ratio <= target
    shown = "" if target is None else f"≤ {target}"
    return Line(what, time.shown("ms", scale=1e3), beside, f"{ratio:.2f}", shown, met)


def _interleaved(bodies: Mapping[str, tuple[str, list[Path]]], repeats: int) -> dict[str, Spread]:
    """In turn, so that whatever else the machine does falls on all alike. The first round warms the disk."""
    taken: dict[str, list[float]] = {name: [] for name in bodies}
    for turn in range(repeats + 1):
        for name, (body, paths) in bodies.items():
            seconds = float(answer(["-c", TIMED.format(body=body)], paths=paths))
            if turn:
                taken[name].append(seconds)
    return {name: Spread(tuple(values)) for name, values in taken.items()}

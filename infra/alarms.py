"""What wakes somebody up: by kind, each with a playbook in docs/playbooks under the kind's name."""

from collections.abc import Iterator

from infra.parts.watching.alarms import Alarm, Kind, all_of, worst_of
from infra.parts.watching.watch import Watch

FAULTS = Kind("unhandled-fault", "Code met a fault it has no answer for.", above=0)
ERRORS = Kind("background-errors", "A stream, queue or scheduled function failed.", above=2, periods=3)
THROTTLES = Kind(
    "function-throttles", "Functions that people wait for were refused by the concurrency limit.", above=10, periods=2
)
QUIET_THROTTLES = Kind(
    "background-throttles",
    "Functions that nobody waits for were refused by the concurrency limit.",
    above=50,
    periods=3,
)
AGES = Kind("stream-age", "Figures, notices or tracing lag behind the facts.", above=900_000, periods=2)
PARKED = Kind("dead-letters", "Work was parked after it failed repeatedly.", above=0)
READS = Kind("read-throttles", "A table refused reads.", above=10, periods=2)
WRITES = Kind("write-throttles", "A table refused writes.", above=10, periods=2)
# Of strangers. A province of 200,000 that registers on one morning does it 20 times a second.
REGISTRATIONS = Kind("registrations", "Far more people register than there are.", above=9_000, periods=2)
CODES = Kind("codes", "Far more codes are asked for than people come.", above=3_000, periods=2)
TEXTS = Kind("texts", "Far more texts leave than a bad day wants.", above=3_000, periods=2)
WRONG_DOORS = Kind("wrong-door", "Calls go around the content network, or it shows a key that no door takes.", above=20)


def alarms_of(watch: Watch) -> tuple[Alarm, ...]:
    return (
        Alarm("api-5xx", "api-5xx", "The API failed to answer.", watch.server_errors, above=5),
        Alarm("keys-lost", "keys-lost", "Keys are gone: what they sealed cannot be read.", watch.keys_lost, above=0),
        Alarm("audit-altered", "audit-altered", "The access log was written over.", watch.audit_altered, above=0),
        *FAULTS.over(watch.faults, all_of),
        *ERRORS.over(watch.background_errors, all_of),
        *THROTTLES.over(watch.throttles, all_of),
        *QUIET_THROTTLES.over(watch.background_throttles, all_of),
        *AGES.over(watch.stream_ages, worst_of),
        *PARKED.over(watch.parked, all_of),
        *READS.over(watch.read_throttles, all_of),
        *WRITES.over(watch.write_throttles, all_of),
        *_backlogs(watch),
        *_failures(watch),
        *_floods(watch),
    )


def _floods(watch: Watch) -> Iterator[Alarm]:
    yield from REGISTRATIONS.over({"all": watch.calls_of("registerPerson")}, all_of)
    yield from CODES.over({"all": watch.calls_of("requestPhoneOtp", "recoverPerson")}, all_of)
    yield from TEXTS.over({"all": watch.texts}, all_of)
    yield from WRONG_DOORS.over(watch.wrong_doors, all_of)
    yield Alarm("too-many", "too-many", "Many callers are told to wait.", watch.too_many, above=500, periods=2)
    meaning = "Texts of this month cost more than was planned for."
    yield Alarm("spend", "spend", meaning, watch.spent_on_texts, above=watch.texts_usd)


def _backlogs(watch: Watch) -> Iterator[Alarm]:
    for inbox, age in watch.inbox_ages:
        yield Alarm("backlog", inbox.alarm, inbox.backlog.meaning, age, above=inbox.backlog.after_s)


def _failures(watch: Watch) -> Iterator[Alarm]:
    for runs, metrics in watch.runs_failed:
        yield Alarm("run-failed", runs.alarm, runs.failure, all_of(metrics), above=0)

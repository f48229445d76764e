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
    )


def _backlogs(watch: Watch) -> Iterator[Alarm]:
    for inbox, age in watch.inbox_ages:
        yield Alarm("backlog", inbox.alarm, inbox.backlog.meaning, age, above=inbox.backlog.after_s)


def _failures(watch: Watch) -> Iterator[Alarm]:
    for runs, metrics in watch.runs_failed:
        yield Alarm("run-failed", runs.alarm, runs.failure, all_of(metrics), above=0)

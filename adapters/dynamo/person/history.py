"""What a person's record said before: one item for each change, beside the profile, kept as long as it."""

from collections.abc import Sequence
from json import dumps, loads

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute

from adapters.dynamo import key_parts
from adapters.dynamo.models import Record, said
from adapters.dynamo.person import keys
from domain.base.period import at_epoch, epoch
from domain.base.secret import Sealer
from domain.people.changes import Change
from domain.people.codes import PersonId


class Entry(Record):
    at = NumberAttribute(attr_name="t")
    by = UnicodeAttribute(attr_name="by")
    what = BinaryAttribute(attr_name="w", legacy_encoding=False)


def entry_of(model: type[Entry], person: PersonId, change: Change, sealer: Sealer) -> Entry:
    plain = dumps([change.reason, dict(change.old)], ensure_ascii=False)
    return model(
        key_parts.person(person),
        keys.change(change.revision),
        at=epoch(change.at),
        by=change.by,
        what=sealer.seal(plain, bound_to=_bound(person, change.revision)),
    )


def entries(model: type[Entry], person: PersonId, limit: int, sealer: Sealer) -> Sequence[Change]:
    """Newest first; consistent."""
    of_changes = Entry.sk.startswith(keys.CHANGES)
    found = said(
        lambda: list(
            model.query(
                key_parts.person(person), of_changes, consistent_read=True, scan_index_forward=False, limit=limit
            )
        )
    )
    return [_change(person, entry, sealer) for entry in found]


def _change(person: PersonId, entry: Entry, sealer: Sealer) -> Change:
    revision = int(entry.sk.removeprefix(keys.CHANGES))
    reason, old = loads(sealer.open(entry.what, bound_to=_bound(person, revision)))
    return Change(revision, at_epoch(int(entry.at)), entry.by, reason, old)


def _bound(person: PersonId, revision: int) -> str:
    return f"{person}/change/{revision}"

"""An exposure notice as an item of the outbox. No client is imported."""

from json import dumps, loads

from adapters.dynamo import key_parts
from adapters.dynamo.notice import keys
from adapters.dynamo.wire import Item, NewItem, moment, n, s, t, text
from domain.base.period import at_epoch, epoch
from domain.telling.exposure import ExposureNotice, Told, Version
from domain.telling.notice import Channel, NoticeKind, NoticeState


def item_from_exposure(notice: ExposureNotice) -> NewItem:
    """Waiting to be sent."""
    return {
        "pk": s(key_parts.person(notice.person)),
        "sk": s(keys.exposure(notice.case)),
        "k": s(NoticeKind.EXPOSURE.value),
        "st": s(NoticeState.QUEUED.value),
        "q": t(notice.newest.at),
        "ver": n(notice.newest.number),
        "vs": s(dumps([_row(version) for version in notice.versions], separators=(",", ":"))),
        "x": t(notice.expires_at),
    }


def exposure_from_item(item: Item) -> ExposureNotice:
    return ExposureNotice(
        person=key_parts.person_read(text(item, "pk")),
        case=keys.exposure_read(text(item, "sk")),
        versions=versions_read(text(item, "vs")),
        expires_at=moment(item, "x"),
        state=NoticeState(text(item, "st")),
        channel=Channel(text(item, "ch")) if "ch" in item else None,
        sent_at=moment(item, "w") if "w" in item else None,
        opened_at=moment(item, "op") if "op" in item else None,
    )


def versions_read(packed: str) -> tuple[Version, ...]:
    return tuple(
        Version(number, Told(told), at_epoch(at), key_parts.day_read(day), category)
        for number, told, at, day, category in loads(packed)
    )


def _row(version: Version) -> list[object]:
    return [version.number, version.told.value, epoch(version.at), key_parts.day(version.day), version.category]

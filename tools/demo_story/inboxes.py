"""The pages of the citizens: every inbox is polled as their phones do, and every notice is counted."""

import time
from collections import Counter
from collections.abc import Collection, Mapping

from tools.demo_story.desk import patiently
from tools.seed.calls import at_once
from tools.seed.entry import Entered, Entry

CORRECTION = "correction"
Notices = Mapping[str, Mapping[str, str]]


class Inboxes:
    """Notices of everybody who has a phone."""

    def __init__(self, entry: Entry, owners: Mapping[str, Entered]) -> None:
        self._entry, self._owners = entry, owners
        self._first = self._mark = self._polled(owners)

    def mark(self) -> None:
        """From here on `reached` waits for what is newer."""
        self._mark = self._polled(self._owners)

    def reached(self, keys: Collection[str], *, corrected: bool = False) -> float:
        """Waits until each of these that has a phone sees something new; the seconds it took."""
        began, waiting = time.monotonic(), {key for key in keys if key in self._owners}

        def look() -> set[str]:
            for key, notices in self._polled(waiting).items():
                new = [kind for name, kind in notices.items() if name not in self._mark[key]]
                if any((kind == CORRECTION) is corrected for kind in new):
                    waiting.discard(key)
            return waiting

        patiently(look, until=lambda left: not left, what="the last notice")
        return time.monotonic() - began

    def counted(self) -> Counter[tuple[str, bool]]:
        """(person, whether a correction) → how many came since the story began."""
        return Counter(
            (key, kind == CORRECTION)
            for key, notices in self._polled(self._owners).items()
            for name, kind in notices.items()
            if name not in self._first[key]
        )

    def __contains__(self, key: str) -> bool:
        return key in self._owners

    def _polled(self, keys: Collection[str]) -> Notices:
        wanted = sorted(keys)
        found = at_once(lambda key: read(self._entry, self._owners[key]), wanted, "", quiet=True)
        return dict(zip(wanted, found, strict=True))


def read(entry: Entry, owner: Entered) -> Mapping[str, str]:
    """One inbox: notice id → kind."""
    told = entry.api.get("/me/notices", owner.secret)
    return {notice["notice_id"]: notice["kind"] for notice in told["notices"]}

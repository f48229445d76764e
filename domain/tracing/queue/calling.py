"""Who calls whom: a mark for the minutes of a call, and whose task it is."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.tracing.errors import BeingCalled
from domain.tracing.follow_up import Calling, FollowUp

CALL = timedelta(minutes=10)
_SPARE = timedelta(minutes=5)


def being_called(work: FollowUp, *, now: datetime) -> Calling | None:
    """Who is ringing at this moment."""
    return work.calling if work.calling is not None and now < work.calling.until else None


def called(work: FollowUp, *, by: str, name: str, takes_over: bool, now: datetime) -> FollowUp:
    """Marked as being called. Somebody who rings already keeps the mark; it is renewed in its second half.

    Raises BeingCalled while somebody else rings, unless it is taken over in so many words.
    """
    now_calling = being_called(work, now=now)
    if now_calling is not None and now_calling.by != by and not takes_over:
        raise BeingCalled(name=now_calling.name)
    if now_calling is not None and now_calling.by == by and now_calling.until - now > _SPARE:
        return work
    return replace(work, calling=Calling(by, name, now + CALL), revision=work.revision + 1)


def let_go(work: FollowUp, *, by: str) -> FollowUp:
    """Without one's own mark; that of somebody else stays."""
    if work.calling is None or work.calling.by != by:
        return work
    return replace(work, calling=None, revision=work.revision + 1)


def assigned(work: FollowUp, to: str) -> FollowUp:
    """The task of `to`, a name as the user pool knows it; empty: nobody's."""
    return work if work.assigned == to else replace(work, assigned=to, revision=work.revision + 1)

"""What a crowd looks like to somebody who decides whether it is told: hours, lengths, estimates, communes; nobody's name."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from domain.base.period import LOCAL, at_epoch
from domain.tracing.contact import Piece

LENGTHS = (15, 30, 60, 120)
"""Minutes from which a class of lengths begins."""

_HOUR = 3600


class Shape(NamedTuple):
    """Of a group: how many were there in each local hour of the day, for how long together with the F0, and by estimate.

    `lengths`: people by the classes of LENGTHS, shorter ones with the first. `communes`: unit paths by people, most first.
    """

    people: int
    assumed: int
    hours: Mapping[int, int]
    lengths: Sequence[int]
    communes: Sequence[tuple[str, int]]


def shape_of(pieces: Mapping[str, Sequence[Piece]], lives: Mapping[str, str]) -> Shape:
    """`pieces`: each person's exposure in the group. `lives`: the commune of those of whom it is known."""
    hours: Counter[int] = Counter()
    lengths: Counter[int] = Counter()
    for own in pieces.values():
        hours.update({hour for piece in own for hour in _hours(piece)})
        minutes = sum(piece.seconds for piece in own) // 60
        lengths[sum(minutes >= least for least in LENGTHS[1:])] += 1
    communes = Counter(lives[person] for person in pieces if person in lives)
    return Shape(
        people=len(pieces),
        assumed=sum(any(piece.assumed for piece in own) for own in pieces.values()),
        hours=dict(sorted(hours.items())),
        lengths=tuple(lengths[place] for place in range(len(LENGTHS))),
        communes=sorted(communes.items(), key=lambda one: (-one[1], one[0])),
    )


def _hours(piece: Piece) -> range:
    """Local hours that a stretch touches, of the day on which it began."""
    first = at_epoch(piece.start).astimezone(LOCAL)
    begins = piece.start - 60 * first.minute - first.second
    return range(first.hour, min(24, first.hour + -(-(piece.end - begins) // _HOUR)))

"""How held groups look to whoever may release them."""

from datetime import date, timedelta

from domain.base.unit import UnitRegister, key_of
from domain.presence.codes import VenueId
from domain.tracing.review.decision import Group
from domain.tracing.review.shape import Shape
from functions.kit.shapes import unit_shown
from functions.trace.review.schema import CommuneShown, HeldShape, HeldShapesShown
from functions.trace.run.service.foresight import HeldShapes
from functions.trace.shown import Places

_EPOCH_DAY = date(1970, 1, 1)
_MOST_COMMUNES = 10


def shapes_shown(found: HeldShapes, places: Places, units: UnitRegister) -> HeldShapesShown:
    """What waits, without a name."""
    return HeldShapesShown(
        groups=[_shape(group, shape, places, units) for group, shape in sorted(found.groups.items())], more=found.cut
    )


def _shape(group: Group, shape: Shape, places: Places, units: UnitRegister) -> HeldShape:
    venue = places.get(VenueId(group.venue))
    communes = []
    for path, people in shape.communes[:_MOST_COMMUNES]:
        unit = units.find(key_of(path))
        communes.append(CommuneShown(unit=unit_shown(path, unit.name if unit else ""), people=people))
    return HeldShape(
        venue_id=group.venue,
        venue_name=venue.name if venue else "",
        day=(_EPOCH_DAY + timedelta(days=group.day)).isoformat(),
        people=shape.people,
        assumed=shape.assumed,
        hours=[shape.hours.get(hour, 0) for hour in range(24)],
        lengths=list(shape.lengths),
        communes=communes,
    )

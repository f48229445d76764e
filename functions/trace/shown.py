"""How evidence, places and moments look, in cases and in contacts."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from domain.base.period import at_epoch, shown
from domain.base.text import initials
from domain.people.person import Person
from domain.presence.codes import VenueId
from domain.presence.venue import Venue, VenueDirectory
from domain.tracing.codes import CaseCode
from domain.tracing.contact import Piece
from functions.trace.shapes import EvidenceShown

Places = Mapping[VenueId, Venue]


def places_of(venue_ids: set[str], venues: VenueDirectory) -> Places:
    """The venues named in what is shown, read at once."""
    wanted = sorted(VenueId(text) for text in venue_ids if text)
    return venues.by_ids(wanted) if wanted else {}


def evidence(piece: Piece, places: Places, through: Mapping[str, Person] = MappingProxyType({})) -> EvidenceShown:
    """One stretch of exposure; minutes are those of the stretch. `through`: F1s who may be named, masked."""
    venue = places.get(VenueId(piece.venue)) if piece.venue else None
    return EvidenceShown(
        kind=piece.closeness.value,
        from_=shown(at_epoch(piece.start)),
        to=shown(at_epoch(piece.end)),
        minutes=round(piece.seconds / 60, 1),
        venue_id=piece.venue,
        venue_name=venue.name if venue else "",
        category=piece.category,
        assumed=piece.assumed,
        doubtful=piece.doubtful,
        predates_registration=piece.predates,
        via_person_id=piece.via,
        via_display_name=initials(through[piece.via].full_name) if piece.via in through else "",
    )


def code_text(code: CaseCode | None) -> str:
    return code.shown if code else ""


def moment_text(moment: datetime | None) -> str:
    return shown(moment) if moment else ""

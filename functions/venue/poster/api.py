"""Routes of posters: one to look at or to hand on, a whole street of them to print."""

from collections.abc import Sequence

from domain.base.period import local_day
from domain.people.papers import dialled
from domain.presence.venue import Venue
from functions.kit.http import Answer, Call
from functions.venue import links, wiring
from functions.venue.door import OWNER_OR_READER, door, venue_kept, venues_kept
from functions.venue.poster import CONTENT_TYPES, PosterFacts, poster, posters
from functions.venue.poster.schema import PosterChoice, PrintPosters
from functions.venue.service.issuers import issuers

_REFUSALS = ("invalid", "not-allowed", "outside-jurisdiction")


@door.operation(
    "GET",
    "/venues/{venue}/poster",
    "getVenuePoster",
    summary="The poster to print, as PDF, SVG or PNG on A4 or A5",
    callers=OWNER_OR_READER,
    query=PosterChoice,
    answers={200: bytes},
    file_types=tuple(CONTENT_TYPES.values()),
    problems=("venue-unknown", "venue-code-forged", *_REFUSALS),
)
def get_venue_poster(call: Call) -> Answer:
    """Always of the code in force."""
    venue, choice = venue_kept(call), call.query
    name = f"poster-{venue.code.shown}-{choice.size}.{choice.format}"
    file = poster(_facts([venue])[0], choice.size, choice.format)
    return Answer(file, content_type=CONTENT_TYPES[choice.format], headers=_named(name))


@door.operation(
    "POST",
    "/posters",
    "printPosters",
    summary="The posters of up to 100 venues as one PDF, a page each, in the order asked for",
    callers=OWNER_OR_READER,
    body=PrintPosters,
    answers={200: bytes},
    file_types=(CONTENT_TYPES["pdf"],),
    problems=_REFUSALS,
)
def print_posters(call: Call) -> Answer:
    """All of them or none; a venue asked for twice is printed twice."""
    wanted = venues_kept(call, call.body.venue_ids)
    file = posters(_facts(wanted), call.body.size)
    return Answer(file, content_type=CONTENT_TYPES["pdf"], headers=_named(f"posters-{call.body.size}.pdf"))


def _facts(venues: Sequence[Venue]) -> Sequence[PosterFacts]:
    p, now = wiring.parts(), wiring.parts().clock()
    behind = issuers({venue.unit_path for venue in venues}, contacts=p.contacts, now=now)
    return [
        PosterFacts(
            name=venue.name,
            address=venue.address,
            unit_name=venue.unit_name,
            code=venue.code.shown,
            domain=links.domain_shown(p.site_url),
            issued=local_day(now).strftime("%d/%m/%Y"),
            url_parts=links.url_parts(venue, keys=p.keys, site_url=p.site_url),
            issuer=behind[venue.unit_path].said.name,
            hotline=dialled(behind[venue.unit_path].said.phone),
        )
        for venue in venues
    ]


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'inline; filename="{name}"'}

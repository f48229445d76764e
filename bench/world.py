"""Venues, keys and citizens to check in, and the requests they send: the same for the same seed and moment."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from adapters.aws.sealing import AesSealer
from adapters.dynamo import key_parts
from adapters.dynamo.secret import keys as secret_keys
from adapters.dynamo.venue import keys as venue_keys
from adapters.dynamo.venue.item import item_from_venue
from adapters.dynamo.wire import NewItem, b, s, t
from adapters.memory.secret.secrets import MemorySecrets
from adapters.memory.venue.venues import MemoryVenues
from adapters.memory.visit.visits import MemoryVisits
from domain.base.secret import Purpose
from domain.people.caller import Citizen
from domain.people.codes import PersonId
from domain.presence.codes import VenueCode, VenueId
from domain.presence.policy import CATEGORIES_2021
from domain.presence.venue import Venue, signed_token
from domain.presence.visit import Scan, Visit
from functions.checkin.schema import CheckIn
from functions.checkin.service import check_in
from functions.kit.bodies import decoded
from functions.kit.sign_in import device_tokens

VENUES = 80
DUPLICATES = 0.10
REORDERED = 0.05
SKEWED = 0.02
ROUTE = "POST /visits"


@dataclass(frozen=True, slots=True)
class Sent:
    """One check-in as a device sends it, and the natural key it must end up under."""

    token: str
    body: bytes
    key: tuple[str, str]

    @property
    def event(self) -> dict[str, Any]:
        """As API Gateway hands it to the function, payload 2.0."""
        return {
            "version": "2.0",
            "routeKey": ROUTE,
            "rawPath": "/api/visits",
            "rawQueryString": "",
            "headers": {
                "authorization": f"Bearer {self.token}",
                "content-type": "application/json",
                "content-length": str(len(self.body)),
                "host": "vungxanh.example",
                "x-vungxanh-entrance": "bench",
                "user-agent": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36",
                "x-amzn-trace-id": "Root=1-6158b0c0-5f84a1e96f6d3d5a3f1b2c4d",
                "x-forwarded-for": "203.0.113.7",
                "x-forwarded-port": "443",
                "x-forwarded-proto": "https",
            },
            "requestContext": {
                "accountId": "000000000000",
                "apiId": "bench",
                "domainName": "vungxanh.example",
                "http": {"method": "POST", "path": "/api/visits", "protocol": "HTTP/1.1", "sourceIp": "203.0.113.7"},
                "requestId": "GkL2ziKwyQ0EMOg=",
                "routeKey": ROUTE,
                "stage": "api",
                "timeEpoch": 1633137312000,
            },
            "body": self.body.decode(),
            "isBase64Encoded": False,
        }


class World:
    def __init__(self, people: int, seed: int = 20211002, skewed: float = SKEWED, venues: int = VENUES) -> None:
        self._skewed = skewed
        self.now = datetime.now(UTC).replace(microsecond=0)
        self._random = random.Random(seed)
        self.secrets = MemorySecrets(clock=lambda: self.now - timedelta(days=1))
        self.venues = [self._venue(number) for number in range(venues)]
        self._directory = MemoryVenues()
        for venue in self.venues:
            self._directory.add(venue)
        self.people = [PersonId.from_random(self._random.getrandbits(60)) for _ in range(people)]
        since = self.now - timedelta(days=30)
        self.tokens = [
            device_tokens.issue(person, "d1", keys=self.secrets, registered_at=since, now=self.now)
            for person in self.people
        ]
        ring = self.secrets.ring(Purpose.VENUE).newest
        self._codes = [signed_token(venue.code, ring.kid, ring.material) for venue in self.venues]

    def _venue(self, number: int) -> Venue:
        venue_id = VenueId.from_random(self._random.getrandbits(35))
        category = self._random.choice(list(CATEGORIES_2021))
        return Venue(
            venue_id=venue_id,
            code=VenueCode(str(venue_id)),
            name=f"Tạp hóa Cô Ba số {number}",
            category=category,
            unit_path="VN-2025H2/54/20194",
            unit_name="Xã Hòa Tiến, Thành phố Đà Nẵng",
            address=f"{number} thôn Lệ Sơn",
            stay=CATEGORIES_2021[category].stay,
            contact_phone="+84912345678",
            registered_by="S#volunteer",
            registered_at=self.now - timedelta(days=1),
        )

    def tables(self) -> Iterator[tuple[str, NewItem]]:
        """What must be stored before the first check-in."""
        for purpose in (Purpose.DEVICE, Purpose.VENUE):
            for kid, key in self.secrets.ring(purpose).keys.items():
                item = {"pk": s(secret_keys.secret(purpose)), "sk": s(kid), "m": b(key.material), "t": t(key.made_at)}
                yield "Secret", item
        for venue in self.venues:
            yield "Venue", item_from_venue(venue, AesSealer(self.secrets))
            yield (
                "Venue",
                {"pk": s(venue_keys.venue_code(venue.code)), "sk": s(key_parts.META), "vid": s(venue.venue_id)},
            )

    def visits(self, count: int) -> list[Sent]:
        """Distinct scans of the last two days, in order of time; a few devices have a wrong clock.

        Without skewed clocks none is told either, so that a long run does not look like skew.
        """
        moments = sorted(self._random.sample(range(120, 2 * 86_400), count), reverse=True)
        return [self._visit(self.now - timedelta(seconds=ago)) for ago in moments]

    def _visit(self, at: datetime) -> Sent:
        who, where = self._random.randrange(len(self.people)), self._random.randrange(len(self.venues))
        is_skewed = self._random.random() < self._skewed
        shift = timedelta(hours=self._random.uniform(-20, 20)) if is_skewed else timedelta(0)
        scanned = (at + shift).replace(microsecond=0)
        body: dict[str, Any] = {"code": self._codes[where], "at": scanned.isoformat()}
        if self._skewed:
            body["client_now"] = (self.now + shift).isoformat()
            body["age_ms"] = int((self.now - at).total_seconds() * 1000)
        key = f"P#{self.people[who]}", f"V#{int(scanned.timestamp()):010d}#{self.venues[where].venue_id}"
        return Sent(self.tokens[who], json.dumps(body).encode(), key)

    def visit_of(self, sent: Sent) -> Visit:
        """What the product makes of a check-in."""
        body = decoded(sent.body, CheckIn)
        done = check_in(
            Citizen(PersonId(sent.key[0].removeprefix("P#")), "d1"),
            body.code,
            Scan(body.at, body.client_now),
            out_at=None,
            leaves=None,
            visits=MemoryVisits(),
            venues=self._directory,
            keys=self.secrets,
            now=self.now,
        )
        return done.visit

    def as_it_arrives(self, visits: Sequence[Sent]) -> list[Sent]:
        """The same visits with some sent twice, at once or much later, and some out of order."""
        arriving = [(float(place), visit) for place, visit in enumerate(visits)]
        for place, visit in enumerate(visits):
            if self._random.random() < DUPLICATES:
                arriving.append((place + self._random.choice((0.5, self._random.uniform(1, len(visits)))), visit))
        late = self._random.sample(range(len(arriving)), int(REORDERED * len(arriving)))
        for index in late:
            due, visit = arriving[index]
            arriving[index] = due + self._random.uniform(-100, 100), visit
        return [visit for _, visit in sorted(arriving, key=lambda pair: pair[0])]

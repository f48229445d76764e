"""The place a story happens in: its communes, the people who can be met there, and what came over the air."""

import json
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from urllib.request import urlopen
from uuid import uuid4

from tests.journeys.actors.citizen import Citizen
from tests.journeys.actors.names import a_name, a_phone, of
from tests.journeys.actors.staff import Officer
from tests.journeys.actors.tracer import Tracer
from tests.journeys.actors.units import communes_of, provinces
from tests.journeys.actors.wire import SECONDS, Wire
from tests.waiting import LIMIT, eventually
from tools import demo
from tools.local_cloud import staff
from tools.local_cloud.cloud import LocalCloud
from tools.seed.past import PastRegister


class Town:
    def __init__(self, cloud: LocalCloud) -> None:
        self.cloud = cloud
        self.api = cloud.api_url
        self.web = cloud.web_url
        self._officers: dict[str, Officer] = {}

    # -- staff ------------------------------------------------------------------------------------------------

    def officer(self, username: str) -> Officer:
        """One of the demonstration's staff, by sign-in name."""
        known = {person["username"]: person for person in self.cloud.endpoints()["staff"]}
        return self._signed_in(known[username])

    def commune(self) -> "Commune":
        """A commune where nothing has happened yet, of any province but the demonstration's: there are thousands."""
        return Commune(self, next(self._untouched))

    def commune_of_the_province(self) -> "Commune":
        """One of the hundred of the demonstration's province, for a story in which its own staff act."""
        return Commune(self, next(self._untouched_here))

    def hires(self, role: str, unit: demo.Unit) -> Officer:
        """A new member of staff, with a sign-in made by the operator."""
        person = demo.Staff(role, f"{role}-{unit.code}-{uuid4().hex[:6]}", unit)
        return self._signed_in(staff.ensure(self.cloud, self._resources, [person])[0])

    @cached_property
    def _past(self) -> PastRegister:
        return PastRegister(self.cloud)

    @cached_property
    def _resources(self) -> Any:
        return self.cloud.resources()

    @cached_property
    def _untouched(self) -> Iterator[demo.Unit]:
        """Each commune once, so that no two stories count in the same one."""
        elsewhere = [each for each in provinces() if each.code != demo.PROVINCE.code]
        of.shuffle(elsewhere)
        for each in elsewhere:
            yield from _untouched_of(each, self.hires("province_officer", each))

    @cached_property
    def _untouched_here(self) -> Iterator[demo.Unit]:
        return _untouched_of(demo.PROVINCE, self.officer("province"))

    def _signed_in(self, person: dict[str, Any]) -> Officer:
        username = person["username"]
        if username not in self._officers:
            token = staff.id_token(f"{self.web}/auth/", self._resources.client_id, username, person["password"])
            unit = demo.Unit(**person["unit"])
            self._officers[username] = Officer(Wire(self.api, token), unit, username, person["password"])
        return self._officers[username]

    # -- citizens ---------------------------------------------------------------------------------------------

    def citizen(self, unit: demo.Unit = demo.COMMUNE, **facts: Any) -> Citizen:
        """Somebody who registered on their own phone, weeks ago."""
        body = _registration(unit, **facts)
        newcomer = self._registers(body, 201)
        self._past.set_back(newcomer.person_id)
        return self._registers(body, 200)

    def newcomer(self, unit: demo.Unit = demo.COMMUNE, **facts: Any) -> Citizen:
        """Somebody who registers now."""
        return self._registers(_registration(unit, **facts), 201)

    def _registers(self, body: dict[str, Any], status: int) -> Citizen:
        told = Wire(self.api).post("/persons", body).ok(status)
        return Citizen(Wire(self.api, told["device_token"]), told["person_id"], told["personal_code"], body["phone"])

    def proves_phone(self, citizen: Citizen) -> None:
        """The citizen types the code that reached this phone."""
        before = len(self.messages_to(citizen.phone))
        citizen.wire.post("/me/phone-otp", {}).ok(202)
        messages = eventually(lambda: self.messages_to(citizen.phone), until=lambda told: len(told) > before)
        (code,) = set(re.findall(r"\b\d{6}\b", messages[-1]))
        citizen.wire.post("/me/phone", {"otp": code}).ok(200)

    def settles(self) -> None:
        """Nothing more is on its way: whoever was to be told has been, and whoever was told twice as well."""
        assert self.cloud.drain(LIMIT), "the cloud does not come to rest"

    def has_texted(self, phone: str, times: int) -> None:
        """Waits until so many text messages reached this phone."""
        eventually(lambda: self.messages_to(phone), until=lambda told: len(told) == times)

    def messages_to(self, phone: str) -> list[str]:
        """Text messages that reached this phone."""
        with urlopen(f"{self.web}/_outbox.json?phone={phone.removeprefix('0')}", timeout=SECONDS) as answer:
            return [str(message["message"]) for message in json.load(answer)["messages"]]


def _untouched_of(province: demo.Unit, officer: Officer) -> Iterator[demo.Unit]:
    """The cloud may have told stories before."""
    communes, tracer = communes_of(province), Tracer.of(officer)
    of.shuffle(communes)
    for unit in communes:
        if not officer.figures(unit).told["units"] and not tracer.cases_of(unit):
            yield unit


def _registration(unit: demo.Unit, **facts: Any) -> dict[str, Any]:
    return {
        "full_name": a_name(),
        "phone": a_phone(),
        "year_of_birth": 1987,
        "unit": {"scheme": unit.scheme, "code": unit.code},
        "registration_id": str(uuid4()),
        **facts,
    }


class Commune:
    """A commune with its own people, whose figures no other story touches."""

    def __init__(self, town: Town, unit: demo.Unit) -> None:
        self.town = town
        self.unit = unit

    @cached_property
    def officer(self) -> Officer:
        return self.town.hires("commune_officer", self.unit)

    @cached_property
    def volunteer(self) -> Officer:
        return self.town.hires("volunteer", self.unit)

    @cached_property
    def health_station(self) -> Officer:
        return self.town.hires("health_station", self.unit)

    @cached_property
    def tracer(self) -> Tracer:
        return Tracer.of(self.town.hires("tracer", self.unit))

    @cached_property
    def second_tracer(self) -> Tracer:
        """A colleague: what one asks for, another one releases."""
        return Tracer.of(self.town.hires("epidemiologist", self.unit))

    def citizen(self, **facts: Any) -> Citizen:
        return self.town.citizen(self.unit, **facts)

    def newcomer(self, **facts: Any) -> Citizen:
        return self.town.newcomer(self.unit, **facts)

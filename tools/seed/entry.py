"""People and venues entered into a running product by its own sign-ins; who and what was there already is found again."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools import demo
from tools.deploy.deployed import local_cloud_in
from tools.local_cloud.staff import id_token
from tools.machine.console import say
from tools.seed.calls import Api, at_once
from tools.seed.past import PastRegister
from tools.seed.people import Person
from tools.seed.places import Place

# Records whose visitors cannot scan for themselves, by the kind of the place.
DESKS = {"health_station": "station", "vaccination": "station", "sampling": "station", "market": "checkpoint"}
HELPERS = ("volunteer", "checkpoint", "station", "commune-neighbour")


@dataclass(frozen=True, slots=True)
class Entered:
    """A person or a venue as the product knows it. `secret`: device token, personal code, or QR token."""

    id: str
    secret: str
    typed: str = ""


class Entry:
    """One deployment and those who write in it."""

    def __init__(self, endpoints_file: Path) -> None:
        self.endpoints: dict[str, Any] = json.loads(endpoints_file.read_text(encoding="utf-8"))
        self.api = Api(self.endpoints["api"])
        self._past = PastRegister(local_cloud_in(endpoints_file.parent))
        self._tokens: dict[str, str] = {}

    # -- staff ------------------------------------------------------------------------------------------------

    def sign_in(self, *usernames: str) -> None:
        config = Api(self.endpoints["web"]).get("/config.json")
        for person in self.endpoints["staff"]:
            if person["username"] in usernames:
                self._tokens[person["username"]] = id_token(
                    f"{self.endpoints['web']}{config['auth_url']}",
                    config["client_id"],
                    person["username"],
                    person["password"],
                )

    def token(self, username: str) -> str:
        return self._tokens[username]

    def helper(self, unit: demo.Unit) -> str:
        """Who registers people and venues there."""
        return self._tokens["volunteer" if unit == demo.COMMUNE else "commune-neighbour"]

    def desk(self, place: Place) -> str:
        """Who writes down the visitors of a place who cannot scan."""
        if place.unit != demo.COMMUNE:
            return self.helper(place.unit)
        return self._tokens[DESKS.get(place.category, "volunteer")]

    # -- persons ----------------------------------------------------------------------------------------------

    def register(self, population: Sequence[Person], seed: int) -> dict[str, Entered]:
        """By key. The same people of the same seed are the same persons."""
        entered = at_once(lambda person: self._registered(person, seed), population, "persons")
        return {person.key: known for person, known in zip(population, entered, strict=True)}

    def _registered(self, person: Person, seed: int) -> Entered:
        body: dict[str, Any] = {
            "full_name": person.full_name,
            "year_of_birth": person.year_of_birth,
            "unit": {"scheme": person.unit.scheme, "code": person.unit.code},
            "registration_id": str(person.registration_id(seed)),
        }
        if person.phone:
            body["phone"] = person.phone
            self._past.set_back(self.api.post("/persons", body, address=person.address)["person_id"])
            answer = self.api.post("/persons", body, address=person.address)
            return Entered(answer["person_id"], answer["device_token"])
        if person.identity:
            body["identity_number"] = person.identity
        answer = self.api.post("/persons", body, self.helper(person.unit))
        return Entered(answer["person_id"], answer["personal_code"])

    # -- venues -----------------------------------------------------------------------------------------------

    def found(self, wanted: Sequence[Place], owners: Mapping[int, Entered]) -> dict[str, Entered]:
        """By key. One file for each commune; those of owners, and stalls, each by itself."""
        venues: dict[str, Entered] = {}
        for unit in (demo.COMMUNE, demo.NEIGHBOUR):
            rows = [p for p in wanted if p.unit == unit and p.owner is None and p.parent is None]
            if rows:
                answer = self.api.post_csv("/venue-imports", _file(rows), self.helper(unit))
                say(f"  {unit.name}: {answer['created']} venues imported, {answer['existing']} were there")
                venues |= {row.key: _venue(told) for row, told in zip(rows, answer["rows"], strict=True)}
        singles = [p for p in wanted if p.key not in venues]
        tokens = [owners[p.owner].secret if p.owner is not None else self.helper(p.unit) for p in singles]
        parents = [venues[p.parent].id if p.parent else "" for p in singles]
        tasks = list(zip(singles, tokens, parents, strict=True))
        entered = at_once(self._founded, tasks, "venues of owners, and stalls")
        return venues | {place.key: known for place, known in zip(singles, entered, strict=True)}

    def _founded(self, task: tuple[Place, str, str]) -> Entered:
        place, token, parent = task
        body: dict[str, Any] = {
            "name": place.name,
            "category": place.category,
            "unit": {"scheme": place.unit.scheme, "code": place.unit.code},
            "address": place.address,
            "contact_phone": place.contact_phone,
        }
        if place.capacity:
            body["capacity"] = place.capacity
        if parent:
            body["parent_venue_id"] = parent
        return _venue(self.api.post("/venues", body, token))


def _file(rows: Sequence[Place]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["name", "category", "address", "contact_phone", "capacity", "unit_code"])
    for row in rows:
        writer.writerow([row.name, row.category, row.address, row.contact_phone, row.capacity or "", row.unit.code])
    return out.getvalue()


def _venue(told: dict[str, Any]) -> Entered:
    return Entered(told["venue_id"], told["check_in_url"].partition("#")[2], told["code"])

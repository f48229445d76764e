"""A person's profile as an item: what is sealed, and what a next revision changes in it."""

from pynamodb.attributes import BinaryAttribute, BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.expressions.update import Action

from adapters.dynamo import key_parts
from adapters.dynamo.models import Record
from adapters.dynamo.person import keys
from domain.base.period import at_epoch, epoch
from domain.base.secret import Sealer
from domain.people.codes import CardCode, PersonId
from domain.people.person import Person


class Profile(Record):
    name = BinaryAttribute(attr_name="n", legacy_encoding=False)
    year = NumberAttribute(attr_name="y")
    unit_path = UnicodeAttribute(attr_name="u")
    unit_name = UnicodeAttribute(attr_name="un")
    unit_assumed = BooleanAttribute(attr_name="ua", null=True)
    card = UnicodeAttribute(attr_name="k")
    registered_at = NumberAttribute(attr_name="t")
    phone = BinaryAttribute(attr_name="p", null=True, legacy_encoding=False)
    verified_at = NumberAttribute(attr_name="pv", null=True)
    pending = BinaryAttribute(attr_name="pp", null=True, legacy_encoding=False)
    lost_at = NumberAttribute(attr_name="pl", null=True)
    identity = BinaryAttribute(attr_name="id", null=True, legacy_encoding=False)
    registered_by = UnicodeAttribute(attr_name="by", null=True)
    revision = NumberAttribute(attr_name="rv")


def profile_of(model: type[Profile], person: Person, sealer: Sealer) -> Profile:
    """The whole item."""

    def sealed(field: str, plain: str | None) -> bytes | None:
        return sealer.seal(plain, bound_to=_bound(person.person_id, field)) if plain else None

    return model(
        key_parts.person(person.person_id),
        keys.PROFILE,
        name=sealed("name", person.full_name),
        year=person.year_of_birth,
        unit_path=person.unit_path,
        unit_name=person.unit_name,
        unit_assumed=person.unit_assumed or None,
        card=str(person.card),
        registered_at=epoch(person.registered_at),
        phone=sealed("phone", person.phone),
        verified_at=epoch(person.phone_verified_at) if person.phone_verified_at else None,
        pending=sealed("pending", person.pending_phone),
        lost_at=epoch(person.phone_lost_at) if person.phone_lost_at else None,
        identity=sealed("identity", person.identity),
        registered_by=person.registered_by,
        revision=person.revision,
    )


def person_of(profile: Profile, sealer: Sealer) -> Person:
    pid = key_parts.person_read(profile.pk)

    def opened(field: str, value: bytes | None) -> str | None:
        return sealer.open(value, bound_to=_bound(pid, field)) if value else None

    return Person(
        person_id=pid,
        full_name=opened("name", profile.name) or "",
        year_of_birth=int(profile.year),
        unit_path=profile.unit_path,
        unit_name=profile.unit_name,
        card=CardCode(profile.card),
        registered_at=at_epoch(int(profile.registered_at)),
        phone=opened("phone", profile.phone),
        phone_verified_at=at_epoch(int(profile.verified_at)) if profile.verified_at else None,
        identity=opened("identity", profile.identity),
        registered_by=profile.registered_by,
        revision=int(profile.revision),
        pending_phone=opened("pending", profile.pending),
        phone_lost_at=at_epoch(int(profile.lost_at)) if profile.lost_at else None,
        unit_assumed=bool(profile.unit_assumed),
    )


_PLACES = {
    "full_name": "name",
    "year_of_birth": "year",
    "unit_path": "unit_path",
    "unit_name": "unit_name",
    "unit_assumed": "unit_assumed",
    "phone": "phone",
    "phone_verified_at": "verified_at",
    "pending_phone": "pending",
    "phone_lost_at": "lost_at",
    "identity": "identity",
    "revision": "revision",
}


def actions_of(before: Person, after: Person, whole: Profile) -> list[Action]:
    """What turns the item of one revision into that of the next, of which `whole` is made; what else it holds stays."""
    attributes = type(whole).get_attributes()
    changed = [place for field, place in _PLACES.items() if getattr(before, field) != getattr(after, field)]
    values = {place: getattr(whole, place) for place in changed}
    return [
        attributes[place].remove() if value is None else attributes[place].set(value) for place, value in values.items()
    ]


def _bound(person: PersonId, field: str) -> str:
    return f"{person}/{field}"

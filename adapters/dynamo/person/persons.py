"""The register of persons: sealed fields, keyed hashes to find them by, one transaction to register."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from adapters.dynamo import key_parts
from adapters.dynamo.calls import Refused
from adapters.dynamo.models import Record, found, of_table, said
from adapters.dynamo.person import keys
from domain.base.errors import Busy
from domain.base.period import at_epoch, epoch
from domain.base.secret import KeyStore, Purpose, Sealer
from domain.people.codes import CardCode, PersonId
from domain.people.errors import PersonUnknown
from domain.people.otp import OtpChallenge
from domain.people.person import Handle, HandleKind, Person, Registration


class _Profile(Record):
    name = BinaryAttribute(attr_name="n", legacy_encoding=False)
    year = NumberAttribute(attr_name="y")
    unit_path = UnicodeAttribute(attr_name="u")
    unit_name = UnicodeAttribute(attr_name="un")
    card = UnicodeAttribute(attr_name="k")
    registered_at = NumberAttribute(attr_name="t")
    phone = BinaryAttribute(attr_name="p", null=True, legacy_encoding=False)
    verified_at = NumberAttribute(attr_name="pv", null=True)
    identity = BinaryAttribute(attr_name="id", null=True, legacy_encoding=False)
    registered_by = UnicodeAttribute(attr_name="by", null=True)
    revision = NumberAttribute(attr_name="rv")


class _Claim(Record):
    """Points from a handle, card or request to its person."""

    person = UnicodeAttribute(attr_name="pid", null=True)
    device = UnicodeAttribute(attr_name="d", null=True)


class _Otp(Record):
    digest = UnicodeAttribute(attr_name="g", null=True)
    sent_at = NumberAttribute(attr_name="t", null=True)
    until = NumberAttribute(attr_name="e", null=True)
    tries = NumberAttribute(attr_name="n", default=0)
    sends = NumberAttribute(attr_name="m", default=1)


_DAY = 24 * 3600


class DynamoPersons:
    """PersonRegister on the Person table."""

    def __init__(self, table: str, *, key_store: KeyStore, sealer: Sealer) -> None:
        self._profiles = of_table(_Profile, table)
        self._claims = of_table(_Claim, table)
        self._otps = of_table(_Otp, table)
        self._keys = key_store
        self._sealer = sealer

    def by_id(self, person: PersonId) -> Person | None:
        profile = found(self._profiles, key_parts.person(person), keys.PROFILE)
        return self._person(profile) if profile else None

    def by_ids(self, people: Sequence[PersonId]) -> Mapping[PersonId, Person]:
        """A hundred a call."""
        wanted = [(key_parts.person(person), keys.PROFILE) for person in dict.fromkeys(people)]
        profiles = said(lambda: list(self._profiles.batch_get(wanted))) if wanted else []
        persons = [self._person(profile) for profile in profiles]
        return {person.person_id: person for person in persons}

    def by_handle(self, handle: Handle) -> Sequence[Person]:
        """A phone's claims outlive a change of phone, so the profile has the last word."""
        people = [person for pid in self._claimants(handle) if (person := self.by_id(pid))]
        return [person for person in people if handle in person.handles]

    def register(self, person: Person, *, device: str, registration: str) -> Registration:
        """A known identity number answers with its person and no device: no token may follow from it."""
        request = self._request(registration, person.person_id, device)
        try:
            said(lambda: self._write(person, request))
        except Refused:
            return self._earlier(person, request)
        return Registration(_whole_seconds(person), device)

    def challenge(self, person: PersonId) -> OtpChallenge | None:
        """An expired one is returned too: it still carries the day's number of messages."""
        otp = found(self._otps, key_parts.person(person), keys.OTP)
        if otp is None or otp.digest is None:
            return None
        return OtpChallenge(
            digest=otp.digest,
            sent_at=at_epoch(int(otp.sent_at or 0)),
            expires_at=at_epoch(int(otp.until or 0)),
            tries=int(otp.tries),
            sends_today=int(otp.sends),
        )

    def save_challenge(self, person: PersonId, challenge: OtpChallenge) -> None:
        otp = self._otps(
            key_parts.person(person),
            keys.OTP,
            digest=challenge.digest,
            sent_at=epoch(challenge.sent_at),
            until=epoch(challenge.expires_at),
            tries=challenge.tries,
            sends=challenge.sends_today,
            expires=epoch(challenge.sent_at) + _DAY,
        )
        said(otp.save)

    def count_try(self, person: PersonId) -> None:
        """A try repeated after a lost answer counts twice: it may only make guessing harder."""
        self._change_otp(person, _Otp.tries.add(1))

    def prove_phone(self, person: PersonId, *, now: datetime) -> Person:
        """Two steps, each safe to repeat; between them a proved phone has a code that proves nothing more."""
        profile = self._profiles(key_parts.person(person), keys.PROFILE)
        proof: list[Action] = [_Profile.verified_at.set(epoch(now)), _Profile.revision.add(1)]
        with suppress(Refused):
            said(lambda: profile.update(proof, _Profile.phone.exists() & _Profile.verified_at.does_not_exist()))
        proved = self.by_id(person)
        if proved is None or proved.phone is None:
            raise PersonUnknown
        self._change_otp(person, _Otp.digest.remove())
        return proved

    def _change_otp(self, person: PersonId, action: Action) -> None:
        """Does nothing where no code is in flight."""
        otp = self._otps(key_parts.person(person), keys.OTP)
        with suppress(Refused):
            said(lambda: otp.update(actions=[action], condition=_Otp.digest.exists()))

    def _write(self, person: Person, request: _Claim | None) -> None:
        absent = _Claim.pk.does_not_exist()
        connection = self._profiles._get_connection().connection  # noqa: SLF001 - the client all tables share
        with TransactWrite(connection=connection) as transaction:
            transaction.save(self._profile(person), condition=absent)
            for handle in person.handles:
                shared = handle.kind is HandleKind.PHONE
                transaction.save(self._claim(handle, person.person_id), condition=None if shared else absent)
            if request is not None:
                transaction.save(request, condition=absent)

    def _earlier(self, person: Person, request: _Claim | None) -> Registration:
        """What stood in the way: this request's first answer, the same identity number, or a random code twice."""
        first = found(self._claims, request.pk, request.sk) if request is not None else None
        if first is not None and (known := self.by_id(PersonId(first.person or ""))):
            return Registration(known, first.device or "", is_new=False)
        if person.identity and (known_too := self.by_handle(Handle(HandleKind.IDENTITY, person.identity))):
            return Registration(known_too[0], "", is_new=False)
        raise Busy

    def _request(self, registration: str, person: PersonId, device: str) -> _Claim | None:
        if not registration:
            return None
        return self._claims(keys.registration(registration), key_parts.ONLY, person=str(person), device=device)

    def _claim(self, handle: Handle, person: PersonId) -> _Claim:
        pk = self._handle_key(handle)
        if handle.kind is HandleKind.PHONE:
            return self._claims(pk, key_parts.person(person))
        return self._claims(pk, key_parts.ONLY, person=str(person))

    def _claimants(self, handle: Handle) -> Sequence[PersonId]:
        pk = self._handle_key(handle)
        if handle.kind is HandleKind.PHONE:
            claims = said(lambda: list(self._claims.query(pk)))
            return [PersonId(claim.sk.removeprefix("P#")) for claim in claims]
        claim = found(self._claims, pk, key_parts.ONLY)
        return [PersonId(claim.person or "")] if claim else []

    def _handle_key(self, handle: Handle) -> str:
        """Keyed hash: nine digits of a phone are too few for a hash that anybody can compute."""
        if handle.kind is HandleKind.CARD:
            return keys.card(handle.value)
        key = self._keys.ring(Purpose.LOOKUP).newest.material
        message = f"handle-v1|{handle.kind.value}|{handle.value}".encode()
        hashed = hmac.new(key, message, hashlib.sha256).hexdigest()
        return keys.phone(hashed) if handle.kind is HandleKind.PHONE else keys.identity(hashed)

    def _profile(self, person: Person) -> _Profile:
        return self._profiles(
            key_parts.person(person.person_id),
            keys.PROFILE,
            name=self._sealed(person, "name", person.full_name),
            year=person.year_of_birth,
            unit_path=person.unit_path,
            unit_name=person.unit_name,
            card=str(person.card),
            registered_at=epoch(person.registered_at),
            phone=self._sealed(person, "phone", person.phone) if person.phone else None,
            verified_at=epoch(person.phone_verified_at) if person.phone_verified_at else None,
            identity=self._sealed(person, "identity", person.identity) if person.identity else None,
            registered_by=person.registered_by,
            revision=person.revision,
        )

    def _sealed(self, person: Person, field: str, plain: str) -> bytes:
        return self._sealer.seal(plain, bound_to=f"{person.person_id}/{field}")

    def _person(self, profile: _Profile) -> Person:
        pid = PersonId(profile.pk.removeprefix("P#"))

        def opened(field: str, sealed: bytes) -> str:
            return self._sealer.open(sealed, bound_to=f"{pid}/{field}")

        return Person(
            person_id=pid,
            full_name=opened("name", profile.name),
            year_of_birth=int(profile.year),
            unit_path=profile.unit_path,
            unit_name=profile.unit_name,
            card=CardCode(profile.card),
            registered_at=at_epoch(int(profile.registered_at)),
            phone=opened("phone", profile.phone) if profile.phone else None,
            phone_verified_at=at_epoch(int(profile.verified_at)) if profile.verified_at else None,
            identity=opened("identity", profile.identity) if profile.identity else None,
            registered_by=profile.registered_by,
            revision=int(profile.revision),
        )


def _whole_seconds(person: Person) -> Person:
    return replace(person, registered_at=at_epoch(epoch(person.registered_at)))

"""Keys and access patterns of the table Person.

| pk / sk | what | read by |
|---|---|---|
| `P#pid` / `PROFILE` | name, phone, phone that waits for its proof, identity number sealed; when somebody else proved the phone | by id: Get |
| `P#pid` / `CHANGE#<revision>` | what a change of the profile replaced, and why, sealed; who made it | Query pk, `CHANGE#` |
| `P#pid` / `OTP`, `A#<recovery key>` / `OTP` | the last one-time code, sealed while it is good, of a person or of somebody who wants to come back | Get |
| `B#pid` / `DEVICE#<sha256>` | where a browser takes messages, sealed; without an address: one of those below that was removed | Query pk |
| `P#pid` / `DEVICE#<sha256>` | the same, as it was kept before browsers stood apart: read until it expires, never written | Query pk, `DEVICE#` |
| `H#<hmac>` / `P#pid` | what a person did with a phone: facts in order, a letter and a moment each; without them she named it when she registered | Query pk, from a claim on, in parts; Get |
| `H#<hmac>` / `BY#pid` | the same once more, of a person who ever proved it: found before a crowd's claims; absent where it was proved before these were written | Query pk, `BY#` |
| `I#<hmac>` / `0`, `C#<card>` / `0` | identity number, card → person: unique; an identity number that was corrected names nobody | Get |
| `R#<sha256>` / `0` | registration request → person and device | Get |
"""

import hashlib

from adapters.dynamo import key_parts
from domain.people.codes import PersonId
from domain.people.phone.otp import Subject

PROFILE = "PROFILE"
OTP = "OTP"
DEVICES = "DEVICE#"
CHANGES = "CHANGE#"
PROOFS = "BY#"


def phone(hashed: str) -> str:
    return f"H#{hashed}"


def proof(person: PersonId) -> str:
    return f"{PROOFS}{person}"


def proof_read(sk: str) -> PersonId:
    """Inverse of `proof`."""
    return PersonId(sk.removeprefix(PROOFS))


def identity(hashed: str) -> str:
    return f"I#{hashed}"


def card(code: str) -> str:
    return f"C#{code}"


def registration(text: str) -> str:
    """Hashed, because the text comes from a device."""
    return f"R#{hashlib.sha256(text.encode()).hexdigest()}"


def browsers(person: PersonId) -> str:
    """Apart from what else is kept of a person: who writes here can touch nothing else."""
    return f"B#{person}"


def device(subscription: str) -> str:
    return f"{DEVICES}{subscription}"


def change(revision: int) -> str:
    """In ten digits, so that text order is the order of the changes."""
    return f"{CHANGES}{revision:010d}"


def asked(subject: Subject) -> str:
    """Whose code it is."""
    return key_parts.person(subject) if isinstance(subject, PersonId) else f"A#{subject}"

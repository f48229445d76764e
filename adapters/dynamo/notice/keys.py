"""Keys and access patterns of the table Notice.

| pk / sk | what | read by |
|---|---|---|
| `P#pid` / `N#<cause>`, `A#<recovery key>` / `N#<cause>` | a message to send once, to a person or to whoever wants to come back | by key |
| `P#pid` / `N#C#case` | what the person was told of a case, in versions | by key; Query pk, `N#C#` |
| `T#<hmac>` / `TEXT` | the last text message to a number: whom it told, and who is sending | by key |
| `T#<hmac>` / `ABOUT#C#case|<what>` | a number was texted about a case: told of it, or that it was taken back | by key |
"""

from adapters.dynamo import key_parts
from domain.people.codes import PersonId
from domain.people.phone.otp import Subject
from domain.telling.notice import NoticeKey
from domain.tracing.codes import CaseCode

EXPOSURES = "N#C#"
TEXT = "TEXT"
_ASKED = "A#"


def notice(key: NoticeKey) -> str:
    return f"N#{key.cause}"


def exposure(code: CaseCode) -> str:
    return f"{EXPOSURES}{code}"


def exposure_read(sk: str) -> CaseCode:
    """Inverse of `exposure`."""
    return CaseCode(sk.removeprefix(EXPOSURES))


def subject(whose: Subject) -> str:
    return key_parts.person(whose) if isinstance(whose, PersonId) else f"{_ASKED}{whose}"


def subject_text(pk: str) -> str:
    """As an event says it, from `subject`."""
    return pk.removeprefix(key_parts.PEOPLE).removeprefix(_ASKED)


def number(hashed: str) -> str:
    return f"T#{hashed}"


def about(matter: str) -> str:
    return f"ABOUT#{matter}"

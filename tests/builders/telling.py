"""What an exposed person is told, and the ways to people."""

from dataclasses import replace
from typing import Any

from adapters.memory.notice.notices import MemoryMessenger, MemoryNotices
from adapters.memory.notice.texts import MemoryTexts
from adapters.memory.person.persons import MemoryPersons
from adapters.memory.person.subscriptions import MemoryPusher, MemorySubscriptions
from adapters.memory.secret.secrets import MemorySecrets
from adapters.memory.standing.standing import MemoryStanding
from adapters.memory.tally.tallies import MemoryTallies
from domain.base.period import local_day
from domain.telling.exposure import ExposureNotice, Told, Version
from functions.notify.service.reach import Ports
from tests.builders.base import NOW
from tests.builders.people import a_person_id
from tests.builders.tracing import TRACE_POLICY, a_case_code


def an_exposure(person: int = 2, case: int = 1, **facts: Any) -> ExposureNotice:
    """The first version: an F1."""
    notice = ExposureNotice(
        a_person_id(person),
        a_case_code(case),
        (Version(1, Told.F1, NOW, local_day(NOW), "grocery"),),
        NOW + TRACE_POLICY.notices_kept,
    )
    return replace(notice, **facts)


_GSM7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM7_TWICE = frozenset("^{}\\[~]|€\f")


def segments(text: str) -> int:
    """In how many text messages a phone gets it: 160 of the plain alphabet, 70 of any other; parts of several hold fewer."""
    if set(text) <= _GSM7 | _GSM7_TWICE:
        length, one, part = len(text) + sum(each in _GSM7_TWICE for each in text), 160, 153
    else:
        length, one, part = len(text.encode("utf-16-be")) // 2, 70, 67
    return 1 if length <= one else -(-length // part)


def the_ways(**ports: Any) -> Ports:
    """Everything the sender needs, over twins; a test gives those that it looks at."""
    made = {
        "outbox": MemoryNotices(),
        "messenger": MemoryMessenger(),
        "pusher": MemoryPusher(),
        "subscriptions": MemorySubscriptions(),
        "persons": MemoryPersons(),
        "texts": MemoryTexts(),
        "tallies": MemoryTallies(),
        "keys": MemorySecrets(clock=lambda: NOW),
        "standing": MemoryStanding(),
        "site_url": "https://vungxanh.example",
    }
    return Ports(**{**made, **ports})

"""Routes of notices: what I was told, and the browsers in which I am told."""

from collections.abc import Sequence

from domain.base.period import shown
from domain.base.text import initials
from domain.people.person import Person
from domain.telling.duty import Duty, stay_of
from domain.telling.exposure import notice_id, text_of
from domain.telling.push import Subscription
from functions.kit import bodies
from functions.kit.http import Answer, Call, Door
from functions.kit.shapes import Nothing, Words
from functions.kit.sign_in.auth import ANYONE, CITIZEN
from functions.notify import wiring
from functions.notify.schema import (
    DutyShown,
    MyNotices,
    NoticesAsked,
    NoticeShown,
    OtherTold,
    PushKey,
    Removed,
    SaveSubscription,
    SubscriptionSaved,
)
from functions.notify.service import inquiries
from functions.notify.service.inquiries import OwnNotice
from functions.words import people, telling

door = Door("notify", lambda: wiring.parts(), words=(people, telling))  # noqa: PLW0108  looked up late, so that tests may rewire
app, handler = door.app, door.handler

BLOCK = 4096
"""An answer is a multiple of so many bytes long: whoever watches the line learns nothing from its length (N3)."""


@door.operation(
    "GET",
    "/me/notices",
    "listMyNotices",
    summary="What the citizen has been told, newest first; always 200, its length tells nothing",
    callers=CITIZEN,
    query=NoticesAsked,
    answers={200: MyNotices},
)
def list_my_notices(call: Call) -> Answer:
    """The words are made here, from the few facts that are stored. A reading is told by the question and by no request of
    its own: whoever watches the line would learn that there was something to read."""
    p = wiring.parts()
    records, now = call.citizen.records, p.clock()
    own = inquiries.my_notices(records, is_read=call.query.shown == "yes", notices=p.notices, now=now)
    others = inquiries.others_told(records, persons=p.persons, notices=p.notices, now=now)
    return Answer(padded([_shown(entry) for entry in own], [_other(other) for other in others]))


@door.operation(
    "GET",
    "/push-key",
    "getPushKey",
    summary="The key a browser binds its push subscription to",
    callers=ANYONE,
    answers={200: PushKey},
)
def get_push_key(call: Call) -> Answer:
    """Never rotates: a browser's subscription is worth nothing under another key."""
    return Answer(PushKey(public_key=wiring.parts().push_key()))


@door.operation(
    "POST",
    "/me/push-subscriptions",
    "savePushSubscription",
    summary="Have this browser told of new notices; the newest five browsers are kept",
    callers=CITIZEN,
    body=SaveSubscription,
    answers={201: SubscriptionSaved, 200: SubscriptionSaved},
    problems=("invalid",),
)
def save_push_subscription(call: Call) -> Answer:
    """The same endpoint again is the same subscription, with the keys it has now."""
    p, body = wiring.parts(), call.body
    subscription = Subscription(body.endpoint, body.keys.p256dh, body.keys.auth, p.clock())
    is_new = inquiries.save_subscription(
        call.citizen.person, subscription, loopback=p.push_to_loopback, subscriptions=p.subscriptions
    )
    return Answer(SubscriptionSaved(subscription_id=subscription.subscription_id), 201 if is_new else 200)


@door.operation(
    "POST",
    "/me/push-subscriptions/{subscription_id}/remove",
    "removePushSubscription",
    summary="Stop telling this browser",
    callers=CITIZEN,
    body=Nothing,
    answers={200: Removed},
    problems=("invalid",),
)
def remove_push_subscription(call: Call) -> Answer:
    """Repeating it changes nothing."""
    inquiries.remove_subscription(
        call.citizen.person, call.path["subscription_id"], subscriptions=wiring.parts().subscriptions
    )
    return Answer(Removed())


def padded(notices: list[NoticeShown], others: Sequence[OtherTold] = ()) -> MyNotices:
    """Nothing on the way compresses an API answer; where something did, the padding would have to be random."""
    bare = MyNotices(notices=notices, others=list(others), padding="")
    length = len(bodies.encoded(bare).encode())
    return MyNotices(notices=notices, others=list(others), padding="." * (-length % BLOCK))


def _other(person: Person) -> OtherTold:
    return OtherTold(initials=initials(person.full_name), year_of_birth=person.year_of_birth)


def _shown(entry: OwnNotice) -> NoticeShown:
    version, text = entry.version, text_of(entry.version)
    stay = None if entry.withdrawn or entry.replaced else stay_of(version)
    return NoticeShown(
        notice_id=notice_id(entry.notice, version),
        kind=version.told.value,
        issued_at=shown(version.at),
        text=Words(vi=text.vi, en=text.en),
        withdrawn=entry.withdrawn,
        replaced=entry.replaced,
        takes_back=list(entry.takes_back),
        until=stay.until.isoformat() if stay else "",
        source=stay.source if stay else "",
        duties=[_duty(duty) for duty in stay.duties] if stay else [],
    )


def _duty(duty: Duty) -> DutyShown:
    return DutyShown(about=duty.about.value, text=Words(vi=duty.text.vi, en=duty.text.en))

"""What a citizen's notices and push subscriptions say over HTTP."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from functions.kit.bodies import Verbatim
from functions.kit.shapes import Input, Output, Words


class DutyShown(Output):
    """One thing to do while the notice applies."""

    about: Literal["work", "family", "test"]
    text: Words


class NoticesAsked(Input):
    """Whether a page shows them to their person now; a device that looks for news says nothing."""

    shown: Annotated[
        Literal["", "yes"],
        Meta(description="The first showing of each notice is kept, so that tracers know who has read"),
    ] = ""


class NoticeShown(Output):
    """One thing told. A page shows each `notice_id` once, however often it arrived.

    It applies while it is neither withdrawn nor replaced, to the end of `until`.
    """

    notice_id: Annotated[str, Meta(description="Opaque; a push names it", examples=["4t9k2m7x0qhw"])]
    kind: Literal["exposure_f1", "exposure_f2", "correction"]
    issued_at: Annotated[str, Meta(description="RFC 3339", examples=["2021-10-02T08:15:12+07:00"])]
    text: Words
    withdrawn: Annotated[bool, Meta(description="A later correction took it back")] = False
    replaced: Annotated[bool, Meta(description="A later notice of the same matter stands in its place")] = False
    takes_back: Annotated[list[str], Meta(description="Of a correction: the notices that it withdrew")] = msgspec.field(
        default_factory=list
    )
    until: Annotated[str, Meta(description="The last day at home", examples=["2021-10-15"])] = ""
    source: Annotated[str, Meta(description="The rule that `until` is by")] = ""
    duties: Annotated[list[DutyShown], Meta(description="While it stands")] = msgspec.field(default_factory=list)


class OtherTold(Output):
    """Somebody else of this number for whom a notice stands; it can be read after coming back by the number."""

    initials: Annotated[str, Meta(examples=["N. V. An"])]
    year_of_birth: Annotated[int, Meta(examples=[2014])]


class MyNotices(Output):
    """Newest first. The answer's length is always a multiple of 4,096 bytes, so that it tells nothing."""

    notices: list[NoticeShown]
    others: Annotated[
        list[OtherTold], Meta(description="To whoever proved the number: others of it for whom a notice stands")
    ]
    padding: Annotated[str, Meta(description="Nothing; fills the answer up")]


class PushKey(Output):
    """What a browser binds its subscription to (`applicationServerKey`)."""

    public_key: Annotated[str, Meta(description="P-256 point, uncompressed, base64url")]


class BrowserKeys(Input):
    """As `PushSubscription.toJSON()` gives them."""

    p256dh: Annotated[str, Meta(max_length=100)]
    auth: Annotated[str, Meta(max_length=40)]


class SaveSubscription(Input, Verbatim):
    """A browser that may be told that there is something to read."""

    endpoint: Annotated[str, Meta(max_length=1000, description="Address at the push service of the browser's maker")]
    keys: BrowserKeys


class SubscriptionSaved(Output):
    """The same browser saved again has the same id."""

    subscription_id: Annotated[str, Meta(examples=["5f2b0c94c3a1d7e8"])]


class Removed(Output):
    """It is gone."""

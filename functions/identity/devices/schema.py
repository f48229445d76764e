"""What a citizen's devices say over HTTP."""

from typing import Annotated

from msgspec import Meta

from domain.base.period import shown
from domain.people.human.standing import Device
from functions.kit.shapes import Input, Output


class DeviceShown(Output):
    """A browser that holds a token."""

    device_id: str
    since: str
    seen_at: Annotated[str, Meta(description="When it last signed in or asked for this list")]
    kind: Annotated[str, Meta(description="As coarse as Android; absent: unknown")] = ""
    is_this_one: bool = False


class MyDevices(Output):
    """This device first."""

    devices: list[DeviceShown]


class RevokeDevice(Input):
    """One of the listed devices, or all of them."""

    device_id: Annotated[str, Meta(max_length=64)] | None = None
    everywhere: bool = False


class DevicesRevoked(Output):
    """They are refused within a minute. After `everywhere` this device goes on with the new token."""

    device_token: str = ""


def device_shown(device: Device, this_one: str) -> DeviceShown:
    """As its owner sees it."""
    return DeviceShown(
        device_id=device.device,
        kind=device.kind,
        since=shown(device.since),
        seen_at=shown(device.seen_at),
        is_this_one=device.device == this_one,
    )

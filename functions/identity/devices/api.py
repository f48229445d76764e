"""Routes of a citizen's devices."""

from domain.base.errors import InvalidInput
from functions.identity import wiring
from functions.identity.devices import service
from functions.identity.devices.schema import DevicesRevoked, MyDevices, RevokeDevice, device_shown
from functions.identity.door import door
from functions.kit.http import Answer, Call
from functions.kit.sign_in import device_tokens
from functions.kit.sign_in.auth import CITIZEN


@door.operation(
    "GET",
    "/me/devices",
    "listDevices",
    summary="The devices that are signed in as the citizen",
    callers=CITIZEN,
    answers={200: MyDevices},
)
def list_devices(call: Call) -> Answer:
    """A device that was registered before devices were listed appears when it asks."""
    p, citizen = wiring.parts(), call.citizen
    own = service.own(citizen, service.kind_of(call.user_agent), devices=p.devices, now=p.clock())
    return Answer(MyDevices(devices=[device_shown(device, citizen.device) for device in own]))


@door.operation(
    "POST",
    "/me/device-revocations",
    "revokeDevice",
    summary="Sign out a lost device, or all of them; refused everywhere within a minute",
    callers=CITIZEN,
    body=RevokeDevice,
    answers={200: DevicesRevoked},
    problems=("invalid", "device-unknown"),
)
def revoke_device(call: Call) -> Answer:
    """Whoever asks goes on: after signing out everywhere with a new token."""
    p, body, citizen = wiring.parts(), call.body, call.citizen
    if (body.device_id is None) is not body.everywhere:
        raise InvalidInput.of("device_id", "device-or-everywhere")
    if body.device_id is not None:
        service.sign_out(citizen, body.device_id, devices=p.devices, standing=p.standing, now=p.clock())
        return Answer(DevicesRevoked())
    since = service.sign_out_everywhere(citizen, devices=p.devices, now=p.clock())
    service.noted(citizen.person, citizen.device, service.kind_of(call.user_agent), devices=p.devices, now=since)
    known = citizen.registered_at
    token = device_tokens.issue(citizen.person, citizen.device, keys=p.keys, registered_at=known, now=since)
    return Answer(DevicesRevoked(device_token=token))

"""Use cases of a citizen's devices: which there are, and signing them out."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.people.caller import Citizen
from domain.people.codes import PersonId
from domain.people.errors import DeviceUnknown
from domain.people.human.standing import Device, Devices, Standing, mark_of

_KINDS = (
    ("ipad", "iPad"),
    ("iphone", "iPhone"),
    ("android", "Android"),
    ("windows", "Windows"),
    ("macintosh", "Mac"),
    ("linux", "Linux"),
)


def kind_of(user_agent: str) -> str:
    """As coarse as somebody needs to tell a phone from a tablet; more would be a mark of the person."""
    text = user_agent.lower()
    return next((kind for sign, kind in _KINDS if sign in text), "")


def noted(person: PersonId, device: str, kind: str, *, devices: Devices, now: datetime) -> None:
    """A device just got a token."""
    devices.saw(person, Device(device, kind, now, now))


def own(citizen: Citizen, kind: str, *, devices: Devices, now: datetime) -> Sequence[Device]:
    """The devices of all of a human's records; the one that asks is among them, however old its token."""
    noted(citizen.person, citizen.device, kind, devices=devices, now=now)
    found = [device for person in citizen.records for device in devices.of_person(person, now=now)]
    return sorted(found, key=lambda device: (device.device != citizen.device, -device.seen_at.timestamp()))


def sign_out(citizen: Citizen, device: str, *, devices: Devices, standing: Standing, now: datetime) -> None:
    """One device; signing it out twice changes nothing. Raises DeviceUnknown for one that was never listed."""
    gone = standing.stand(fresh=True).revoked.devices
    if any(mark_of(person, device) in gone for person in citizen.records):
        return
    for person in citizen.records:
        if any(known.device == device for known in devices.of_person(person, now=now)):
            devices.sign_out(person, device, now=now)
            return
    raise DeviceUnknown


def sign_out_everywhere(citizen: Citizen, *, devices: Devices, now: datetime) -> datetime:
    """Every token of all records given so far, listed or not. Returns from when on a new one is good."""
    moment = now.replace(microsecond=0) + timedelta(seconds=1)
    for person in citizen.records:
        devices.sign_out_before(person, moment, now=now)
    return moment

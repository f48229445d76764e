"""The words that templates are filled with."""

from collections.abc import Mapping

from tools.new_capability.wanted import Wanted


def of_capability(wanted: Wanted) -> Mapping[str, str]:
    thing = wanted.noun
    things = thing if thing.endswith("s") else f"{thing}s"
    return {
        "name": wanted.name,
        "Name": wanted.name.title(),
        "thing": thing,
        "Thing": thing.title(),
        "things": things,
        "Things": things.title(),
        "district": wanted.district,
        "heard": _heard(wanted),
        "told": "" if not wanted.rooms else ", and worked on",
        "room": wanted.name,
        "workflow": "workflow",
    }


def of_room(wanted: Wanted, room: str) -> Mapping[str, str]:
    """`room` is empty where there is one of each kind."""
    return {
        **of_capability(wanted),
        "_": f"{room}_" if room else "",
        "dash": f"{room}-" if room else "",
        "dot": f"{room}." if room else "",
        "Room": room.title(),
        "ordinal": room,
        "ordinal_": f"{room} " if room else "",
        "room": f"{wanted.name}.{room}" if room else wanted.name,
        "workflow": room or "workflow",
        "Workflow": room.title() or "Workflow",
        "machine": f"{wanted.name}-{room}" if room else wanted.name,
        "a_run": f"A run of the {room} kind" if room else "A run",
        "named_workflow": f'"{room}", ' if room else "",
        **{f"named_{kind}": f', name="{room}-{kind}"' if room else "" for kind in ("inbox", "steps", "reconcile")},
        **{f"as_{kind}": f" as {room}_{kind}" if room else "" for kind in ("inbox", "steps", "reconcile")},
    }


def _heard(wanted: Wanted) -> str:
    if not wanted.inboxes:
        return "nobody yet."
    rooms = wanted.rooms[: wanted.inboxes]
    files = [f"`functions/{wanted.name}/{room}/inbox.py`".replace("//", "/") for room in rooms]
    return f"*{wanted.name}* itself ({', '.join(files)})."

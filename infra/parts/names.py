"""Names of what a trigger stands for. Those of things that hold data or messages may never change."""


def short(trigger: str) -> str:
    """`run.steps` is `steps`, `case_inbox` is `case-inbox`."""
    return trigger.rpartition(".")[2].replace("_", "-")


def of_relay(trigger: str) -> str:
    """`stream` is `relay`, `case_stream` is `case-relay`."""
    name = short(trigger)
    return f"{name.removesuffix('stream')}relay" if name.endswith("stream") else name


def title(name: str) -> str:
    """`case-inbox` is `CaseInbox`."""
    return name.title().replace("-", "")


def of_parked(inbox: str) -> str:
    return "Parked" if inbox == "Inbox" else f"{inbox}Parked"


def of_rule(inbox: str, heard: list[str]) -> str:
    return heard[0] if inbox == "Inbox" else f"{inbox}{heard[0]}"

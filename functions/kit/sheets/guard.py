"""The apostrophe by which a text file keeps a spreadsheet from computing with a text: put on and taken off here."""

import re

_WOULD_COMPUTE = re.compile(r"[\s']*[=+\-@\t\r]|[\s']*'[\s']*[0-9]")
_GUARDED = re.compile(r"'[\s']*[=+\-@\t\r0-9]")


def guarded(text: str) -> str:
    """With an apostrophe in front where the text would begin a formula, or be taken for one that was guarded."""
    return f"'{text}" if _WOULD_COMPUTE.match(text) else text


def unguarded(text: str) -> str:
    """Inverse of `guarded`; also for `'0912…`, as people type it."""
    return text[1:] if _GUARDED.match(text) else text

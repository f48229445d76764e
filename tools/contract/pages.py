"""What is committed and made from the code: file → how its text is made."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tools.contract import events, openapi, permissions, tree

PAGES: Mapping[Path, Callable[[], str]] = {made.TARGET: made.text for made in (openapi, permissions, events, tree)}

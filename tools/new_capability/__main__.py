"""Writes a capability: routes that answer, and as many inboxes, workflows and schedules as are asked for.

For example `python -m tools.new_capability ward --thing stay --district quarantine --table --inboxes 2 --workflows 1`.
"""

import argparse
import subprocess
import sys

from tools.machine.paths import ROOT
from tools.new_capability import written
from tools.new_capability.wanted import Refused, Wanted, checked

BY_HAND = """
By hand there remain: what it is about in the words of the field (docs/glossary.md, the docstring of the capability and
of its infra file), its own refusals with their sentences (functions/words), its pages (web), its journeys (tests/journeys)
and a line in CHANGELOG.md. docs/guidebook/adding.md says where each of these stands.
"""


def main() -> int:
    try:
        wanted = checked(_asked(), ROOT)
    except Refused as refused:
        print(f"error: {refused}", file=sys.stderr)
        return 1
    made, changed = written.write(wanted, ROOT)
    for verb in ("tools.contract", "tools.keys_page"):
        subprocess.run([sys.executable, "-m", verb], cwd=ROOT, check=True)
    for what, names in (("made", made), ("changed", changed)):
        print("\n".join(f"{what} {name}" for name in names))
    print(BY_HAND)
    return 0


def _asked() -> Wanted:
    parser = argparse.ArgumentParser(prog="python -m tools.new_capability", description=__doc__)
    parser.add_argument("name", help="one word in small letters, as the folder below functions/ is called")
    parser.add_argument("--thing", default="", help="the word of the field for what it keeps (default: the name)")
    parser.add_argument("--district", default="", help="the folder below domain/ where the thing belongs; with --table")
    parser.add_argument("--table", action="store_true", help="a table with its port, store, twin, relay and event")
    for kind in ("inboxes", "workflows", "background"):
        parser.add_argument(f"--{kind}", type=int, default=0, metavar="N", help="needs --table")
    return Wanted(**vars(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())

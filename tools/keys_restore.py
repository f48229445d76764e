"""Brings lost keys back from their copies. Keys that are there stay as they are.

    python -m tools.keys_restore [--stage production]

On a deployed stage it uses the caller's own AWS credentials: those of the role vung-xanh-<stage>-key-keeper, which a
person takes with a second factor (docs/playbooks/keys-lost.md). Ends with status 1 when a copy does not unwrap.
"""

import argparse
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from domain.base.secret import ROTATION, Purpose
from tools.deploy.deployed import use_settings_of
from tools.machine.console import Failure, complain
from tools.machine.paths import LOCAL

LOCAL_STAGE = "local"


def restore(now: datetime) -> Mapping[Purpose, list[str]]:
    """The ids of the keys that came back, by purpose; with the settings of the rotation in the environment."""
    from adapters.aws.wrapping import KmsWrapper
    from adapters.dynamo.secret.secrets import DynamoRotation
    from adapters.dynamo.spare.spares import unwrapped

    rotation = DynamoRotation(os.environ["SECRET_TABLE"], clock=lambda: now)
    keeper = KmsWrapper(os.environ["SPARE_KEY"])
    found: dict[Purpose, list[str]] = {}
    for purpose in (purpose for purpose in Purpose if ROTATION[purpose].has_spare):
        copies = unwrapped(os.environ["SPARE_TABLE"], purpose, unwrapper=keeper, now=now)
        found[purpose] = [kid for kid, key in sorted(copies.items()) if rotation.restore(purpose, key)]
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="Bring lost keys back from their copies.")
    parser.add_argument("--stage", default=LOCAL_STAGE)
    parser.add_argument("--cloud", type=Path, default=LOCAL, help="folder of the local cloud")
    options = parser.parse_args()
    try:
        use_settings_of(options.stage, options.cloud, "identity-reconcile")
        found = restore(datetime.now(UTC))
    except Failure as failure:
        complain(str(failure))
        return 1
    for purpose, kids in found.items():
        print(f"{purpose.value:<7} {', '.join(kids) + ' came back' if kids else 'nothing was missing'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

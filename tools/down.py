"""`make down`: stop the local cloud; its data stays for the next `make up`. With --forget the data is deleted."""

import argparse
import sys

from tools.local_cloud.cloud import LocalCloud
from tools.local_cloud.engine_process import DRAIN_SECONDS, STOP_SECONDS
from tools.local_cloud.ports import ports_of, settings_ports
from tools.machine.calls import Unreachable
from tools.machine.console import Failure, began, complain, say, step
from tools.machine.paths import LOCAL


def main() -> int:
    began()
    parser = argparse.ArgumentParser()
    parser.add_argument("--forget", action="store_true", help="delete the data too")
    forget = parser.parse_args().forget
    try:
        cloud = LocalCloud(LOCAL, ports_of(LOCAL) or settings_ports())
        down(cloud, drain=not forget)
        if forget:
            with step("Deleting the local cloud's data"):
                cloud.forget()
    except Failure as failure:
        complain(str(failure))
        return 1
    return 0


def down(cloud: LocalCloud, *, drain: bool) -> None:
    if not cloud.is_running():
        cloud.stop()
        say("The local cloud is not running")
        return
    if drain:
        with step("Waiting until queues are empty"):
            _drain(cloud)
    with step("Stopping"):
        if not cloud.stop():
            say(
                f"  the engine did not stop within {STOP_SECONDS:.0f} s and was killed: table writes are safe; "
                "sign-ins, queue messages and logs since the last save are lost"
            )


def _drain(cloud: LocalCloud) -> None:
    try:
        if not cloud.drain():
            say(f"  still busy after {DRAIN_SECONDS:.0f} s: what is under way is done again after the next start")
    except Unreachable as problem:
        say(f"  the local cloud does not answer ({problem})")


if __name__ == "__main__":
    sys.exit(main())

"""Loopback only, started by tools/local_cloud/cloud.py.

It serves the built pages with the headers of web/dist/headers.json, passes /api/* to the deployed HTTP API and
/auth/ to the user pool's sign-in calls, and shows what the local cloud did not really send.
"""

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

from tools.front_door.door import Door
from tools.front_door.server import Server
from tools.front_door.settings import Settings
from tools.front_door.site import Site

ADDRESS = "127.0.0.1"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--settings", type=Path, required=True)
    options = parser.parse_args()
    Door.settings = Settings(options.settings)
    Door.site = Site(Path(Door.settings["dist"]))
    server = Server((ADDRESS, options.port), Door)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    try:
        server.serve_forever(poll_interval=0.1)
    finally:
        server.server_close()
    return os.EX_OK


if __name__ == "__main__":
    sys.exit(main())

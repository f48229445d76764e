"""`make token ROLE=tracer`: a fresh ID token of the demonstration's staff, alone on standard output."""

import argparse
import json
import sys

from tools.local_cloud.cloud import LocalCloud
from tools.local_cloud.ports import ports_of, settings_ports
from tools.local_cloud.staff import id_token
from tools.machine.console import Failure, complain
from tools.machine.paths import LOCAL


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("role", help="a role, or the user name of one of its people")
    try:
        print(token(parser.parse_args().role))
    except Failure as failure:
        complain(str(failure))
        return 1
    return 0


def token(wanted: str) -> str:
    cloud = LocalCloud(LOCAL, ports_of(LOCAL) or settings_ports())
    endpoints = cloud.endpoints()
    if not endpoints:
        raise Failure(f"{cloud.endpoints_file} is missing: start the local cloud with make up")
    people = [person for person in endpoints["staff"] if wanted in (person["username"], person["role"])]
    if not people:
        known = ", ".join(sorted({person["role"] for person in endpoints["staff"]}))
        raise Failure(f"nobody has the role or user name {wanted!r}: choose one of {known}")
    client_id = json.loads(cloud.door_file.read_text(encoding="utf-8"))["client_id"]
    return id_token(f"{endpoints['web']}/auth/", client_id, people[0]["username"], people[0]["password"])


if __name__ == "__main__":
    sys.exit(main())

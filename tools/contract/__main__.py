"""Writes `docs/contracts/openapi.json`; `--check` compares only."""

import argparse
import sys

from tools.contract.openapi import TARGET, text


def main() -> None:
    """Writes or checks the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        if TARGET.read_text("utf-8") != text():
            sys.exit("docs/contracts/openapi.json is not what the routes say: run python -m tools.contract")
        return
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text(), "utf-8")


if __name__ == "__main__":
    main()

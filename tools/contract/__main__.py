"""Writes what is made from the operations and events of the code; `--check` compares only."""

import argparse
import sys

from tools.contract.pages import PAGES


def main() -> None:
    """Writes or checks the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        if stale := [str(page) for page, text in PAGES.items() if page.read_text("utf-8") != text()]:
            sys.exit(f"not what the code says: {', '.join(stale)}: run python -m tools.contract")
        return
    for page, text in PAGES.items():
        page.write_text(text(), "utf-8")


if __name__ == "__main__":
    main()

"""Files behind the local cloud: complete saves, and a journal of the table writes made since the last one.

The engine writes one file per service, and only when it is stopped politely. A save here is the whole set of
those files, hard-linked into one folder that is swapped in at once, so a crash never leaves a mixture.
"""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

SAVED_FORMAT = 2


class UnknownFormat(Exception):
    """The engine's saved files no longer look as this tool expects."""


class Store:
    def __init__(self, folder: Path) -> None:
        self.live = folder / "live"
        self._good = folder / "good"
        self._previous = folder / "previous"
        self._incoming = folder / "incoming"
        self._journal_folder = folder
        self._clean_mark = folder / "clean"
        self._journal_fd: int | None = None
        self.generation = 0
        self.entries = 0
        self.writes = 0
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)

    def prepare(self) -> bool:
        """Lay out the files that the engine will load; True when the last run did not end politely."""
        crashed = not self._clean_mark.exists() and self._newest() is not None
        if crashed:
            self._return_to_last_save()
        self.generation = self._read_generation()
        self.live.mkdir(exist_ok=True)
        rewind_streams(self.live)
        self._clean_mark.unlink(missing_ok=True)
        return crashed

    def journalled(self) -> Iterator[dict[str, str]]:
        path = self._journal_path()
        if not path.exists():
            return
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if not line.endswith("\n"):
                    return  # torn by the crash: its caller never had an answer
                yield json.loads(line)

    def append(self, entry: dict[str, str]) -> None:
        # One unbuffered write per entry: once it returns, the entry outlives this process (not a power cut).
        if self._journal_fd is None:
            self._journal_fd = os.open(self._journal_path(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        line = json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n"
        os.write(self._journal_fd, line.encode())
        self.entries += 1
        self.writes += 1

    def publish(self) -> None:
        """Make the files now in `live` the save to return to; the journal starts again."""
        old_journal = self._journal_path()
        self.generation += 1
        _drop(self._incoming)
        shutil.copytree(self.live, self._incoming, copy_function=os.link)
        (self._incoming / "generation").write_text(str(self.generation), encoding="ascii")
        _drop(self._previous)
        if self._good.exists():
            self._good.rename(self._previous)
        self._incoming.rename(self._good)
        _drop(self._previous)
        if self._journal_fd is not None:
            os.close(self._journal_fd)
            self._journal_fd = None
        self.entries = 0
        old_journal.unlink(missing_ok=True)

    def mark_clean(self) -> None:
        self._clean_mark.touch()

    def _journal_path(self) -> Path:
        return self._journal_folder / f"journal-{self.generation}.jsonl"

    def _newest(self) -> Path | None:
        return next((folder for folder in (self._good, self._previous) if folder.exists()), None)

    def _read_generation(self) -> int:
        newest = self._newest()
        return int((newest / "generation").read_text(encoding="ascii")) if newest else 0

    def _return_to_last_save(self) -> None:
        newest = self._newest()
        if newest is None:
            return
        _drop(self.live)
        shutil.copytree(newest, self.live, copy_function=os.link, ignore=shutil.ignore_patterns("generation"))


def rewind_streams(live: Path) -> None:
    """Forget the saved positions of stream readers.

    Positions are saved but the records are not, so a reader would wait for record 11 of an empty log and new
    facts would never be relayed. Our readers start at TRIM_HORIZON and accept a replay.
    """
    path = live / "lambda.json"
    if not path.exists():
        return
    saved = json.loads(path.read_text(encoding="utf-8"))
    positions = saved.get("payload", {}).get("dynamodb_stream_positions", {})
    if saved.get("__ministack_format__") != SAVED_FORMAT or not positions.get("__account_region_scoped__"):
        raise UnknownFormat(f"{path} is not in the saved format {SAVED_FORMAT} that this tool can rewind")
    positions["data"] = {}
    fresh = path.with_suffix(".rewound")  # a new file: the old one may be linked into the last save
    fresh.write_text(json.dumps(saved), encoding="utf-8")
    fresh.replace(path)


def _drop(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)

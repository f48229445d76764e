"""The built site as files: folder pages without a redirect, precompressed twins, entity tags, stated headers."""

import hashlib
import json
import mimetypes
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
# Printed posters carry the capital letter: it keeps the QR in its small alphabet.
SAME_PAGE = {"/C": "/c/", "/C/": "/c/"}
TEXT_TYPES = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/manifest+json")
NOT_SERVED = ("headers.json",)

mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("text/javascript", ".mjs")
mimetypes.add_type("application/wasm", ".wasm")


@dataclass(frozen=True, slots=True)
class Page:
    file: Path
    etag: str
    headers: list[tuple[str, str]]

    def read(self) -> bytes:
        return self.file.read_bytes()


class Site:
    def __init__(self, dist: Path) -> None:
        self._dist = dist.resolve()

    def find(self, path: str, accepted: str) -> Page | None:
        file = self._file(SAME_PAGE.get(path, path))
        if file is None:
            return None
        encoding, served = _encoded(file, accepted)
        etag = _etag(served, served.stat().st_mtime_ns)
        headers = [*self._stated(file), ("ETag", etag), ("Content-Type", _kind(file)), ("Vary", "Accept-Encoding")]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        return Page(served, etag, headers)

    def _file(self, path: str) -> Path | None:
        if "\0" in path:
            return None
        found = (self._dist / path.lstrip("/")).resolve()
        if not found.is_relative_to(self._dist) or found.name in NOT_SERVED:
            return None
        candidates = (found, found / "index.html", found.with_name(found.name + ".html"))
        return next((file for file in candidates if file.is_file()), None)

    def _stated(self, file: Path) -> list[tuple[str, str]]:
        source = self._dist / "headers.json"
        if not source.exists():
            return [("Cache-Control", "no-cache"), ("X-Content-Type-Options", "nosniff")]
        rules = _rules(source, source.stat().st_mtime_ns)
        url = "/" + file.relative_to(self._dist).as_posix()
        return list(
            {name: value for pattern, headers in rules if pattern.match(url) for name, value in headers}.items()
        )


def _encoded(file: Path, accepted: str) -> tuple[str, Path]:
    offered = {part.split(";")[0].strip() for part in accepted.split(",") if ";q=0" not in part.replace(" ", "")}
    for name, suffix in ENCODINGS:
        twin = file.with_name(file.name + suffix)
        if name in offered and twin.is_file():
            return name, twin
    return "", file


def _kind(file: Path) -> str:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith(TEXT_TYPES) and not kind.startswith("image/") else kind


@lru_cache(maxsize=512)
def _etag(file: Path, _changed: int) -> str:
    return f'"{hashlib.sha256(file.read_bytes()).hexdigest()[:20]}"'


@lru_cache(maxsize=2)
def _rules(source: Path, _changed: int) -> list[tuple[re.Pattern[str], list[tuple[str, str]]]]:
    """Each key is a path pattern with `*`; a later rule wins over an earlier one."""
    stated = json.loads(source.read_text(encoding="utf-8"))
    return [
        (re.compile(re.escape(pattern).replace(r"\*", ".*") + "$"), list(headers.items()))
        for pattern, headers in stated.items()
    ]

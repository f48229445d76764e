from pathlib import Path
from typing import Any

from tools.deploy.publish import publish


class _Bucket:
    def __init__(self) -> None:
        self.objects: dict[str, dict[str, Any]] = {}
        self.order: list[str] = []

    def get_paginator(self, _name: str) -> "_Bucket":
        return self

    def paginate(self, **_: Any) -> list[dict[str, Any]]:
        return [{"Contents": [{"Key": key, "ETag": kept["etag"]} for key, kept in self.objects.items()]}]

    def put_object(self, **put: Any) -> None:
        import hashlib

        self.order.append(put["Key"])
        self.objects[put["Key"]] = {**put, "etag": f'"{hashlib.md5(put["Body"], usedforsecurity=False).hexdigest()}"'}

    def delete_object(self, **deleted: Any) -> None:
        del self.objects[deleted["Key"]]


def _site(folder: Path, **files: str) -> Path:
    for name, content in {"index.html": "home", "assets/app-1.js": "1", "headers.json": "{}", **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return folder


def test_pages_come_after_what_they_name(tmp_path: Path):
    bucket = _Bucket()

    assert publish(bucket, "site", _site(tmp_path)) == (2, 0)
    assert bucket.order == ["assets/app-1.js", "index.html"]
    assert bucket.objects["index.html"]["CacheControl"] == "no-cache"
    assert "immutable" in bucket.objects["assets/app-1.js"]["CacheControl"]
    assert bucket.objects["index.html"]["ContentType"] == "text/html"


def test_only_changes_are_uploaded_and_leftovers_deleted(tmp_path: Path):
    bucket = _Bucket()
    publish(bucket, "site", _site(tmp_path))
    (tmp_path / "assets/app-1.js").unlink()
    (tmp_path / "index.html").write_text("new home")

    assert publish(bucket, "site", tmp_path) == (1, 1)
    assert set(bucket.objects) == {"index.html"}

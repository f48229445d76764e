import json
from pathlib import Path
from typing import Any

from tools.assets import sweep


class _Bucket:
    def __init__(self, *keys: str) -> None:
        self.keys = set(keys)

    def get_paginator(self, _name: str) -> "_Bucket":
        return self

    def paginate(self, **_: Any) -> list[dict[str, Any]]:
        return [{"Versions": [{"Key": key, "VersionId": "1"} for key in self.keys]}]

    def delete_object(self, **deleted: Any) -> None:
        self.keys.discard(deleted["Key"])


def test_only_what_the_assembly_names_is_kept(tmp_path: Path):
    for name in ("asset.new", "asset.old", ".cache"):
        (tmp_path / name).mkdir()
    for name in ("new.zip", "old.zip"):
        (tmp_path / ".cache" / name).touch()
    place = {"bucketName": "assets", "objectKey": "new.zip"}
    manifest = {"files": {"new": {"source": {"path": "asset.new"}, "destinations": {"here": place}}}}
    (tmp_path / "venue.assets.json").write_text(json.dumps(manifest))
    bucket = _Bucket("new.zip", "old.zip", "template.json")

    sweep(bucket, tmp_path)

    assert sorted(folder.name for folder in tmp_path.glob("asset.*")) == ["asset.new"]
    assert [file.name for file in (tmp_path / ".cache").iterdir()] == ["new.zip"]
    assert bucket.keys == {"new.zip", "template.json"}

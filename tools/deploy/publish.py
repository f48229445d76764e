"""Put the built site into its bucket, as an operator does after a deployment to AWS."""

import hashlib
import json
import mimetypes
from pathlib import Path
from typing import Any

IMMUTABLE = "public, max-age=31536000, immutable"
# Read by the build and by infrastructure, not by browsers.
NOT_PUBLISHED = ("headers.json", "sizes.json")
# Of the stage, not of the build: written by `settings` after the stage is known.
SETTINGS = "config.json"
PRECOMPRESSED = (".br", ".gz")


def publish(s3: Any, bucket: str, dist: Path) -> tuple[int, int]:
    """Upload what changed, then delete what is gone; (uploaded, deleted)."""
    wanted = {
        file.relative_to(dist).as_posix(): file
        for file in sorted(dist.rglob("*"))
        if file.is_file() and file.name not in NOT_PUBLISHED and file.suffix not in PRECOMPRESSED
    }
    present = {
        entry["Key"]: entry["ETag"].strip('"')
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        for entry in page.get("Contents", [])
    }
    changed = [key for key, file in wanted.items() if present.get(key) != _etag(file)]
    # Pages last: a page must never name an asset that is not there yet.
    for key in sorted(changed, key=lambda name: name.endswith(".html")):
        s3.put_object(
            Bucket=bucket,
            Key=key,
            Body=wanted[key].read_bytes(),
            ContentType=mimetypes.guess_type(key)[0] or "application/octet-stream",
            CacheControl=cache_control(key),
        )
    gone = [key for key in present if key not in wanted and key != SETTINGS]
    for key in gone:
        s3.delete_object(Bucket=bucket, Key=key)
    return len(changed), len(gone)


def settings(s3: Any, bucket: str, *, client_id: str, stage: str, scheme: str) -> None:
    """What staff pages need to know of their stage."""
    known = {"auth_url": "/auth/", "client_id": client_id, "scheme": scheme, "stage": stage}
    s3.put_object(
        Bucket=bucket,
        Key=SETTINGS,
        Body=json.dumps(known).encode(),
        ContentType="application/json",
        CacheControl="no-cache",
    )


def cache_control(key: str) -> str:
    """Files under assets/ carry a hash of their content in their name."""
    return IMMUTABLE if key.startswith("assets/") else "no-cache"


def _etag(file: Path) -> str:
    return hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()

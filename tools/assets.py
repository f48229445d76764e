"""Forget asset bundles that the last deployment no longer uses: each change makes new ones."""

import json
import shutil
from pathlib import Path
from typing import Any


def sweep(s3: Any, assembly: Path) -> None:
    folders, objects = _used(assembly)
    for folder in assembly.glob("asset.*"):
        if folder.is_dir() and folder.name not in folders:
            shutil.rmtree(folder)
    for packed in (assembly / ".cache").glob("*.zip"):
        if f"asset.{packed.stem}" not in folders:
            packed.unlink()
    for bucket, keys in objects.items():
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
            for entry in (*page.get("Versions", []), *page.get("DeleteMarkers", [])):
                # Templates are small, and CloudFormation may still name an older one.
                if entry["Key"].endswith(".zip") and entry["Key"] not in keys:
                    s3.delete_object(Bucket=bucket, Key=entry["Key"], VersionId=entry["VersionId"])


def _used(assembly: Path) -> tuple[set[str], dict[str, set[str]]]:
    """(asset folders, bucket → keys) of every stack in the assembly."""
    folders: set[str] = set()
    objects: dict[str, set[str]] = {}
    for manifest in assembly.glob("*.assets.json"):
        for file in json.loads(manifest.read_text(encoding="utf-8"))["files"].values():
            folders.add(file["source"]["path"])
            for place in file["destinations"].values():
                objects.setdefault(place["bucketName"], set()).add(place["objectKey"])
    return folders, objects

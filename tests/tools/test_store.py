import json
from pathlib import Path

import pytest

from tools.local_cloud.engine.store import Store, UnknownFormat, rewind_streams


def _lambda_file(positions: object, version: int = 2) -> str:
    scoped = {"__account_region_scoped__": True, "data": positions}
    return json.dumps({"__ministack_format__": version, "payload": {"dynamodb_stream_positions": scoped}})


def _opened(folder: Path) -> Store:
    store = Store(folder)
    store.prepare()
    return store


def test_a_crash_returns_to_the_last_save_and_keeps_the_journal(tmp_path: Path):
    store = _opened(tmp_path)
    (store.live / "dynamodb.json").write_text("saved")
    store.append({"body": "before the save"})
    store.publish()
    store.append({"body": "after the save"})
    (store.live / "dynamodb.json").unlink()
    (store.live / "half.json").write_text("written by a save that never ended")

    again = Store(tmp_path)

    assert again.prepare() is True
    assert (again.live / "dynamodb.json").read_text() == "saved"
    assert not (again.live / "half.json").exists()
    assert [entry["body"] for entry in again.journalled()] == ["after the save"]


def test_a_crash_before_the_first_save_keeps_the_journal(tmp_path: Path):
    _opened(tmp_path).append({"body": "first"})

    again = _opened(tmp_path)

    assert [entry["body"] for entry in again.journalled()] == ["first"]


def test_a_polite_end_loads_what_the_engine_wrote(tmp_path: Path):
    store = _opened(tmp_path)
    store.append({"body": "in the save below"})
    (store.live / "dynamodb.json").write_text("at the end")
    store.publish()
    store.mark_clean()

    again = Store(tmp_path)

    assert again.prepare() is False
    assert (again.live / "dynamodb.json").read_text() == "at the end"
    assert list(again.journalled()) == []


def test_a_line_torn_by_the_crash_is_left_out(tmp_path: Path):
    store = _opened(tmp_path)
    store.append({"body": "whole"})
    with (tmp_path / "journal-0.jsonl").open("a") as journal:
        journal.write('{"body": "to')

    assert [entry["body"] for entry in _opened(tmp_path).journalled()] == ["whole"]


@pytest.mark.parametrize("left", ["good", "previous"])
def test_a_crash_while_saves_are_swapped_finds_one(tmp_path: Path, left: str):
    store = _opened(tmp_path)
    (store.live / "dynamodb.json").write_text("saved")
    store.publish()
    if left == "previous":
        (tmp_path / "good").rename(tmp_path / "previous")

    again = _opened(tmp_path)

    assert (again.live / "dynamodb.json").read_text() == "saved"
    assert again.generation == 1


def test_a_later_change_of_a_live_file_does_not_reach_the_save(tmp_path: Path):
    store = _opened(tmp_path)
    (store.live / "lambda.json").write_text(_lambda_file({"reader": 10}))
    store.publish()

    rewind_streams(store.live)

    assert "10" in (tmp_path / "good" / "lambda.json").read_text()
    assert "10" not in (store.live / "lambda.json").read_text()


def test_only_its_owner_reads_the_state(tmp_path: Path):
    _opened(tmp_path / "state")

    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700


def test_an_unknown_format_stops_the_start(tmp_path: Path):
    (tmp_path / "lambda.json").write_text(_lambda_file({"reader": 10}, version=3))

    with pytest.raises(UnknownFormat):
        rewind_streams(tmp_path)

"""Worked examples: records of one human, and devices."""

from typing import Any

from tools.contract.examples.shared import UNIT_SHOWN

_KEEP = {
    "person_id": "pfghnbvpram4z",
    "display_name": "N. T. Lan",
    "year_of_birth": 1987,
    "unit": UNIT_SHOWN,
    "phone_masked": "0912•••678",
    "phone_verified": True,
}
_JOIN = {
    "person_id": "3dmv9ek31wtee",
    "display_name": "N. T. Lan",
    "year_of_birth": 1987,
    "unit": UNIT_SHOWN,
    "phone_masked": "0912•••678",
}
_JOINED = {
    "merge_id": "3dmv9ek31wtee",
    "state": "joined",
    "keep": _KEEP,
    "join": _JOIN,
    "look_alike": True,
    "asked_at": "2021-10-02T08:15:12+07:00",
    "asked_by_me": True,
    "joined_at": "2021-10-02T08:15:12+07:00",
    "reversible_until": "2021-11-01T08:15:12+07:00",
    "reason": "Chị Lan đăng ký lại sau khi đổi điện thoại",
}

REQUESTS: dict[str, Any] = {
    "mergePersons": {
        "keep": "pfghnbvpram4z",
        "join": "3dmv9ek31wtee",
        "reason": "Chị Lan đăng ký lại sau khi đổi điện thoại",
    },
    "approveMerge": {"reason": "Đã gọi, cùng một người"},
    "unmergePersons": {"reason": "Hai chị em trùng tên"},
    "revokeDevice": {"device_id": "0a1b2c3d4e5f"},
}

ANSWERS: dict[str, Any] = {
    "mergePersons": _JOINED,
    "listMerges": {"merges": [_JOINED]},
    "approveMerge": {**_JOINED, "asked_by_me": False},
    "unmergePersons": {
        **{name: value for name, value in _JOINED.items() if name != "reversible_until"},
        "state": "parted",
        "parted_at": "2021-10-03T09:00:00+07:00",
    },
    "listDevices": {
        "devices": [
            {
                "device_id": "77aa01bc9f20",
                "since": "2021-10-02T08:15:12+07:00",
                "seen_at": "2021-10-02T08:20:00+07:00",
                "kind": "Android",
                "is_this_one": True,
            }
        ]
    },
    "revokeDevice": {},
}

NOTES = {
    "mergePersons": "a citizen joins own records alone, after the proof of the number that both name; of strangers a "
    "second person approves",
    "approveMerge": "not by whoever asked",
}

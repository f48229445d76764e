"""Worked examples: a citizen's notices and the devices they are pushed to."""

from typing import Any

PUSH_KEY = "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU"
NOTICE = {
    "notice_id": "4t9k2m7x0qhw",
    "kind": "exposure_f1",
    "issued_at": "2021-10-02T16:05:04+07:00",
    "text": {
        "vi": "Bạn có thể đã ở gần người mắc COVID-19 ngày 01/10/2021 (tại một khu chợ). …",
        "en": "You may have been near somebody with COVID-19 on 01/10/2021 (at a market). …",
    },
    "until": "2021-10-15",
    "source": "F1: 14 ngày, xét nghiệm ngày 1, 7, 14, 5599/BYT-MT, 14/07/2021. F2: mặc định của Vùng Xanh.",
    "duties": [
        {"about": "work", "text": {"vi": "Nghỉ làm, nghỉ học đến hết ngày đó. …", "en": "Stay off work and school. …"}}
    ],
}

REQUESTS: dict[str, Any] = {
    "savePushSubscription": {
        "endpoint": "https://fcm.googleapis.com/fcm/send/c2FtcGxl",
        "keys": {"p256dh": PUSH_KEY, "auth": "8eDyX_uCN0XRhSbY5hs7Hg"},
    },
    "removePushSubscription": {},
}

ANSWERS: dict[str, Any] = {
    "listMyNotices": {
        "notices": [NOTICE],
        "others": [{"initials": "N. V. An", "year_of_birth": 2014}],
        "padding": "…",
    },
    "getPushKey": {"public_key": PUSH_KEY},
    "savePushSubscription": {"subscription_id": "5f2b0c94c3a1d7e8"},
    "removePushSubscription": {},
}

NOTES = {
    "getPushKey": "a staff token is not read here",
}

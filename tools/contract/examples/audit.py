"""Worked examples: who looked at a citizen's records."""

from typing import Any

from tools.contract.examples.shared import UNIT_SHOWN

ANSWERS: dict[str, Any] = {
    "listAccessLog": {
        "entries": [
            {
                "at": "2021-10-02T17:00:00+07:00",
                "act": "contact-opened",
                "text": {
                    "vi": "Cán bộ truy vết đã mở họ tên và số điện thoại của bạn.",
                    "en": "A contact tracer opened your name and phone number.",
                },
                "role": "tracer",
                "unit": UNIT_SHOWN,
                "reason": "Gọi điện hướng dẫn cách ly",
            }
        ]
    },
}

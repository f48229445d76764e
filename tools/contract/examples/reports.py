"""Worked examples: figures, and whether the product answers."""

from typing import Any

from tools.contract.examples.shared import UNIT_SHOWN

ANSWERS: dict[str, Any] = {
    "getStatistics": {
        "unit": UNIT_SHOWN,
        "from": "2021-10-02",
        "to": "2021-10-02",
        "updated_at": "2021-10-02T20:00:00+07:00",
        "days": [
            {
                "date": "2021-10-02",
                "venues_created": 1,
                "check_ins": 112,
                "check_ins_by_category": {"grocery": 70, "market": 42},
                "venues_created_by_category": {"grocery": 1},
            }
        ],
        "units": [{"unit": UNIT_SHOWN, "venues_created": 1, "check_ins": 112}],
    },
    "getHealth": {"status": "ok"},
}

"""Worked examples: a case and its trace: one F0 who was at a market, a contact there, and one at home."""

from typing import Any

from domain.base.errors import Fault
from tools.contract.examples.shared import UNIT_SHOWN
from tools.contract.examples.traced import (
    AT_HOME,
    AT_MARKET,
    CASE,
    CLOSE_TALK,
    CONFIRMED,
    F0,
    F2,
    HOME_F1,
    MARKET_F1,
    ONSET,
    RECORDED,
    SPECIMEN,
    TOLD,
)

ROW = {
    "case_id": CASE,
    "status": "published",
    "confirmed_at": CONFIRMED,
    "unit": UNIT_SHOWN,
    "f1": 2,
    "f2": 1,
    "display_name": "N. T. Lan",
    "year_of_birth": 1987,
    "left": {"to_call": 2, "overdue": 1},
}

REQUESTS: dict[str, Any] = {
    "confirmCase": {
        "phone": "0912345678",
        "specimen_at": SPECIMEN,
        "confirmed_at": CONFIRMED,
        "onset_at": ONSET,
        "milestones": [
            {
                "kind": "place",
                "venue_id": "0wjp7457",
                "from": "2021-10-01T07:00:00+07:00",
                "to": "2021-10-01T08:00:00+07:00",
            },
            {"kind": "household", "people": [{"phone": "0905123456"}]},
            {
                "kind": "met_close",
                "from": "2021-10-01T18:00:00+07:00",
                "to": "2021-10-01T19:00:00+07:00",
                "place": "Quán cà phê bến sông",
                "people": [{"person_id": F2}],
                "of_person_id": HOME_F1,
            },
        ],
    },
    "previewCase": {
        "phone": "0912345678",
        "specimen_at": SPECIMEN,
        "confirmed_at": CONFIRMED,
        "milestones": [{"kind": "household", "people": [{"phone": "0905123456"}]}],
    },
    "getHeldShapes": {"reason": "Xem trước khi duyệt"},
    "amendCase": {"onset_at": "2021-09-30T20:00:00+07:00", "reason": "Người bệnh nhớ lại ngày bắt đầu ho"},
    "retractCase": {"reason": "Xét nghiệm lại âm tính"},
    "releaseTrace": {
        "chosen": [{"venue_id": "0wjp7457", "day": "2021-09-30"}],
        "min_minutes": 60,
        "rest": "held",
        "reason": "Đã xem giờ có mặt của nhóm ở chợ",
    },
    "declineTrace": {"reason": "F0 chỉ đi qua cổng chợ, không vào trong"},
    "retraceCase": {},
    "findCases": {"text": "nguyễn lan"},
}

ANSWERS: dict[str, Any] = {
    "confirmCase": {"case_id": CASE, "status": "running"},
    "previewCase": {
        "people": 45,
        "f1": 41,
        "f2": 4,
        "places": 6,
        "from": "2021-09-28T00:00:00+07:00",
        "to": RECORDED,
        "named": [{"person_id": HOME_F1, "display_name": "T. M. Loan", "year_of_birth": 1992}],
    },
    "getHeldShapes": {
        "groups": [
            {
                "venue_id": "0wjp7457",
                "venue_name": "Chợ Vỹ Dạ",
                "day": "2021-09-30",
                "people": 640,
                "assumed": 512,
                "hours": [*[0] * 7, 410, 230, *[0] * 15],
                "lengths": [320, 200, 100, 20],
                "communes": [{"unit": UNIT_SHOWN, "people": 601}],
            }
        ]
    },
    "amendCase": {"case_id": CASE, "status": "running"},
    "retractCase": {"case_id": CASE, "status": "running"},
    "releaseTrace": {"case_id": CASE, "status": "running"},
    "declineTrace": {"case_id": CASE, "status": "running"},
    "retraceCase": {"case_id": CASE, "status": "running"},
    "listCases": {"cases": [ROW], "counts": {"open": 1, "held": 0}},
    "findCases": {"cases": [ROW]},
    "getCase": {
        "case_id": CASE,
        "status": "published",
        "person": {
            "person_id": F0,
            "display_name": "N. T. Lan",
            "year_of_birth": 1987,
            "phone_masked": "0912•••678",
            "unit": UNIT_SHOWN,
        },
        "unit": UNIT_SHOWN,
        "specimen_at": SPECIMEN,
        "confirmed_at": CONFIRMED,
        "onset_at": ONSET,
        "recorded_at": RECORDED,
        "first_notice_at": TOLD,
        "last_notice_at": TOLD,
        "milestones": [
            {
                "kind": "place",
                "from": "2021-10-01T07:00:00+07:00",
                "to": "2021-10-01T08:00:00+07:00",
                "venue_id": "0wjp7457",
                "venue_name": "Chợ Vỹ Dạ",
            },
            {
                "kind": "household",
                "people": [{"person_id": HOME_F1, "display_name": "T. M. Loan", "year_of_birth": 1992}],
            },
        ],
        "confirmed_by_me": True,
        "revision": 1,
        "history": [{"revision": 1, "act": "confirmed", "at": RECORDED, "by_me": True}],
    },
    "getTrace": {
        "case_id": CASE,
        "status": "held",
        "revision": 1,
        "rule_version": "contacts-2",
        "policy_version": "trace-2020.1",
        "window": {"from": "2021-09-28T00:00:00+07:00", "to": "2021-10-02T16:05:02+07:00"},
        "counts": {"F1": 2, "F2": 1, "HH": 1, "VC": 1, "IC": 1},
        "held": {
            "people": 640,
            "groups": [
                {
                    "venue_id": "0wjp7457",
                    "venue_name": "Chợ Vỹ Dạ",
                    "day": "2021-09-30",
                    "people": 640,
                    "assumed": 512,
                }
            ],
            "since": TOLD,
            "until": "2021-10-03T16:05:04+07:00",
        },
        "contacts": [
            {"person_id": HOME_F1, "level": "F1", "evidence": [AT_HOME]},
            {"person_id": F2, "level": "F2", "evidence": [CLOSE_TALK]},
            {"person_id": MARKET_F1, "level": "F1", "evidence": [AT_MARKET]},
        ],
    },
    "getPolicy": {
        "version": "trace-2020.1",
        "since": "2020-12-03",
        "source": "Thời kỳ lây: 5053/QĐ-BYT, 03/12/2020. Các trị số khác: mặc định của Vùng Xanh.",
        "rule_version": "contacts-2",
        "visit_policy_version": "visit-2021.1",
        "infectious_days_before_onset": 3,
        "min_overlap_minutes": 15.0,
        "accumulate": "day",
        "default_stay_minutes": {"food": 90, "grocery": 30, "market": 60},
        "max_stay_minutes": {"food": 240, "grocery": 120, "market": 240},
        "f2_through": ["HH", "BC", "IC"],
        "hold_group_above": 500,
        "hold_run_above": 3000,
        "small_group": 5,
        "retention_days": 30,
        "retention": {"visits_days": 30, "edges_days": 90, "notices_days": 120},
        "call_within_hours": {"close": 4.0, "other": 24.0},
    },
}

FAULTS = {
    "warnings": [
        Fault(
            "isolated_at",
            "visits-after-isolation",
            facts=(("count", "2"), ("isolated", "12:00 01/10/2021"), ("last", "18:15 01/10/2021")),
        )
    ],
}

NOTES = {
    "declineTrace": "as releaseTrace",
    "releaseTrace": "nobody who confirmed or amended since the last release, nor the last to do so",
}

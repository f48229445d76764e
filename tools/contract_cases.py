"""Worked examples of cases, traces and contacts: one F0 who was at a market, a contact there, and one at home."""

from typing import Any

CASE = "WE8V-SHVJ"
F0, MARKET_F1, HOME_F1, F2 = "pfghnbvpram4z", "yakmvs9edd1rd", "cm9je0k9w39q7", "1he7zpka792g4"
UNIT_SHOWN = {"scheme": "VN-2025H2", "code": "19777", "name": "Phường Vỹ Dạ"}
SPECIMEN, CONFIRMED, ONSET = "2021-10-02T07:30:00+07:00", "2021-10-02T16:00:00+07:00", "2021-10-01T20:00:00+07:00"
RECORDED, TOLD = "2021-10-02T16:05:00+07:00", "2021-10-02T16:05:04+07:00"
AT_MARKET = {
    "kind": "VC",
    "from": "2021-10-01T07:10:00+07:00",
    "to": "2021-10-01T07:41:30+07:00",
    "minutes": 31.5,
    "venue_id": "0wjp7457",
    "venue_name": "Chợ Vỹ Dạ",
    "category": "market",
    "assumed": True,
}
AT_HOME = {"kind": "HH", "from": "2021-09-28T00:00:00+07:00", "to": "2021-10-02T16:05:02+07:00", "minutes": 6725.0}
CLOSE_TALK = {
    "kind": "IC",
    "from": "2021-10-01T18:00:00+07:00",
    "to": "2021-10-01T19:00:00+07:00",
    "minutes": 60.0,
    "via_person_id": HOME_F1,
}
ROW = {
    "case_id": CASE,
    "person_id": MARKET_F1,
    "level": "F1",
    "closeness": "VC",
    "status": "to_call",
    "attempts": 1,
    "revision": 1,
    "due_at": "2021-10-03T16:05:02+07:00",
    "overdue": False,
    "display_name": "T. V. Minh",
    "phone_masked": "0987•••321",
    "year_of_birth": 1990,
    "unit": UNIT_SHOWN,
    "first_exposure": AT_MARKET["from"],
    "last_exposure": AT_MARKET["to"],
    "minutes": 31.5,
    "evidence": [AT_MARKET],
    "told_at": TOLD,
}
CSV = (
    "\ufeffcase_id,level,closeness,full_name,year_of_birth,phone,unit,status,attempts,due_at,first_exposure,"
    "last_exposure,minutes,person_id\r\n"
    f"{CASE},F1,VC,Trần Văn Minh,1990,+84987654321,Phường Vỹ Dạ,to_call,1,2021-10-03T16:05:02+07:00,"
    f"2021-10-01T07:10:00+07:00,2021-10-01T07:41:30+07:00,31.5,{MARKET_F1}\r\n"
)

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
    "amendCase": {"onset_at": "2021-09-30T20:00:00+07:00", "reason": "Người bệnh nhớ lại ngày bắt đầu ho"},
    "retractCase": {"reason": "Xét nghiệm lại âm tính"},
    "releaseTrace": {"reason": "Đã xem danh sách nhóm ở chợ"},
    "retraceCase": {},
    "updateContact": {"status": "reached", "outcome": "answered", "note": "Đang ở nhà, không sốt", "revision": 1},
}

ANSWERS: dict[str, Any] = {
    "confirmCase": {"case_id": CASE, "status": "running"},
    "amendCase": {"case_id": CASE, "status": "running"},
    "retractCase": {"case_id": CASE, "status": "running"},
    "releaseTrace": {"case_id": CASE, "status": "running"},
    "retraceCase": {"case_id": CASE, "status": "running"},
    "listCases": {
        "cases": [
            {
                "case_id": CASE,
                "status": "published",
                "confirmed_at": CONFIRMED,
                "unit": UNIT_SHOWN,
                "f1": 2,
                "f2": 1,
            }
        ]
    },
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
            {"kind": "household", "people": [HOME_F1]},
        ],
        "confirmed_by_me": True,
        "revision": 1,
        "history": [{"revision": 1, "act": "confirmed", "at": RECORDED, "by_me": True}],
    },
    "getTrace": {
        "case_id": CASE,
        "status": "held",
        "revision": 1,
        "rule_version": "contacts-1",
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
        "rule_version": "contacts-1",
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
    "listContacts": {"contacts": [ROW], "next_cursor": "rest:yakmvs9edd1rd"},
    "getContact": {
        **ROW,
        "full_name": "Trần Văn Minh",
        "phone": "+84987654321",
        "notes": [{"at": "2021-10-02T17:00:00+07:00", "status": "to_call", "outcome": "no_answer"}],
    },
    "updateContact": {**ROW, "status": "reached", "attempts": 2, "revision": 2},
    "exportContacts": CSV,
}

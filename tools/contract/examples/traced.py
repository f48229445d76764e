"""Who and what the examples of tracing speak of."""

CASE = "WE8V-SHVJ"
F0, MARKET_F1, HOME_F1, F2 = "pfghnbvpram4z", "yakmvs9edd1rd", "cm9je0k9w39q7", "1he7zpka792g4"
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

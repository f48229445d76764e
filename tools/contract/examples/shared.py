"""What several capabilities' examples speak of: one ward, one grocery."""

UNIT = {"scheme": "VN-2025H2", "code": "19777"}
UNIT_SHOWN = {**UNIT, "name": "Phường Vỹ Dạ"}
VENUE_BRIEF = {
    "venue_id": "0wjp7457",
    "code": "MHJY-4AA8",
    "name": "Tạp hóa Cô Ba",
    "category": "grocery",
    "address": "12 Lê Lợi",
}

"""Who stands between an F0 and an F2 is said by name, to those who may list that person."""

import pytest

from tests.builders.base import KIM_LONG, VY_DA
from tests.builders.people import a_person_id
from tests.unit.functions.trace.outbreak import NEIGHBOUR, TRACER, person, traced_case

HOURS = {"from": "2021-10-01T20:00:00+07:00", "to": "2021-10-01T20:45:30+07:00"}


def a_circle(house, *, f1, f2):
    """The F0's home is shared with person 3, who met person 4 closely; where these two live."""
    person(house, 1)
    person(house, 3, **f1)
    person(house, 4, **f2)
    home, met = [{"person_id": str(a_person_id(3))}], [{"person_id": str(a_person_id(4))}]
    return traced_case(
        house,
        milestones=[
            {"kind": "household", "people": home},
            {"kind": "met_close", "people": met, "of_person_id": str(a_person_id(3)), **HOURS},
        ],
    )


def through(house, code, token):
    """The name in the evidence of the F2."""
    reply = house.call("listContacts", token=token, query={"case_id": code, "grade": "F2"})
    assert reply.status == 200, reply.content
    [row] = reply.json["contacts"]
    [piece] = row["evidence"]
    assert piece["via_person_id"] == str(a_person_id(3))
    return piece.get("via_display_name", "")


@pytest.mark.parametrize(
    ("f1", "f2", "reader", "said"),
    [
        (VY_DA, VY_DA, TRACER, "N. X. Đạt"),
        (KIM_LONG, VY_DA, TRACER, "N. X. Đạt"),
        (KIM_LONG, KIM_LONG, NEIGHBOUR, "N. X. Đạt"),
        (VY_DA, KIM_LONG, NEIGHBOUR, ""),
    ],
    ids=["own unit", "the case is theirs", "handed over with the F1", "the F1 lives elsewhere"],
)
def test_the_f1_of_an_f2_has_a_masked_name_for_whoever_may_list_that_f1(house, f1, f2, reader, said):
    code = a_circle(house, f1={"full_name": "Nguyễn Xuân Đạt", "unit": f1}, f2={"unit": f2})
    assert through(house, code, reader) == said

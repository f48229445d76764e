"""What operators are told: a part that could not be asked is left out of the answer."""

from datetime import timedelta

from domain.base.upkeep import Alarm, AlarmState, Deployed, Queue, Scheduled, Workflow
from domain.people.roles import Role
from tests.builders.base import NOW, VY_DA
from tests.doors.house import House, open_house
from tests.doors.sign_in import staff_token


def told(house: House) -> dict[str, object]:
    answer = house.call("getStageHealth", token=staff_token(Role.OPERATOR, VY_DA))
    assert answer.status == 200
    found: dict[str, object] = answer.json
    return found


def test_nothing_could_be_asked() -> None:
    with open_house() as house:
        answer = told(house)
    assert answer["verdict"] == "unknown"
    assert not {"alarms", "queues", "workflows", "scheduled", "deployed"} & answer.keys()


def test_each_part_as_it_stands() -> None:
    with open_house() as house:
        watch = house.watch
        watch.told_alarms = [Alarm("dead-letters", AlarmState.RINGS, "Work was parked.", "dead-letters", NOW)]
        watch.told_queues = [Queue("case", 0, 0, parked=False, oldest_s=0), Queue("case-parked", 2, 0, parked=True)]
        watch.told_workflows = [Workflow("trace", 1, 0)]
        watch.told_scheduled = [Scheduled("audit-seal", "rate(1 day)", enabled=True, last_run=NOW, errors=0)]
        watch.told_deployed = [Deployed("trace", NOW - timedelta(hours=1), "UPDATE_COMPLETE")]
        answer = told(house)
    assert answer["verdict"] == "trouble"
    assert answer["queues"] == [
        {"name": "case", "waiting": 0, "under_way": 0, "parked": False, "oldest_s": 0},
        {"name": "case-parked", "waiting": 2, "under_way": 0, "parked": True},
    ]
    assert answer["alarms"][0]["playbook"] == "dead-letters"  # type: ignore[index]
    assert answer["scheduled"][0]["errors"] == 0  # type: ignore[index]

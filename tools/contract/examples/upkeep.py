"""Worked examples: how the stage fares."""

from typing import Any

NOTES = {"getStageHealth": "of the whole stage: counts and names, nobody's data"}

ANSWERS: dict[str, Any] = {
    "getStageHealth": {
        "stage": "production",
        "at": "2021-10-02T08:15:12+07:00",
        "verdict": "trouble",
        "alarms": [
            {
                "name": "dead-letters",
                "state": "rings",
                "meaning": "Work was parked after it failed repeatedly.",
                "playbook": "dead-letters",
                "since": "2021-10-02T08:05:00+07:00",
            }
        ],
        "queues": [
            {"name": "case", "waiting": 0, "under_way": 0, "parked": False, "oldest_s": 0},
            {"name": "case-parked", "waiting": 2, "under_way": 0, "parked": True},
        ],
        "workflows": [{"name": "trace", "running": 1, "failed": 0}],
        "scheduled": [
            {
                "name": "audit-seal",
                "schedule": "cron(30 17 * * ? *)",
                "enabled": True,
                "last_run": "2021-10-02T00:30:00+07:00",
                "errors": 0,
            }
        ],
        "deployed": [{"name": "trace", "at": "2021-10-01T22:10:00+07:00", "state": "UPDATE_COMPLETE"}],
    },
}

"""How the stage fares, for its operators: alarms, queues, workflows, schedules, what is deployed. It reads nobody's data."""

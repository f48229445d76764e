"""Streams, queues and schedules: nothing that fails is lost, nothing is skipped."""

import json
from collections.abc import Iterator
from datetime import timedelta

from tests.infra.conftest import Built, Resource

RECEIVES = {"local": 2, "staging": 5, "production": 5}


def mappings(built: Built) -> Iterator[tuple[Resource, str, str]]:
    for mapping in built.resources("AWS::Lambda::EventSourceMapping"):
        source = built.names(mapping.properties["EventSourceArn"], mapping.stack)
        yield mapping, source, built.names(mapping.properties["FunctionName"], mapping.stack)


def streams(built: Built) -> list[Resource]:
    return [m for m, _, _ in mappings(built) if "StartingPosition" in m.properties]


def inboxes(built: Built) -> list[Resource]:
    return [m for m, _, _ in mappings(built) if "StartingPosition" not in m.properties]


def test_streams_and_queues_have_the_readers_of_the_design(built):
    found = {(source, reader) for _, source, reader in mappings(built)}
    assert found >= {
        ("Visit", "ReportsStream"),
        ("Venue", "ReportsStream"),
        ("Case", "TraceRelay"),
        ("Inbox", "TraceInbox"),
        ("Notice", "NotifyRelay"),
        ("Inbox", "NotifyInbox"),
    }


def test_a_stream_is_read_from_its_oldest_record(built):
    for mapping in streams(built):
        why = "LATEST skips the first fact after a restart of the local cloud"
        assert mapping.properties["StartingPosition"] == "TRIM_HORIZON", why


def test_a_record_that_cannot_be_read_leaves_the_stream_for_a_queue(built):
    for mapping in streams(built):
        p = mapping.properties
        assert p["BisectBatchOnFunctionError"] is True
        assert p["MaximumRetryAttempts"] > 0
        assert p["MaximumRecordAgeInSeconds"] <= timedelta(hours=12).total_seconds()
        assert built.names(p["DestinationConfig"]["OnFailure"]["Destination"], mapping.stack) == "Failures"
        assert "FunctionResponseTypes" not in p, "stream handlers raise: the engine drops a partial answer's rest"


def test_only_the_case_itself_wakes_its_relay(built):
    (relay,) = [mapping for mapping, _, reader in mappings(built) if reader == "TraceRelay"]
    (told,) = relay.properties["FilterCriteria"]["Filters"]
    assert json.loads(told["Pattern"]) == {"dynamodb": {"Keys": {"sk": {"S": ["META"]}}}}


def test_an_inbox_fails_message_by_message(built):
    for inbox in inboxes(built):
        assert inbox.properties["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_every_queue_parks_or_is_a_parking_place(built):
    for queue in built.resources("AWS::SQS::Queue"):
        redrive = queue.properties.get("RedrivePolicy")
        if queue.path.split("/")[1].endswith(("Failures", "Parked")):
            assert redrive is None
            assert queue.properties["MessageRetentionPeriod"] == timedelta(days=14).total_seconds()
        else:
            assert built.names(redrive["deadLetterTargetArn"], queue.stack).endswith("Parked")
            assert redrive["maxReceiveCount"] == RECEIVES[built.stage.name]


def test_a_queue_hides_a_message_for_six_times_its_reader_s_timeout(built):
    for mapping in inboxes(built):
        stack = built.stacks[mapping.stack]["Resources"]
        queue = stack[mapping.properties["EventSourceArn"]["Fn::GetAtt"][0]]["Properties"]
        reader = stack[mapping.properties["FunctionName"]["Ref"]]["Properties"]
        assert queue["VisibilityTimeout"] == 6 * reader["Timeout"], mapping.path


def test_queues_refuse_plain_connections_and_encrypt(built):
    closed = {
        queue["Ref"]
        for policy in built.resources("AWS::SQS::QueuePolicy")
        for queue in policy.properties["Queues"]
        if any("aws:SecureTransport" in str(s) for s in policy.properties["PolicyDocument"]["Statement"])
    }
    for queue in built.resources("AWS::SQS::Queue"):
        assert queue.properties["SqsManagedSseEnabled"] is True
        assert queue.logical_id in closed


def test_every_rule_keeps_what_it_could_not_deliver(built):
    for rule in built.resources("AWS::Events::Rule"):
        for target in rule.properties["Targets"]:
            assert built.names(target["DeadLetterConfig"]["Arn"], rule.stack) == "Failures", rule.path


def schedules(built: Built) -> dict[str, str]:
    return {
        built.names(rule.properties["Targets"][0]["Arn"], rule.stack): rule.properties["ScheduleExpression"]
        for rule in built.resources("AWS::Events::Rule")
        if "ScheduleExpression" in rule.properties
    }


def test_schedules_run_what_the_design_says(built):
    designed = {
        "IdentityReconcile": "rate(1 hour)",
        "ReportsReconcile": f"rate({built.stage.recount_every_min} minutes)",
        "TraceReconcile": "rate(2 minutes)",
        "AuditSeal": "cron(30 17 * * ? *)",
    }
    assert designed.items() <= schedules(built).items()


def test_a_scheduled_function_that_fails_leaves_its_start_in_a_queue(built):
    kept = {
        built.names(config.properties["FunctionName"], config.stack): built.names(
            config.properties["DestinationConfig"]["OnFailure"]["Destination"], config.stack
        )
        for config in built.resources("AWS::Lambda::EventInvokeConfig")
    }
    assert kept == dict.fromkeys(schedules(built), "Failures")


def test_notices_travel_over_our_own_bus(built):
    rule = built.one("AWS::Events::Rule", "notify/NoticeQueued/")
    assert rule.properties["EventPattern"] == {"detail-type": ["NoticeQueued"]}
    assert built.names(rule.properties["EventBusName"], rule.stack) == "Bus"
    assert built.names(rule.properties["Targets"][0]["Arn"], rule.stack) == "Inbox"


def test_whatever_wants_a_run_reaches_the_queue_of_cases(built):
    rule = built.one("AWS::Events::Rule", "trace/CaseChanged/")
    wanted = ["CaseConfirmed", "CaseAmended", "CaseRetracted", "TraceReleased", "RetraceDue"]
    assert rule.properties["EventPattern"] == {"detail-type": wanted}
    assert built.names(rule.properties["EventBusName"], rule.stack) == "Bus"
    assert built.names(rule.properties["Targets"][0]["Arn"], rule.stack) == "Inbox"


def test_of_what_nobody_waits_for_the_sender_alone_reserves_calls_besides_tracing(built):
    reserved = {
        f.path for f in built.resources("AWS::Lambda::Function") if "ReservedConcurrentExecutions" in f.properties
    }
    assert {path for path in reserved if not path.startswith(("checkin/CheckinApi", "trace/"))} == {
        "notify/NotifyInbox/Resource"
    }

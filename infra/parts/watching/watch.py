"""The metrics of one stage, made from names: an alarm that held a reference would hold the function too."""

from collections.abc import Iterable, Mapping, Sequence

from aws_cdk import aws_cloudwatch as cw

from infra.gateway import STAGE_PATH, TOO_MANY, Gateway
from infra.parts.capability import Capability
from infra.parts.watching.alarms import FIVE_MINUTES
from infra.parts.watching.watched import Inbox, Runs
from infra.tables import Tables

# By capability, or by the key of a table.
Groups = Mapping[str, Sequence[cw.Metric]]


class Watch:
    def __init__(self, capabilities: Sequence[Capability], tables: Tables, gateway: Gateway) -> None:
        self._door = {"ApiId": gateway.api.api_id, "Stage": STAGE_PATH}
        self.requests = metric("AWS/ApiGateway", "Count", self._door, label="requests")
        self.client_errors = metric("AWS/ApiGateway", "4xx", self._door, label="refused")
        self.server_errors = metric("AWS/ApiGateway", "5xx", self._door, label="failed")
        self._routes = gateway.routes
        self.too_many = metric(gateway.stage.named(), TOO_MANY, {}, label="told to wait")
        self.texts_usd = gateway.stage.texts_usd
        # Of all stages of the account.
        self.spent_on_texts = metric(
            "AWS/SNS", "SMSMonthToDateSpentUSD", {}, label="dollars this month", statistic="Maximum"
        )
        self.texts = [
            metric("AWS/SNS", f"NumberOfNotifications{end}", {"PhoneNumber": "PhoneNumberDirect"}, label=f"texts {end}")
            for end in ("Delivered", "Failed")
        ]
        told = [capability.watched for capability in capabilities]
        self.faults: Groups = {
            w.capability: [metric("VungXanh", "UnhandledFault", {"service": w.capability}, label=w.capability)]
            for w in told
        }
        self.wrong_doors: Groups = {
            w.capability: [metric("VungXanh", "WrongDoor", {"service": w.capability}, label=w.capability)]
            for w in told
            if w.doors
        }
        self.keys_lost = metric("VungXanh", "KeysLost", {"service": "identity"}, label="keys lost")
        self.audit_altered = metric("VungXanh", "AuditAltered", {"service": "audit"}, label="records altered")
        self.throttles: Groups = {w.capability: _of_functions("Throttles", w.doors) for w in told}
        self.background_throttles: Groups = {w.capability: _of_functions("Throttles", w.background) for w in told}
        self.background_errors: Groups = {w.capability: _of_functions("Errors", w.background) for w in told}
        self.stream_ages: Groups = {
            w.capability: _of_functions("IteratorAge", w.stream_readers, statistic="Maximum") for w in told
        }
        self.parked: Groups = {w.capability: [_depth(name) for name in w.parking_queues] for w in told}
        self.inbox_ages: list[tuple[Inbox, cw.Metric]] = [(i, _age(i.queue)) for w in told for i in w.inboxes]
        runs = [found for w in told for found in w.runs]
        self.runs_started = [_of_runs(found, "ExecutionsStarted", "started") for found in runs]
        self.runs_failed: list[tuple[Runs, list[cw.Metric]]] = [(found, _failures(found)) for found in runs]
        self.read_throttles: Groups = _of_tables(tables, "Read")
        self.write_throttles: Groups = _of_tables(tables, "Write")

    def calls_of(self, *operations: str) -> list[cw.Metric]:
        """Of those among them that this stage has."""
        routes = [self._routes[operation] for operation in operations if operation in self._routes]
        return [
            metric("AWS/ApiGateway", "Count", {**self._door, "Method": r.method, "Resource": r.path}, label=r.operation)
            for r in routes
        ]

    def latency(self, percentile: str) -> cw.Metric:
        return metric("AWS/ApiGateway", "Latency", self._door, statistic=percentile, label=percentile)


def metric(
    namespace: str, name: str, dimensions: Mapping[str, str], *, label: str, statistic: str = "Sum"
) -> cw.Metric:
    return cw.Metric(
        namespace=namespace,
        metric_name=name,
        dimensions_map=dict(dimensions),
        statistic=statistic,
        period=FIVE_MINUTES,
        label=label,
    )


def _of_functions(name: str, functions: Iterable[str], statistic: str = "Sum") -> list[cw.Metric]:
    return [
        metric("AWS/Lambda", name, {"FunctionName": function}, label=function, statistic=statistic)
        for function in functions
    ]


def _of_tables(tables: Tables, act: str) -> dict[str, list[cw.Metric]]:
    found: dict[str, list[cw.Metric]] = {}
    for name, store in tables.stores.items():
        dimensions = {"TableName": store.table.table_name}
        found.setdefault(store.row.key_group, []).append(
            metric("AWS/DynamoDB", f"{act}ThrottleEvents", dimensions, label=f"{name} {act.lower()}s")
        )
    return found


def _of_runs(runs: Runs, name: str, label: str) -> cw.Metric:
    return metric("AWS/States", name, {"StateMachineArn": runs.arn}, label=f"{runs.workflow} {label}")


def _failures(runs: Runs) -> list[cw.Metric]:
    return [_of_runs(runs, "ExecutionsFailed", "failed"), _of_runs(runs, "ExecutionsTimedOut", "timed out")]


def _age(queue: str) -> cw.Metric:
    return metric(
        "AWS/SQS",
        "ApproximateAgeOfOldestMessage",
        {"QueueName": queue},
        statistic="Maximum",
        label=f"oldest in {queue}, seconds",
    )


def _depth(queue: str) -> cw.Metric:
    return metric(
        "AWS/SQS", "ApproximateNumberOfMessagesVisible", {"QueueName": queue}, label=queue, statistic="Maximum"
    )

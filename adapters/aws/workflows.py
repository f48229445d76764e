"""Executions of a workflow on Step Functions.

A function that starts one workflow is told its ARN in WORKFLOW_ARN; one that starts several, in `<NAME>_WORKFLOW_ARN` each.
"""

from collections.abc import Mapping
from json import dumps
from typing import NoReturn

from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnection

from adapters.session import client
from domain.base.errors import Busy

_OVERLOAD = {"ThrottlingException", "ServiceUnavailable", "InternalFailure", "InternalServerError"}
_UNDER_WAY = {"RUNNING", "PENDING_REDRIVE"}


class SfnWorkflows:
    """Workflows over one Standard state machine. The name of an execution is taken for ninety days."""

    def __init__(self, arn: str) -> None:
        self._arn = arn

    def start(self, name: str, given: Mapping[str, str | int]) -> bool:
        """The same name while that execution still runs is answered as if it had just been started."""
        try:
            client("stepfunctions").start_execution(stateMachineArn=self._arn, name=name, input=dumps(dict(given)))
        except (ClientError, HTTPClientError, NoConnection) as error:
            if _code(error) == "ExecutionAlreadyExists":
                return False
            _raise(error)
        return True

    def is_running(self, name: str) -> bool:
        arn = self._arn.replace(":stateMachine:", ":execution:") + f":{name}"
        try:
            answer = client("stepfunctions").describe_execution(executionArn=arn)
        except (ClientError, HTTPClientError, NoConnection) as error:
            if _code(error) == "ExecutionDoesNotExist":
                return False
            _raise(error)
        return answer["status"] in _UNDER_WAY


def _code(error: Exception) -> str:
    return str(error.response.get("Error", {}).get("Code")) if isinstance(error, ClientError) else ""


def _raise(error: Exception) -> NoReturn:
    """Overload and silence, which the SDK has repeated before, as Busy; the rest as it is."""
    if not isinstance(error, ClientError) or _code(error) in _OVERLOAD:
        raise Busy from error
    raise error

"""Text messages through SNS."""

from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnection

from adapters.session import client
from domain.base.errors import Busy

_OVERLOAD = {"Throttled", "ThrottlingException", "Throttling", "InternalError", "InternalFailure"}


class SnsMessenger:
    """Messenger over SNS. SNS does not de-duplicate text messages: after a lost answer one may arrive twice."""

    def __init__(self, *, sender: str | None = None) -> None:
        text = {"DataType": "String"}
        self._attributes = {"AWS.SNS.SMS.SMSType": {**text, "StringValue": "Transactional"}}
        if sender:
            self._attributes["AWS.SNS.SMS.SenderID"] = {**text, "StringValue": sender}

    def send(self, phone: str, text: str, *, once: str) -> None:  # noqa: ARG002 - SNS takes no such id for a phone
        try:
            client("sns").publish(PhoneNumber=phone, Message=text, MessageAttributes=self._attributes)  # type: ignore[arg-type]
        except (HTTPClientError, NoConnection) as silence:
            raise Busy from silence
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in _OVERLOAD:
                raise Busy from error
            raise

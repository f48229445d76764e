"""One search for contacts through the product's adapters, up to the edges that would be written. No numpy here.

Answers are put in where the SDK would send a request, so that signing, checks of the answer and decoding are paid for.
"""

import io
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, cast

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

from adapters import session
from adapters.dynamo.case.contacts import DynamoContacts
from adapters.dynamo.case.meetings import DynamoMeetings
from adapters.dynamo.visit.copresence import DynamoCoPresence
from adapters.dynamo.visit.visits import DynamoVisits
from bench.trace.rule import NOW, Rule
from domain.people.codes import PersonId
from domain.tracing.case import Case
from domain.tracing.codes import CaseCode
from domain.tracing.contact import ContactsOfCase, Edge
from domain.tracing.run import LeaseAnswer, Run
from functions.trace.run.service.run import Pinned, Ports, find_contacts


class _Raw(io.BytesIO):
    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self.getvalue()


def answered(client: Any, answer: Callable[[bytes], bytes]) -> None:
    """Answers a client's reads before they leave the process."""

    def hook(request: Any, **_: Any) -> AWSResponse:
        body = request.body if isinstance(request.body, bytes) else request.body.encode()
        found = answer(body)
        headers = HTTPHeaders()
        headers["content-type"] = "application/x-amz-json-1.0"
        headers["content-length"] = str(len(found))
        headers["x-amz-crc32"] = str(zlib.crc32(found))
        return AWSResponse(request.url, 200, headers, _Raw(found))

    client.meta.events.register("before-send.dynamodb.Query", hook)


class _OneCase:
    """As much of the register as the step asks: the case is held, and this is it."""

    def __init__(self) -> None:
        self.case: Case | None = None

    def lease(self, *_: Any, **__: Any) -> LeaseAnswer:
        return LeaseAnswer.READY

    def find(self, _: CaseCode) -> Case | None:
        return self.case


class _Kept:
    """The book of contacts with its writes kept back."""

    def __init__(self, book: DynamoContacts) -> None:
        self._book = book
        self.edges: list[Edge] = []

    def of_case(self, case: CaseCode, *, now: datetime) -> ContactsOfCase:
        return self._book.of_case(case, now=now)

    def save(self, edges: Sequence[Edge]) -> None:
        self.edges += edges


class Search:
    """The step FindContacts on DynamoDB's adapters, without its writes."""

    def __init__(self, answer: Callable[[bytes], bytes]) -> None:
        answered(session.client("dynamodb"), answer)
        answered(session.bulk_client(), answer)
        self._cases = _OneCase()
        none: Any = None  # nothing is sealed here, and nobody is told
        self._book = _Kept(DynamoContacts("Case", sealer=none))
        interviews = DynamoMeetings("Case")
        self._ports = Ports(
            cases=cast("Any", self._cases),
            visits=DynamoVisits("Visit"),
            present=DynamoCoPresence("Visit"),
            meetings=(interviews,),
            contacts=cast("Any", self._book),
            interviews=interviews,
            notices=none,
            residences=none,
            waiting_list=none,
        )

    def edges(self, person: PersonId, rule: Rule) -> list[Edge]:
        """What would be written for one F0."""
        self._book.edges = []
        case = self._cases.case = rule.case(person)
        run = Run(case.code, 1, "bench")
        find_contacts(run, Pinned(NOW, rule.policy), ports=self._ports, now=NOW, has_time=lambda: True)
        return self._book.edges

"""Where people live, read from their profiles without opening anything sealed."""

from collections.abc import Mapping, Sequence

from adapters.dynamo import key_parts
from adapters.dynamo.bulk import get_many
from adapters.dynamo.person import keys
from adapters.dynamo.wire import text
from domain.people.codes import PersonId


class DynamoResidences:
    """Residences on the Person table."""

    def __init__(self, table: str) -> None:
        self._table = table

    def units_of(self, people: Sequence[PersonId]) -> Mapping[PersonId, str]:
        wanted = [(key_parts.person(person), keys.PROFILE) for person in people]
        items = get_many(self._table, wanted, only="pk, u")
        return {key_parts.person_read(text(item, "pk")): text(item, "u") for item in items}

"""The bodies that units list: one read of a unit and all it lies in."""

from collections.abc import Mapping, Sequence

from adapters.dynamo.bulk import get_many
from adapters.dynamo.hotline import keys
from adapters.dynamo.hotline.item import contacts_from_item
from adapters.dynamo.wire import text
from domain.base.unit import UnitKey
from domain.telling.unit_contact import UnitContact


class DynamoUnitContacts:
    """UnitContacts on the Hotline table."""

    def __init__(self, table: str) -> None:
        self._table = table

    def of_units(self, units: Sequence[UnitKey]) -> Mapping[UnitKey, Sequence[UnitContact]]:
        wanted = [(keys.unit(unit), keys.NOW) for unit in units]
        items = get_many(self._table, wanted) if wanted else []
        return {UnitKey.parse(text(item, "pk")): contacts_from_item(item) for item in items}

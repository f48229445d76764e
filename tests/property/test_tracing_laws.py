"""The laws of tracing, each on its own histories."""

import pytest

from tests.property import checkin_laws, doubt_laws, gate_laws, notice_laws, tracing_laws
from tests.property.laws import Law


@pytest.mark.parametrize(
    "law",
    [*tracing_laws.LAWS, *doubt_laws.LAWS, *gate_laws.LAWS, *notice_laws.LAWS, *checkin_laws.LAWS],
    ids=lambda law: law.name,
)
def test_it_is_a_law_that(law: Law) -> None:
    law.holds()

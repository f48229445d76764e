"""The laws of whole tracing runs and of what they make others send, each on its own histories."""

import pytest

from tests.property import run_laws, sending_laws
from tests.property.laws import Law
from tests.property.town import Lapse


@pytest.mark.parametrize("law", [*run_laws.LAWS, *sending_laws.LAWS], ids=lambda law: law.name)
def test_it_is_a_law_that(law: Law) -> None:
    law.holds()


_DEATHS = (Lapse.CRASH, Lapse.CRASH_AFTER)


@pytest.mark.parametrize("event", sorted(run_laws.EVENTS))
def test_a_run_killed_at_any_call_ends_where_an_undisturbed_one_ends(event: str) -> None:  # S24
    expected, calls = run_laws.undisturbed_end(event, 1_000)
    assert calls > 10
    for call in range(calls):
        for lapse in Lapse:
            for survives in (True, False) if lapse in _DEATHS else (True,):
                found = run_laws.disturbed_end(event, 1_000, call, lapse, survives=survives)
                assert found == expected, (call, lapse, survives)


@pytest.mark.parametrize("event", ["a case is amended", "a case is retracted"])
def test_a_run_killed_between_two_slices_of_writes_ends_where_an_undisturbed_one_ends(event: str) -> None:  # S24
    expected, calls = run_laws.undisturbed_end(event, 2)
    assert calls > run_laws.undisturbed_end(event, 1_000)[1]
    for call in range(calls):
        found = run_laws.disturbed_end(event, 2, call, Lapse.CRASH_AFTER, survives=call % 2 == 0)
        assert found == expected, call

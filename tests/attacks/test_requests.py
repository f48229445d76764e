"""Whatever anybody sends to an operation, the answer is one of the contract's, and a refusal changes nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attacks.attack import attack
from tests.attacks.callers import Cast
from tests.attacks.requests import Asked, asked, kinds_of_the_tool, our_kinds
from tests.doors.calls import OPERATIONS
from tests.guards.register import CALLS
from tests.guards.scene import Scene

OURS = [(operation, kind) for operation in sorted(OPERATIONS) for kind in our_kinds(operation)]
THE_TOOLS = [(operation, kind) for operation in sorted(OPERATIONS) for kind in kinds_of_the_tool(operation)]


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_a_good_request_of_every_caller(scene: Scene, cast: Cast, operation: str) -> None:
    for somebody in cast.callers:
        scene.begin_again()
        attack(scene, cast, somebody, operation, Asked(dict(CALLS[operation](scene))))


@pytest.mark.parametrize(("operation", "kind"), OURS)
@settings(max_examples=30)
@given(data=st.data())
def test_what_is_no_good_request(scene: Scene, cast: Cast, operation: str, kind: str, data: st.DataObject) -> None:
    sent = data.draw(asked(our_kinds(operation)[kind], scene))
    by_those_who_may_and_may_not(scene, cast, operation, sent, data)


@pytest.mark.parametrize(("operation", "kind"), THE_TOOLS)
@settings(max_examples=10)
@given(data=st.data())
def test_what_the_contract_allows_or_forbids(
    scene: Scene, cast: Cast, operation: str, kind: str, data: st.DataObject
) -> None:
    sent = data.draw(asked(kinds_of_the_tool(operation)[kind], scene))
    by_those_who_may_and_may_not(scene, cast, operation, sent, data)


def by_those_who_may_and_may_not(scene: Scene, cast: Cast, operation: str, sent: Asked, data: st.DataObject) -> None:
    """One of each: the kinds of callers come in turn."""
    who = [data.draw(st.sampled_from(cast.who(operation, may=may) or cast.callers)) for may in (True, False)]
    scene.begin_again()
    for somebody in who:
        attack(scene, cast, somebody, operation, sent)

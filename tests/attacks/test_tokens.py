"""A token that does not verify opens no door, and stores nothing."""

from collections.abc import Mapping
from functools import cache

import pytest

from tests.attacks.bad_tokens import bad_tokens
from tests.doors.calls import OPERATIONS
from tests.guards.register import CALLS, EXPECTED
from tests.guards.scene import open_scene


@cache
def tokens() -> Mapping[str, str]:
    """Signed with the scene's keys, which are the same whenever it is opened."""
    with open_scene() as scene:
        return bad_tokens(scene.house)


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_a_token_that_does_not_verify_is_refused_everywhere(operation):
    """Even where none is needed: a caller who believes to be signed in must learn that they are not."""
    with open_scene() as scene:
        how = CALLS[operation](scene)
        before = scene.house.stored()
        got = {name: scene.send(operation, token=token, **how) for name, token in tokens().items()}
        let_in = {name: reply.status for name, reply in got.items() if reply.status != 401}
        assert not let_in, f"{operation} lets in a token that does not verify: {let_in}"
        assert {reply.code for reply in got.values()} <= {"token-invalid", "token-expired"}
        assert scene.house.stored() == before


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_an_expired_sign_in_is_told_from_a_forged_one(operation):
    """The page renews an expired sign-in by itself, and warns of a forged one."""
    with open_scene() as scene:
        assert scene.call(operation, tokens()["device: expired"]).code == "token-expired"
        citizens_only = EXPECTED[operation].other_roles == 401
        staff_code = "token-invalid" if citizens_only else "token-expired"
        assert scene.call(operation, tokens()["staff: expired"]).code == staff_code

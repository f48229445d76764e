"""Claims of work outlast whoever holds them, and end before the work comes again."""

import re
from datetime import timedelta
from importlib import import_module

import pytest

from tests.infra.conftest import ROOT


def lease_of(capability: str) -> timedelta:
    """Of the one module that sets it, in whichever room that lies."""
    files = (ROOT / "functions" / capability).rglob("*.py")
    found = [file for file in files if re.search(r"^LEASE\b", file.read_text(encoding="utf-8"), re.MULTILINE)]
    assert len(found) == 1, f"{capability}: one LEASE is wanted, found in {found}"
    lease: timedelta = import_module(".".join(found[0].relative_to(ROOT).with_suffix("").parts)).LEASE
    return lease


@pytest.mark.parametrize(("capability", "holder"), [("trace", "Steps"), ("notify", "Inbox")])
def test_a_lease_is_longer_than_its_holder_may_work(built, capability, holder):
    function = built.one("AWS::Lambda::Function", f"{capability}/{capability.title()}{holder}/")
    limit = timedelta(seconds=function.properties["Timeout"])
    assert lease_of(capability) > limit, "a second one would begin while the first still writes"


def test_a_notice_comes_again_only_when_its_claim_is_over(built):
    inbox = built.one("AWS::SQS::Queue", "notify/Inbox/")
    reader = built.one("AWS::Lambda::Function", "notify/NotifyInbox/")
    # A claim is made as late as the end of a reader's time.
    over = lease_of("notify").total_seconds() + reader.properties["Timeout"]
    assert inbox.properties["VisibilityTimeout"] >= over, "a retry would meet its own claim and be lost"

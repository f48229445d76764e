"""The firewall before the site: what it stops, and what it may not keep."""

import json
from typing import Any

from infra.firewall import FIVE_MINUTES_S, REQUESTS_PER_ADDRESS
from tests.infra.conftest import Built
from tools.contract.shapes import PROBLEM_SCHEMA


def rules(production: Built) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = production.one("AWS::WAFv2::WebACL", "edge/").properties["Rules"]
    return found


def test_a_flood_from_one_address_is_blocked_before_anything_else_is_asked(production):
    first = min(rules(production), key=lambda rule: rule["Priority"])
    assert set(first["Action"]) == {"Block"}
    assert first["Statement"] == {
        "RateBasedStatement": {
            "AggregateKeyType": "IP",
            "Limit": REQUESTS_PER_ADDRESS,
            "EvaluationWindowSec": FIVE_MINUTES_S,
        }
    }


def test_what_it_says_itself_is_no_refusal_of_the_platform(production):
    """A page takes problem documents alone for the last word, and a 429 says when to come again."""
    firewall = production.one("AWS::WAFv2::WebACL", "edge/").properties
    said = firewall["CustomResponseBodies"]
    answers = [rule["Action"]["Block"]["CustomResponse"] for rule in firewall["Rules"] if "Action" in rule]
    assert {answer["CustomResponseBodyKey"] for answer in answers} == set(said)
    for answer in answers:
        body = said[answer["CustomResponseBodyKey"]]
        assert body["ContentType"] == "APPLICATION_JSON"
        assert not json.loads(body["Content"]).keys() & set(PROBLEM_SCHEMA["required"])
        assert answer["ResponseCode"] == 429
        assert {h["Name"]: h["Value"] for h in answer["ResponseHeaders"]} == {"Retry-After": str(FIVE_MINUTES_S)}


def test_a_phone_network_s_shared_address_is_no_flood():
    per_second = REQUESTS_PER_ADDRESS / FIVE_MINUTES_S
    assert 50 <= per_second <= 200, "thousands of people check in from behind one address; a flood is hundreds a second"


def test_known_attacks_are_stopped_and_not_only_counted(production):
    groups = [rule for rule in rules(production) if "ManagedRuleGroupStatement" in rule["Statement"]]
    assert len(groups) == len(rules(production)) - 1
    assert all(rule["OverrideAction"] == {"None": {}} for rule in groups)


def test_the_firewall_stands_before_the_site(production):
    assert "WebACLId" in production.one("AWS::CloudFront::Distribution", "site/").properties["DistributionConfig"]


def test_it_keeps_no_samples_of_visitors(production):
    firewall = production.one("AWS::WAFv2::WebACL", "edge/").properties
    assert firewall["Scope"] == "CLOUDFRONT"
    assert production.house.firewall.region == "us-east-1"
    seen = [firewall, *firewall["Rules"]]
    assert not any(part["VisibilityConfig"]["SampledRequestsEnabled"] for part in seen)

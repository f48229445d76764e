"""What holds for every resource of every stage."""

import json
from collections import Counter

import pytest
from cfnlint.config import ConfigMixIn
from cfnlint.runner import Runner

from infra.stage import NO_ACCOUNT, REGION, make_stage

RETENTION = {"local": 7, "staging": 30, "production": 90}


def test_there_is_no_custom_resource(built):
    for resource in built.resources():
        own = not resource.kind.startswith("Custom::") and resource.kind != "AWS::CloudFormation::CustomResource"
        assert own, f"{resource.path}: it adds a function and a wide role that are not ours"


def test_functions_are_python_on_arm_without_vpc_or_tracing(built):
    for function in built.resources("AWS::Lambda::Function"):
        p = function.properties
        assert (p["Runtime"], p["Architectures"]) == ("python3.13", ["arm64"]), function.path
        assert "VpcConfig" not in p
        assert "TracingConfig" not in p


def test_each_function_logs_into_its_own_group(built):
    groups = [
        built.names(f.properties["LoggingConfig"]["LogGroup"], f.stack)
        for f in built.resources("AWS::Lambda::Function")
    ]
    assert len(set(groups)) == len(groups) > 0


def test_logs_end_when_the_stage_says(built):
    for group in built.resources("AWS::Logs::LogGroup"):
        assert group.properties["RetentionInDays"] == RETENTION[built.stage.name], group.path


def test_no_finding_of_the_rule_pack_is_left_and_each_accepted_one_has_a_reason(built):
    accepted: Counter[str] = Counter()
    for plugin in built.report["pluginReports"]:
        assert plugin["violations"] == [], json.dumps(plugin["violations"], indent=1)[:4000]
        for finding in plugin["suppressedViolations"]:
            assert len(finding["reason"]) > 20, finding
            accepted[f"{finding['ruleName']}: {finding['reason']}"] += 1
    print("\n".join(f"{count:3} {reason}" for reason, count in sorted(accepted.items())))


def test_cfn_lint_finds_nothing(built):
    # W3005 is CDK's own redundant DependsOn. One runner for all templates, because each loads every rule.
    templates = ["--template", *map(str, sorted(built.folder.glob("*.template.json")))]
    runner = Runner(ConfigMixIn(templates, regions=[REGION, "us-east-1"], ignore_checks=["W3005"]))
    found = [str(finding) for finding in runner.run()]
    assert not found, found


def test_no_value_names_the_account_of_nobody(built):
    if built.stage.account == NO_ACCOUNT:
        assert all(stack.account == NO_ACCOUNT for stack in (built.house.foundation, built.house.data))


def test_stacks_are_named_by_stage(built):
    assert all(stack.stack_name.startswith(f"vung-xanh-{built.stage.name}-") for stack in built.house.stacks)


def test_stacks_of_people_s_data_cannot_be_taken_down_by_mistake(built):
    assert all(stack.termination_protection is built.stage.keeps_data for stack in built.house.stacks)


def test_an_unknown_stage_or_target_is_refused_by_name():
    with pytest.raises(ValueError, match="stage 'prod' is unknown"):
        make_stage("prod")
    with pytest.raises(ValueError, match="target 'arm' is unknown"):
        make_stage("staging", target="arm")


def test_only_the_local_stage_is_lax():
    for name in ("staging", "production"):
        stage = make_stage(name)
        assert (stage.mfa_required, stage.password_sign_in, stage.push_to_loopback) == (True, False, False)
        assert (stage.keeps_data, stage.edge, stage.watched) == (
            True,
            True,
            True,
        )
        assert stage.target == "aws"
        assert stage.site_url.startswith("https://")

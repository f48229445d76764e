"""Each function's role holds exactly what tests/infra/grants says."""

from collections.abc import Iterator
from typing import Any

from infra.data import TABLES
from infra.parts.tables.table import READS as TABLE_READS
from tests.infra.conftest import Built, Resource
from tests.infra.granted import OPEN_ENDED, READS, expected, of_kinds, room_of
from tests.infra.rights import STREAM

PUT = "dynamodb:PutItem"
READ_ACTS = {f"dynamodb:{act}" for act in (*TABLE_READS, *STREAM)}


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def statements_of(built: Built, stack: str, role_id: str) -> Iterator[dict[str, Any]]:
    for policy in built.resources("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"):
        if policy.stack == stack and {"Ref": role_id} in policy.properties["Roles"]:
            yield from policy.properties["PolicyDocument"]["Statement"]
    inline = built.stacks[stack]["Resources"][role_id]["Properties"].get("Policies", [])
    for policy in inline:
        yield from policy["PolicyDocument"]["Statement"]


def held(built: Built, holder: Resource, role: str = "Role") -> set[tuple[str, str]]:
    role_id = holder.properties[role]["Fn::GetAtt"][0]
    found = set()
    for statement in statements_of(built, holder.stack, role_id):
        assert statement["Effect"] == "Allow"
        where = [built.names(r, holder.stack) for r in as_list(statement.get("Resource", []))]
        where += [f"not {r}" for r in as_list(statement.get("NotResource", []))]
        kinds = kinds_of(statement)
        found |= {(action, of_kinds(resource, kinds)) for action in as_list(statement["Action"]) for resource in where}
    return found


def kinds_of(statement: dict[str, Any]) -> list[str]:
    """The partition keys that it is for, or what of items it is told; none where it is for the whole resource."""
    condition = statement.get("Condition", {})
    told = as_list(condition.get("StringEquals", {}).get("dynamodb:Select", []))
    return told + as_list(condition.get("ForAllValues:StringLike", {}).get("dynamodb:LeadingKeys", []))


def functions_of(built: Built) -> dict[str, Resource]:
    prefix = built.stage.named() + "-"
    return {f.properties["FunctionName"].removeprefix(prefix): f for f in built.resources("AWS::Lambda::Function")}


def test_every_function_is_in_the_table(built):
    found = set(functions_of(built))
    missing = [f"{name}: a row in READS of {room_of(name)}" for name in sorted(found - set(READS))]
    assert not missing, "\n".join(missing)
    assert not set(READS) - found, "rows of functions that are no more"


def test_a_role_holds_exactly_its_row(built):
    for name, function in functions_of(built).items():
        assert held(built, function) == expected(name, built.stage), (
            f"{name}: change {room_of(name)} or its table in infra/data.py, with the reason"
        )


def test_every_writer_of_the_register_is_a_function(built):
    writers = {function for table in TABLES.values() for function in table.writers}
    assert writers <= set(functions_of(built)), "infra/data.py names a writer that is not there"


def test_no_two_functions_share_a_role(built):
    roles = [str(f.properties["Role"]) + f.stack for f in built.resources("AWS::Lambda::Function")]
    assert len(set(roles)) == len(roles)


def test_no_role_takes_a_managed_policy(built):
    for role in built.resources("AWS::IAM::Role"):
        assert not role.properties.get("ManagedPolicyArns"), f"{role.path}: somebody else edits that policy"


def test_no_identity_policy_has_a_wildcard(built):
    for policy in built.resources("AWS::IAM::Policy"):
        for statement in policy.properties["PolicyDocument"]["Statement"]:
            assert not any("*" in action for action in as_list(statement["Action"])), policy.path
            open_ended = {
                (policy.path.split("/")[1], r) for r in as_list(statement.get("Resource", [])) if "*" in str(r)
            }
            assert open_ended <= {(role, r.format(built.stage)) for role, r in OPEN_ENDED}, policy.path


def test_a_table_s_key_opens_only_through_the_table(built):
    via = {"StringEquals": {"kms:ViaService": f"dynamodb.{built.stage.region}.amazonaws.com"}}
    for policy in built.resources("AWS::IAM::Policy"):
        for statement in policy.properties["PolicyDocument"]["Statement"]:
            if "kms:Decrypt" not in as_list(statement["Action"]):
                continue
            what = {built.names(resource, policy.stack) for resource in as_list(statement["Resource"])}
            assert statement.get("Condition") == (None if what == {"KeySpare"} else via), policy.path


def test_the_hot_path_cannot_read_who_a_person_is(built):
    names = {
        resource.partition(" ")[0].partition("/")[0] for _, resource in held(built, functions_of(built)["checkin-api"])
    }
    assert not names & {"Person", "Notice", "Audit"}


def test_the_edges_of_a_case_are_out_of_the_notifier_s_sight(built):
    for name in ("notify-api", "notify-relay", "notify-inbox"):
        assert not any(resource.startswith("Case") for _, resource in held(built, functions_of(built)[name]))


def test_the_register_of_venues_counts_visits_and_reads_none(built):
    rights = held(built, functions_of(built)["venue-api"])
    assert {right for right in rights if right[1].startswith("Visit")} == {
        ("dynamodb:Query", "Visit/index/byVenue COUNT")
    }


def test_only_the_rotation_changes_a_key_of_the_platform(built):
    for name, function in functions_of(built).items():
        changed = {right for right in held(built, function) if right[1].partition(" ")[0] in {"Secret", "Spare"}}
        acts = {act for act, _ in changed if act != "dynamodb:Query"}
        assert acts == ({"dynamodb:PutItem"} if name == "identity-reconcile" else set()), name


def test_nobody_reads_the_key_of_the_seals_but_whoever_seals_or_checks_them(built):
    readers = {
        name for name, f in functions_of(built).items() if any("K#audit" in where for _, where in held(built, f))
    }
    assert readers == {"audit-seal", "audit-checks-api", "identity-reconcile"}
    assert not readers & {name for name, f in functions_of(built).items() if (PUT, "Audit A#*") in held(built, f)}


def test_of_the_access_log_records_seals_and_alterations_have_writers_of_their_own(built):
    kinds = {"Audit A#*", "Audit SEAL", "Audit ALTERED", "Audit CHECKED"}
    writers: dict[str, set[str]] = {}
    for name, function in functions_of(built).items():
        for act, where in held(built, function):
            if where.partition(" ")[0].partition("/")[0] == "Audit" and act not in READ_ACTS:
                assert act == PUT, f"{name} may {act} the access log"
                writers.setdefault(where, set()).add(name)
    assert writers.keys() == kinds
    assert (writers["Audit SEAL"], writers["Audit ALTERED"]) == ({"audit-seal"}, {"audit-watch"})
    assert writers["Audit CHECKED"] == {"audit-checks-api"}
    assert not writers["Audit A#*"] & {"audit-seal", "audit-watch", "audit-checks-api"}


def test_a_citizen_s_browsers_are_all_that_the_notifier_changes_of_a_person(built):
    for name in ("notify-api", "notify-inbox"):
        rights = held(built, functions_of(built)[name])
        assert {right for right in rights if right[1].startswith("Person") and right[0] not in READ_ACTS} == {
            (PUT, "Person B#*"),
            ("dynamodb:DeleteItem", "Person B#*"),
        }


def test_copies_of_keys_are_unwrapped_by_a_keeper_alone(built):
    key = built.one("AWS::KMS::Key", "foundation/KeySpare/")
    (shut,) = [s for s in key.properties["KeyPolicy"]["Statement"] if s["Effect"] == "Deny"]
    keeper = built.one("AWS::IAM::Role", "data/KeyKeeper/")
    assert keeper.properties["RoleName"] == built.stage.named("key-keeper")
    assert (shut["Action"], shut["Principal"]) == (["kms:Decrypt", "kms:ReEncryptFrom"], {"AWS": "*"})
    arn = f"arn:aws:iam::{built.stage.account}:role/{keeper.properties['RoleName']}"
    assert shut["Condition"] == {"ArnNotEquals": {"aws:PrincipalArn": arn}}
    for function in functions_of(built).values():
        assert {act for act, where in held(built, function) if where == "KeySpare"} <= {"kms:Encrypt"}


def test_a_keeper_is_a_person_with_a_second_factor(built):
    role = built.one("AWS::IAM::Role", "data/KeyKeeper/")
    (trust,) = role.properties["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Condition"] == {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
    assert "Service" not in trust["Principal"]

"""The role of whoever brings lost keys back, or forgets one on purpose: a person with a second factor, never a function."""

from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.foundation import keeper_name
from infra.parts.tables.store import Store
from infra.stage import Stage


def key_keeper(scope: Construct, stage: Stage, spare_key: kms.IKey, secret: Store, spare: Store) -> iam.Role:
    role = iam.Role(
        scope,
        "KeyKeeper",
        role_name=keeper_name(stage),
        description="Restores keys from their copies: docs/playbooks/keys-lost.md",
        assumed_by=iam.AccountRootPrincipal().with_conditions({"Bool": {"aws:MultiFactorAuthPresent": "true"}}),
    )
    for store in (secret, spare):
        acts = ["dynamodb:Query", "dynamodb:PutItem", "dynamodb:UpdateItem"]
        role.add_to_policy(iam.PolicyStatement(actions=acts, resources=[store.table.table_arn]))
    # Where a stage keeps its keys and their copies is told by the settings of the function that turns them.
    turning = f"arn:aws:lambda:{stage.region}:{stage.account}:function:{stage.named('identity-reconcile')}"
    role.add_to_policy(iam.PolicyStatement(actions=["lambda:GetFunctionConfiguration"], resources=[turning]))
    via = {"StringEquals": {"kms:ViaService": f"dynamodb.{stage.region}.amazonaws.com"}}
    role.add_to_policy(iam.PolicyStatement(actions=["kms:Decrypt"], resources=[secret.key.key_arn], conditions=via))
    role.add_to_policy(iam.PolicyStatement(actions=["kms:Decrypt"], resources=[spare_key.key_arn]))
    return role

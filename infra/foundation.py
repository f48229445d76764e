"""What every capability stands on: keys, the bus, the alarm topic, the staff's user pool."""

from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from constructs import Construct

from domain.people.roles import Role
from infra.parts import entrance
from infra.parts.findings import accept
from infra.parts.outputs import publish
from infra.stage import Stage

# One key per kind of reader: closing a key closes exactly that data.
KEY_GROUPS = {
    "person": "who people are, and what is sent to them",
    "trace": "where people were",
    "secret": "signing and sealing keys",
    "ops": "venues, figures, audit, alarms",
}


def keeper_name(stage: Stage) -> str:
    return stage.named("key-keeper")


def keeper_arn(stage: Stage) -> str:
    """By name, because the role stands on what this key protects."""
    return f"arn:aws:iam::{stage.account}:role/{keeper_name(stage)}"


class Foundation(cdk.Stack):
    def __init__(self, scope: Construct, stage: Stage, **kwargs: Any) -> None:
        super().__init__(scope, "foundation", **kwargs)
        self.stage = stage
        self.keys = {group: self._key(group) for group in KEY_GROUPS}
        self.spare_key = self._key_of_spares()
        self.bus = events.EventBus(self, "Bus", event_bus_name=stage.named("facts"))
        self.alarms = self._alarm_topic()
        entrance.make_keys(self, stage)
        self.pool = self._staff_pool()
        self.staff_client = self._staff_client()
        self.staff_issuer = f"https://cognito-idp.{stage.region}.amazonaws.com/{self.pool.user_pool_id}"
        publish(self, UserPoolId=self.pool.user_pool_id, StaffClientId=self.staff_client.user_pool_client_id)

    def _key(self, group: str) -> kms.Key:
        return kms.Key(
            self,
            f"Key{group.title()}",
            alias=f"alias/{self.stage.named(group)}",
            description=f"{self.stage.named()}: {KEY_GROUPS[group]}",
            enable_key_rotation=True,
            removal_policy=self.stage.removal,
        )

    def _key_of_spares(self) -> kms.Key:
        """What copies of the platform's keys are wrapped under. Only a keeper unwraps: whoever may edit roles cannot by that."""
        key = kms.Key(
            self,
            "KeySpare",
            alias=f"alias/{self.stage.named('spare')}",
            description=f"{self.stage.named()}: copies of signing and sealing keys",
            enable_key_rotation=True,
            removal_policy=self.stage.removal,
        )
        key.add_to_resource_policy(
            iam.PolicyStatement(
                effect=iam.Effect.DENY,
                principals=[iam.AnyPrincipal()],
                actions=["kms:Decrypt", "kms:ReEncryptFrom"],
                resources=["*"],
                conditions={"ArnNotEquals": {"aws:PrincipalArn": keeper_arn(self.stage)}},
            )
        )
        return key

    def _alarm_topic(self) -> sns.Topic:
        key = self.keys["ops"]
        # An alarm publishes as the service itself, which an identity policy cannot allow.
        key.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
                actions=["kms:Decrypt", "kms:GenerateDataKey"],
                resources=["*"],
                conditions={"StringEquals": {"aws:SourceAccount": self.stage.account}},
            )
        )
        return sns.Topic(
            self,
            "Alarms",
            topic_name=self.stage.named("alarms"),
            display_name=f"Vùng Xanh {self.stage.name}",
            master_key=key,
            enforce_ssl=True,
        )

    def _staff_pool(self) -> cognito.UserPool:
        pool = cognito.UserPool(
            self,
            "Staff",
            user_pool_name=self.stage.named("staff"),
            self_sign_up_enabled=False,
            sign_in_aliases=cognito.SignInAliases(username=True),
            sign_in_case_sensitive=False,
            account_recovery=cognito.AccountRecovery.NONE,
            mfa=cognito.Mfa.REQUIRED if self.stage.mfa_required else cognito.Mfa.OPTIONAL,
            mfa_second_factor=cognito.MfaSecondFactor(sms=False, otp=True),
            password_policy=cognito.PasswordPolicy(
                min_length=12,
                require_digits=True,
                require_lowercase=True,
                require_uppercase=True,
                require_symbols=True,
                temp_password_validity=cdk.Duration.days(3),
            ),
            custom_attributes={
                "unit_scheme": cognito.StringAttribute(min_len=1, max_len=16, mutable=True),
                "unit_code": cognito.StringAttribute(min_len=1, max_len=16, mutable=True),
            },
            feature_plan=cognito.FeaturePlan.PLUS,
            standard_threat_protection_mode=cognito.StandardThreatProtectionMode.FULL_FUNCTION,
            deletion_protection=self.stage.keeps_data,
            removal_policy=self.stage.removal,
        )
        if not self.stage.mfa_required:
            accept(
                pool, "COG2", "A laptop's staff are invented; every stage that people reach requires a second factor."
            )
        for role in Role:
            cognito.CfnUserPoolGroup(
                self,
                "Role" + role.value.title().replace("_", ""),
                user_pool_id=pool.user_pool_id,
                group_name=role.value,
            )
        return pool

    def _staff_client(self) -> cognito.UserPoolClient:
        return self.pool.add_client(
            "StaffPages",
            user_pool_client_name=self.stage.named("staff-pages"),
            auth_flows=cognito.AuthFlow(
                user_srp=True,
                user_password=self.stage.password_sign_in,
                admin_user_password=self.stage.password_sign_in,
            ),
            disable_o_auth=True,
            generate_secret=False,
            prevent_user_existence_errors=True,
            enable_token_revocation=True,
            id_token_validity=cdk.Duration.minutes(60),
            access_token_validity=cdk.Duration.minutes(60),
            # One shift: the next day starts with a second factor again.
            refresh_token_validity=cdk.Duration.hours(12),
            read_attributes=cognito.ClientAttributes().with_custom_attributes("unit_scheme", "unit_code"),
            # Named so that nobody can write their own jurisdiction: without a list a client may write every attribute.
            write_attributes=cognito.ClientAttributes().with_standard_attributes(locale=True),
        )

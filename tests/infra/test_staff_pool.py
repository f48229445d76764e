"""The staff's user pool."""

from domain.people.roles import Role


def test_a_second_factor_is_required_wherever_people_are_real(built):
    pool = built.one("AWS::Cognito::UserPool", "foundation/Staff/").properties
    assert pool["MfaConfiguration"] == ("OPTIONAL" if built.stage.name == "local" else "ON")
    assert pool["EnabledMfas"] == ["SOFTWARE_TOKEN_MFA"]


def test_passwords_are_long_and_attacks_are_watched(built):
    pool = built.one("AWS::Cognito::UserPool", "foundation/Staff/").properties
    policy = pool["Policies"]["PasswordPolicy"]
    assert policy["MinimumLength"] == 12
    assert all(policy[f"Require{kind}"] for kind in ("Lowercase", "Uppercase", "Numbers", "Symbols"))
    assert pool["UserPoolAddOns"] == {"AdvancedSecurityMode": "ENFORCED"}
    assert pool["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}


def test_the_roles_are_the_groups(built):
    found = {g.properties["GroupName"] for g in built.resources("AWS::Cognito::UserPoolGroup")}
    assert found == set(Role), "a role of domain/people/roles.py without a group of the user pool, or the reverse"


def test_staff_cannot_write_their_own_jurisdiction(built):
    client = built.one("AWS::Cognito::UserPoolClient", "foundation/Staff/").properties
    assert client["WriteAttributes"] == ["locale"]
    assert {"custom:unit_scheme", "custom:unit_code"} <= set(client["ReadAttributes"])


def test_a_sign_in_lasts_an_hour_and_sends_no_plain_password_outside_the_laptop(built):
    client = built.one("AWS::Cognito::UserPoolClient", "foundation/Staff/").properties
    assert (client["IdTokenValidity"], client["TokenValidityUnits"]["IdToken"]) == (60, "minutes")
    plain = {"ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH"}
    assert bool(plain & set(client["ExplicitAuthFlows"])) is built.stage.password_sign_in
    assert "ALLOW_USER_SRP_AUTH" in client["ExplicitAuthFlows"]
    assert client["GenerateSecret"] is False


def test_a_stranger_cannot_learn_which_names_exist(built):
    client = built.one("AWS::Cognito::UserPoolClient", "foundation/Staff/").properties
    assert client["PreventUserExistenceErrors"] == "ENABLED", "sign-in would answer differently for a name that exists"
    pool = built.one("AWS::Cognito::UserPool", "foundation/Staff/").properties
    # A forgotten password is given anew by an administrator: asking for it would tell the same.
    assert pool["AccountRecoverySetting"]["RecoveryMechanisms"] == [{"Name": "admin_only", "Priority": 1}]

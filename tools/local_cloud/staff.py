"""Demonstration sign-ins in the user pool, and fresh tokens for them."""

import json
import secrets
import string
from collections.abc import Iterable
from typing import Any

from tools.demo import STAFF, Staff
from tools.local_cloud.cloud import LocalCloud
from tools.local_cloud.resources import Resources
from tools.machine.calls import Unreachable, call_json
from tools.machine.console import Failure

PASSWORD_LENGTH = 16


def ensure(cloud: LocalCloud, resources: Resources, wanted: Iterable[Staff] = STAFF) -> list[dict[str, Any]]:
    """One working sign-in for each; passwords of the last run are kept."""
    pool = cloud.client("cognito-idp")
    known = {person["username"]: person["password"] for person in cloud.endpoints().get("staff", [])}
    present = {
        user["Username"]
        for page in pool.get_paginator("list_users").paginate(UserPoolId=resources.user_pool_id)
        for user in page["Users"]
    }
    made = []
    for person in wanted:
        password = known.get(person.username)
        if person.username not in present:
            _create(pool, resources.user_pool_id, person)
            password = None
        if password is None:
            password = _password()
            pool.admin_set_user_password(
                UserPoolId=resources.user_pool_id, Username=person.username, Password=password, Permanent=True
            )
        made.append(
            {"role": person.role, "username": person.username, "password": password, "unit": person.unit.as_json()}
        )
    return made


def _create(pool: Any, pool_id: str, person: Staff) -> None:
    pool.admin_create_user(
        UserPoolId=pool_id,
        Username=person.username,
        MessageAction="SUPPRESS",
        UserAttributes=[
            {"Name": "custom:unit_scheme", "Value": person.unit.scheme},
            {"Name": "custom:unit_code", "Value": person.unit.code},
        ],
    )
    pool.admin_add_user_to_group(UserPoolId=pool_id, Username=person.username, GroupName=person.role)


def _password() -> str:
    kinds = (string.ascii_lowercase, string.ascii_uppercase, string.digits, "-_.")
    required = [secrets.choice(kind) for kind in kinds]
    rest = [secrets.choice("".join(kinds)) for _ in range(PASSWORD_LENGTH - len(required))]
    mixed = [*required, *rest]
    secrets.SystemRandom().shuffle(mixed)
    # A leading symbol would look like an option in a shell.
    return "V" + "".join(mixed)


def id_token(auth_url: str, client_id: str, username: str, password: str) -> str:
    """Sign in as the page does and return the ID token."""
    request = {
        "AuthFlow": "USER_PASSWORD_AUTH",
        "ClientId": client_id,
        "AuthParameters": {"USERNAME": username, "PASSWORD": password},
    }
    headers = {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": "AWSCognitoIdentityProviderService.InitiateAuth",
    }
    try:
        answer = call_json(auth_url, method="POST", body=json.dumps(request).encode(), headers=headers)
        return str(answer["AuthenticationResult"]["IdToken"])
    except (Unreachable, KeyError) as problem:
        raise Failure(f"{username} could not sign in: {problem}. Is the local cloud running? (make up)") from problem

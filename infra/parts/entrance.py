"""The key that the content network shows at the API's address (functions/kit/entrance.py).

Secrets Manager makes it and hands it out while a stack is deployed: it stands in no template, and nothing reads it
afterwards. It is numbered, because what is handed out once is asked for again only where the template says otherwise:
the next number is another key (decision 0046).
"""

from aws_cdk import SecretValue
from aws_cdk import aws_secretsmanager as secrets
from constructs import Construct

from infra.parts.findings import accept
from infra.stage import Stage

HEADER = "x-vungxanh-entrance"
SETTING = "ENTRANCE_KEYS"


def make_keys(scope: Construct, stage: Stage) -> None:
    for number in stage.entrance:
        key = secrets.Secret(
            scope,
            f"Entrance{number}",
            secret_name=_name(stage, number),
            description="shown by the content network at the API's address",
            generate_secret_string=secrets.SecretStringGenerator(password_length=48, exclude_punctuation=True),
        )
        accept(key, "SMG4", "It turns with a deployment, which hands the next one out: docs/playbooks/wrong-door.md.")


def taken(stage: Stage) -> str:
    """Both, parted by a space."""
    return " ".join(_handed_out(stage, number) for number in stage.entrance)


def shown(stage: Stage) -> str:
    """The newer one."""
    return _handed_out(stage, stage.entrance[1])


def _name(stage: Stage, number: int) -> str:
    return stage.named("entrance", str(number))


def _handed_out(stage: Stage, number: int) -> str:
    return SecretValue.secrets_manager(_name(stage, number)).unsafe_unwrap()

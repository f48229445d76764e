"""The environment of whoever speaks to the local cloud: loopback, invented keys, nothing of a real account."""

import os
from collections.abc import Mapping
from pathlib import Path

from tools.machine import nodejs
from tools.machine.console import Failure
from tools.machine.paths import PYTHON
from tools.machine.ports import LOOPBACK

REGION = "ap-southeast-1"
ACCOUNT = "000000000000"


def local_environment(engine_url: str) -> dict[str, str]:
    if not engine_url.startswith(f"http://{LOOPBACK}:"):
        raise Failure(f"{engine_url} is not a loopback address: refusing to treat it as the local cloud")
    return {
        **without(os.environ, ("AWS_",)),
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": engine_url,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": "127.0.0.1,localhost",
        "no_proxy": "127.0.0.1,localhost",
    }


def cdk_environment(base: Mapping[str, str]) -> dict[str, str]:
    quiet = {
        "CDK_DISABLE_CLI_TELEMETRY": "1",
        "CDK_DISABLE_VERSION_CHECK": "1",
    }
    env = nodejs.environment({**base, **quiet})
    env["PATH"] = f"{PYTHON.parent}:{env['PATH']}"
    return env


def without(environment: Mapping[str, str], prefixes: tuple[str, ...]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if not name.startswith(prefixes)}


def engine_environment(state: Path, temporary: Path, port: int, *, checks_roles: bool) -> dict[str, str]:
    """The settings of an engine that keeps its files in `state`."""
    return {
        **without(os.environ, ("AWS_", "PYTHON", "MINISTACK_", "LAMBDA_")),
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": REGION,
        "PYTHONUNBUFFERED": "1",
        "TMPDIR": str(temporary),
        "VX_STORE": str(state),
        "GATEWAY_PORT": str(port),
        "BIND_HOST": LOOPBACK,
        "MINISTACK_HOST": LOOPBACK,
        "MINISTACK_REGION": REGION,
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "DOCKER_HOST": "unix:///nonexistent",
        "AUTH": "true" if checks_roles else "false",
        "PERSIST_STATE": "1",
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(state / "s3"),
        "LOG_LEVEL": os.environ.get("VX_ENGINE_LOG", "WARNING"),
    }

"""`make synth` and `make deploy`: the templates of a stage, and their deployment to AWS after a look at the difference."""

import os
import subprocess
import sys
from pathlib import Path

from tools.demo import SCHEME
from tools.deploy import publish, repair
from tools.deploy.products import build
from tools.local_cloud.environment import REGION, cdk_environment
from tools.machine.console import Failure, complain, say
from tools.machine.paths import PYTHON, ROOT, WEB_DIST

STAGES = ("staging", "production")
USUAL_STAGE = "staging"
EDGE_REGION = "us-east-1"


def main(arguments: list[str]) -> int:
    verb, stage = [*arguments, "", ""][:2]
    try:
        if verb == "synth":
            synth(stage or USUAL_STAGE)
        elif verb == "deploy":
            deploy(stage)
        else:
            raise Failure("usage: python -m tools.deploy synth|deploy STAGE")
    except Failure as failure:
        complain(str(failure))
        return 1
    except KeyboardInterrupt:
        complain("interrupted")
        return 130
    return 0


def synth(stage: str) -> None:
    if stage not in (*STAGES, "local"):
        raise Failure(f"stage {stage!r} is unknown: make synth STAGE={'|'.join(STAGES)}")
    build()
    _cdk("synth", stage, None, "--quiet")
    say(f"The templates of {stage} are in cdk.out")


def deploy(stage: str) -> None:
    if stage not in STAGES:
        raise Failure(f"which stage? make deploy STAGE={'|'.join(STAGES)}")
    account = _account()
    build()
    _cdk("diff", stage, account, "--no-change-set")
    if sys.stdin.isatty():
        if input(f"Deploy this to {stage} in account {account}? Type the stage's name: ").strip() != stage:
            raise Failure("not deployed")
    elif os.environ.get("VX_DEPLOY_YES") != stage:
        raise Failure(f"nobody is here to agree: set VX_DEPLOY_YES={stage} to deploy without a question")
    _cdk("deploy", stage, account, f"vung-xanh-{stage}-edge", "--require-approval", "never")
    _cdk("deploy", stage, account, "--all", "--require-approval", "never", *_site_parameters(stage))
    _repair(stage)
    _publish(stage)


def _site_parameters(stage: str) -> list[str]:
    """The edge's firewall and certificate, which stand in the only region that CloudFront takes them from."""
    import boto3

    formation = boto3.client("cloudformation", region_name=EDGE_REGION)
    (stack,) = formation.describe_stacks(StackName=f"vung-xanh-{stage}-edge")["Stacks"]
    found = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    site = f"vung-xanh-{stage}-site"
    return [
        word for name in ("WebAclArn", "CertificateArn") for word in ("--parameters", f"{site}:{name}={found[name]}")
    ]


def _repair(stage: str) -> None:
    import boto3

    names = repair.run(boto3.client("lambda", region_name=REGION), f"vung-xanh-{stage}-")
    say(f"Keys made and unfinished work taken up: {len(names)} functions ran")


def _account() -> str:
    """Refuses to go on without credentials, and never takes the local cloud for AWS."""
    if os.environ.get("AWS_ENDPOINT_URL"):
        raise Failure("AWS_ENDPOINT_URL is set: unset it to deploy to AWS")
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        return str(boto3.client("sts", region_name=REGION).get_caller_identity()["Account"])
    except (BotoCoreError, ClientError) as problem:
        raise Failure(f"no usable AWS credentials ({problem}): sign in to the account first") from problem


def _publish(stage: str) -> None:
    import boto3

    formation = boto3.client("cloudformation", region_name=REGION)
    found = {
        output["OutputKey"]: output["OutputValue"]
        for page in formation.get_paginator("describe_stacks").paginate()
        for made in page["Stacks"]
        for output in made.get("Outputs", [])
        if made["StackName"].startswith(f"vung-xanh-{stage}-")
    }
    missing = {"SiteBucket", "StaffClientId"} - set(found)
    if missing:
        raise Failure(f"the stacks of {stage} name no {' and no '.join(sorted(missing))}: the site was not published")
    s3 = boto3.client("s3", region_name=REGION)
    uploaded, deleted = publish.publish(s3, found["SiteBucket"], WEB_DIST)
    publish.settings(s3, found["SiteBucket"], client_id=found["StaffClientId"], stage=stage, scheme=SCHEME)
    say(f"Site published: {uploaded} files uploaded, {deleted} deleted")


def _cdk(verb: str, stage: str, account: str | None, *arguments: str) -> None:
    given = {"stage": stage, "account": account, "later": os.environ.get("VX_LATER")}
    context = [part for name, value in given.items() if value for part in ("-c", f"{name}={value}")]
    command: list[str | Path] = [
        ROOT / "node_modules" / ".bin" / "cdk",
        verb,
        *arguments,
        "--app",
        f"{PYTHON} app.py",
        *context,
    ]
    done = subprocess.run([*command, "--no-notices"], cwd=ROOT, env=cdk_environment(os.environ), check=False)
    if done.returncode != 0:
        raise Failure(f"cdk {verb} for {stage} failed with status {done.returncode}: read its lines above")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

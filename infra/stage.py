"""Every difference between stages. Code elsewhere reads a field and never asks for a stage's name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import aws_cdk as cdk
from aws_cdk import aws_logs as logs

REGION = "ap-southeast-1"
# No account has this number, so a template made without `-c account=…` can be read but never deployed.
NO_ACCOUNT = "111111111111"

Target = Literal["aws", "local"]


@dataclass(frozen=True)
class Limit:
    """Requests of one route: so many a second, and so many that come at once."""

    per_second: int
    at_once: int


@dataclass(frozen=True)
class Reserved:
    """Calls at once that a flood elsewhere cannot take, out of the account's 1,000: of check-in, and of each function
    on a case's way from the desk to its contacts."""

    check_in: int
    tracing: int


@dataclass(frozen=True, kw_only=True)
class Stage:
    name: str
    account: str
    target: Target
    site_url: str
    region: str = REGION
    # Logs hold pseudonymous ids: long enough to look into a complaint, no longer.
    log_retention: logs.RetentionDays = logs.RetentionDays.THREE_MONTHS
    log_level: str = "INFO"
    mfa_required: bool = True
    # The pool's plain password flow exists for the developer's `make token` and browser journeys.
    password_sign_in: bool = False
    # Deletion protection, retained tables and keys.
    keeps_data: bool = True
    # Firewall, certificate and the content network: they need us-east-1 and a name that people can reach.
    public: bool = True
    # Alarms and the dashboard: nobody watches a laptop, and the local engine has no metric math.
    watched: bool = True
    # Push services of browsers have public addresses; a test plays one on this machine.
    push_to_loopback: bool = False
    # How often any inbox hands a message to its reader before it is parked; few on a laptop, where a test waits for it.
    inbox_receives: int = 5
    # Counters: one log item per batch and one count per day and quarter of an hour make a counted visit cheap; on a
    # laptop people and tests want to see the figure at once (decision 0010).
    stream_window_s: int = 300
    stream_batch: int = 5_000
    recount_with_batch: bool = False
    recount_every_min: int = 15
    # A whole province checks in at about 1,000 a second in its peak minute (benchmarks).
    requests_per_second: int = 2_000
    burst: int = 1_000
    # Of each route that asks for no sign-in. A route's limit is its own: what a flood finds here, a check-in does not.
    # 200,000 people who register on one morning are about 20 a second.
    open_writes: Limit = Limit(100, 200)
    open_reads: Limit = Limit(400, 400)
    reserved: Reserved | None = Reserved(check_in=300, tracing=50)
    # A month's texts: what strangers can spend of ours and no throttle bounds. The alarm `spend` rings above it.
    texts_usd: int = 2_000
    # Numbers of the two keys that are taken at the entrance; the content network shows the second. The next deployment
    # after a turn says (2, 3): the one that is shown stays taken until the network shows the next (decision 0046).
    entrance: tuple[int, int] = (1, 2)

    def named(self, *parts: str) -> str:
        return "-".join(("vung-xanh", self.name, *parts))

    @property
    def environment(self) -> cdk.Environment:
        return cdk.Environment(account=self.account, region=self.region)

    @property
    def removal(self) -> cdk.RemovalPolicy:
        return cdk.RemovalPolicy.RETAIN if self.keeps_data else cdk.RemovalPolicy.DESTROY


def _local(account: str, site_url: str | None, target: Target) -> Stage:
    del account  # the engine knows one account only
    return Stage(
        name="local",
        account="000000000000",
        target=target,
        site_url=site_url or "http://127.0.0.1:8080",
        log_retention=logs.RetentionDays.ONE_WEEK,
        log_level="DEBUG",
        mfa_required=False,
        password_sign_in=True,
        keeps_data=False,
        public=False,
        watched=False,
        push_to_loopback=True,
        inbox_receives=2,
        stream_window_s=1,
        recount_with_batch=True,
        recount_every_min=5,
        reserved=None,
    )


def _staging(account: str, site_url: str | None, target: Target) -> Stage:
    return Stage(
        name="staging",
        account=account,
        target=target,
        site_url=site_url or "https://staging.vungxanh.example",
        log_retention=logs.RetentionDays.ONE_MONTH,
        requests_per_second=200,
        burst=200,
        open_writes=Limit(20, 40),
        open_reads=Limit(50, 100),
        reserved=Reserved(check_in=20, tracing=5),
        texts_usd=50,
    )


def _production(account: str, site_url: str | None, target: Target) -> Stage:
    return Stage(
        name="production",
        account=account,
        target=target,
        site_url=site_url or "https://vungxanh.example",
    )


STAGES: dict[str, Callable[[str, str | None, Target], Stage]] = {
    "local": _local,
    "staging": _staging,
    "production": _production,
}


def make_stage(
    name: str = "staging", *, account: str = NO_ACCOUNT, site_url: str | None = None, target: str = "aws"
) -> Stage:
    if name not in STAGES:
        raise ValueError(f"stage {name!r} is unknown; choose one of {', '.join(STAGES)}")
    if target not in ("aws", "local"):
        raise ValueError(f"target {target!r} is unknown; choose aws or local")
    return STAGES[name](account, site_url, "local" if target == "local" else "aws")


def chosen_stage(context: Callable[[str], object]) -> Stage:
    given = {key: str(value) for key in ("account", "site_url", "target") if (value := context(key))}
    return make_stage(str(context("stage") or "staging"), **given)

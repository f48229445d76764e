"""How the rules look to everybody."""

from datetime import timedelta

from domain.presence.policy import VisitPolicy
from domain.tracing.contact import STRENGTH
from domain.tracing.policy import RULE_VERSION, TracePolicy
from functions.trace.policy.schema import Clocks, Kept, PolicyShown


def policy_shown(policy: TracePolicy, visits: VisitPolicy) -> PolicyShown:
    """The rules in force."""
    day, hour = timedelta(days=1), timedelta(hours=1)
    minute = timedelta(minutes=1)
    return PolicyShown(
        version=policy.version,
        since=policy.since.isoformat(),
        source=policy.source,
        rule_version=RULE_VERSION,
        visit_policy_version=visits.version,
        infectious_days_before_onset=policy.before_onset // day,
        min_overlap_minutes=policy.min_overlap / minute,
        accumulate=policy.accumulate.value,
        default_stay_minutes={code: kind.stay.default // minute for code, kind in visits.categories.items()},
        max_stay_minutes={code: kind.stay.cap // minute for code, kind in visits.categories.items()},
        f2_through=sorted(policy.f2_through, key=lambda kind: STRENGTH[kind]),
        hold_group_above=policy.hold_group_above,
        hold_run_above=policy.hold_run_above,
        small_group=policy.small_group,
        retention_days=policy.facts_kept // day,
        retention=Kept(
            visits_days=policy.facts_kept // day,
            edges_days=policy.edges_kept // day,
            notices_days=policy.notices_kept // day,
        ),
        call_within_hours=Clocks(close=policy.call_close_within / hour, other=policy.call_within / hour),
    )

"""The two rules as SQL, the same text for PostgreSQL and DuckDB. Look-back by the longest stay of the venue's category.

`{f0s}` is a relation of one column `f0`; `{begin}` and `{finish}` bound the window in seconds since the province's begin.
"""

from bench.trace.rule import Rule
from domain.tracing.policy import Accumulate

ONE_PAIR = """
SELECT DISTINCT mine.person AS f0, theirs.person AS contact
FROM {f0s} JOIN visit mine ON mine.person = f0
JOIN place ON place.venue = mine.venue
JOIN visit theirs ON theirs.venue = mine.venue
    AND theirs.started > greatest(mine.started, {begin}) - place.cap
    AND theirs.started < least(mine.ended, {finish})
WHERE theirs.person <> mine.person
    AND least(mine.ended, theirs.ended, {finish}) - greatest(mine.started, theirs.started, {begin}) >= {threshold}
"""

SUM_OF_DAY = """
WITH mine AS (
    SELECT person AS f0, visit.venue, cap,
        greatest(started, {begin}) AS started, least(ended, {finish}) AS ended
    FROM {f0s} JOIN visit ON person = f0 JOIN place ON place.venue = visit.venue
    WHERE started < {finish} AND ended > {begin}
), theirs AS (
    SELECT DISTINCT f0, mine.venue, visit.person, visit.started, visit.ended
    FROM mine JOIN visit ON visit.venue = mine.venue
        AND visit.started > mine.started - cap AND visit.started < mine.ended AND visit.ended > mine.started
    WHERE visit.person <> f0
), my_runs AS (
    SELECT *, sum(fresh) OVER (PARTITION BY f0, venue ORDER BY started, ended) AS run FROM (
        SELECT *, CASE WHEN started <= max(ended) OVER (
            PARTITION BY f0, venue ORDER BY started, ended ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) THEN 0 ELSE 1 END AS fresh FROM mine) AS marked
), my_union AS (
    SELECT f0, venue, min(started) AS started, max(ended) AS ended FROM my_runs GROUP BY f0, venue, run
), their_runs AS (
    SELECT *, sum(fresh) OVER (PARTITION BY f0, venue, person ORDER BY started, ended) AS run FROM (
        SELECT *, CASE WHEN started <= max(ended) OVER (
            PARTITION BY f0, venue, person ORDER BY started, ended ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) THEN 0 ELSE 1 END AS fresh FROM theirs) AS marked
), their_union AS (
    SELECT f0, venue, person, min(started) AS started, max(ended) AS ended
    FROM their_runs GROUP BY f0, venue, person, run
), segment AS (
    SELECT f0, venue, person, greatest(m.started, t.started) AS started, least(m.ended, t.ended) AS ended
    FROM my_union m JOIN their_union t USING (f0, venue) WHERE m.started < t.ended AND t.started < m.ended
), met AS (
    SELECT f0, person FROM segment GROUP BY f0, venue, person, started / 86400 HAVING sum(ended - started) >= {threshold}
)
SELECT DISTINCT f0, person AS contact FROM met
"""


def question(rule: Rule, f0s: str) -> str:
    """The statement for a rule; `f0s` names the relation of F0s."""
    text = ONE_PAIR if rule.accumulate is Accumulate.SINGLE else SUM_OF_DAY
    return text.format(f0s=f0s, begin=rule.start, finish=rule.end, threshold=rule.threshold)

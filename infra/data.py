"""All tables, split by lifecycle, in a stack of their own.

They do not live with the capability that owns them: identity queues notices and notify reads phone numbers,
venue writes visits and checkin reads venues. Tables kept with their owners would make those stacks depend on
each other in a circle. Apart, they also outlive any code stack that is taken down and put back.
"""

from typing import Any

import aws_cdk as cdk
from constructs import Construct

from infra.foundation import Foundation
from infra.parts.store import Index, Shape, Store, make_store
from infra.stage import Stage

SHAPES = (
    Shape("Person", "person"),
    Shape("Venue", "ops", stream=True, indexes=(Index("byUnit", "bu", "bs"), Index("byOwner", "ow", "pk"))),
    # Visits leave recovery copies within days of their own expiry.
    Shape(
        "Visit",
        "trace",
        stream=True,
        recovery_days=7,
        indexes=(Index("byVenue", "vb", "vs", carries=("e", "o", "s", "z", "f")),),
    ),
    # Edges and follow-ups live here too; their expiry outlives the case by the days of the policy.
    Shape("Case", "trace", stream=True, indexes=(Index("byUnit", "bu", "bs"), Index("byDue", "dq", "da"))),
    Shape(
        "Stat", "ops", recovery_days=None, unrecoverable="Figures are derived: a recount of the facts restores them."
    ),
    Shape("Notice", "person", stream=True),
    Shape("Audit", "ops", indexes=(Index("byDay", "d", "h"),)),
    Shape(
        "Secret",
        "secret",
        recovery_days=None,
        unrecoverable="A retired key must be gone when it is deleted: what it sealed is forgotten with it.",
    ),
)


class Data(cdk.Stack):
    def __init__(self, scope: Construct, stage: Stage, foundation: Foundation, **kwargs: Any) -> None:
        super().__init__(scope, "data", **kwargs)
        stores = {s.name: make_store(self, stage, s, foundation.keys[s.key_group]) for s in SHAPES}
        self.stores = stores
        self.person: Store = stores["Person"]
        self.venue: Store = stores["Venue"]
        self.visit: Store = stores["Visit"]
        self.case: Store = stores["Case"]
        self.stat: Store = stores["Stat"]
        self.notice: Store = stores["Notice"]
        self.audit: Store = stores["Audit"]
        self.secret: Store = stores["Secret"]

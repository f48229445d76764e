"""The register of facts: every table once, with its key, its life, its indexes, and who may change it.

Plain rows: the stacks, the tests and the benchmarks all read them here. Whoever changes a table is named with the
exact actions; a function that asks for more is refused when the templates are made.
"""

from infra.parts.tables.table import Index, Table, register

TABLES = register(
    Table(
        "Person",
        "person",
        kept="until erased, history with it; push addresses and codes by SMS with their own expiry",
        writers={
            "identity-api": ("PutItem", "UpdateItem"),
            # A citizen's own push subscriptions; one that its service says is gone is removed by the sender.
            "notify-api": ("PutItem", "DeleteItem"),
            "notify-inbox": ("DeleteItem",),
        },
    ),
    Table(
        "Venue",
        "ops",
        kept="until erased",
        writers={"venue-api": ("PutItem", "UpdateItem")},
        stream=True,
        indexes=(Index("byUnit", "bu", "bs"), Index("byOwner", "ow", "pk")),
    ),
    Table(
        "Visit",
        "trace",
        kept="30 days",
        writers={
            "checkin-api": ("PutItem", "UpdateItem"),
            # Staff record a visit for somebody without a phone; one for the wrong person is withdrawn, a dispute settled.
            "desk-api": ("PutItem", "UpdateItem"),
        },
        stream=True,
        # Visits leave recovery copies within days of their own expiry.
        recovery_days=7,
        indexes=(Index("byVenue", "vb", "vs", carries=("e", "o", "s", "z", "f")),),
    ),
    Table(
        "Case",
        "trace",
        # Edges and follow-ups live here too; their expiry outlives the case by the days of the policy.
        kept="90 days after closure",
        writers={
            "trace-api": ("PutItem", "UpdateItem"),
            "trace-steps": ("PutItem", "UpdateItem", "BatchWriteItem", "DeleteItem"),
            "trace-reconcile": ("PutItem", "UpdateItem"),
            "trace-joined-inbox": ("PutItem", "UpdateItem"),
        },
        stream=True,
        indexes=(Index("byUnit", "bu", "bs"), Index("byDue", "dq", "da")),
    ),
    Table(
        "Stat",
        "ops",
        kept="log 30 days, cells 400 days",
        writers={
            "reports-stream": ("PutItem", "UpdateItem", "DeleteItem"),
            "reports-reconcile": ("PutItem", "UpdateItem", "DeleteItem"),
        },
        recovery_days=None,
        unrecoverable="Figures are derived: a recount of the facts restores them.",
    ),
    Table(
        "Notice",
        "person",
        kept="with its expiry",
        writers={
            "identity-api": ("PutItem",),
            "trace-steps": ("PutItem", "UpdateItem"),
            "notify-inbox": ("UpdateItem",),
        },
        stream=True,
    ),
    Table(
        "Audit",
        "ops",
        kept="5 years",
        # Nobody changes or removes what was written.
        writers=dict.fromkeys(("identity-api", "desk-api", "trace-api", "audit-seal"), ("PutItem",)),
        indexes=(Index("byDay", "d", "h"),),
    ),
    Table(
        "Standing",
        "person",
        kept="marks of signed-out devices 401 days; facts of joined records until erased",
        writers={"identity-api": ("PutItem", "UpdateItem", "DeleteItem")},
        stream=True,
    ),
    Table(
        "Tally",
        "person",
        kept="ten minutes to a day, and until they are swept",
        writers={"identity-api": ("UpdateItem",), "notify-inbox": ("UpdateItem",)},
        recovery_days=None,
        unrecoverable="Counters of a day: one that is lost begins again at nought.",
    ),
    Table(
        "Secret",
        "secret",
        kept="by rotation",
        # The first push key is made by the first page that asks for it.
        writers=dict.fromkeys(("identity-api", "identity-reconcile", "notify-api"), ("PutItem",)),
        recovery_days=None,
        unrecoverable="A retired key must be gone when it is deleted: what it sealed is forgotten with it.",
    ),
)

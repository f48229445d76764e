"""The register of facts: every table once, with its key, its life, its indexes, and who may change it.

Plain rows: the stacks, the tests and the benchmarks all read them here. Whoever changes a table is named with the
exact actions; a function that asks for more is refused when the templates are made.
"""

from domain.base.secret import Purpose
from infra.parts.tables.table import Index, Table, Writes, register


def kind_of(purpose: Purpose) -> str:
    """The platform's keys of one purpose, as a kind of item."""
    return f"K#{purpose.value}"


OF_KEYS = {kind_of(purpose): f"keys of the purpose `{purpose.value}`" for purpose in Purpose}
TURNS_KEYS = Writes(("PutItem",), keys=tuple(OF_KEYS))
# What one transaction may touch is granted together.
OF_PEOPLE = ("P#*", "A#*", "H#*", "I#*", "C#*", "R#*")
# What tells who somebody is: by the id, the phone, the identity number, the personal code.
OF_WHO_IT_IS = ("P#*", "H#*", "I#*", "C#*")
OF_CASES = ("C#*", "P#*", "E#*")
OF_STRANGERS = ("S#*", "T#*")
OF_FIGURES = ("L#*", "S#*", "D#recount")

TABLES = register(
    Table(
        "Person",
        "person",
        kept="until erased, history with it; push addresses and codes by SMS with their own expiry",
        kinds={
            "P#*": "a person: profile, what it said before, code; browsers of the time before they stood apart",
            "A#*": "the code of somebody who wants to come back",
            "B#*": "where a person's browsers take messages",
            "H#*": "who had a phone number",
            "I#*": "who has an identity number",
            "C#*": "whose a personal code is",
            "R#*": "what a registration request was answered",
        },
        writers={
            "identity-api": Writes(("PutItem", "UpdateItem"), keys=OF_PEOPLE),
            # A citizen's own browsers; one that its service says is gone is removed by the sender.
            "notify-api": Writes(("PutItem", "DeleteItem"), keys=("B#*",)),
            "notify-inbox": Writes(("PutItem", "DeleteItem"), keys=("B#*",)),
        },
    ),
    Table(
        "Venue",
        "ops",
        kept="until erased",
        writers={"venue-api": ("PutItem", "UpdateItem")},
        stream=True,
        indexes=(
            Index("byUnit", "bu", "bs"),
            Index("byOwner", "ow", "pk"),
            # Of attributes that every venue carries: those of before are in it from its first day.
            Index("byAge", "u", "t", carries=("bs",), by_number=True),
        ),
    ),
    Table(
        "Hotline",
        "ops",
        kept="until erased, what was said before with it",
        writers={"hotlines-api": ("PutItem", "UpdateItem")},
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
        kinds={
            "C#*": "a case: its state, revisions, communes",
            "P#*": "a person's cases, and what was told in interviews",
            "E#*": "contacts of a case, and what was done about them",
            "M#*": "who has interview facts of a case",
            "W#*": "who waits for word of a case",
        },
        writers={
            "trace-api": Writes(("PutItem", "UpdateItem"), keys=OF_CASES),
            "trace-steps": Writes(
                ("PutItem", "UpdateItem", "BatchWriteItem", "DeleteItem"), keys=(*OF_CASES, "M#*", "W#*")
            ),
            "trace-reconcile": Writes(("PutItem", "UpdateItem"), keys=("C#*", "P#*")),
            "trace-joined-inbox": Writes(("PutItem", "UpdateItem"), keys=("C#*", "P#*")),
        },
        stream=True,
        indexes=(Index("byUnit", "bu", "bs"), Index("byDue", "dq", "da")),
    ),
    Table(
        "Stat",
        "ops",
        kept="log 30 days, cells 400 days",
        kinds={
            "L#*": "log entries of a commune's day",
            "S#*": "daily cells",
            "D#recount": "days to be counted anew",
        },
        writers={
            "reports-stream": Writes(("PutItem", "UpdateItem", "DeleteItem"), keys=OF_FIGURES),
            "reports-reconcile": Writes(("PutItem", "UpdateItem", "DeleteItem"), keys=OF_FIGURES),
        },
        recovery_days=None,
        unrecoverable="Figures are derived: a recount of the facts restores them.",
    ),
    Table(
        "Notice",
        "person",
        kept="with its expiry",
        kinds={
            "P#*": "messages to a person, and what they were told of a case",
            "A#*": "messages to whoever wants to come back",
            "T#*": "the last text message to a number",
        },
        writers={
            "identity-api": Writes(("PutItem",), keys=("P#*", "A#*")),
            "trace-steps": Writes(("PutItem", "UpdateItem"), keys=("P#*",)),
            # A citizen's own notices, when they were first read.
            "notify-api": Writes(("UpdateItem",), keys=("P#*",)),
            "notify-inbox": Writes(("UpdateItem",), keys=("P#*", "A#*", "T#*")),
        },
        stream=True,
    ),
    Table(
        "Audit",
        "ops",
        kept="5 years",
        kinds={
            "A#*": "who read or changed a person's data",
            "SEAL": "the closed books of days",
            "CHECKED": "checks of the closed books, and what they found",
            "ALTERED": "what was changed or removed after it was written",
        },
        # IAM cannot ask a write to be the first: what is written over is told by the stream, to a function whose own
        # items nobody else writes. Seals are written by the one function that reads their key.
        writers={
            **dict.fromkeys(
                ("identity-api", "desk-api", "trace-api", "hotlines-api", "audit-search-api"),
                Writes(("PutItem",), keys=("A#*",)),
            ),
            "audit-seal": Writes(("PutItem",), keys=("SEAL",)),
            # It reads the key of the seals, and so writes no record that they are over.
            "audit-checks-api": Writes(("PutItem",), keys=("CHECKED",)),
            "audit-watch": Writes(("PutItem",), keys=("ALTERED",)),
        },
        stream=True,
        tells_before=True,
        indexes=(Index("byDay", "d", "h"), Index("byActor", "ac", "sk"), Index("byUnit", "ub", "sk")),
    ),
    Table(
        "Standing",
        "person",
        kept="marks of signed-out devices 401 days; facts of joined records until erased",
        kinds={
            "DAYS": "marks of signed-out devices, facts of joined records",
            "P#*": "a person's devices, and the attempts to join a record",
            "W#*": "attempts that wait, by unit",
        },
        writers={
            "identity-api": Writes(("PutItem", "UpdateItem", "DeleteItem"), keys=("DAYS", "P#*", "W#*")),
        },
        stream=True,
    ),
    Table(
        "Tally",
        "person",
        kept="ten minutes to a day, and until they are swept",
        kinds={"S#*": "how many registered from an address", "T#*": "who named a number, and the codes it was sent"},
        writers={
            "identity-api": Writes(("UpdateItem",), keys=OF_STRANGERS),
            "notify-inbox": Writes(("UpdateItem",), keys=("T#*",)),
        },
        recovery_days=None,
        unrecoverable="Counters of a day: one that is lost begins again at nought.",
    ),
    Table(
        "Secret",
        "secret",
        kept="by rotation",
        kinds=OF_KEYS,
        writers={"identity-reconcile": TURNS_KEYS},
        recovery_days=None,
        unrecoverable="A retired key must be gone when it is deleted: what it sealed is forgotten with it.",
    ),
    Table(
        "Spare",
        "secret",
        kept="as long as the key it is a copy of",
        kinds=OF_KEYS,
        writers={"identity-reconcile": TURNS_KEYS},
        # A copy that was removed on purpose is gone for good within a week; one that was removed by mistake is not.
        recovery_days=7,
    ),
)

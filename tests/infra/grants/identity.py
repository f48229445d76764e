"""Registration, and the turn of the keys."""

from tests.infra.rights import PARKS, RELAYS, STREAM

EVERY_KEY = "{} K#device K#venue K#lookup K#seal K#audit K#push"
READS = {
    "identity-api": {
        "Person P#* A#* H#* I#* C#* R#*": ("GetItem", "BatchGetItem", "Query"),
        "Standing DAYS P#* W#*": ("Query", "GetItem", "ConditionCheckItem"),
        "Tally S#* T#*": ("GetItem",),
    },
    "identity-relay": {"Standing": STREAM},
    "identity-reconcile": {EVERY_KEY.format("Secret"): ("Query",), EVERY_KEY.format("Spare"): ("Query",)},
}
OPENS = {"identity-api": ("seal", "lookup")}
OTHERS = {"identity-relay": RELAYS, "identity-reconcile": {*PARKS, ("kms:Encrypt", "KeySpare")}}

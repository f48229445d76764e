"""What a handler loads when a function starts: with an empty environment, without heavy packages, without adapters."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from infra.parts.asset.closure import capabilities, handlers

ROOT = Path(__file__).resolve().parents[2]
HANDLERS = sorted(name for capability in capabilities() for name in handlers(capability))
HEAVY = ("boto3", "botocore", "pynamodb", "cryptography", "segno", "fpdf", "PIL", "fontTools", "aws_lambda_powertools")
# Powertools' batch utility is the work of whoever reads a queue.
BATCH_READER = ".inbox"
OF_BATCH_READERS = {"aws_lambda_powertools", "botocore"}
OPTIONAL = {"cryptography"}  # PyJWT asks for it, and reads HS256 without it

WITHOUT_HEAVY_PACKAGES = """
import sys
root, module, heavy = sys.argv[1], sys.argv[2], sys.argv[3].split(",")
sys.path.insert(0, root)
asked = set()
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in heavy:
            asked.add(name.partition(".")[0])
            raise ModuleNotFoundError(f"{name} is not in this asset", name=name)
sys.meta_path.insert(0, Absent())
import importlib, json
loaded = importlib.import_module(module)
assert callable(loaded.handler)
ours = sorted(name for name in sys.modules if name.partition(".")[0] in ("adapters", "infra", "tools"))
print(json.dumps({"asked": sorted(asked), "ours": ours}))
"""


def start(module: str) -> dict[str, list[str]]:
    lent = OF_BATCH_READERS if module.endswith(BATCH_READER) else ()
    heavy = [name for name in HEAVY if name not in lent]
    found = subprocess.run(
        [sys.executable, "-I", "-c", WITHOUT_HEAVY_PACKAGES, str(ROOT), module, ",".join(heavy)],
        env={"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, f"{module} does not start: {found.stderr[-2000:]}"
    said: dict[str, list[str]] = json.loads(found.stdout)
    return said


def test_there_are_triggers_of_every_kind_to_start():
    kinds = {module.rpartition(".")[2] for module in HANDLERS}
    assert kinds >= {"api", "stream", "inbox", "steps", "reconcile"}


@pytest.mark.parametrize("module", HANDLERS)
def test_a_handler_starts_with_an_empty_environment_and_without_heavy_packages(module):
    """Cold start: what is not needed by every request is imported by the first one that needs it."""
    said = start(module)
    asked = set(said["asked"]) - OPTIONAL
    assert not asked, f"{module} imports {asked} when it starts; import it where it is used"
    assert not said["ours"], f"{module} imports {said['ours']}: adapters are imported by wiring.parts()"


def test_the_check_in_reads_device_tokens_without_cryptography():
    """The check-in's asset carries PyJWT alone: HS256 needs no more."""
    program = (
        WITHOUT_HEAVY_PACKAGES
        + """
from datetime import UTC, datetime
from domain.people.codes import PersonId
from domain.base.secret import Key, KeyRing
from functions.kit.sign_in import device_tokens
class Keys:
    def ring(self, purpose, *, fresh=False):
        return KeyRing({"k1": Key("k1", b"k" * 32, datetime(2021, 1, 1, tzinfo=UTC))})
now = datetime(2021, 10, 2, tzinfo=UTC)
token = device_tokens.issue(PersonId.from_random(1), "d", keys=Keys(), registered_at=now, now=now)
assert device_tokens.read(token, "k1", keys=Keys(), now=now).device == "d"
"""
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", program, str(ROOT), "functions.checkin.api", ",".join(HEAVY)],
        env={"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]

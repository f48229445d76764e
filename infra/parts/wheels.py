"""Which wheels each capability carries, and staging them once per lock, platform and interpreter."""

import functools
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from infra.parts.interpreter import LAMBDA_PLATFORM, ROOT, Interpreter, compile_tree, uv

LOCK = ROOT / "requirements/lambda.txt"
CACHE = ROOT / ".build/wheels"
RECIPE = "2"

SENDING = ("aws-lambda-powertools", "typing-extensions")
ROUTED = ("chalice", *SENDING, "msgspec", "pyjwt")
SEALED = ("cryptography", "cffi", "pycparser")
PRINTED = ("segno", "fpdf2", "pillow", "fonttools", "defusedxml", "font-source-sans-pro")
PUSHED = ("py-vapid", "http-ece")
POSTER_FACES = ("SourceSansPro-Regular.ttf", "SourceSansPro-Bold.ttf")
# Published as source alone: plain Python, so that a build of it is a copy.
FROM_SOURCE = "http-ece"
# The hot path carries neither PynamoDB nor cryptography: they would double its cold start.
CARRIED: dict[str, tuple[str, ...]] = {
    "checkin": ROUTED,
    "identity": (*ROUTED, *SEALED, "pynamodb"),
    "venue": (*ROUTED, *SEALED, *PRINTED),
    "desk": (*ROUTED, *SEALED, "pynamodb"),
    "reports": (*ROUTED, *SEALED),
    "trace": (*ROUTED, *SEALED, "pynamodb"),
    "notify": (*ROUTED, *SEALED, "pynamodb", *PUSHED),
    "audit": (*ROUTED, "pynamodb"),
}


def requirements(capability: str) -> str:
    lock = _lock()
    missing = [name for name in CARRIED[capability] if name not in lock]
    if missing:
        raise KeyError(f"{capability} carries {', '.join(missing)}: add to {LOCK.relative_to(ROOT)}")
    return "\n".join(lock[name] for name in sorted(CARRIED[capability])) + "\n"


def key(capability: str, interpreter: Interpreter) -> str:
    text = f"{RECIPE} {interpreter.key}\n{requirements(capability)}"
    return hashlib.sha256(text.encode()).hexdigest()


def staged(capability: str, interpreter: Interpreter) -> Path:
    place = CACHE / key(capability, interpreter)
    if not place.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as work:
            tree = Path(work) / "tree"
            _install(requirements(capability), interpreter, tree)
            _prune(tree)
            compile_tree(interpreter, tree, ".")
            _publish(tree, place)
    return place


def link(source: Path, out: Path) -> None:
    """Hard links: a synthesis of six assets copies no wheel."""
    shutil.copytree(source, out, copy_function=_link_or_copy, dirs_exist_ok=True)


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


@functools.cache
def _lock() -> dict[str, str]:
    """Requirement name -> its lines with hashes."""
    entries: dict[str, str] = {}
    for block in re.split(r"\n(?=[A-Za-z0-9])", "\n" + LOCK.read_text()):
        lines = [line for line in block.splitlines() if line.strip() and not line.strip().startswith("#")]
        if lines:
            entries[re.split(r"[=\[ ;]", lines[0], maxsplit=1)[0].lower()] = "\n".join(lines)
    return entries


def _install(wanted: str, interpreter: Interpreter, tree: Path) -> None:
    listed = tree.with_suffix(".txt")
    listed.write_text(wanted)
    if interpreter.is_host:
        where = ["--python", str(interpreter.executable)]
    else:
        where = ["--python-platform", LAMBDA_PLATFORM, "--python-version", interpreter.version]
    installer = [uv(), "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:", "--no-config"]
    installer += ["--no-binary", FROM_SOURCE]
    subprocess.run([*installer, *where, "--target", str(tree), "-r", str(listed)], check=True)


def _prune(tree: Path) -> None:
    for waste in (*tree.glob("*.dist-info"), *tree.glob("*.data"), tree / "bin", tree / "share", tree / ".lock"):
        shutil.rmtree(waste) if waste.is_dir() else waste.unlink(missing_ok=True)
    chalice = tree / "chalice"
    if chalice.exists():
        # The rest of Chalice is its deployment tool.
        for file in chalice.iterdir():
            if file.name not in ("__init__.py", "app.py", "py.typed"):
                shutil.rmtree(file) if file.is_dir() else file.unlink()
    # A poster prints two faces; the package brings twenty-four.
    for face in tree.glob("font_source_sans_pro/files/SourceSansPro-*"):
        if face.name not in POSTER_FACES:
            face.unlink()


def _publish(tree: Path, place: Path) -> None:
    try:
        tree.rename(place)
    except OSError:
        # Another build was first, with the same bytes.
        if not place.exists():
            raise

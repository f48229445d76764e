"""Which wheels an asset carries for what it imports, and staging them once per lock, platform and interpreter."""

import functools
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from infra.parts.asset.interpreter import LAMBDA_PLATFORM, ROOT, Interpreter, compile_tree, uv

LOCK = ROOT / "requirements/lambda.txt"
CACHE = ROOT / ".build/wheels"
RECIPE = "2"

POSTER_FACES = ("SourceSansPro-Regular.ttf", "SourceSansPro-Bold.ttf")
# Published as source alone: plain Python, so that a build of it is a copy.
FROM_SOURCE = "http-ece"
# What Lambda's Python runtime brings along.
LENT = frozenset({"boto3", "botocore", "s3transfer", "jmespath", "dateutil", "six", "urllib3"})
SEALED = ("cryptography", "cffi", "pycparser")
# Name of an import -> the wheels that it needs and the runtime does not lend.
BROUGHT: dict[str, tuple[str, ...]] = {
    "aws_lambda_powertools": ("aws-lambda-powertools", "typing-extensions"),
    "chalice": ("chalice",),
    "cryptography": SEALED,
    # Whoever prints, prints in the poster's face.
    "fpdf": ("fpdf2", "pillow", "fonttools", "defusedxml", "font-source-sans-pro"),
    "fontTools": ("fonttools",),
    "http_ece": ("http-ece", *SEALED),
    "jwt": ("pyjwt",),
    "msgspec": ("msgspec",),
    # It parses what strangers send: by defusedxml where it finds it.
    "openpyxl": ("openpyxl", "et-xmlfile", "defusedxml"),
    "PIL": ("pillow",),
    "py_vapid": ("py-vapid", *SEALED),
    "pynamodb": ("pynamodb",),
    "segno": ("segno",),
}


def carried(packages: Iterable[str]) -> tuple[str, ...]:
    """Names of the wheels that these imports need, in order, each once."""
    wanted = set(packages) - sys.stdlib_module_names - LENT
    if unknown := sorted(wanted - BROUGHT.keys()):
        raise KeyError(f"no wheel is known to bring {', '.join(unknown)}: add a row to BROUGHT")
    return tuple(sorted({name for package in wanted for name in BROUGHT[package]}))


def requirements(packages: Iterable[str]) -> str:
    lock, names = _lock(), carried(packages)
    missing = [name for name in names if name not in lock]
    if missing:
        raise KeyError(f"{', '.join(missing)}: add to {LOCK.relative_to(ROOT)}")
    return "\n".join(lock[name] for name in names) + "\n"


def key(packages: Iterable[str], interpreter: Interpreter) -> str:
    text = f"{RECIPE} {interpreter.key}\n{requirements(packages)}"
    return hashlib.sha256(text.encode()).hexdigest()


def staged(packages: Iterable[str], interpreter: Interpreter) -> Path:
    place = CACHE / key(packages, interpreter)
    if not place.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as work:
            tree = Path(work) / "tree"
            _install(requirements(packages), interpreter, tree)
            _prune(tree)
            compile_tree(interpreter, tree, ".")
            _publish(tree, place)
    return place


def link(source: Path, out: Path) -> None:
    """Hard links: a synthesis copies no wheel."""
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

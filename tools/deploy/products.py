"""Generated inputs of a deployment, made again when what they are made from changed."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from tools.machine.console import run, step
from tools.machine.nodejs import environment
from tools.machine.paths import LOCAL, PYTHON, ROOT, UNITS, WEB_DIST

LOGS = LOCAL / "logs"


@dataclass(frozen=True, slots=True)
class Product:
    """Something generated that a deployment needs, and the files that it is made from."""

    text: str
    module: str
    made: Path
    inputs: tuple[str, ...]

    @property
    def source(self) -> Path:
        """The module that makes it: one file, or a folder."""
        folder = ROOT / self.module.replace(".", "/")
        return folder if folder.is_dir() else folder.with_suffix(".py")


PRODUCTS = (
    Product("Building the table of administrative units", "tools.deploy.units", UNITS, ("requirements/dev.txt",)),
    Product(
        "Writing the public contract (OpenAPI)",
        "tools.contract",
        ROOT / "docs" / "contracts" / "openapi.json",
        ("functions", "domain"),
    ),
    Product(
        "Building the web site",
        "web.build",
        WEB_DIST,
        ("web", ".build/units.json", "docs/contracts/openapi.json", "functions/kit/problems.py"),
    ),
)
NOT_INPUTS = frozenset({"node_modules", "dist", "__pycache__"})


def build() -> None:
    for product in PRODUCTS:
        stamp = LOCAL / "made" / product.module
        wanted = _fingerprint(product.source, *(ROOT / name for name in product.inputs))
        if product.made.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
            continue
        with step(product.text):
            _make(product)
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(wanted, encoding="ascii")


def _make(product: Product) -> None:
    run(
        [PYTHON, "-m", product.module],
        what=f"python -m {product.module}",
        log=LOGS / f"{product.module}.log",
        cwd=ROOT,
        env=environment(os.environ),
    )


def _fingerprint(*inputs: Path) -> str:
    digest = hashlib.sha256()
    for path in inputs:
        files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and NOT_INPUTS.isdisjoint(file.relative_to(ROOT).parts):
                digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()

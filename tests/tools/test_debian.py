"""A package manager that another program uses is waited for, whichever of its locks is held."""

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tools.machine import browser, debian
from tools.machine.console import Failure
from tools.machine.paths import ROOT

LOCKS = ("/var/lib/dpkg/lock-frontend", "/var/lib/apt/lists/lock", "/var/cache/apt/archives/lock")
# Busy as often as there are lines in `busy`; then it notes what it was asked for, and an installation makes a program.
APT_GET = """#!/bin/sh
cd "$(dirname "$0")"
if [ -s busy ]; then
  echo "E: Could not get lock $(head -n 1 busy). It is held by process 7 (apt-get)" >&2
  sed -i 1d busy
  exit 100
fi
[ ! -e broken ] || { echo "E: Unable to fetch some archives" >&2; exit 100; }
echo "$1" >> asked
[ "$1" != install ] || { cp made "$(cat name)"; chmod +x "$(cat name)"; }
"""


def _script(place: Path, text: str) -> None:
    place.write_text(text)
    place.chmod(0o755)


def _bin(folder: Path, *programs: str) -> Path:
    """A search path of these system programs and an apt-get of ours."""
    place = folder / "bin"
    place.mkdir()
    for name in programs:
        (place / name).symlink_to(shutil.which(name) or pytest.skip(f"no {name}"))
    _script(place / "apt-get", APT_GET)
    (place / "busy").write_text("\n".join(LOCKS) + "\n")
    return place


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Debian without a browser."""
    place = _bin(tmp_path, "sh", "sed", "head", "dirname", "cp", "chmod", "cat")
    (place / "name").write_text("chromium")
    (place / "made").write_text("#!/bin/sh\necho Chromium 1\n")
    monkeypatch.setenv("PATH", str(place))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(debian, "_pause", lambda: None)
    monkeypatch.setattr(browser, "_from_playwright", lambda: iter(()))
    return place


def test_a_browser_is_installed_when_the_package_manager_is_free_again(bare: Path, capfd: pytest.CaptureFixture[str]):
    assert browser.ensure() == str(bare / "chromium")
    assert (bare / "asked").read_text().split() == ["update", "install"]
    assert capfd.readouterr().err.count("waiting") == 1


def test_another_fault_ends_at_once(bare: Path):
    (bare / "busy").write_text("")
    (bare / "broken").touch()
    with pytest.raises(Failure, match="no Chromium"):
        browser.ensure()


def test_whoever_waits_in_vain_is_told(bare: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(debian, "LIMIT_SECONDS", -1.0)
    with pytest.raises(Failure, match="package manager was busy"):
        browser.ensure()


@pytest.mark.skipif(shutil.which("apt-get") is None, reason="not a Debian")
def test_apt_itself_says_it_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Its own words, with the lock of the lists held by us until it is waited for."""
    (tmp_path / "lists").mkdir()
    (tmp_path / "apt.conf").write_text(
        f'Dir::State::lists "{tmp_path}/lists";\nDir::Cache "{tmp_path}";\n'
        'Dir::Etc::sourcelist "/dev/null";\nDir::Etc::sourceparts "/dev/null";\n'
    )
    monkeypatch.setenv("APT_CONFIG", str(tmp_path / "apt.conf"))
    waited: list[bool] = []
    with (tmp_path / "lists" / "lock").open("w") as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)

        def free() -> None:
            waited.append(True)
            fcntl.lockf(lock, fcntl.LOCK_UN)

        monkeypatch.setattr(debian, "_pause", free)
        assert debian._apt("update", "-q")
    assert waited == [True]


def test_ci_waits_too(tmp_path: Path):
    place = _bin(tmp_path, "sh", "sed", "head", "dirname", "cp", "chmod", "cat", "grep", "mktemp", "rm")
    _script(place / "id", "#!/bin/sh\necho 0\n")
    _script(place / "sleep", "#!/bin/sh\n")
    _script(place / "python3", "#!/bin/sh\n")
    (place / "name").write_text("make")
    (place / "made").write_text('#!/bin/sh\necho made "$@"\n')
    done = subprocess.run([ROOT / ".ci" / "run"], env={"PATH": str(place)}, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1:] == ["made test"], done.stderr
    assert done.stderr.count("waiting") == 1

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.waiting import LIMIT
from tools.local_cloud.environment import local_environment
from tools.local_cloud.ports import settings_ports
from tools.machine.console import Failure
from tools.machine.ports import free_port, port_owner, require_free_port
from tools.machine.process import Background


def _sleeper(folder: Path, code: str = "import time; print('up', flush=True); time.sleep(3600)") -> Background:
    background = Background("sleeper", folder / "sleeper.pid")
    background.start([sys.executable, "-c", code], env={}, cwd=folder, log=folder / "log")
    return background


def test_a_process_is_known_until_it_is_stopped(tmp_path: Path):
    background = _sleeper(tmp_path)
    assert background.pid() is not None

    assert background.stop(LIMIT) is True
    assert background.pid() is None


def test_a_deaf_process_is_killed(tmp_path: Path):
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(3600)"
    background = _sleeper(tmp_path, deaf)
    while "up" not in (tmp_path / "log").read_text():
        pass

    assert background.stop(0.3) is False
    assert background.pid() is None


def test_another_process_with_the_same_pid_is_left_alone(tmp_path: Path):
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"])
    try:
        (tmp_path / "old.pid").write_text(f'{{"pid": {stranger.pid}, "born": "1"}}')

        Background("old", tmp_path / "old.pid").stop(0.1)

        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_port_in_use_is_named_with_its_owner():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(Failure, match=rf"port {port} .*VX_WEB_PORT={port + 1}"):
            require_free_port(port, "web site", "VX_WEB_PORT")
        assert "python" in port_owner(port)


def test_a_free_port_passes():
    require_free_port(free_port(), "web site", "VX_WEB_PORT")


@pytest.mark.parametrize("text", ["80", "seventy", "70000", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, text: str):
    monkeypatch.setenv("VX_CLOUD_PORT", text)

    with pytest.raises(Failure, match="VX_CLOUD_PORT"):
        settings_ports()


def test_a_real_account_never_reaches_the_local_cloud(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AWS_PROFILE", "ministry")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "real")

    env = local_environment("http://127.0.0.1:4566")

    assert "AWS_PROFILE" not in env
    assert "AWS_SESSION_TOKEN" not in env
    assert env["AWS_ACCESS_KEY_ID"] == "test"


@pytest.mark.parametrize(
    "url", ["https://dynamodb.ap-southeast-1.amazonaws.com", "http://10.0.0.1:4566", "http://127.0.0.1.evil:1"]
)
def test_another_address_is_not_the_local_cloud(url: str):
    with pytest.raises(Failure):
        local_environment(url)

"""Where the tools keep what they make. Nothing here is committed."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
DEV_VENV = LOCAL / "venv"
ENGINE_VENV = LOCAL / "cloud"
WEB_DIST = ROOT / "web" / "dist"
UNITS = ROOT / ".build" / "units.json"

PYTHON = DEV_VENV / "bin" / "python"
ENGINE_PYTHON = ENGINE_VENV / "bin" / "python"

"""What the product costs, measured beside something that people know, in the same run."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / ".local" / "bench"

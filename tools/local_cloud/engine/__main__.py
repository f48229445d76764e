"""Run the local cloud's engine with its table writes kept safe. Started by tools/local_cloud/engine_process.py.

It runs on the engine's own interpreter, so it imports nothing of the project but its neighbours.
"""

import asyncio
import os
import resource
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))
from tools.local_cloud.engine import leading_keys  # noqa: E402 - needs the path above
from tools.local_cloud.engine.keeper import Keeper  # noqa: E402
from tools.local_cloud.engine.store import Store  # noqa: E402

# The engine looks modules up by name: it must not find ours.
sys.path.remove(str(ROOT))

ADDRESS = "127.0.0.1"
KEEP_ALIVE_SECONDS = 75


def main() -> None:
    store = Store(Path(os.environ["VX_STORE"]))
    crashed = store.prepare()
    if crashed:
        print("the last run was killed: loading the last save and its journal", flush=True)
    os.environ["STATE_DIR"] = str(store.live)
    asyncio.run(_serve(store, int(os.environ["GATEWAY_PORT"])))


async def _serve(store: Store, port: int) -> None:
    # Imported late: the engine reads its settings from the environment while it is imported.
    from hypercorn.asyncio import serve
    from hypercorn.config import Config
    from ministack import app as engine
    from ministack.core.persistence import save_all

    _allow_many_connections()
    _tell_partitions()
    config = Config()
    config.bind = [f"{ADDRESS}:{port}"]
    config.keep_alive_timeout = KEEP_ALIVE_SECONDS
    config.loglevel = "WARNING"
    keeper = Keeper(engine.app, lambda: save_all(engine._build_persistence_save_dict()), store)
    await serve(keeper, config)


def _tell_partitions() -> None:
    """A role's condition over partitions holds here as on AWS, where the engine checks roles (AUTH)."""
    from ministack.core import iam_actions

    known = iam_actions.dynamodb_service_context
    iam_actions.dynamodb_service_context = lambda body: {
        **known(body),
        leading_keys.CONDITION: leading_keys.leading_keys(body),
    }


def _allow_many_connections() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    main()

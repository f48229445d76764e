"""Sends requests over a few kept connections: as fast as they are answered, or at a fixed rate whatever comes back."""

import queue
import socket
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BufferedReader

CONNECTIONS = 8


@dataclass(slots=True)
class Result:
    """`latencies` are seconds from the moment a request was due: waiting for a free connection counts."""

    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    latencies: list[float] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def request(token: str, body: bytes) -> bytes:
    head = (
        "POST /api/visits HTTP/1.1\r\nHost: bench\r\nX-Vungxanh-Entrance: bench\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {token}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def send(port: int, requests: Sequence[bytes], *, per_second: float | None = None) -> Result:
    """All requests, in order of their start. Without a rate each connection sends its next when it was answered."""
    waiting: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
    begun = time.perf_counter() + 0.05
    for place, content in enumerate(requests):
        waiting.put((begun + place / per_second if per_second else 0.0, content))
    results = [Result() for _ in range(CONNECTIONS)]
    threads = [threading.Thread(target=_connection, args=(port, waiting, result, begun)) for result in results]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    total = Result(seconds=time.perf_counter() - begun)
    for result in results:
        total.statuses += result.statuses
        total.latencies += result.latencies
    if len(total.latencies) != len(requests):
        raise RuntimeError(f"{len(requests) - len(total.latencies)} requests were not answered")
    return total


def _connection(port: int, waiting: "queue.SimpleQueue[tuple[float, bytes]]", result: Result, begun: float) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection, connection.makefile("rb") as answers:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        time.sleep(max(0.0, begun - time.perf_counter()))
        while True:
            try:
                due, content = waiting.get_nowait()
            except queue.Empty:
                return
            now = time.perf_counter()
            if due > now:
                time.sleep(due - now)
            sent = due or now
            connection.sendall(content)
            status = _answered(answers)
            result.latencies.append(time.perf_counter() - sent)
            result.statuses[status] += 1


def _answered(answers: BufferedReader) -> int:
    status = int(answers.readline().split()[1])
    length = 0
    while (line := answers.readline()) not in (b"\r\n", b""):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    answers.read(length)
    return status

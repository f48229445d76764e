"""A small HTTP server around one handler, the same for every side: a thread for each connection, nothing else.

Run as: python -m bench.ingest.server SIDE [PostgreSQL's connection string]; it prints its port.
"""

import socket
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any

THREADS = 8
ANSWER = b"HTTP/1.1 %d x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"

Headers = Mapping[str, str]
Handler = Callable[[Headers, bytes], tuple[int, bytes]]


def product() -> Handler:
    """The deployed function, handed the event that the HTTP API would make of the request."""
    from functions.checkin.api import handler

    def handle(headers: Headers, body: bytes) -> tuple[int, bytes]:
        answer = handler(_event(headers, body), None)
        return answer["statusCode"], answer["body"].encode()

    return handle


def product_on_postgres(target: str) -> Handler:
    """The same function with its visits in PostgreSQL instead."""
    from dataclasses import replace

    from bench.ingest.postgres_visits import PostgresVisits
    from functions.checkin import wiring

    parts = replace(wiring.parts(), visits=PostgresVisits(target))
    wiring.parts = lambda: parts  # type: ignore[assignment]
    return product()


def insert(target: str) -> Handler:
    """PostgreSQL alone: the row comes ready in the request, nobody is asked who sends it."""
    from bench.ingest.postgres_visits import insert_row

    return insert_row(target)


SIDES = {"product-on-postgres": product_on_postgres, "insert": insert}


def _event(headers: Headers, body: bytes) -> dict[str, Any]:
    route = "POST /visits"
    return {
        "version": "2.0",
        "routeKey": route,
        "rawPath": "/api/visits",
        "rawQueryString": "",
        "headers": headers,
        "requestContext": {"http": {"method": "POST", "path": "/api/visits"}, "requestId": "b", "routeKey": route},
        "body": body.decode(),
        "isBase64Encoded": False,
    }


def _serve(listening: socket.socket, handler: Handler) -> None:
    while True:
        connection, _ = listening.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with connection, connection.makefile("rb") as requests:
            while requests.readline():
                headers: dict[str, str] = {}
                while (line := requests.readline()) not in (b"\r\n", b""):
                    name, _, value = line.decode("latin-1").partition(":")
                    headers[name.lower()] = value.strip()
                body = requests.read(int(headers["content-length"]))
                status, answer = handler(headers, body)
                connection.sendall(ANSWER % (status, len(answer), answer))


def main(side: str, *target: str) -> None:
    handler = product() if side == "product" else SIDES[side](*target)
    listening = socket.create_server(("127.0.0.1", 0), backlog=THREADS)
    threads = [threading.Thread(target=_serve, args=(listening, handler), daemon=True) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    print(listening.getsockname()[1], flush=True)
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main(*sys.argv[1:])

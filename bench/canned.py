"""A store that answers at once: GetItem, Query by partition and PutItem with `attribute_not_exists`, in a dictionary.

It stands in for DynamoDB where the handler's own cost is wanted and not the store's. A process of its own, so that
its work is not counted with the handler's. Run as: python -m bench.canned; it prints its port.
"""

import asyncio
import json
from typing import Any

CREATED = b"HTTP/1.1 %d x\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: %d\r\n\r\n%b"
REFUSED = "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException"

Item = dict[str, dict[str, Any]]
Table = dict[str, dict[str, Item]]


class Store:
    def __init__(self) -> None:
        self._tables: dict[str, Table] = {}

    def answer(self, operation: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        table = self._tables.setdefault(body["TableName"], {})
        if operation == "PutItem":
            return self._put(table, body)
        if operation == "GetItem":
            key = body["Key"]
            item = table.get(key["pk"]["S"], {}).get(key["sk"]["S"])
            return 200, {"Item": item} if item else {}
        if operation == "Query":
            found = list(table.get(next(iter(body["ExpressionAttributeValues"].values()))["S"], {}).values())
            return 200, {"Items": found, "Count": len(found), "ScannedCount": len(found)}
        if operation == "Scan":
            keys = [{"pk": i["pk"], "sk": i["sk"]} for partition in table.values() for i in partition.values()]
            return 200, {"Items": keys, "Count": len(keys), "ScannedCount": len(keys)}
        return 400, {"__type": "com.amazonaws.dynamodb.v20120810#ValidationException", "message": operation}

    @staticmethod
    def _put(table: Table, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        item: Item = body["Item"]
        partition = table.setdefault(item["pk"]["S"], {})
        there = partition.get(item["sk"]["S"])
        if there is not None and "ConditionExpression" in body:
            return 400, {"__type": REFUSED, "message": "The conditional request failed", "Item": there}
        partition[item["sk"]["S"]] = item
        return 200, {}


async def _serve(store: Store, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            headers = {
                name.strip().lower(): value.strip()
                for name, _, value in (line.partition(b":") for line in head.split(b"\r\n")[1:])
            }
            body = await reader.readexactly(int(headers.get(b"content-length", 0)))
            operation = headers[b"x-amz-target"].decode().rpartition(".")[2]
            status, answer = store.answer(operation, json.loads(body))
            told = json.dumps(answer).encode()
            writer.write(CREATED % (status, len(told), told))
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def main() -> None:
    store = Store()
    server = await asyncio.start_server(lambda r, w: _serve(store, r, w), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())

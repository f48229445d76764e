"""The tables of the register, for engines that a test fills itself."""

import os
from itertools import count
from typing import TYPE_CHECKING

from infra.data import TABLES

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_numbers = count(1)


def create(client: "DynamoDBClient", purpose: str) -> str:
    """A fresh table; returns its physical name."""
    name = f"{purpose}-{os.getpid()}-{next(_numbers)}"
    client.create_table(**TABLES[purpose].definition(name))
    return name

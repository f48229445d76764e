"""Figures, the contract and the pulse: who may call, one valid call of each operation, and bad input with the fault it names."""

from functions.reports import api as reports_api
from tests.builders.base import VY_DA
from tests.guards.rows import ROLES, BadQueries, Calls, Expected, Row, nothing, query
from tools.contract.openapi import TARGET

FIGURES = tuple(role for role in ROLES if role != "operator")

reports_api._CONTRACT = TARGET  # in an asset it stands beside the module

EXPECTED: Expected = {
    "getStatistics": Row(401, 403, 403, FIGURES),
    "exportStatistics": Row(401, 403, 403, FIGURES),
    "getOpenApi": Row(200, 200, 200, ROLES, outside=200),
    "getHealth": Row(200, 200, 200, ROLES, outside=200),
}

CALLS: Calls = {
    "getStatistics": query(unit=VY_DA.code),
    "exportStatistics": query(unit=VY_DA.code, format="csv"),
    "getOpenApi": nothing,
    "getHealth": nothing,
}

BAD_QUERIES: BadQueries = {
    "exportStatistics": [
        ("an old kind", {"format": "xls"}, "format", "choice"),
        ("a language of elsewhere", {"language": "fr"}, "language", "choice"),
        ("days turned round", {"from": "2021-10-02", "to": "2021-10-01"}, "from", "period"),
        ("a unit nobody knows", {"unit": "00000"}, "unit", "unit"),
    ],
}

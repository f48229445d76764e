"""Tables: each as its row in the register says, encrypted, expiring, protected."""

import subprocess
import sys
from dataclasses import replace

import pytest

from infra.data import TABLES
from infra.parts.tables.table import Index, Table, Writes, register
from tests.infra.conftest import ROOT


@pytest.fixture(params=sorted(TABLES))
def row(request: pytest.FixtureRequest) -> Table:
    return TABLES[request.param]


@pytest.fixture
def table(built, row):
    return built.one("AWS::DynamoDB::Table", f"data/{row.name}/")


def test_there_is_no_other_table(built):
    assert len(list(built.resources("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"))) == len(TABLES)


def test_it_is_encrypted_with_the_key_of_its_group(built, table, row):
    sse = table.properties["SSESpecification"]
    assert (sse["SSEEnabled"], sse["SSEType"]) == (True, "KMS")
    assert built.names(sse["KMSMasterKeyId"], table.stack) == f"Key{row.key_group.title()}"


def test_it_expires_by_x(table):
    assert table.properties["TimeToLiveSpecification"] == {"AttributeName": "x", "Enabled": True}


def test_its_recovery_lasts_as_long_as_its_row_says(table, row):
    recovery = table.properties["PointInTimeRecoverySpecification"]
    assert recovery["PointInTimeRecoveryEnabled"] is (row.recovery_days is not None)
    assert recovery.get("RecoveryPeriodInDays") == row.recovery_days


def test_its_stream_carries_the_new_image_only_where_somebody_reads_it_and_the_old_one_where_the_row_says(
    built, table, row
):
    view = "NEW_AND_OLD_IMAGES" if row.tells_before else "NEW_IMAGE"
    stream = {"StreamViewType": view} if row.stream else None
    assert table.properties.get("StreamSpecification") == stream
    sources = {
        built.names(mapping.properties["EventSourceArn"], mapping.stack)
        for mapping in built.resources("AWS::Lambda::EventSourceMapping")
    }
    assert (row.name in sources) is row.stream


def test_it_cannot_be_deleted_by_mistake(built, table):
    kept = built.stage.keeps_data
    assert table.properties["DeletionProtectionEnabled"] is kept
    assert table.whole["DeletionPolicy"] == ("Retain" if kept else "Delete")


def test_an_engine_of_the_tests_makes_the_table_that_the_template_makes(table, row):
    made = row.definition("any")
    assert table.properties["BillingMode"] == made["BillingMode"]
    assert table.properties["KeySchema"] == made["KeySchema"]
    assert table.properties.get("GlobalSecondaryIndexes", []) == made.get("GlobalSecondaryIndexes", [])
    attributes = sorted(table.properties["AttributeDefinitions"], key=lambda a: a["AttributeName"])
    assert attributes == made["AttributeDefinitions"]


def test_keys_turn_every_year_and_outlive_a_mistake(built):
    for key in built.resources("AWS::KMS::Key"):
        assert key.properties["EnableKeyRotation"] is True
        assert key.whole["DeletionPolicy"] == ("Retain" if built.stage.keeps_data else "Delete")


BEDS = Table("Bed", "ops", kept="a day", writers={"stay-api": ("PutItem",)}, indexes=(Index("byWard", "w", "s"),))


@pytest.mark.parametrize(
    ("function", "act"),
    [
        ("stay-api", "UpdateItem"),
        ("stay-api", "DeleteItem"),
        ("stay-steps", "PutItem"),
        ("stay-steps", "PartiQLUpdate"),
    ],
)
def test_who_is_not_named_as_a_writer_may_not_write(function, act):
    with pytest.raises(ValueError, match=rf"{function} asks for {act} on Bed.*infra/data.py"):
        BEDS.refuse(function, ["Query", act])


def test_whoever_asks_may_read_and_a_named_writer_may_write():
    BEDS.refuse("anybody", ["Query", "GetItem", "BatchGetItem", "ConditionCheckItem"], ["byWard"])
    BEDS.refuse("stay-api", ["PutItem"])


BOOK = Table(
    "Book",
    "ops",
    kept="a year",
    writers={"stay-api": Writes(("PutItem",), keys=("A#*",)), "stay-seal": Writes(("PutItem",), keys=("SEAL",))},
    kinds={"A#*": "a line", "SEAL": "the end of a day"},
    indexes=(Index("byDay", "d", "h"),),
)


@pytest.mark.parametrize(
    ("function", "acts", "keys", "words"),
    [
        ("stay-api", ["PutItem"], (), "name the kinds of item of Book"),
        ("stay-seal", ["Query"], (), "name the kinds of item of Book"),
        ("stay-api", ["PutItem"], ("SEAL",), "asks to change SEAL of Book"),
        ("stay-api", ["Query", "PutItem"], ("A#*", "SEAL"), "asks to change SEAL of Book"),
        ("stay-seal", ["Query"], ("B#*",), r"B#\*: Book has no such kind"),
        ("stay-seal", ["DeleteItem"], ("SEAL",), "asks for DeleteItem on Book"),
    ],
)
def test_of_a_table_with_several_kinds_a_grant_names_its_own(function, acts, keys, words):
    with pytest.raises(ValueError, match=words):
        BOOK.refuse(function, acts, keys=keys)


def test_a_named_writer_of_a_kind_may_write_it_and_an_index_has_keys_of_its_own():
    BOOK.refuse("stay-api", ["Query", "PutItem"], keys=("A#*",))
    BOOK.refuse("stay-seal", ["Query"], keys=("A#*", "SEAL"))
    BOOK.refuse("stay-seal", [], ["byDay"])


def test_a_writer_of_a_kind_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="Book lets stay-api change a kind"):
        register(replace(BOOK, kinds={"SEAL": "the end of a day"}))


def test_where_people_keys_and_records_of_access_stand_every_kind_is_named():
    assert {name for name, row in TABLES.items() if row.kinds} >= {"Secret", "Spare", "Audit", "Person"}


def test_an_index_that_is_not_there_is_refused_by_name():
    with pytest.raises(ValueError, match="byBed: Bed has no such index"):
        BEDS.refuse("anybody", ["Query"], ["byBed"])


def test_a_name_is_given_once():
    with pytest.raises(ValueError, match="one name"):
        register(BEDS, BEDS)


def test_the_register_is_read_without_the_tools_of_the_templates():
    code = (
        "import sys, infra.data; print([m for m in sys.modules if m.partition('.')[0] in ('aws_cdk', 'jsii', 'boto3')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]", "tests and benchmarks would wait seconds for it"

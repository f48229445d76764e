"""Tables: keys, encryption, expiry, recovery, streams, protection."""

import pytest

# name: (key, days of recovery, stream)
TABLES = {
    "Person": ("KeyPerson", 35, False),
    "Venue": ("KeyOps", 35, True),
    "Visit": ("KeyTrace", 7, True),
    "Case": ("KeyTrace", 35, True),
    "Stat": ("KeyOps", None, False),
    "Notice": ("KeyPerson", 35, True),
    "Audit": ("KeyOps", 35, False),
    "Secret": ("KeySecret", None, False),
}
INDEXES = {
    "Venue": {"byUnit": ("bu", "bs", None), "byOwner": ("ow", "pk", None)},
    "Visit": {"byVenue": ("vb", "vs", ["e", "o", "s", "z", "f"])},
    "Case": {"byUnit": ("bu", "bs", None), "byDue": ("dq", "da", None)},
    "Audit": {"byDay": ("d", "h", None)},
}


@pytest.fixture(params=sorted(TABLES))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def table(built, name):
    return built.one("AWS::DynamoDB::Table", f"data/{name}/")


def test_there_is_no_other_table(built):
    assert len(list(built.resources("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"))) == len(TABLES)


def test_it_is_encrypted_with_the_key_of_its_group(built, table, name):
    sse = table.properties["SSESpecification"]
    assert (sse["SSEEnabled"], sse["SSEType"]) == (True, "KMS")
    assert built.names(sse["KMSMasterKeyId"], table.stack) == TABLES[name][0]


def test_it_expires_by_x_and_bills_by_request(table):
    assert table.properties["TimeToLiveSpecification"] == {"AttributeName": "x", "Enabled": True}
    assert table.properties["BillingMode"] == "PAY_PER_REQUEST"


def test_its_recovery_lasts_as_long_as_the_data_model_says(table, name):
    recovery = table.properties["PointInTimeRecoverySpecification"]
    days = TABLES[name][1]
    assert recovery["PointInTimeRecoveryEnabled"] is (days is not None)
    assert recovery.get("RecoveryPeriodInDays") == days


def test_its_stream_carries_the_new_image_only_where_somebody_reads_it(table, name):
    stream = {"StreamViewType": "NEW_IMAGE"} if TABLES[name][2] else None
    assert table.properties.get("StreamSpecification") == stream


def test_it_cannot_be_deleted_by_mistake(built, table):
    kept = built.stage.keeps_data
    assert table.properties["DeletionProtectionEnabled"] is kept
    assert table.whole["DeletionPolicy"] == ("Retain" if kept else "Delete")


def test_its_keys_are_text_and_its_indexes_named(table, name):
    kinds = {a["AttributeType"] for a in table.properties["AttributeDefinitions"]}
    assert kinds == {"S"}
    assert [k["AttributeName"] for k in table.properties["KeySchema"]] == ["pk", "sk"]
    found = {
        i["IndexName"]: (
            *(k["AttributeName"] for k in i["KeySchema"]),
            i["Projection"].get("NonKeyAttributes"),
        )
        for i in table.properties.get("GlobalSecondaryIndexes", [])
    }
    assert found == INDEXES.get(name, {})


def test_keys_turn_every_year_and_outlive_a_mistake(built):
    for key in built.resources("AWS::KMS::Key"):
        assert key.properties["EnableKeyRotation"] is True
        assert key.whole["DeletionPolicy"] == ("Retain" if built.stage.keeps_data else "Delete")

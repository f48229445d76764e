"""SpareKeys: a copy is kept once, and on the table wrapped for a keeper, bound to the key that it is of."""

from datetime import timedelta

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError

from adapters import session
from adapters.aws import wrapping
from adapters.aws.wrapping import KmsWrapper
from adapters.dynamo.spare.spares import DynamoSpares, unwrapped
from domain.base.errors import Busy
from domain.base.secret import Key, Purpose, SpareKeys
from tests.contract.engines import Stores
from tests.contract.samples.base import DAY, NOW

SEAL = Key("k1", b"1" * 32, NOW)


@pytest.fixture
def spares(stores: Stores) -> SpareKeys:
    return stores.spares()


def test_a_copy_is_kept_of_its_purpose(spares: SpareKeys) -> None:
    assert spares.kids(Purpose.SEAL, now=NOW) == frozenset()
    spares.put_by(Purpose.SEAL, SEAL)
    spares.put_by(Purpose.SEAL, Key("k2", b"2" * 32, NOW + DAY))
    assert spares.kids(Purpose.SEAL, now=NOW) == {"k1", "k2"}
    assert spares.kids(Purpose.LOOKUP, now=NOW) == frozenset()


def test_a_copy_that_is_there_stays_as_it_is(spares: SpareKeys) -> None:
    for _ in range(2):
        spares.put_by(Purpose.SEAL, SEAL)
    assert spares.kids(Purpose.SEAL, now=NOW) == {"k1"}


# The table, and the key that copies are wrapped under.


@pytest.fixture
def table(moto_stores: Stores) -> str:
    return moto_stores.table("Spare")


@pytest.fixture
def wrapper(moto_stores: Stores) -> KmsWrapper:
    return moto_stores.wrapper()


def test_a_keeper_gets_the_key_back_as_it_was(table: str, wrapper: KmsWrapper) -> None:
    spares = DynamoSpares(table, wrapper=wrapper)
    spares.put_by(Purpose.SEAL, SEAL)
    spares.put_by(Purpose.SEAL, Key("k1", b"other" * 6, NOW + DAY))
    assert unwrapped(table, Purpose.SEAL, unwrapper=wrapper, now=NOW) == {"k1": SEAL}
    (item,) = session.client("dynamodb").scan(TableName=table)["Items"]
    assert SEAL.material not in item["w"]["B"]


def test_a_copy_unwraps_for_its_own_key_alone(table: str, wrapper: KmsWrapper) -> None:
    DynamoSpares(table, wrapper=wrapper).put_by(Purpose.SEAL, SEAL)
    client = session.client("dynamodb")
    (item,) = client.scan(TableName=table)["Items"]
    client.put_item(TableName=table, Item={**item, "pk": {"S": "K#audit"}})
    with pytest.raises(Exception, match="InvalidCiphertext"):
        unwrapped(table, Purpose.AUDIT, unwrapper=wrapper, now=NOW)


def test_a_copy_that_was_let_go_is_none(table: str, wrapper: KmsWrapper) -> None:
    spares = DynamoSpares(table, wrapper=wrapper)
    spares.put_by(Purpose.SEAL, SEAL)
    client = session.client("dynamodb")
    (item,) = client.scan(TableName=table)["Items"]
    client.put_item(TableName=table, Item={**item, "x": {"N": str(int(NOW.timestamp()))}})
    assert spares.kids(Purpose.SEAL, now=NOW - timedelta(seconds=1)) == {"k1"}
    assert spares.kids(Purpose.SEAL, now=NOW + timedelta(seconds=1)) == frozenset()
    assert unwrapped(table, Purpose.SEAL, unwrapper=wrapper, now=NOW + timedelta(seconds=1)) == {}


class OutOfBreath:
    """A client of KMS that never gets an answer."""

    def __init__(self, fault: Exception) -> None:
        self._fault = fault

    def encrypt(self, **_asked: object) -> None:
        raise self._fault


@pytest.mark.parametrize(
    "fault",
    [
        ClientError({"Error": {"Code": "ThrottlingException"}}, "Encrypt"),
        ReadTimeoutError(endpoint_url="https://kms"),
        EndpointConnectionError(endpoint_url="https://kms"),
    ],
)
def test_a_key_service_out_of_breath_asks_for_patience(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "client", lambda _service: OutOfBreath(fault))
    with pytest.raises(Busy):
        KmsWrapper("key").wrap(b"1", bound_to="seal/k1")


def test_a_key_that_is_not_there_is_an_operator_s_mistake(moto_stores: Stores) -> None:
    with pytest.raises(ClientError, match="NotFoundException"):
        KmsWrapper("alias/not-there").wrap(b"1", bound_to="seal/k1")

"""The deployed product, one real browser, and what must hold when every story has been told."""

import re
from collections.abc import Callable, Generator, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.journeys.actors.desktop import Desktop, a_desktop
from tests.journeys.actors.phone import Phone, a_phone_of_somebody
from tests.journeys.actors.town import Commune, Town
from tests.waiting import eventually
from tools.local_cloud.cloud import LocalCloud
from tools.machine.paths import LOCAL

FAILED = pytest.StashKey[bool]()
PICTURES = LOCAL / "test" / "pictures"


@pytest.fixture(scope="session")
def town(cloud: LocalCloud) -> Iterator[Town]:
    """Everything happens here. Afterwards no queue may hold a message: none waiting, none given up on.

    Nor may a run of the tracing workflow have failed, but for those that ended with the engine under them.
    """
    yield Town(cloud)
    eventually(lambda: waiting_messages(cloud), until=lambda waiting: not waiting)
    assert failed_runs(cloud) == {}


@pytest.fixture
def commune(town: Town) -> Commune:
    return town.commune()


@pytest.fixture
def ours(town: Town) -> Commune:
    """One of the demonstration's province, for a story in which the province's own staff act."""
    return town.commune_of_the_province()


def waiting_messages(cloud: LocalCloud) -> dict[str, int]:
    """How many, by queue; those of dead letters among them."""
    queues = cloud.client("sqs")
    wanted = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    counts = {
        address.rpartition("/")[2]: sum(
            map(int, queues.get_queue_attributes(QueueUrl=address, AttributeNames=wanted)["Attributes"].values())
        )
        for address in queues.list_queues()["QueueUrls"]
    }
    return {name: count for name, count in counts.items() if count}


def failed_runs(cloud: LocalCloud) -> dict[str, str]:
    """Why executions of any workflow failed or timed out, by name."""
    workflows = cloud.client("stepfunctions")
    failed = [
        workflows.describe_execution(executionArn=run["executionArn"])
        for machine in workflows.list_state_machines()["stateMachines"]
        for status in ("FAILED", "TIMED_OUT")
        for run in workflows.list_executions(stateMachineArn=machine["stateMachineArn"], statusFilter=status)[
            "executions"
        ]
    ]
    return {run["name"]: run.get("cause", "") for run in failed if run.get("error") != "States.ServiceRestart"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Leaves word for the fixtures below whether the story failed."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture
def camera(request: pytest.FixtureRequest) -> Callable[[BrowserContext], None]:
    """Takes a picture of every page of a story that failed, then closes them."""

    def close(context: BrowserContext) -> None:
        if request.node.stash.get(FAILED, False):
            PICTURES.mkdir(parents=True, exist_ok=True)
            for page in context.pages:
                name = re.sub(r"\W+", "-", f"{request.node.name}-{id(page)}")
                page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
        context.close()

    return close


@pytest.fixture
def phone(town: Town, browser: Browser, camera: Callable[[BrowserContext], None]) -> Iterator[Callable[[], Phone]]:
    """Phones for this story, each somebody's own."""
    phones: list[Phone] = []

    def another() -> Phone:
        phones.append(a_phone_of_somebody(browser, town.web, town.api))
        return phones[-1]

    yield another
    for each in phones:
        camera(each.context)


@pytest.fixture
def desktops(town: Town, browser: Browser, camera: Callable[[BrowserContext], None]) -> Iterator[Callable[[], Desktop]]:
    """Desktops for this story, each with a sign-in of its own."""
    made: list[Desktop] = []

    def another() -> Desktop:
        made.append(a_desktop(browser, town.web))
        return made[-1]

    yield another
    for each in made:
        camera(each.context)


@pytest.fixture
def desktop(desktops: Callable[[], Desktop]) -> Desktop:
    return desktops()

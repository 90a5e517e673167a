"""A real Chromium, and the little county of `parrot.py` to look at with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, sync_playwright

from tests.browser.parrot import Parrot
from tests.browser.snapshots import Snapshots
from tests.browser.trial import Trial, trial_from
from tests.homes import in_ci

# The same browser, the lightest form of it first.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# What Chromium needs where there is no desktop, and where it runs as root.
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", type=Path, help="folder that the pictures of README are drawn into")


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of this folder; it must be gone before others run, as its loop bars theirs."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None and not in_ci():
        pytest.skip("browser tests are left out (no Chromium); with Chromium on the PATH `make test` includes them")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def flown() -> Iterator[list[Parrot]]:
    """The parrots whose test is over; they end beside the next tests, and all have ended before others run."""
    parrots: list[Parrot] = []
    yield parrots
    for each in parrots:
        each.wait_gone()


@pytest.fixture
def parrot(flown: list[Parrot]) -> Iterator[Parrot]:
    with Parrot() as made:
        yield made
    flown.append(made)


@pytest.fixture(scope="package")
def desk(chromium: Browser) -> Iterator[Page]:
    """A window as on a desktop. Windows are kept: a new one costs a second of processor time, a new address little."""
    yield from _window(chromium, 1440, 900)


@pytest.fixture(scope="package")
def handheld(chromium: Browser) -> Iterator[Page]:
    """A window of a phone's width."""
    yield from _window(chromium, 390, 844)


@pytest.fixture
def desktop(desk: Page, parrot: Parrot) -> Iterator[Page]:
    """The page on a desktop; a fault of its script, or a request it can't finish, fails the test."""
    yield from _opened(desk, parrot)


@pytest.fixture
def pocket(handheld: Page, parrot: Parrot) -> Iterator[Page]:
    """The page on a phone."""
    yield from _opened(handheld, parrot)


@pytest.fixture
def trial(request: pytest.FixtureRequest, tmp_path: Path, chromium: Browser) -> Iterator[Trial]:
    """The real sandbox from the module's `BEGIN` on; the browser is asked for first: without it nothing starts."""
    with trial_from(request.module.BEGIN, tmp_path) as begun:
        yield begun


@pytest.fixture
def snapshots(request: pytest.FixtureRequest) -> Snapshots:
    return Snapshots(request.config.getoption("--pictures", default=None))


@pytest.fixture
def page(chromium: Browser, trial: Trial, snapshots: Snapshots) -> Iterator[Page]:
    """The sandbox's page on a wide desktop; a fault of its script fails the test."""
    sharp = snapshots.sharpness
    page = chromium.new_page(
        viewport={"width": 1920, "height": 1080},
        device_scale_factor=sharp,
        locale="zh-CN",
        reduced_motion="reduce",  # without a graphics card, what pulsates is drawn all over, 60 times a second
    )
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.set_default_timeout(30_000)
    page.goto(trial.address)
    yield page
    page.close()
    assert faults == []


def _window(chromium: Browser, width: int, height: int) -> Iterator[Page]:
    page = chromium.new_page(
        viewport={"width": width, "height": height}, locale="zh-CN", has_touch=width < 500, reduced_motion="reduce"
    )
    page.set_default_timeout(10_000)
    yield page
    page.close()


def _opened(page: Page, parrot: Parrot) -> Iterator[Page]:
    """Each parrot has a port of its own: what a page remembers of another is not seen."""
    faults: list[str] = []

    def note_error(fault: Error) -> None:
        faults.append(str(fault))

    def note_said(said: ConsoleMessage) -> None:
        if said.type == "error":
            faults.append(said.text)

    page.on("pageerror", note_error)
    page.on("console", note_said)
    page.goto(parrot.address)
    page.locator(".phone").first.wait_for()
    yield page
    page.goto("about:blank")
    page.remove_listener("pageerror", note_error)
    page.remove_listener("console", note_said)
    assert faults == []
    assert parrot.world.violations == []

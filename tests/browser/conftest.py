"""A real Chromium, and the little county of `parrot.py` to look at with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.parrot import Parrot
from tests.databases import in_ci

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
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None and not in_ci():
        pytest.skip("browser tests are left out (no Chromium); with Chromium on the PATH `make test` includes them")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def parrot() -> Iterator[Parrot]:
    with Parrot() as made:
        yield made


@pytest.fixture
def desktop(chromium: Browser, parrot: Parrot) -> Iterator[Page]:
    """The page on a desktop; a fault of its script, or a request it can't finish, fails the test."""
    yield from _opened(chromium, parrot, 1440, 900)


@pytest.fixture
def pocket(chromium: Browser, parrot: Parrot) -> Iterator[Page]:
    """The page on a phone."""
    yield from _opened(chromium, parrot, 390, 844)


def _opened(chromium: Browser, parrot: Parrot, width: int, height: int) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": width, "height": height}, locale="zh-CN", has_touch=width < 500)
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.set_default_timeout(10_000)
    page.goto(parrot.address)
    page.locator(".phone").first.wait_for()
    yield page
    page.close()
    assert faults == []
    assert parrot.world.violations == []

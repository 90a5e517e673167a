"""How a test run begins and ends; what a test may ask for stands in tests/fixtures.py."""

import gc
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.homes import HOME, postgres_home


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--both-databases", action="store_true", help="run every test of a dialog on PostgreSQL, too")


def pytest_configure(config: pytest.Config) -> None:
    """The workers of pytest-xdist share one PostgreSQL server; who began them ends it, as any of them may be killed."""
    if hasattr(config, "workerinput"):
        config.stash[HOME] = Path(config.workerinput["postgres_home"])
    else:
        until_the_end = ExitStack()
        config.stash[HOME] = until_the_end.enter_context(postgres_home())
        config.add_cleanup(until_the_end.close)
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        # They bring the whole program with them: whoever only hands out the tests to workers does without.
        config.pluginmanager.import_plugin("tests.fixtures")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """What a worker is told."""
    node.workerinput["postgres_home"] = str(node.config.stash[HOME])


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Whatever asks for a database is run on both, but what says that one is enough."""
    one = metafunc.definition.get_closest_marker("one_database")
    if one and "database" in metafunc.fixturenames and not metafunc.config.getoption("--both-databases"):
        metafunc.definition.add_marker(pytest.mark.parametrize("database", ["sqlite"], indirect=True))


def pytest_collection_finish() -> None:
    """What was imported stays: the collector of garbage need not look through it again and again."""
    gc.freeze()
    gc.set_threshold(50_000, 2, 20)  # rarely, but what a test leaves behind goes while it is fresh


def pytest_sessionfinish() -> None:
    """What nobody closed is found here, at once; whoever looks for it after us need not look at all the rest."""
    gc.collect()
    gc.freeze()

"""What the program has stands in the documents of both languages: settings, commands, menu, profile, glossary."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import typer

from bot.__main__ import cli
from bot.config import Config
from handlers.keyboards import CONDUCT, MENU, MORE
from rules.profile import read, shipped
from rules.roles import Role

ROOT = Path(__file__).parents[2]
BOOKS = ("README.md", "README.zh-CN.md")
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md"))
COMMANDS = sorted(typer.main.get_command(cli).list_commands(None))  # type: ignore[attr-defined]


def text_of(book: str) -> str:
    return (ROOT / book).read_text(encoding="utf-8")


@pytest.mark.parametrize("book", BOOKS)
def test_every_setting_is_explained(book: str) -> None:
    said = text_of(book)
    assert [name for name in Config.model_fields if f"RIVERCHIEF_{name.upper()}" not in said] == []


@pytest.mark.parametrize("book", BOOKS)
def test_no_setting_is_explained_that_is_not_there(book: str) -> None:
    named = set(re.findall(r"RIVERCHIEF_([A-Z_]+)", text_of(book)))
    assert named - {name.upper() for name in Config.model_fields} == set()


@pytest.mark.parametrize("book", BOOKS)
def test_every_command_is_explained(book: str) -> None:
    said = text_of(book)
    assert [name for name in COMMANDS if not re.search(rf"(?:python -m bot |`){name}\b", said)] == []


@pytest.mark.parametrize("book", BOOKS)
def test_every_target_of_make_that_is_named_is_there(book: str) -> None:
    made = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert set(re.findall(r"(?<![\w-])make ([a-z]+)`", text_of(book))) - made == set()


@pytest.mark.parametrize("book", BOOKS)
def test_every_shipped_profile_is_named(book: str) -> None:
    assert [name for name in shipped() if name not in text_of(book)] == []


@pytest.mark.parametrize("book", [*BOOKS, *PAGES])
def test_every_picture_and_file_linked_is_there(book: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text_of(book))
    assert [link for link in links if not (ROOT / book).parent.joinpath(link).exists()] == []


def test_every_page_stands_in_both_languages_and_is_found_from_its_readme() -> None:
    for page in PAGES:
        book, other = ("README.zh-CN.md", ".md") if page.endswith(".zh-CN.md") else ("README.md", ".zh-CN.md")
        assert f"]({page})" in text_of(book)
        assert f"{page.removesuffix('.md').removesuffix('.zh-CN')}{other}" in PAGES


@pytest.mark.parametrize("page", [page for page in PAGES if page.startswith("docs/menu")])
def test_every_command_of_the_chat_is_explained(page: str) -> None:
    words = tomllib.loads(text_of("bot/templates/zh-CN/labels.toml"))
    said = text_of(page)
    assert [key for key in words["command"] if f"`/{key}`" not in said] == []
    entries = {words["menu"][key] for key, _ in (*MENU, *MORE, *CONDUCT)}
    assert [entry for entry in entries if f"| {entry} |" not in said] == []


@pytest.mark.parametrize("page", [page for page in PAGES if page.startswith("docs/profile")])
def test_every_table_and_key_of_the_profiles_is_explained(page: str) -> None:
    said = text_of(page)
    for name in shipped():
        for key in set(keys(tomllib.loads(text_of(f"rules/profiles/{name}.toml")))):
            assert f"`{key}`" in said or f"`{key} = " in said or f"{key}]" in said, key


@pytest.mark.parametrize("page", [page for page in PAGES if page.startswith("docs/profile")])
def test_the_examples_of_the_profile_are_rules_that_hold(page: str) -> None:
    examples = "\n".join(re.findall(r"```toml\n(.*?)```", text_of(page), re.DOTALL))
    shown = re.findall(r"^\[\[?([a-z_]+)", examples, re.MULTILINE)
    tables = re.split(r"^(?=\[)", text_of("rules/profiles/fengjie.toml"), flags=re.MULTILINE)
    others = [each for each in tables if not re.match(rf"\[\[?({'|'.join(shown)})[\].]", each)]
    assert read("".join([*others, "\n", examples]), page).circulars[0].objection_days == 5


def keys(table: Mapping[str, object]) -> Iterator[str]:
    """The keys of a table and of those in it, but for the acts of [life]: the file itself lists them."""
    for key, value in table.items():
        yield key
        below = value if isinstance(value, list) else [value]
        for each in below if key != "life" else []:
            if isinstance(each, dict):
                yield from keys(each)


def test_the_glossary_knows_every_role_by_its_word() -> None:
    said = text_of("README.md")
    assert [role.word for role in Role if role.word not in said] == []

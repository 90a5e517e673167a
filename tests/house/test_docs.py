"""What the program has stands in both READMEs: every setting, every command, every word of the glossary."""

import re
from pathlib import Path

import pytest
import typer

from bot.__main__ import cli
from bot.config import Config
from rules.profile import shipped
from rules.roles import Role

ROOT = Path(__file__).parents[2]
BOOKS = ("README.md", "README.zh-CN.md")
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


@pytest.mark.parametrize("book", BOOKS)
def test_every_picture_and_file_linked_is_there(book: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text_of(book))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_glossary_knows_every_role_by_its_word() -> None:
    said = text_of("README.md")
    assert [role.word for role in Role if role.word not in said] == []

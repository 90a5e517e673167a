"""Every sentence is a template that the code names, every name in the code is a template; labels likewise."""

import ast
import re
import tomllib

from handlers.keyboards import BACK_KEY, CONDUCT, CONDUCT_KEY, MENU, MORE, MORE_KEY
from handlers.rooms import ENTRIES
from tests.house.naming import CHINESE, TEMPLATES, docstrings, included, modules, nodes, said, templates

FOLDERS = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}
READ_WHOLE = {  # by `labels(...)`
    "answering_urge", "blocking", "board_reason", "command", "entry", "referring", "rejecting", "requirement",
    "returning", "sending_back", "turning_down", "urging",
}  # fmt: skip
STANDING = {"start", "help", "menu", "more", "conduct", "leave"}  # commands that are no dialog's


def _labels() -> set[str]:
    tables = tomllib.loads((TEMPLATES / "labels.toml").read_text(encoding="utf-8"))
    for path in TEMPLATES.glob("*/labels.toml"):
        tables[path.parent.name] = tomllib.loads(path.read_text(encoding="utf-8"))
    return {f"{subject}.{key}" for subject, labels in tables.items() for key in labels}


LABELS = _labels()


def test_every_template_is_used() -> None:
    pieces = included()
    assert [name for name in sorted(templates()) if name not in pieces and not _is_said(name)] == []


def _is_said(name: str) -> bool:
    # In the morning's digest the notice `<subject>/<kind>` reads as `_<kind>_line`, several of them as `_<kind>_heap`.
    notice = re.sub(r"/_(.+)_(?:line|heap)$", r"/\1", name)
    return said().names(name) or (notice != name and said().names(notice))


def test_every_template_that_the_code_names_is_there() -> None:
    form = re.compile(r"[a-z_]+/_?[a-z0-9_]+")
    named = {word for word in said().words if form.fullmatch(word) and word.split("/")[0] in FOLDERS}
    assert named - templates() == set()
    assert included() - templates() == set()


def test_every_refusal_has_its_sentence() -> None:
    sentences = {name for name in templates() if name.startswith("refusal/")}
    assert {word for word in said().words if re.fullmatch(r"refusal/[a-z_]+", word)} <= sentences
    assert [name for name in sentences if not said().names(name)] == []


def test_every_label_is_used() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.j2"))
    whole = READ_WHOLE & said().words
    unused = [key for key in sorted(LABELS) if key not in written and key.split(".")[0] not in whole]
    assert [key for key in unused if not said().names(key)] == []


def test_every_label_that_the_code_asks_for_is_there() -> None:
    asked = {
        node.args[0].value
        for path in modules("handlers", "reminders", "bot")
        for node in nodes(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "label"
        and node.args and isinstance(node.args[0], ast.Constant)
    }  # fmt: skip
    assert asked - LABELS == set()


def test_the_menu_and_the_commands_have_their_words_and_no_others() -> None:
    keys = [*dict(MENU), *dict(MORE), *dict(CONDUCT), "leave", MORE_KEY, CONDUCT_KEY, BACK_KEY]
    assert {f"menu.{key}" for key in keys} == {key for key in LABELS if key.startswith("menu.")}
    commands = {entry.key for entry in ENTRIES} | STANDING
    named = {key.removeprefix("command.") for key in LABELS if key.startswith("command.")}
    assert named <= commands
    assert commands - named == set()


def test_no_sentence_is_written_in_a_handler_or_reminder() -> None:
    found = []
    for path in modules("handlers", "reminders"):
        explained = docstrings(path)
        for node in nodes(path):
            if not isinstance(node, ast.Constant) or id(node) in explained:
                continue
            if isinstance(node.value, str) and CHINESE.search(node.value):
                found.append(f"{path.name}:{node.lineno}: {node.value}")
    assert found == []

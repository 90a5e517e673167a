"""Telegram's HTML, read and written."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.markup import parse, render, units
from bot.sandbox.records import Json
from bot.sandbox.refusals import Violation


def mark(kind: str, offset: int, length: int, **more: str) -> Json:
    return {"type": kind, **more, "offset": offset, "length": length}


READ: list[tuple[str, str, list[Json]]] = [
    ("平", "平", []),
    ("a &amp; b &lt;c&gt; &copy; &#27827;", "a & b <c> &copy; 河", []),
    ("<b>粗</b><i>斜</i>", "粗斜", [mark("bold", 0, 1), mark("italic", 1, 1)]),
    ("<b>a<i>b</i></b>", "ab", [mark("bold", 0, 2), mark("italic", 1, 1)]),
    ("𠔉<u>下</u>", "𠔉下", [mark("underline", 2, 1)]),
    ('<a href="https://a.cn/?x=1&amp;y=2">看</a>', "看", [mark("text_link", 0, 1, url="https://a.cn/?x=1&y=2")]),
    ("<blockquote expandable>长</blockquote>", "长", [mark("expandable_blockquote", 0, 1)]),
    ('<span class="tg-spoiler">密</span>', "密", [mark("spoiler", 0, 1)]),
    ("\n <b> 头</b> \n", "头", [mark("bold", 0, 1)]),
    ("<b></b>空", "空", []),
]


@pytest.mark.parametrize(("html", "text", "entities"), READ, ids=[row[0] for row in READ])
def test_html_becomes_text_and_entities(html: str, text: str, entities: list[Json]) -> None:
    assert parse(html) == (text, entities)


@pytest.mark.parametrize(
    "html", ["<b>粗<i>斜</i></b>平", "<pre>码</pre>", '<a href="https://a.cn/?x=1&amp;y=2">看</a>', "3 &lt; 5"]
)
def test_what_was_read_is_written_the_same(html: str) -> None:
    assert render(*parse(html)) == html


@given(st.text(st.sampled_from('河a𠔉 <>/&;"=bi#lt')))
def test_no_text_breaks_the_reading(text: str) -> None:
    with suppress(Violation):
        plain, entities = parse(text)
        assert all(entity["offset"] + entity["length"] <= units(plain) for entity in entities)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaped_text_is_read_as_it_was(text: str) -> None:
    assert parse(render(text, [])) == (text.strip(), [])

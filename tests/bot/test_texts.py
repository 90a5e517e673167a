"""Sentences: escaped, complete, and replaceable by an office's own."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from bot.texts import Texts

SHANGHAI = ZoneInfo("Asia/Shanghai")


def office_texts(folder: Path, words: str) -> Texts:
    (folder / "dialog").mkdir()
    (folder / "dialog" / "dropped.html.j2").write_text(words, encoding="utf-8")
    return Texts(SHANGHAI, folder)


def test_markup_in_a_name_is_escaped() -> None:
    assert "&lt;b&gt;张三" in Texts(SHANGHAI).render("dialog/left", dialog="<b>张三")


def test_a_missing_value_is_an_error_not_a_gap() -> None:
    with pytest.raises(UndefinedError):
        Texts(SHANGHAI).render("dialog/left")


def test_an_office_may_replace_a_sentence_by_its_own(tmp_path: Path) -> None:
    assert office_texts(tmp_path, "已作废。").render("dialog/dropped") == "已作废。"


def test_a_template_of_an_office_cannot_reach_into_the_program(tmp_path: Path) -> None:
    with pytest.raises(SecurityError):
        office_texts(tmp_path, "{{ ''.__class__.__mro__ }}").render("dialog/dropped")


@pytest.mark.parametrize(
    ("words", "value", "said"),
    [
        ("{{ v|day }}", date(2026, 11, 23), "11月23日（周一）"),
        ("{{ v|day }}", "2024-02-29", "2月29日（周四）"),
        ("{{ v|moment }}", datetime(2026, 1, 4, 16, 5, tzinfo=UTC), "1月5日 00:05"),
        ("{{ v|clock }}", "2026-11-23T01:30:00+00:00", "09:30"),
        ("{{ v|metres }}", 320.4, "320 米"),
        ("{{ v|metres }}", 1240.0, "1.2 公里"),
        ("{{ v|percent }}", 0.62, "62%"),
        ("{{ v|masked }}", "+8613800138000", "138****8000"),
        ("{{ v|full_day }}", date(2026, 3, 1), "2026年3月1日"),
    ],
)
def test_values_are_said_as_people_say_them(tmp_path: Path, words: str, value: object, said: str) -> None:
    assert office_texts(tmp_path, words).render("dialog/dropped", v=value) == said

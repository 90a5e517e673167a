from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from documents.official.filling import xml
from documents.official.text import clean, counted, day_words, ended, paper_number, paragraphs, with_hexagonal_brackets
from documents.official.title import WIDEST, title_lines, width


def test_a_number_has_hexagonal_brackets_and_no_leading_zero() -> None:
    assert paper_number("奉河长办发", 2026, 7) == "奉河长办发〔2026〕7号"


@pytest.mark.parametrize("typed", ["乐总河长办发(2023)7号", "乐总河长办发[2023]7号", "乐总河长办发（2023）7号"])
def test_other_brackets_around_the_year_become_hexagonal(typed: str) -> None:
    assert with_hexagonal_brackets(typed) == "乐总河长办发〔2023〕7号"


def test_a_date_has_no_leading_zeros() -> None:
    assert day_words(date(2026, 1, 2)) == "2026年1月2日"


def test_headings_count_in_chinese() -> None:
    said = ["一", "九", "十", "十一", "二十", "二十一", "九十九", "100"]
    assert [counted(n) for n in (1, 9, 10, 11, 20, 21, 99, 100)] == said


def test_a_list_of_units_ends_with_the_right_sign_only() -> None:
    assert ended("各乡镇:", "：") == "各乡镇："
    assert ended("县级河长。", "。") == "县级河长。"
    assert ended("", "：") == ""


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert clean("河\x00长\x0b\ud800\udfff\ufffe办\u202e公") == "河长办公"
    assert clean("第一行\n第二行\t末") == "第一行 第二行 末"
    assert clean("河" * 3_000).endswith("河…")
    assert paragraphs("一\r\n\n 二 \n\x07") == ("一", "二")


@given(st.text(st.characters(exclude_categories=[])))
def test_any_words_make_sound_xml(words: str) -> None:
    etree.fromstring(f"<t>{xml(words)}</t>".encode())


def test_a_title_is_broken_into_even_lines_between_words() -> None:
    assert title_lines("关于2026年第三季度河长履职情况的通报") == ("关于2026年第三季度河长履职情况的通报",)
    assert title_lines("关于朱衣河西部新区段建筑垃圾堆放等3个问题整改的督办单") == (
        "关于朱衣河西部新区段建筑垃圾堆放",
        "等3个问题整改的督办单",
    )
    assert title_lines("关于甲\n的通知") == ("关于甲", "的通知")


@example("000000000000000、、、、、、、、、、、、000、、、、、、、、、、、、、、、、、")
@given(st.text("河长办关于《》、，的2026abc ", min_size=1, max_size=110))
def test_no_line_of_a_title_is_too_wide_and_no_letter_is_lost(title: str) -> None:
    lines = title_lines(title)
    assert all(width(line) <= WIDEST for line in lines)
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")

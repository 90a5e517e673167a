import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from docx.shared import Mm

from documents.official.blocks import Heading, Paragraph, Table
from documents.official.paper import Paper, letter, official_paper
from tests.documents.word_files import W, lines, opened, part, style_fonts, tables, text_of

CIRCULAR = Paper(
    issuer_mark="奉节县河长办公室文件",
    number="奉河长办发(2026)7号",
    title="关于2026年第三季度河长履职情况的通报",
    addressees=["各乡镇人民政府、街道办事处", "县级河长制责任单位"],
    body=[
        Paragraph("现将有关情况通报如下。"),
        Heading(1, "总体情况"),
        Heading(2, "巡河", "应巡4,420次。"),
        Heading(3, "点名"),
        Heading(4, "永安街道", "3人次。"),
        Heading(2, "整改"),
        Table(["乡镇", "问题"], [["白帝镇", "2"]], [3, 1]),
        Heading(1, "要求", "认真整改。\n按期反馈。"),
    ],
    attachments=["履职情况统计表。", "问题清单"],
    signature="奉节县河长办公室",
    date=date(2026, 11, 2),
    copies=["县级河长"],
    printed_on=date(2026, 11, 3),
    note="联系人：李晓梅",
    disclosure="依申请公开",
    audit_head="3f2a9c0b77d1e4aa",
)
# What people type, forwards or by accident, and what an attacker would.
ODD = "{{ 7*7 }} {% for x in y %} {_{ <w:p/> & \x00\x0b\ud800 '\"]]> #{x} ${y} {#c#}"
ODD_KEPT = "{{ 7*7 }} {% for x in y %} {{ <w:p/> & '\"]]> #{x} ${y} {#c#}"


def test_a_paper_reads_in_the_order_of_the_standard() -> None:
    assert lines(official_paper(CIRCULAR)) == [
        "奉节县河长办公室文件",
        "奉河长办发〔2026〕7号",
        "关于2026年第三季度河长履职情况的通报",
        "各乡镇人民政府、街道办事处，县级河长制责任单位：",
        "现将有关情况通报如下。",
        "一、总体情况",
        "（一）巡河。应巡4,420次。",
        "1.点名",
        "（1）永安街道。3人次。",
        "（二）整改",
        "二、要求。认真整改。",
        "按期反馈。",
        "附件：\t1.\t履职情况统计表",
        "\t2.\t问题清单",
        "奉节县河长办公室",
        "2026年11月2日",
        "（联系人：李晓梅）",
    ]


def test_the_imprint_and_tables_stand_with_their_words() -> None:
    body, imprint = tables(official_paper(CIRCULAR))
    assert body == [["乡镇", "问题"], ["白帝镇", "2"]]
    assert [row[0] for row in imprint] == [
        "信息公开选项：依申请公开",
        "抄送：县级河长。",
        "存证校验码：3f2a9c0b77d1e4aa",
        "奉节县河长办公室\t2026年11月3日印发",
    ]


def test_the_sheet_is_a4_with_the_margins_and_lines_of_the_standard() -> None:
    content = official_paper(CIRCULAR)
    section = opened(content).sections[0]
    measured = [section.page_width, section.page_height]
    measured += [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    for found, wanted in zip(measured, (210, 297, 37, 35, 28, 26), strict=True):
        assert found is not None
        assert abs(found - Mm(wanted)) < Mm(0.1)
    pitch = next(part(content).iter(f"{W}docGrid")).get(f"{W}linePitch")
    assert 22 * int(pitch) / 20 <= 225 / 25.4 * 72 < 22.1 * int(pitch) / 20
    letters = next(part(content, "word/styles.xml").iter(f"{W}spacing")).get(f"{W}val")
    assert 28 * (16 + int(letters) / 20) <= 156 / 25.4 * 72 < 29 * (16 + int(letters) / 20)


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("发文字号", "仿宋_GB2312", 16),
        ("公文标题", "方正小标宋简体", 22),
        ("公文正文", "仿宋_GB2312", 16),
        ("公文一级标题", "黑体", 16),
        ("版记文字", "仿宋_GB2312", 14),
        ("页码", "宋体", 14),
    ],
)
def test_chinese_letters_have_the_fonts_of_the_standard(style: str, font: str, points: float) -> None:
    content = official_paper(CIRCULAR)
    assert style_fonts(content, style) == (font, points)
    fallback = {each.get(f"{W}name"): each for each in part(content, "word/fontTable.xml")}[font]
    assert "," in fallback.find(f"{W}altName").get(f"{W}val")


def test_the_mark_and_its_rule_are_red_and_the_longer_name_is_narrower() -> None:
    narrow = []
    for mark in ("奉节县河长办", "奉节县总河长办公室、奉节县水利局、奉节县生态环境局文件"):
        content = official_paper(replace(CIRCULAR, issuer_mark=mark))
        run = next(each for each in part(content).iter(f"{W}r") if each.findtext(f"{W}t") == mark)
        assert run.find(f"{W}rPr/{W}color").get(f"{W}val") == "E60012"
        size, scale = (int(run.find(f"{W}rPr/{W}{name}").get(f"{W}val")) for name in ("sz", "w"))
        narrow.append(size / 2 * scale / 100)
        assert len(mark) * narrow[-1] <= 156 / 25.4 * 72 or len(mark) > 20
    assert narrow[0] > narrow[1]


def test_page_numbers_stand_outside_odd_right_even_left() -> None:
    content = official_paper(CIRCULAR)
    assert next(part(content, "word/settings.xml").iter(f"{W}evenAndOddHeaders")) is not None
    sides = [next(part(content, f"word/footer{n}.xml").iter(f"{W}jc")).get(f"{W}val") for n in (1, 2)]
    assert sides == ["right", "left"]
    assert text_of(content, "word/footer1.xml") == "— 1 —"


def test_a_paper_to_a_superior_names_its_signer_beside_the_number() -> None:
    assert "　奉河长办发〔2026〕7号\t签发人：张伟" in lines(official_paper(replace(CIRCULAR, signed_by="张伟")))


def test_one_attachment_is_not_numbered_and_none_is_not_mentioned() -> None:
    assert "附件：统计表" in lines(official_paper(replace(CIRCULAR, attachments=["统计表"])))
    assert not any("附件" in line for line in lines(official_paper(replace(CIRCULAR, attachments=[]))))


def test_a_letter_has_its_mark_in_the_head_and_no_imprint() -> None:
    content = letter(replace(CIRCULAR, issuer_mark="奉节县河长办公室"))
    assert text_of(content, "word/header1.xml") == "奉节县河长办公室"
    assert "印发" not in text_of(content)
    assert text_of(content, "word/footer3.xml") == ""  # no number on the first page
    assert lines(content)[0] == "奉河长办发〔2026〕7号"


@pytest.mark.parametrize("make", [official_paper, letter])
def test_nothing_told_is_read_as_a_template_or_as_xml(make: Callable[[Paper], bytes]) -> None:
    odd = replace(
        CIRCULAR,
        issuer_mark=ODD[:30],
        number=ODD,
        title=ODD,
        addressees=[ODD],
        body=[Paragraph(ODD), Heading(1, ODD, ODD), Table([ODD], [[ODD]])],
        attachments=[ODD],
        signature=ODD,
        note=ODD,
        copies=[ODD],
        audit_head=ODD,
        urgency=ODD,
        signed_by=ODD,
    )
    words = text_of(make(odd))
    assert words.count(ODD_KEPT) >= 8
    assert "49" not in words


def test_a_heading_of_a_fifth_level_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="level 5"):
        official_paper(replace(CIRCULAR, body=[Heading(5, "深")]))


def test_a_circular_of_a_thousand_rows_takes_seconds_and_little_memory() -> None:
    long = replace(CIRCULAR, body=[Table(["镇", "人", "次"], [["青杠街道", "张大山", "3"]] * 1_000)])
    tracemalloc.start()
    began = time.perf_counter()
    content = official_paper(long)
    took, (_, peak) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(opened(content).tables[0].rows) == 1_001
    assert took < 20
    assert peak < 150_000_000

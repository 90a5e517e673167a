import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PIL import Image

from documents.official.blocks import Paragraph
from documents.official.paper import Paper
from documents.official.photos import MOST_PHOTOS, Photo
from documents.official.reply import ReplyRow, ReplySlip, reply_slip
from documents.official.slip import SlipIssue, SlipKind, SupervisionSlip, supervision_slip
from tests.documents.conftest import Photo as TakePhoto
from tests.documents.official.test_official_paper import ODD, ODD_KEPT
from tests.documents.word_files import W, lines, part, tables, text_of

RUBBISH = SlipIssue(
    number="2026-0412",
    water="朱衣河西部新区段",
    place="左岸朱衣大桥下游约50米",
    issue="河岸堆放建筑垃圾",
    kind="垃圾堆放",
    severity="较重",
    unit="朱衣镇人民政府",
    person="王建国",
    requirement="清运垃圾，恢复岸坡",
    due_on=date(2026, 12, 5),
)
REPLY = ReplySlip(
    to="奉节县河长办公室",
    number="奉河长办发〔2026〕7号",
    rows=[ReplyRow("2026-0412", "河岸堆放建筑垃圾")],
    unit="朱衣镇人民政府",
    reply_by=date(2026, 12, 10),
)
SLIP = SupervisionSlip(
    paper=Paper(
        issuer_mark="奉节县河长办公室",
        number="奉河长办发〔2026〕7号",
        title="关于朱衣河建筑垃圾堆放问题整改的督办单",
        addressees=["朱衣镇人民政府"],
        body=[],
        signature="奉节县河长办公室",
        date=date(2026, 11, 21),
        audit_head="3f2a9c0b77d1e4aa",
    ),
    kind=SlipKind.SUPERVISION,
    issues=[RUBBISH],
    basis="县河长办公室暗访情况",
    reply_by=date(2026, 12, 10),
    reply=REPLY,
)


def pictures(content: bytes) -> list[Image.Image]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return [Image.open(io.BytesIO(parts.read(name))) for name in parts.namelist() if "media" in name]


def test_an_issue_without_words_is_not_told_twice() -> None:
    wordless = replace(RUBBISH, issue="垃圾堆放")
    assert tables(supervision_slip(replace(SLIP, issues=[wordless])))[0][1][2] == "垃圾堆放（较重）"


def test_a_supervision_slip_says_what_is_wrong_who_mends_it_and_by_when() -> None:
    content = supervision_slip(SLIP)
    assert tables(content)[0] == [
        ["编号", "河流及位置", "问题", "责任单位", "整改要求", "整改时限"],
        [
            "2026-0412",
            "朱衣河西部新区段，左岸朱衣大桥下游约50米",
            "河岸堆放建筑垃圾（垃圾堆放·较重）",
            "朱衣镇人民政府 王建国",
            "清运垃圾，恢复岸坡",
            "2026年12月5日",
        ],
    ]
    said = lines(content)
    assert "根据县河长办公室暗访情况，现将以下问题予以督办，请按要求限期整改。" in said
    assert any("请于2026年12月10日前填写所附回执报我办" in line for line in said)


def test_the_reply_slip_begins_a_page_of_its_own_and_names_number_and_day() -> None:
    content = supervision_slip(SLIP)
    body = part(content)
    title = next(p for p in body.iter(f"{W}p") if "".join(t.text or "" for t in p.iter(f"{W}t")).endswith("回执"))
    assert title.find(f"{W}pPr/{W}pageBreakBefore") is not None
    form = tables(content)[-3]
    assert form[0] == ["督办文号", "奉河长办发〔2026〕7号", "回复期限", "2026年12月10日前"]
    assert form[1] == ["承办单位", "朱衣镇人民政府", "收到时间", "　　年　　月　　日"]
    assert tables(content)[-2][1] == ["2026-0412", "河岸堆放建筑垃圾", "", "", "□是 □否"]


def test_a_slip_without_a_reply_slip_ends_with_its_imprint() -> None:
    content = supervision_slip(replace(SLIP, reply=None))
    assert "回执" not in text_of(content)
    assert tables(content)[-1] == [["存证校验码：3f2a9c0b77d1e4aa"], ["奉节县河长办公室\t2026年11月21日印发"]]


@pytest.mark.parametrize(
    ("kind", "words"), [(SlipKind.ASSIGNMENT, "交你单位办理"), (SlipKind.PROMPT, "提示你单位，请予重视")]
)
def test_an_assignment_and_a_prompt_have_their_own_words(kind: SlipKind, words: str) -> None:
    assert words in text_of(supervision_slip(replace(SLIP, kind=kind)))


def test_the_offices_own_words_replace_ours() -> None:
    own = replace(SLIP, opening="经研究，督办如下。", paper=replace(SLIP.paper, body=[Paragraph("请立即整改。")]))
    words = text_of(supervision_slip(own))
    assert "经研究，督办如下。" in words
    assert "请立即整改。" in words
    assert "整改要求：" not in words
    assert "反馈方式" not in words


def test_photos_are_made_smaller_lose_their_camera_data_and_keep_their_shape(photo: TakePhoto) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Phone"
    taken = Photo(
        photo(4000, 3000, exif=exif),
        "2026-0412",
        "整改前",
        datetime(2026, 11, 20, 1, 12, tzinfo=UTC),
        "桥下",
        "3fa9" * 16,
    )
    content = supervision_slip(replace(SLIP, evidence=[taken, replace(taken, picture=photo(600, 1200))]))
    wide, high = sorted(pictures(content), key=lambda each: each.height / each.width)
    assert max(wide.size) <= 1280
    assert abs(wide.width / wide.height - 4 / 3) < 0.01
    assert high.size == (600, 1200)
    assert not wide.getexif()
    assert "2026-0412　整改前　2026-11-20 09:12　桥下　校验码 3fa93fa93fa9" in text_of(content)
    assert "附件：问题照片" in lines(content)


def test_a_photo_that_cannot_be_opened_says_so_and_too_many_are_counted(photo: TakePhoto) -> None:
    broken = supervision_slip(replace(SLIP, evidence=[Photo(b"\xff\xd8 broken", "2026-0412")]))
    assert "（照片打不开）" in text_of(broken)
    many = supervision_slip(replace(SLIP, evidence=[Photo(photo(80, 60), str(n)) for n in range(MOST_PHOTOS + 3)]))
    assert "另有3张照片存河长办公室，未列出。" in text_of(many)


def test_a_slip_without_issue_or_addressee_is_refused() -> None:
    with pytest.raises(ValueError, match="addressee"):
        supervision_slip(replace(SLIP, issues=[]))
    with pytest.raises(ValueError, match="addressee"):
        supervision_slip(replace(SLIP, paper=replace(SLIP.paper, addressees=[" ", "\x00"])))


def test_forty_issues_have_a_row_each_and_the_head_comes_again_on_each_page() -> None:
    content = supervision_slip(replace(SLIP, issues=[replace(RUBBISH, number=f"2026-{n:04d}") for n in range(40)]))
    assert len(tables(content)[0]) == 41
    assert next(part(content).iter(f"{W}tblHeader")) is not None
    assert "现将以下40个问题予以督办" in text_of(content)


def test_a_reply_that_was_filled_in_shows_what_was_done(photo: TakePhoto) -> None:
    done = ReplyRow("2026-0412", "垃圾", "已清运32立方米", date(2026, 12, 3), True)
    pair = [Photo(photo(), "2026-0412", shows) for shows in ("整改前", "整改后")]
    filled = replace(REPLY, rows=[done], received_on=date(2026, 11, 22), person="王建国", opinion="属实", photos=pair)
    content = reply_slip(filled, date(2026, 12, 4))
    assert tables(content)[1][1] == ["2026-0412", "垃圾", "已清运32立方米", "2026年12月3日", "是"]
    assert tables(content)[2][0][1].startswith("属实")
    assert len(pictures(content)) == 1  # the same photo twice is kept once
    assert "2026-0412　整改后" in text_of(content)


def test_nothing_on_a_slip_is_read_as_a_template_or_as_xml() -> None:
    issue = SlipIssue(ODD, ODD, ODD, ODD, ODD, ODD, ODD, ODD, ODD)
    odd = replace(SLIP, issues=[issue], basis=ODD, reply=replace(REPLY, to=ODD, rows=[ReplyRow(ODD, ODD, ODD)]))
    words = text_of(supervision_slip(odd))
    assert words.count("{{ 7*7 }}") >= 10
    assert ODD_KEPT in words
    assert "49" not in words

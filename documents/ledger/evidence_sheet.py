"""The list of an issue's evidence 证据清单 as a workbook: the files, what was done by whom, what it was made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from documents.about_sheet import About, about_sheet
from documents.cells import Cell, Kind
from documents.workbooks import Column, Sheet, workbook
from rules.issue_states import Act
from storage.issues.evidence import Deed, Exhibit
from storage.kept_files import Wholeness
from storage.models import MediaKind, MediaUse

KIND_WORDS = {
    MediaKind.PHOTO: "照片",
    MediaKind.IMAGE_FILE: "图片文件",
    MediaKind.VOICE: "语音",
    MediaKind.VIDEO: "视频",
    MediaKind.FILE: "文件",
}
USE_WORDS = {
    MediaUse.BEFORE: "整改前",
    MediaUse.AFTER: "整改后",
    MediaUse.PROGRESS: "进展",
    MediaUse.PATROL: "巡河",
    MediaUse.NOTE: "说明",
    MediaUse.UNSOLVED: "群众反映未解决",
    MediaUse.LOOK_BACK: "回头看",
    MediaUse.ANSWER: "答复",
}
WHOLENESS_WORDS = {
    Wholeness.WHOLE: "原件完好",
    Wholeness.MISSING: "原件缺失",
    Wholeness.ALTERED: "原件被改动",
    Wholeness.UNREADABLE: "原件读不出",
    None: "原件尚未取回",
}
PUBLIC = "群众"


@dataclass(frozen=True)
class EvidenceList:
    """An issue's evidence: the number, the files with how they were found just now, small pictures by id, the deeds."""

    number: str
    title: str
    exhibits: Sequence[Exhibit]
    wholeness: Mapping[int, Wholeness | None]
    pictures: Mapping[int, bytes]
    deeds: Sequence[Deed]


def evidence_sheet(told: EvidenceList, about: About) -> bytes:
    """An .xlsx with the sheets 证据清单, 操作记录 and 说明."""
    return workbook(
        [
            Sheet(
                "证据清单", _FILES, _files(told), told.title, large_paper=True, frozen_columns=2, footer=about.footer
            ),
            Sheet("操作记录", _DEEDS, _deeds(told), f"{told.title}　操作记录", footer=about.footer),
            about_sheet(about, f"{len(told.exhibits)}件"),
        ]
    )


_FILES = (
    Column("序号", 6, Kind.NUMBER),
    Column("用途", 11, Kind.CENTRED),
    Column("种类", 10, Kind.CENTRED),
    Column("缩略图", 20, Kind.PICTURE),
    Column("报送人", 10, Kind.CENTRED),
    Column("发送时间", 16, Kind.MOMENT),
    Column("接收时间", 16, Kind.MOMENT),
    Column("接收编号", 13, Kind.CENTRED, note="消息平台给这条消息的编号"),
    Column("位置", 24, Kind.LONG_TEXT),
    Column("转发", 8, Kind.CENTRED),
    Column("文件名", 18, Kind.LONG_TEXT),
    Column("字节数", 11, Kind.NUMBER),
    Column("校验值（SHA-256）", 34, Kind.LONG_TEXT),
    Column("原件核对", 13, Kind.CENTRED, note="导出时重新计算校验值，与收到时比对"),
    Column("疑似重复", 14, Kind.CENTRED, note="与这一件相同或几乎相同的照片所属的问题"),
)
_DEEDS = (
    Column("记录编号", 10, Kind.NUMBER),
    Column("时间", 16, Kind.MOMENT),
    Column("办理人", 10, Kind.CENTRED),
    Column("办理", 16, Kind.CENTRED),
    Column("校验值（SHA-256）", 70),
)


def _files(told: EvidenceList) -> Iterator[Sequence[Cell]]:
    for serial, one in enumerate(told.exhibits, start=1):
        yield (
            *(serial, USE_WORDS[one.use], KIND_WORDS[one.kind], told.pictures.get(one.id), one.person or PUBLIC),
            *(
                one.sent_at,
                one.received_at,
                str(one.update_id or ""),
                place_words(one),
                "转发" if one.forwarded else "",
            ),
            *(one.file_name, one.size, one.sha256, WHOLENESS_WORDS[told.wholeness.get(one.id)], one.twin),
        )


def place_words(one: Exhibit) -> str:
    """Where it was taken or sent from, as far as known."""
    if one.place is None:
        return ""
    source = "发送时的轨迹" if one.on_track else "照片自带"
    return f"东经{one.place.lon:.5f}°，北纬{one.place.lat:.5f}°（{source}）"


def _deeds(told: EvidenceList) -> Iterator[Sequence[Cell]]:
    for deed in told.deeds:
        yield (deed.number, deed.at, deed.person or PUBLIC, _act(deed.act), deed.hash)


_OTHER_ACTS = {"join": "附议", "amend_words": "改说明", "explain_not_solved": "说明未解决"}


def _act(act: str) -> str:
    return Act(act).word if act in set(Act) else _OTHER_ACTS.get(act, "其他")

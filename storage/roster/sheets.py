"""The roster workbook's sheets and headings: the one table the empty workbook and the importer both read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rules.geodesy import Datum
from rules.roles import Level, Role


class Form(StrEnum):
    """What a cell of a column holds."""

    TEXT = "text"
    DATE = "date"


@dataclass(frozen=True)
class Column:
    """One heading: its name in row 1, what to write under it, an example, the words allowed (none: any)."""

    name: str
    note: str
    example: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    form: Form = Form.TEXT


@dataclass(frozen=True)
class RosterSheet:
    """One sheet: its name, what a row of it is, its columns from left to right."""

    name: str
    about: str
    columns: tuple[Column, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of the columns, as they stand in row 1."""
        return tuple(column.name for column in self.columns)


GUIDE: Final = "填写说明"  # the first sheet; the importer passes over it
REGION_LEVELS: Final = tuple(level.word for level in Level)
WATER_KINDS: Final = ("河流", "湖泊", "水库", "塘", "渠", "河段", "泵站", "排口", "点位")
DATUMS: Final = tuple(datum.word for datum in Datum)
ROLES: Final = tuple(role.word for role in Role if role is not Role.PUBLIC)  # the public need no appointment

_PHONE = (
    "11位手机号，是此人在机器人里绑定账号的凭据，须与本人Telegram所用号码一致。可带+86、空格、横线；境外号码写+国家码。"
)

REGIONS: Final = RosterSheet(
    "行政区",
    "本辖区内的市、区县、镇街、村社区，一行一个。上级写在下级前后都可以。",
    (
        Column("编码", "行政区划代码或自编编码，全表不重复；其他表用它指这个行政区。", "500227105", True),
        Column("名称", "公文里用的简称。", "青杠街道", True),
        Column("级别", "从下拉框选。", Level.TOWNSHIP.word, True, REGION_LEVELS),
        Column("上级编码", "上一级行政区的编码；最高一级留空。", "500227"),
    ),
)
WATERS: Final = RosterSheet(
    "水体",
    "河流、湖泊、水库等以及它们的河段，一行一个。河段的上级是所在的河流，支流的上级是干流。",
    (
        Column("编码", "自编编码，全表不重复；任职表用它指这个水体。", "BNH-03", True),
        Column("名称", "河段写全称，让河长一看就知道是哪一段。", "璧南河青杠段", True),
        Column("类型", "从下拉框选；分给某位河长管的一段选「河段」。", "河段", True, WATER_KINDS),
        Column("上级编码", "上一级水体的编码；没有则留空。", "BNH"),
        Column("所在行政区编码", "水体所在的最小行政区；跨界的写共同上级。", "500227105", True),
        Column(
            "岸线坐标",
            "沿巡查路线依次写「经度,纬度」，点与点之间用分号隔开。留空也能导入，但算不出河段覆盖率。一格最多约1500个点。",
            "106.2031,29.5412;106.2047,29.5388;106.2069,29.5361",
        ),
        Column(
            "坐标系",
            "岸线坐标用的坐标系，填了坐标就必填。手机GPS、天地图是WGS-84或CGCS2000；高德、腾讯是GCJ-02；百度是BD-09。导入时统一换算。",
            "GCJ-02",
            choices=DATUMS,
        ),
        Column("说明", "起止点、长度等，供人阅读。", "青杠大桥至白云湖出口，2.8公里"),
    ),
)
UNITS: Final = RosterSheet(
    "单位",
    "河长办、责任单位、联络员单位，一行一个。",
    (
        Column("编码", "自编编码，全表不重复；任职表用它指这个单位。", "DW-08", True),
        Column("名称", "单位全称或规范简称。", "区生态环境局", True),
        Column("所在行政区编码", "单位所属的行政区。", "500227", True),
    ),
)
PEOPLE: Final = RosterSheet(
    "人员",
    "每人一行，一个手机号只写一次；身兼数职的在任职表里写多行。",
    (
        Column("姓名", "本人姓名。", "张大山", True),
        Column("手机号", _PHONE, "138 0013 8000", True),
        Column("单位职务", "行政职务，供人阅读。", "青杠街道白云村党支部书记"),
    ),
)
POSTS: Final = RosterSheet(
    "任职",
    "谁、以什么角色、管哪里、从何时到何时，一行一项。换届或调动时不要删旧行：填上旧行的截止日期，再给继任者加一行。",
    (
        Column("姓名", "与人员表一致。", "张大山", True),
        Column("手机号", "与人员表同一个号码，用来找到这个人。", "13800138000", True),
        Column("角色", "从下拉框选。", Role.RIVER_CHIEF.word, True, ROLES),
        Column("级别", "这项任职的级别，从下拉框选。", Level.VILLAGE.word, True, REGION_LEVELS),
        Column("行政区编码", "任职所在的行政区，编码见行政区表。", "500227105003", True),
        Column("水体编码", "河长、湖长、库长等管的水体，一行一个水体；与水体无关的角色留空。", "BNH-03"),
        Column("单位编码", "在河长办、责任单位、联络员单位任职的必填，编码见单位表。", ""),
        Column("职务名称", "通知和通报里怎么称呼。", "璧南河青杠段村级河长"),
        Column("起始日期", "任职第一天；留空按导入当天。", "2026-01-01", form=Form.DATE),
        Column("截止日期", "任职最后一天；仍在任的留空。", "", form=Form.DATE),
    ),
)
SHEETS: Final = (REGIONS, WATERS, UNITS, PEOPLE, POSTS)

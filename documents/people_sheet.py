"""Who has no account yet, as a workbook to work off: township, name, posts, number, a link to send."""

from collections.abc import Callable, Sequence
from datetime import date

from documents.cells import Kind
from documents.figures_sheet import OWN
from documents.official.text import day_words
from documents.workbooks import Column, Sheet, workbook
from rules.phones import dialled
from storage.posts.unbound import Missing

_COLUMNS = (
    Column("序号", 6, Kind.NUMBER),
    Column("所属", 14),
    Column("姓名", 10),
    Column("职务", 40, Kind.LONG_TEXT),
    Column("手机号", 14),
    Column("工作单位", 22, Kind.LONG_TEXT),
    Column("邀请链接", 42, note="发给本人，点开后分享自己的手机号即可；号码须与名册一致，他人点开无效。"),
)


def people_sheet(people: Sequence[Missing], day: date, region: str, link: Callable[[int], str]) -> bytes:
    """The list as of a day; `link` gives the address that invites a person."""
    title = f"{region}尚未绑定人员（截至{day_words(day)}，共{len(people)}人）"
    rows = [
        (serial, f"{each.part.name}{OWN if each.part.own else ''}", each.name, "；".join(each.posts),
         dialled(each.phone), each.workplace, link(each.person_id))
        for serial, each in enumerate(people, start=1)
    ]  # fmt: skip
    return workbook([Sheet("未绑定人员", _COLUMNS, rows, title, frozen_columns=3)])

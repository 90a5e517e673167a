"""A small roster for tests, told as an office would fill it in: 大溪镇 with two villages on the 清江."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook

from storage.roster.book import RosterBook, Row
from storage.roster.sheets import SHEETS

Lines = list[tuple[str, ...]]

LINE = "106.2000,29.6000;106.2010,29.6010;106.2020,29.6020"
ZHANG, LI, WANG = "13900000001", "13900000002", "13900000003"
REACH = "QJ-1"


def _regions() -> Lines:
    return [
        ("51", "大溪县", "县级", ""),
        ("5101", "大溪镇", "乡镇级", "51"),
        ("510101", "柳树村", "村级", "5101"),
        ("510102", "槐树村", "村级", "5101"),
    ]


def _waters() -> Lines:
    return [
        ("QJ", "清江", "河流", "", "51", "", "", ""),
        (REACH, "清江柳树村段", "河段", "QJ", "510101", LINE, "WGS-84", "柳树桥至渡口"),
        ("QJ-2", "清江槐树村段", "河段", "QJ", "510102", "", "", ""),
    ]


def _people() -> Lines:
    return [("张大山", ZHANG, "柳树村书记"), ("李水生", LI, "镇河长办干事"), ("王秀兰", WANG, "槐树村书记")]


def _posts() -> Lines:
    return [
        chief("张大山", ZHANG, since="2026-01-01"),
        ("李水生", LI, "河长办", "乡镇级", "5101", "", "HZB", "镇河长办干事", "2026-01-01", ""),
        ("王秀兰", WANG, "河长", "村级", "510102", "QJ-2", "", "清江槐树村段村级河长", "", ""),
    ]


def chief(name: str, phone: str, since: str = "", until: str = "", water: str = REACH) -> tuple[str, ...]:
    """A row of 任职: village chief of the reach of 柳树村."""
    return (name, phone, "河长", "村级", "510101", water, "", "清江柳树村段村级河长", since, until)


@dataclass
class Roster:
    """The five sheets, to be changed by a test before they are read."""

    regions: Lines = field(default_factory=_regions)
    waters: Lines = field(default_factory=_waters)
    units: Lines = field(default_factory=lambda: [("HZB", "大溪镇河长办", "5101")])
    people: Lines = field(default_factory=_people)
    posts: Lines = field(default_factory=_posts)

    @property
    def lines(self) -> Sequence[Lines]:
        """In the order of the workbook."""
        return (self.regions, self.waters, self.units, self.people, self.posts)

    @property
    def book(self) -> RosterBook:
        """As if read from a workbook."""
        return RosterBook(
            {
                sheet.name: [
                    Row(number, {h: text for h, text in zip(sheet.headings, cells, strict=True) if text})
                    for number, cells in enumerate(lines, start=2)
                ]
                for sheet, lines in zip(SHEETS, self.lines, strict=True)
            }
        )

    @property
    def workbook(self) -> Workbook:
        """As an .xlsx, still open for a test to spoil."""
        made = Workbook()
        made.remove(made.worksheets[0])
        for sheet, lines in zip(SHEETS, self.lines, strict=True):
            page = made.create_sheet(sheet.name)
            for cells in (sheet.headings, *lines):
                page.append(list(cells))
        return made

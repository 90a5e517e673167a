"""Writes the Word templates that come with the bot: `python -m documents.official.templates`.

An office that wants its own takes one of them, changes it in Word and leaves the {{ … }} and {% … %} it needs.
"""

from __future__ import annotations

from pathlib import Path

from documents.circulars import layout as circular
from documents.duty_reports import layout as duty_report
from documents.official import paper_layout as paper
from documents.official import slip_layout as slip
from documents.official.layout import field, if_, loop, paragraph, run
from documents.official.package import package, section
from documents.official.styles import SONG, look
from documents.official.styles import R as RELATIONS
from documents.official.styles import W as WORDS
from documents.patrols import log_layout as log

FOLDER = Path(__file__).parents[1] / "templates"


def built() -> dict[str, bytes]:
    """Every template by its file name."""
    top = paper.title() + paper.addressees()
    body = top + paper.blocks("body") + paper.tail()
    slips = paper.head() + top + paper.blocks("opening") + slip.issues() + paper.blocks("body") + paper.tail()
    ending = slip.evidence() + paper.imprint() + if_("reply", slip.reply(new_page=True))
    return {
        "official_paper.docx": _official(paper.head() + body + paper.imprint()),
        "slip.docx": _official(slips + ending),
        "circular.docx": _official(paper.head() + body + circular.chart_page() + paper.imprint()),
        "reply_slip.docx": _official(slip.reply(new_page=False)),
        "interview_record.docx": _official(paper.title() + paper.blocks("body") + paper.stamp(), top=1134),
        "letter.docx": _letter(paper.letter_number() + body + paper.letter_end()),
        "duty_report.docx": _official(duty_report.body()),
        "patrol_log.docx": _official(loop("log", "logs", log.log_page()), top=1417),
        "patrol_list.docx": _official(log.log_list(), top=1417, across=True),
    }


def _official(body: str, top: int = 2098, across: bool = False) -> bytes:
    """The common sheet: page numbers — 1 — outside, odd right, even left (7.5)."""
    parts = {"footer1": _page_number("right"), "footer2": _page_number("left")}
    return package(body, section(parts, "footer1:default footer2:even", top, across=across), parts)


def _letter(body: str) -> bytes:
    """The sheet of a letter: mark 30 mm below the edge, red double rules, no number on the first page (10.1)."""
    mark = paragraph("发文机关标志", run("{{r issuer_mark_run }}")) + paragraph("函首线")
    parts = {
        "header1": f"<w:hdr {WORDS} {RELATIONS}>{mark}</w:hdr>",
        "header2": f"<w:hdr {WORDS}>{paragraph('收尾')}</w:hdr>",
        "footer1": _page_number("right"),
        "footer2": _page_number("left"),
        "footer3": f"<w:ftr {WORDS}>{paragraph('函尾线')}</w:ftr>",
    }
    references = "header1:first header2:default header2:even footer1:default footer2:even footer3:first"
    return package(body, section(parts, references, header=1701, footer=1134), parts)


def _page_number(side: str) -> str:
    letters = look(SONG, 14, "", SONG)
    number = run("— ", letters) + field("PAGE", letters) + run(" —", letters)
    outside = f'<w:ind w:{side}="280"/><w:jc w:val="{side}"/>'
    return f"<w:ftr {WORDS}>{paragraph('页码', number, more=outside)}</w:ftr>"


def main() -> None:
    """Writes the files beside this module."""
    FOLDER.mkdir(exist_ok=True)
    for name, content in built().items():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main()

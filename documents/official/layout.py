"""The pieces a Word template is put together from: paragraphs, runs, tables, and the tags that docxtpl reads."""

from __future__ import annotations

from collections.abc import Sequence

from documents.official.styles import text


def run(words: str, look: str = "") -> str:
    """Words in one look; `look` is the inside of a w:rPr."""
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{text(words)}</w:r>"


def told(name: str, look: str = "") -> str:
    """What the paper tells under this name."""
    return run(f"{{{{ {name} }}}}", look)


def field(name: str, look: str) -> str:
    """A field that the word processor counts, e.g. PAGE."""
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:rPr>{look}</w:rPr>{text("1")}</w:r></w:fldSimple>'


def paragraph(style: str, *runs: str, more: str = "") -> str:
    """A paragraph of a style; `more` is what of its w:pPr differs, in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{"".join(runs)}</w:p>'


def loop(each: str, many: str, inside: str, unit: str = "p") -> str:
    """The inside once for each; `unit` says what the tags stand in: paragraphs (p) or rows (tr)."""
    return _tag(f"for {each} in {many}", unit) + inside + _tag("endfor", unit)


def if_(condition: str, then: str, otherwise: str = "", unit: str = "p") -> str:
    """The one or the other."""
    middle = _tag("else", unit) + otherwise if otherwise else ""
    return _tag(f"if {condition}", unit) + then + middle + _tag("endif", unit)


def table(
    widths: Sequence[int],
    rows: str,
    *,
    borders: tuple[int, int, int] = (8, 4, 4),
    place: str = "",
    margin: int = 85,
) -> str:
    """A table of columns `widths` twentieths of a point wide; borders outside, between rows, between columns
    in eighths of a point, 0 for none. `place` makes it float."""
    outside, across, down = borders
    sides = [("top", outside), ("left", down and outside), ("bottom", outside), ("right", down and outside)]
    lines = "".join(_border(side, size) for side, size in [*sides, ("insideH", across), ("insideV", down)])
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    inner = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 28), ("left", margin), ("bottom", 28), ("right", margin))
    )
    return (
        f'<w:tbl><w:tblPr>{place}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{inner}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def row(*cells: str, head: bool = False, height: int = 0) -> str:
    """A row that no page break divides; a head comes again on each page; `height` is the least, in twentieths."""
    least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{least}{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(cells)}</w:tr>"


def cell(width: int, *paragraphs: str, top: bool = False, over: int = 1) -> str:
    """A cell over so many columns; its words stand in the middle of its height or at the top."""
    span = f'<w:gridSpan w:val="{over}"/>' if over > 1 else ""
    align = "top" if top else "center"
    inside = "".join(paragraphs)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="{align}"/></w:tcPr>{inside}</w:tc>'


def listing(each: str, many: str, columns: Sequence[tuple[int, str, str, str]], height: int = 0) -> str:
    """A table of many: each column's width, title, name of what it tells, style."""
    head = row(*(cell(width, paragraph("表头", run(title))) for width, title, _, _ in columns), head=True)
    cells = (cell(width, paragraph(style, told(f"{each}.{name}"))) for width, _, name, style in columns)
    rows = head + loop(each, many, row(*cells, height=height), "tr")
    return table([width for width, *_ in columns], rows)


def form(widths: Sequence[int], fields: Sequence[tuple[str, str, str, str]], height: int) -> str:
    """Rows of a form: a label and what is told, twice a row."""
    return "".join(row(*_field_cells(widths, each), height=height) for each in fields)


def _field_cells(widths: Sequence[int], each: tuple[str, str, str, str]) -> list[str]:
    labels = [paragraph("表头", run(label)) for label in each[::2]]
    values = [paragraph("表格文字", told(name)) for name in each[1::2]]
    return [cell(w, inside) for w, inside in zip(widths, (labels[0], values[0], labels[1], values[1]), strict=True)]


def _tag(words: str, unit: str) -> str:
    paragraph_ = f"<w:p><w:r><w:t>{{%{unit} {words} %}}</w:t></w:r></w:p>"
    return paragraph_ if unit == "p" else f"<w:tr><w:tc>{paragraph_}</w:tc></w:tr>"


def _border(side: str, size: int) -> str:
    kind = "single" if size else "nil"
    return f'<w:{side} w:val="{kind}" w:sz="{size}" w:space="0" w:color="auto"/>'


GAP = paragraph("收尾", more='<w:spacing w:line="120" w:lineRule="exact"/>')  # a little air below a table

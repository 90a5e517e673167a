"""Fonts, sizes and paragraphs of GB/T 9704-2012 as the styles of a Word file."""

from __future__ import annotations

from xml.sax.saxutils import escape

SONG, TITLE, BODY, KAI, HEI = "宋体", "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"
LATIN = "Times New Roman"
# A machine without the first font takes the next of these (fontTable.xml, w:altName).
FALLBACKS = {
    TITLE: "方正小标宋_GBK,方正小标宋,小标宋体,华文中宋,STZhongsong,宋体,SimSun,Noto Serif CJK SC",
    BODY: "仿宋,FangSong,华文仿宋,STFangsong,宋体,SimSun,Noto Serif CJK SC",
    KAI: "楷体,KaiTi,华文楷体,STKaiti,宋体,SimSun,Noto Serif CJK SC",
    HEI: "SimHei,华文黑体,微软雅黑,Microsoft YaHei,Noto Sans CJK SC",
    SONG: "SimSun,华文宋体,STSong,Noto Serif CJK SC",
}
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
# 225 mm of type area in 22 lines, in twentieths of a point; letters of 16 points a little closer, 28 on 156 mm.
# (A grid of letters would say the same to Word, but LibreOffice reads it as 23 letters a line.)
LINE, CLOSER = 579, -5
RED = "E60012"


def styles() -> str:
    """styles.xml: the defaults, the paragraphs by their names, and a table with thin rules."""
    named = "".join(_style(*each) for each in _PARAGRAPHS)
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    size = '<w:sz w:val="32"/><w:szCs w:val="32"/>'
    letters = f'{fonts(BODY)}<w:spacing w:val="{CLOSER}"/>{size}{language}'
    margins = '<w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
    return (
        f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{letters}</w:rPr></w:rPrDefault><w:pPrDefault/>"
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:qFormat/><w:pPr><w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'<w:spacing w:line="{LINE}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        f'<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>{named}</w:styles>'
    )


def font_table() -> str:
    """fontTable.xml: each font with those that stand in for it."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in FALLBACKS.items()
    )
    return f'<w:fonts {W}>{entries}<w:font w:name="{LATIN}"><w:charset w:val="00"/></w:font></w:fonts>'


def fonts(chinese: str, latin: str = LATIN) -> str:
    """The w:rFonts of a run: Chinese letters by w:eastAsia, Latin ones and digits by the others."""
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}"/>'


def look(chinese: str, size: float, more: str = "", latin: str = LATIN) -> str:
    """The inside of a w:rPr: font, what stands between in the schema's order, size in points."""
    half_points = round(size * 2)
    return f'{fonts(chinese, latin)}{more}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def text(words: str) -> str:
    """A w:t that keeps its spaces."""
    return f'<w:t xml:space="preserve">{escape(words)}</w:t>'


def _style(name: str, paragraph: str, run: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


_RED = f'<w:color w:val="{RED}"/>'
_TWO_IN = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_CENTRE, _LEFT, _RIGHT = '<w:jc w:val="center"/>', '<w:jc w:val="left"/>', '<w:jc w:val="right"/>'
_RULE = f'<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="11" w:color="{RED}"/></w:pBdr>'
_FREE = '<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>'


def _pitch(points: float) -> str:
    return f'<w:spacing w:line="{round(points * 20)}" w:lineRule="exact"/>'


def _close(points: float) -> str:
    """A pitch of its own, off the 22 lines of the page."""
    return f'<w:snapToGrid w:val="0"/>{_pitch(points)}'


def _letter_rule(kind: str, side: str) -> str:
    border = f'<w:pBdr><w:{side} w:val="{kind}" w:sz="24" w:space="1" w:color="{RED}"/></w:pBdr>'
    return f'{border}{_pitch(12)}<w:ind w:left="-454" w:right="-340"/>'


_LETTERS = look(BODY, 16)
_PARAGRAPHS = (
    ("发文机关标志", f"<w:keepNext/>{_close(72)}{_CENTRE}", look(TITLE, 54, _RED, TITLE)),
    ("发文字号", f"<w:keepNext/>{_RULE}{_CENTRE}", _LETTERS),
    # 4 mm lie between number and rule (the space of the border); the tab puts 签发人 one letter from the edge.
    ("上行文字号", f'<w:keepNext/>{_RULE}<w:tabs><w:tab w:val="right" w:pos="8525"/></w:tabs>{_LEFT}', _LETTERS),
    ("公文标题", f"<w:keepNext/>{_close(34)}{_CENTRE}", look(TITLE, 22, latin=TITLE)),
    ("主送机关", "<w:keepNext/>" + _LEFT, _LETTERS),
    ("公文正文", _TWO_IN, _LETTERS),
    ("公文一级标题", "<w:keepNext/>" + _TWO_IN, look(HEI, 16)),
    ("公文二级标题", _TWO_IN, _LETTERS),
    ("公文三级标题", _TWO_IN, _LETTERS),
    ("附件说明", '<w:keepNext/><w:keepLines/><w:ind w:left="1600" w:hanging="960"/>' + _LEFT, _LETTERS),
    (
        "附件说明多项",
        '<w:keepNext/><w:keepLines/><w:tabs><w:tab w:val="left" w:pos="1600"/>'
        '<w:tab w:val="left" w:pos="2080"/></w:tabs>'
        f'<w:ind w:left="2080" w:hanging="1440"/>{_LEFT}',
        _LETTERS,
    ),
    ("公文署名", "<w:keepNext/><w:keepLines/>" + _CENTRE, _LETTERS),
    ("附注", _TWO_IN, _LETTERS),
    ("附件标记", "<w:keepNext/><w:pageBreakBefore/>" + _LEFT, look(HEI, 16)),
    ("版记文字", f"{_pitch(26)}{_LEFT}", look(BODY, 14)),
    ("校验码", f"{_close(16)}{_LEFT}", look(BODY, 9)),
    # Double rules of 170 mm, 20 mm from either edge of the paper: thick above thin, and thin above thick (10.1).
    ("函首线", _letter_rule("thickThinSmallGap", "bottom"), look(BODY, 1)),
    ("函尾线", _letter_rule("thinThickSmallGap", "bottom"), look(BODY, 1)),
    ("函号", _RIGHT, _LETTERS),
    ("页码", _FREE, look(SONG, 14, latin=SONG)),
    ("表头", f"<w:keepNext/>{_close(20)}{_CENTRE}", look(HEI, 12)),
    ("表格文字", f"{_close(19)}{_LEFT}", look(BODY, 12)),
    ("表格居中", f"{_close(19)}{_CENTRE}", look(BODY, 12)),
    ("照片", f"<w:keepNext/>{_FREE}{_CENTRE}", look(BODY, 12)),
    ("照片说明", f"{_close(15)}{_LEFT}", look(BODY, 10.5)),
    ("收尾", '<w:snapToGrid w:val="0"/><w:spacing w:line="20" w:lineRule="exact"/>', look(BODY, 1)),
)

"""What goes out with a file is its caption: it must fit, however long the words of the office are."""

import re
from html import unescape
from zoneinfo import ZoneInfo

from bot.texts import Texts
from rules.papers import LONGEST_TITLE
from storage.papers.telling import MOST_WORDS

LONGEST_CAPTION = 1024


def test_the_longest_paper_fits_under_its_file() -> None:
    values = {
        "number": "璧" * 64,
        "issuer": "璧" * 110,
        "kind": "督办单",
        "title": "题" * LONGEST_TITLE,
        "issues": 100,
        "words": "要" * MOST_WORDS,
        "due_on": "2026-12-31",
    }
    said = Texts(ZoneInfo("Asia/Shanghai")).render("papers/issued", **values)
    assert len(unescape(re.sub(r"<[^>]+>", "", said))) <= LONGEST_CAPTION

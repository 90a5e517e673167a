"""Words by which a test finds what must not leave its circle, and the days of `tests/one_of_each.py`."""

from datetime import date, timedelta
from hashlib import sha256

from tests.river import MONDAY_MORNING

SECRET, HIDDEN, HIDDEN_NUMBER = "绝密", "隐情", "2026-7709"  # hidden: what an inspection under way has found
PUBLIC, PUBLIC_ID, PHONE = f"{SECRET}路人", 880088008, "+8613912345678"
DRAFT = "未定稿"  # in the title of what is not signed
# What only some may read: why somebody is away, a self-criticism, a self-review, a duty report, an objection, clues
# 问责线索, what goes before an interview (of a general chief too), a question to an office, clues for a patrol.
AWAY, CRITICISM, REVIEW, OWN_WORDS, OBJECTION = (f"{SECRET}{one}" for one in ("住院", "检讨书", "不足", "打算", "异议"))
CLUES, REQUEST, ABOVE, DOUBT, GATHERED = (f"{SECRET}{one}" for one in ("问责线索", "提请", "书记", "疑问", "暗访线索"))
FILE = sha256(SECRET.encode()).hexdigest()
AT = MONDAY_MORNING - timedelta(hours=2)
TODAY = date(2026, 11, 23)
DUE = date(2026, 12, 1)

"""Whatever is said in the middle of any dialog is answered: blanks, floods, days that are none, files that are none."""

import io
from functools import cache
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import bindparam, select

from handlers.dialogs import Heard
from handlers.rooms import DIALOGS
from storage.models import Draft
from tests.databases import ONE_DATABASE
from tests.handlers.pressing import photographs, wrong
from tests.marks import PUBLIC_ID
from tests.one_of_each import lay_one_of_each, phone
from tests.people import Heard as Message
from tests.people import Person
from tests.river import River

pytestmark = pytest.mark.anyio
BLANK, LONG, HOSTILE = " \u3000\u200b\u202e\n", "💧字" * 1_365, "=1+1<b>{{ 7*7 }}</b>\u202e👨‍👩‍👧"
SAID: tuple[str | bytes, ...] = (BLANK, b"no workbook", b"", LONG, HOSTILE, "2026-02-30", "2020-01-01")
# Who opens which dialogs, by buttons of their own; one of every kind that hears words.
OPENED = {
    "wang": (
        "/ledger", "/figures", "/papers", "/people", "/points", "/boards", "/public", "/enter", "/report",
        "inspections:begin",
        "issue:reject:{registered}:{registered_since}", "issue:assign:{verified}:{verified_since}",
        "issue:urge:{accepted}:{accepted_since}", "issue:refer:{accepted}:{accepted_since}",
        "issue:merge:{verified}:{verified_since}", "issue:send_back:{done}:{done_since}", "look_back:draw",
        "look_back:item:{item}", "reply:add:urge", "saved:keep:n......", "sift:bulk:v......",
        "paper:draft:{assigned}", "paper:change:{paper_draft}:0", "paper:back:{paper_draft}:0",
        "public:ask_join:{submission}", "board:hotline:{board}", "board:add",
        "items:new:key_problem:{water}", "items:new:task:0", "items:link:{problem}",
        "boundary:begin:{fresh}", "boundary:answer:{asked}:{region}:ours", "campaign:new",
        "campaign:edit:{campaign}:members", "campaign:edit:{campaign}:until", "opinion:forward:{opinion}",
        "opinion:answer:{opinion}", "broadcasts:new", "broadcasts:correct:{broadcast}",
        "broadcasts:withdraw:{broadcast}", "broadcasts:answer:{question}", "/trial",
        "alert:begin", "alert:lift:{alert}",
        "absence:refuse:{leave}", "measures:new:prompt",
        "measure:another:{request}", "measure:record:{notified}", "measures:aside:{suggestion}", "measures:counts",
        "measures:display", "self_review:new",
    ),
    "zhao": ("issue:ask_extension:{assigned}:{assigned_since}",
             "issue:return:{assigned}:{assigned_since}", "issue:progress:{accepted}:{accepted_since}",
             "issue:submit:{accepted}:{accepted_since}", "issue:answer_urge:{accepted}:{accepted_since}",
             "transfer:answer:{transfer}", "paper:reply:{paper}", "items:progress:{decision}:0"),
    "chen": ("/circulars", "circular:add:{circular_draft}:0", "circular:strike_own:{circular_name}:0",
             "issue:supervise:{assigned}:{assigned_since}", "issue:lift_supervision:{accepted}:{accepted_since}",
             "brief:new", "brief:clue:{plan}"),
    "gu": ("duty_report:return:{duty_report}:1",),
    "li": ("measure:agree:{request}", "duty_list:note:2026:{chief_post}:{duty_item}", "self_review:add:{review}"),
    "zhang": ("absence:begin", "measure:answer:{measure}:0", "self_review:finish:{review_problem}:0",
              "duty_report:write:2026:next", "circular:object:{circular_name}", "mine:words:{registered}",
              "notice:ask:{recipient}", "/patrol", "/delegate"),
    "feng": ("opinion:new", "campaign:visit:{campaign}"),
    "public": ("solved:no:{solved}",),
}  # fmt: skip


@cache
def wrong_columns() -> bytes:
    """A workbook in which no sheet and no column has a name that anybody waits for."""
    book, target = Workbook(), io.BytesIO()
    page: Any = book.active
    for row in (("姓  名", "电话", "="), ("=1+1", "@x", "+8"), (None, "2026-02-30", "-")):
        page.append(row)
    book.save(target)
    return target.getvalue()


_NOW = select(Draft.dialog).where(~Draft.parked, Draft.chat_id == bindparam("chat"))


def hearing_words() -> set[str]:
    """The dialogs that hear words somewhere."""
    return {each.name for each in DIALOGS if any(Heard.WORDS in heard for heard in each.hears.values())}


def in_progress(river: River, who: Person) -> set[str]:
    """The dialog that somebody is in now."""
    with river.database.engine.connect() as connection:
        return set(connection.scalars(_NOW, {"chat": who.user.id}))


async def opens(who: Person, asked: str, under: Message) -> list[Message]:
    return await (who.says(asked) if asked.startswith("/") else who.taps_data(under, asked))


@ONE_DATABASE
async def test_bad_input_in_any_dialog_is_answered(river: River, caplog: pytest.LogCaptureFixture) -> None:
    ids = river.database.write_now(lay_one_of_each, river.county) | {"feng_telegram": 401, "public_telegram": PUBLIC_ID}
    photographs(river)
    silent, entered = [], set[str]()
    for key, opened in reversed(OPENED.items()):
        who = phone(river, ids, key) if key in ("feng", "public") else getattr(river, key)
        await who.hears()
        [*_, menu] = await who.says("/menu")
        for asked in opened:
            if not await opens(who, asked.format(**ids), menu):
                silent.append(asked)
            entered |= (dialog := in_progress(river, who))
            for one in SAID if dialog else ():
                if isinstance(one, str):
                    heard = await who.says(one)
                else:
                    heard = await who.sends_file("表.xlsx", one or wrong_columns())
                if not heard:
                    silent.append(f"{asked} {one!r:.20}")
                if in_progress(river, who) != dialog:
                    break  # it heard all it asked for; what it had interrupted goes on
    assert silent == []
    assert hearing_words() - entered == {"keeper"}  # needs a point: tests/handlers/points
    assert wrong(river, caplog) == []

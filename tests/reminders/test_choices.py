"""Beyond the day's budget the rest comes at the hour one chose, what is due first on top. It is Monday, 09:30."""

from dataclasses import replace
from datetime import timedelta

from storage.audit import By
from storage.chains import choices
from storage.models import Urgency
from tests.databases import ONE_DATABASE
from tests.reminders.conftest import PostOffice


@ONE_DATABASE
async def test_the_rest_of_the_day_comes_at_the_own_hour_in_the_order_of_the_due_dates(post_office: PostOffice) -> None:
    by = By(post_office.clock(), post_office.county.people["zhang"])
    post_office.database.write_now(choices.choose, by, 12)
    for what in ("一", "二", "三"):
        post_office.tells(post_office.news("zhang", what, Urgency.DAYTIME))
        await post_office.delivers()
    due = {"后": "2026-12-01", "先": "2026-11-24", "无期": None}
    for what, day in due.items():
        news = post_office.news("zhang", what, Urgency.DAYTIME)
        post_office.tells(replace(news, values={"what": what, "due_on": day}))
    await post_office.delivers()
    await post_office.delivers(timedelta(hours=2, minutes=29))
    assert len(post_office.heard("zhang")) == 3

    await post_office.delivers(timedelta(minutes=1))
    assert post_office.heard("zhang")[-1] == "☀️ 今日提醒（3 项）\n\n1. 先\n\n2. 后\n\n3. 无期"

"""Receiving a report: 收到 by one tap; an opinion, or why it goes back, in words."""

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, let_go
from handlers.duty_reports import rights
from handlers.duty_reports.mine import NAME as SUBJECT
from handlers.issues.rights import ids
from handlers.office import pages
from handlers.wording import words
from rules.duty_reports import ReportDeed
from rules.refusals import Refusal
from rules.roles import Role
from storage import drafts, issued
from storage.duty_reports import cards, deeds
from storage.duty_reports.cards import ReportCard
from storage.models import Draft

NAME = "duty_report_answer"
PAGE = 8


async def seen(context: Context, report_id: int) -> ReportCard:
    """The report, if it concerns this person."""
    card = await context.read(cards.card, report_id, context.today)
    rights.require_sight(context.desk, card)
    return card


async def open_report(update: Update, context: Context, more: list[str]) -> None:
    """Shows a report that was handed in, with what this person may do."""
    card = await seen(context, ids(more, 1)[0])
    await context.nod()
    await say_card(context, card)


async def say_card(context: Context, card: ReportCard) -> None:
    """The report in short, its file one tap away."""
    report = card.report
    flat = [
        (context.label(f"duty_reports.{deed}"), keyboards.data(SUBJECT, deed, report.id, report.revision))
        for deed in rights.deeds_now(context.desk, card)
    ]
    rows = [list(row) for row in keyboards.in_rows(flat, 2)]
    rows.append([(context.label("duty_reports.see_file"), keyboards.data(SUBJECT, "file", report.id))])
    if rights.is_office(context.desk):
        back = keyboards.data(SUBJECT, "office", report.year)
        rows.append([(context.label("duty_reports.to_year"), back)])
    await context.say("duty_reports/card", keyboards.buttons(rows), card=card, figures=report.figures)


async def show_received(update: Update, context: Context, more: list[str]) -> None:
    """The reports that a general chief received on a year, those to be looked at first."""
    year, offset = rights.year(context, more), ids(more, 2)[1]
    paths = [seat.region_path for seat in context.desk.seats_as(Role.GENERAL_CHIEF)]
    if not paths:
        raise Refusal("refusal/not_your_role")
    listed = await context.read(cards.received, context.person_id, paths, year, context.today)
    numbers = [
        (context.label("duty_reports.nth", n=n), keyboards.data(SUBJECT, "open", one.id))
        for n, (one, _, _) in enumerate(listed[offset : offset + PAGE], offset + 1)
    ]
    steps = [
        (context.label(f"duty_reports.{key}"), keyboards.data(SUBJECT, "received", year, at))
        for key, at in pages.beside(offset, PAGE, len(listed))
    ]
    back = [(context.label("duty_reports.look_again"), keyboards.data(SUBJECT, "mine", year))]
    rows = [*keyboards.in_rows(numbers, 4), *([steps] if steps else []), back]
    await context.nod()
    await pages.turn(update, context, "duty_reports/received", keyboards.buttons(rows), year=year,
                     listed=listed[offset : offset + PAGE], total=len(listed), first=offset + 1)  # fmt: skip


async def file(update: Update, context: Context, more: list[str]) -> None:
    """Hands over the file as it was handed in."""
    card = await seen(context, ids(more, 1)[0])
    if not card.report.file_sha256:
        raise Refusal("refusal/button_too_old")
    await context.nod()
    content = await context.read(issued.content, card.report.file_sha256)
    await context.hand_over(content, card.report.file_name, "duty_reports/kept_file", year=card.report.year)


async def receive(update: Update, context: Context, more: list[str]) -> None:
    """收悉: its author is told."""
    report_id, revision = ids(more, 2)
    card = await seen(context, report_id)
    by = context.by(rights.acting_post(context.desk, card, ReportDeed.RECEIVE))
    done = await context.transact(deeds.perform, by, report_id, revision, ReportDeed.RECEIVE, "", context.today)
    await context.nod()
    await context.retire_buttons()
    await context.say("duty_reports/done_receive", keyboards.menu(context), card=done)


async def begin_answer(update: Update, context: Context, more: list[str]) -> None:
    """反馈意见."""
    await _begin(context, more, ReportDeed.ANSWER)


async def begin_return(update: Update, context: Context, more: list[str]) -> None:
    """退回修改."""
    await _begin(context, more, ReportDeed.RETURN)


async def show(context: Context, draft: Draft) -> None:
    """Asks for the opinion or the reason."""
    rows = [[(context.label("duty_reports.cancel"), keyboards.data(NAME, "cancel", draft.id))]]
    await ask(context, draft, f"duty_reports/ask_{draft.data['deed']}", keyboards.buttons(rows),
              author=draft.data["author"], year=draft.data["year"])  # fmt: skip


async def hear(update: Update, context: Context, draft: Draft) -> None:
    """Does it with these words; its author is told."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    said, deed = words(update.effective_message).text, ReportDeed(draft.data["deed"])
    card = await seen(context, draft.data["report_id"])
    by = context.by(rights.acting_post(context.desk, card, deed))

    def answered(session: Session) -> ReportCard:
        revision = draft.data["revision"]
        return deeds.perform(session, by, card.report.id, revision, deed, said, context.today, draft.id)

    done = await context.transact(answered)
    await context.say(f"duty_reports/done_{deed}", keyboards.menu(context), card=done)


async def cancel(update: Update, context: Context, draft: Draft) -> None:
    """Leaves the report as it is."""
    await let_go(context, draft)
    await say_card(context, await seen(context, draft.data["report_id"]))


async def _begin(context: Context, more: list[str], deed: ReportDeed) -> None:
    report_id, revision = ids(more, 2)
    card = await seen(context, report_id)
    rights.acting_post(context.desk, card, deed)
    draft = await context.transact(
        drafts.begin, context.desk.chat_id, context.person_id, NAME, "words", context.now, report_id=report_id,
        revision=revision, deed=deed, author=card.author, year=card.report.year,
    )  # fmt: skip
    await context.nod()
    await show(context, draft)


DIALOG = Dialog(NAME, Action.DUTY_REPORT, show, {"words": {Heard.WORDS: hear}}, {"cancel": cancel})

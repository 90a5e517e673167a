"""约谈通知: looked at, then numbered and sent with 收到 to everybody interviewed together."""

from datetime import date, tzinfo

from sqlalchemy.orm import Session
from telegram import Update

from documents.measures import papers as drawn
from documents.measures.papers import Frame, NoticeFacts
from handlers import keyboards
from handlers.context import Context, aside
from handlers.issues.rights import ids
from handlers.measures import rights
from handlers.measures.card import say_card
from rules.measures import Deed
from rules.papers import PaperKind, PaperRules
from rules.phones import dialled
from rules.refusals import Refusal
from storage import issued
from storage.measures import cards, interviews, papers
from storage.measures.papers import Numbered, Prepared
from storage.models import Measure, Person, Region
from storage.papers import signing
from storage.papers.signing import Make, Ready, Stamp


async def preview(update: Update, context: Context, more: list[str]) -> None:
    """Says what the notice will say, to whom it goes, which number it gets."""
    found = await rights.visible(context, ids(more, 1)[0])
    rights.acting_post(context.desk, found, Deed.NOTIFY)
    measure = found.measure
    if measure.meet_at is None:
        raise Refusal("refusal/meeting_not_set")
    stamp = await context.read(
        signing.next_stamp, context.profile.paper, measure.region_id, PaperKind.NOTICE, context.today
    )
    together = await context.read(interviews.batch, measure.id)
    await context.nod()
    keys = [
        [(context.label("measures.send_notice"), keyboards.data(rights.NAME, "issue", measure.id, found.step_id))],
        [(context.label("measures.set_meeting"), keyboards.data(rights.NAME, "agree", measure.id, found.step_id))],
    ]
    subjects = [each.subject for each in together]
    await context.say("measures/preview_notice", keyboards.buttons(keys), card=found, subjects=subjects,
                      number=stamp.number)  # fmt: skip


async def issue(update: Update, context: Context, more: list[str]) -> None:
    """Numbers it, sends it, hands it over to who sent it."""
    found = await rights.visible(context, ids(more, 1)[0])
    by, measure, rules = (
        context.by(rights.acting_post(context.desk, found, Deed.NOTIFY)),
        found.measure,
        context.profile,
    )
    if measure.meet_at is None:
        raise Refusal("refusal/meeting_not_set")
    frame, facts = await context.read(_facts, measure.id, context.person_id, rules.paper, context.today,
                                      context.house.zone)  # fmt: skip

    def make(stamp: Stamp) -> bytes:
        return drawn.notice(stamped(frame, stamp), facts)

    paper = Numbered(PaperKind.NOTICE, measure.region_id, by.post_id or 0, context.label("measures.notice_title"))
    prepared = await made_ready(context, PaperKind.NOTICE, measure.region_id, make)
    await context.transact(papers.notify, by, rules.paper, measure.id, paper, prepared, context.today)
    await context.nod()
    await context.retire_buttons()
    done = await context.read(cards.card, measure.id, context.today)
    await hand_over_last(context, done)
    await say_card(context, done)


async def made_ready(context: Context, kind: PaperKind, region_id: int, make: Make) -> Prepared:
    """The file for the number that is to be expected, drawn on a thread."""
    stamp = await context.read(signing.next_stamp, context.profile.paper, region_id, kind, context.today)
    return Prepared(Ready(stamp, await aside(make, stamp)), make)


async def hand_over_last(context: Context, card: cards.MeasureCard) -> None:
    """The newest paper of a measure, to who made it."""
    paper = card.papers[-1]
    content = await context.read(issued.content, paper.file_sha256)
    await context.hand_over(content, paper.file_name, "measures/original", paper=paper, card=card)


def stamped(frame: Frame, stamp: Stamp) -> Frame:
    """The frame with the number and the head of the audit chain."""
    return Frame(frame.issuer, stamp.number, stamp.day, stamp.audit_head, frame.contact)


def frame_of(session: Session, region_id: int, person_id: int, rules: PaperRules, today: date) -> Frame:
    """The office as it is called, and who of it may be asked."""
    person = session.get_one(Person, person_id)
    contact = f"{person.name} {dialled(person.phone)}".strip()
    return Frame(rules.issuer(session.get_one(Region, region_id).name).name, "", today, contact=contact)


def _facts(
    session: Session, measure_id: int, person_id: int, rules: PaperRules, today: date, zone: tzinfo
) -> tuple[Frame, NoticeFacts]:
    together = interviews.batch(session, measure_id)
    first: Measure = together[0]
    frame = frame_of(session, first.region_id, person_id, rules, today)
    host = cards.superior(session, first.superior_post_id, today) or frame.issuer
    facts = NoticeFacts(
        subjects=[each.subject for each in together],
        reasons=[each.reason for each in together],
        when=drawn.moment_words(first.meet_at, zone),
        place=first.place,
        host=host,
    )
    return frame, facts

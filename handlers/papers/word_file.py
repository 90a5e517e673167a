"""The Word file of a paper: as a draft to look at, or made ready for its number."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo

from sqlalchemy.orm import Session

from documents.official.file import TEMPLATES, PaperFacts, paper_file
from documents.official.photos import Photo
from handlers.context import Context, aside
from handlers.issues.pictures import content_of, shown
from handlers.own_templates import refusing_unusable
from rules.papers import PaperKind, PaperRules
from rules.phones import dialled
from storage.models import MediaUse, Person, Region
from storage.papers import addressing, cards
from storage.papers.cards import PaperCard
from storage.papers.signing import Make, Stamp

PHOTOS_AN_ISSUE = 2
MOST_PHOTOS = 20


@dataclass(frozen=True)
class Sheet:
    """What of a paper is told to its file, saved already or not. `drafter_id` is the contact."""

    kind: PaperKind
    region_id: int
    path: str
    title: str
    words: str
    due_on: date | None
    issues: Sequence[int]
    posts: Sequence[int]
    drafter_id: int
    copies: str = ""


def sheet_of(card: PaperCard) -> Sheet:
    """The sheet of a saved paper."""
    issues = [entry.id for entry in card.issues]
    posts = [one.post_id for one in card.receivers]
    return Sheet(card.kind, card.region_id, card.region_path, card.title, card.words, card.due_on, issues, posts,
                 card.drafter_id, card.copies)  # fmt: skip


async def facts_of(context: Context, sheet: Sheet, names: Sequence[str] | None = None) -> PaperFacts:
    """Everything the file says but number and audit head; `names` are the addressees as they were saved."""
    facts = await context.read(_facts, sheet, context.profile.paper, context.today)
    types = {each.code: each.name for each in context.profile.issue_types}
    people = await context.read(_contact, sheet.drafter_id)
    contact = context.label("papers.contact", name=people[0], phone=people[1])
    photos = await _photos(context, facts)
    return replace(facts, types=types, contact=contact, photos=photos, addressees=names or facts.addressees)


async def drafted(context: Context, facts: PaperFacts) -> bytes:
    """The file marked as a draft, drawn on a thread."""
    template = _template(context, facts)
    return await aside(lambda: _filled(facts, template, context.house.zone))


def maker(context: Context, facts: PaperFacts) -> Make:
    """Makes the file for whatever number it gets in the end."""
    template, zone = _template(context, facts), context.house.zone

    def make(stamp: Stamp) -> bytes:
        stamped = replace(facts, number=stamp.number, audit_head=stamp.audit_head, day=stamp.day)
        return _filled(stamped, template, zone)

    return make


def _filled(facts: PaperFacts, template: bytes | None, zone: tzinfo) -> bytes:
    """The file; refuses where the office's own template cannot be filled, saying what is wrong with it."""
    with refusing_unusable(TEMPLATES[facts.kind]):
        return paper_file(facts, template, zone)


def _template(context: Context, facts: PaperFacts) -> bytes | None:
    return context.house.speech.own_file(f"word/{TEMPLATES[facts.kind]}")


def _facts(session: Session, sheet: Sheet, rules: PaperRules, today: date) -> PaperFacts:
    path = sheet.path if sheet.kind.needs_issues else "/"
    found = addressing.of_posts(session, rules, sheet.posts, path, today)
    return PaperFacts(
        kind=sheet.kind,
        issuer=rules.issuer(session.get_one(Region, sheet.region_id).name).name,
        title=sheet.title,
        words=sheet.words,
        addressees=[each.name for each in found],
        issues=cards.issues_of(session, sheet.issues, today),
        types={},
        due_on=sheet.due_on,
        day=today,
        copies=sheet.copies,
    )


def _contact(session: Session, person_id: int) -> tuple[str, str]:
    person = session.get_one(Person, person_id)
    return person.name, dialled(person.phone)


async def _photos(context: Context, facts: PaperFacts) -> list[Photo]:
    """The first photos of each issue of a slip; those that cannot be had are left out."""
    found: list[Photo] = []
    for entry in facts.issues if facts.kind.needs_issues else ():
        for one in (await context.read(shown, entry.id, MediaUse.BEFORE))[:PHOTOS_AN_ISSUE]:
            content = await content_of(context, one.file_id) if len(found) < MOST_PHOTOS else b""
            if content:
                what = context.label("papers.before")
                found.append(Photo(content, entry.number, what, one.sent_at, entry.place, one.sha256 or ""))
    return found

"""The evidence of an issue 证据清单: each file with who, when, where, and whether it is still as received."""

from collections.abc import Sequence

from telegram import Update

from documents.about_sheet import About
from documents.ledger.evidence_sheet import KIND_WORDS, PUBLIC, USE_WORDS, WHOLENESS_WORDS, EvidenceList, evidence_sheet
from documents.thumbnails import thumbnail
from handlers import keyboards
from handlers.access import Action, require_in
from handlers.context import Context, aside
from handlers.dialogs import Taps
from handlers.evidence.originals import PICTURES, send_original
from handlers.issues.rights import ids, matter_of
from storage import audit, kept_files, media
from storage.issues import evidence
from storage.issues.evidence import Exhibit
from storage.issues.matters import Matter
from storage.kept_files import Wholeness
from storage.models import Subject

NAME = "evidence"
MOST_LINES = 12  # what a phone shows without getting tiresome; the workbook has all
MOST_PICTURES = 200  # thumbnails in one workbook
MOST_SENT = 20  # originals at a tap, the newest
Found = dict[int, Wholeness | None]


async def show(update: Update, context: Context, more: list[str]) -> None:
    """Lists the evidence and says whether each file is whole."""
    now = await _matter(context, more)
    await context.nod()
    exhibits = await context.read(evidence.exhibits, now.issue.id)
    found = await aside(_wholeness, context, exhibits)
    lines = [
        {
            "one": one,
            "kind": f"{USE_WORDS[one.use]}{KIND_WORDS[one.kind]}",
            "person": one.person or PUBLIC,
            "found": found[one.id],
            "told": WHOLENESS_WORDS[found[one.id]],
        }
        for one in exhibits[:MOST_LINES]
    ]
    rows = [[(context.label("evidence.sheet"), keyboards.data(NAME, "sheet", now.issue.id))]]
    if count := sum(one.kind not in PICTURES for one in exhibits):
        rows.append([(context.label("evidence.files", count=count), keyboards.data(NAME, "files", now.issue.id))])
    keyboard = keyboards.buttons(rows)
    await context.say("evidence/list", keyboard, number=now.issue.number, lines=lines, total=len(exhibits),
                      whole=sum(each is Wholeness.WHOLE for each in found.values()),
                      stamp=await context.read(audit.stamp))  # fmt: skip


async def send_files(update: Update, context: Context, more: list[str]) -> None:
    """Sends what no album shows: voices, videos and documents, as they came."""
    now = await _matter(context, more)
    await context.nod()
    kept = await context.read(media.of, Subject.ISSUE, now.issue.id)
    for one in [each for each in kept if each.kind not in PICTURES][-MOST_SENT:]:
        await send_original(context, one)


async def hand_over_sheet(update: Update, context: Context, more: list[str]) -> None:
    """Hands over the workbook, with small pictures and what was done by whom."""
    now = await _matter(context, more)
    await context.nod()
    exhibits = await context.read(evidence.exhibits, now.issue.id)
    deeds = await context.read(evidence.deeds, now.issue.id)
    title = context.label("evidence.title", number=now.issue.number)
    about = About(title, context.desk.name, context.now, await context.read(audit.stamp))
    content = await aside(_made, context, exhibits, deeds, title, now.issue.number, about)
    name = context.label("evidence.file", number=now.issue.number, day=context.today)
    await context.hand_over(content, name, "evidence/handed_over", number=now.issue.number, total=len(exhibits))


async def _matter(context: Context, more: list[str]) -> Matter:
    (issue_id,) = ids(more, 1)
    now = await matter_of(context, issue_id)
    require_in(context.desk, Action.SEE_LEDGER, now.region_path)
    return now


def _wholeness(context: Context, exhibits: Sequence[Exhibit]) -> Found:
    path_of, look = context.house.keeper.path_of, kept_files.wholeness
    return {one.id: look(path_of(one.sha256), one.sha256) if one.sha256 else None for one in exhibits}


def _made(
    context: Context,
    exhibits: Sequence[Exhibit],
    deeds: Sequence[evidence.Deed],
    title: str,
    number: str,
    about: About,
) -> bytes:
    found, pictures = _wholeness(context, exhibits), dict[int, bytes]()
    for one in exhibits[:MOST_PICTURES]:
        if one.sha256 and found[one.id] is Wholeness.WHOLE:
            small = thumbnail(context.house.keeper.path_of(one.sha256).read_bytes())
            pictures |= {one.id: small} if small else {}
    return evidence_sheet(EvidenceList(number, title, exhibits, found, pictures, deeds), about)


TAPS = Taps(NAME, {"show": (Action.SEE_LEDGER, show), "files": (Action.SEE_LEDGER, send_files),
                    "sheet": (Action.SEE_LEDGER, hand_over_sheet)})  # fmt: skip

"""问责线索移交 (clause L21): the letter with what went before and the evidence, numbered when sent."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from documents.measures import papers as drawn
from documents.measures.papers import CluesFacts
from documents.official.text import day_words
from handlers.context import Context
from handlers.measures import notifying
from rules.papers import PaperKind, PaperRules
from storage.audit import By
from storage.measures import before as gone_before
from storage.measures import papers
from storage.measures.papers import Numbered, Prepared
from storage.measures.recording import Order
from storage.models import Measure
from storage.papers.signing import Stamp


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that waits for its number."""

    rules: PaperRules
    paper: Numbered
    file: Prepared

    def send(self, session: Session, by: By, measure: Measure, today: date) -> None:
        """Numbers and keeps it."""
        papers.send_letter(session, by, self.rules, measure, self.paper, self.file, today)


async def prepared(context: Context, told: Order, post_id: int) -> Letter:
    """The letter for what is about to be ordered."""
    rules, one = context.profile.paper, told.about[0]
    frame = await context.read(notifying.frame_of, told.region_id, context.person_id, rules, context.today)
    before = await context.read(gone_before.measures, post_id, one.person_id)
    evidence = await context.read(gone_before.evidence, before, told.evidence)
    kinds = {key: context.label(f"measures.evidence_{key}") for key in gone_before.KINDS}
    listed = [(kinds[key], what) for key, some in evidence.items() for what in some]
    past = [(day_words(each.ordered_on), each.kind.word, each.state.word) for each in before]
    facts = CluesFacts(told.body, one.name, told.reason, past, listed)

    def make(stamp: Stamp) -> bytes:
        return drawn.clues(notifying.stamped(frame, stamp), facts)

    paper = Numbered(PaperKind.LETTER, told.region_id, told.office_post_id or 0,
                     context.label("measures.clues_title"), secret=True)  # fmt: skip
    return Letter(rules, paper, await notifying.made_ready(context, PaperKind.LETTER, told.region_id, make))

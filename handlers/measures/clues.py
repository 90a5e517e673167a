"""问责线索移交 (clause L21): the letter with what went before and the evidence, numbered when sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.measures import papers as drawn
from documents.measures.papers import CluesFacts
from documents.official.text import day_words
from handlers.context import Context
from handlers.measures import notifying
from rules.measures import MeasureState
from rules.papers import PaperKind, PaperRules
from storage.audit import By
from storage.measures import papers
from storage.measures.papers import Numbered, Prepared
from storage.measures.recording import Order
from storage.models import Measure, MeasurePaper
from storage.papers.signing import Stamp

_NOTHING_DONE = (MeasureState.REQUESTED, MeasureState.DECLINED, MeasureState.CANCELLED)


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
    before, evidence = await context.read(_known, post_id, one.person_id, dict(told.evidence))
    kinds = {key: context.label(f"measures.evidence_{key}") for key in ("issues", "periods", "papers")}
    listed = [(kinds[key], what) for key, some in evidence.items() for what in some]
    facts = CluesFacts(told.body, one.name, told.reason, before, listed)

    def make(stamp: Stamp) -> bytes:
        return drawn.clues(notifying.stamped(frame, stamp), facts)

    paper = Numbered(PaperKind.LETTER, told.region_id, told.office_post_id or 0,
                     context.label("measures.clues_title"), secret=True)  # fmt: skip
    return Letter(rules, paper, await notifying.made_ready(context, PaperKind.LETTER, told.region_id, make))


def _known(
    session: Session, post_id: int, person_id: int | None, evidence: Mapping[str, Any]
) -> tuple[list[tuple[str, str, str]], dict[str, list[str]]]:
    """The measures before about the same one, and the evidence of all of them, each once."""
    same = Measure.person_id == person_id if person_id is not None else Measure.post_id == post_id
    rows = session.scalars(select(Measure).where(same, Measure.state.not_in(_NOTHING_DONE)).order_by(Measure.id)).all()
    before = [(day_words(each.ordered_on), each.kind.word, each.state.word) for each in rows]
    found: dict[str, list[str]] = {}
    for told in [*(each.evidence for each in rows), evidence]:
        for key in ("issues", "periods", "papers"):
            named = [each["period"] if isinstance(each, dict) else each for each in told.get(key, ())]
            found[key] = list(dict.fromkeys([*found.get(key, ()), *named]))
    numbers = select(MeasurePaper.number).where(
        MeasurePaper.measure_id.in_([each.id for each in rows]), MeasurePaper.number != ""
    )
    found["papers"] = list(dict.fromkeys([*found.get("papers", ()), *session.scalars(numbers)]))
    return before, found

"""One measure in full: what it is about, what was done, what was promised, its papers and pictures. Reads only."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import BindParameter, bindparam, func, select
from sqlalchemy.orm import Session

from rules.measures import Deed
from rules.refusals import Refusal
from rules.roles import post_word
from storage.inspections.secrecy import released
from storage.issues.matters import seat_words
from storage.measures import telling
from storage.models import (
    Commitment,
    InterviewRecord,
    Issue,
    Measure,
    MeasurePaper,
    MeasureStep,
    Media,
    Post,
    Region,
    Subject,
    Unit,
    Water,
)
from storage.posts.holders import holders
from storage.steps import Told, newest, told


@dataclass(frozen=True, slots=True)
class MeasureCard:
    """A measure. `step_id` is its newest step: a button's proof of what it saw. `superior`: a post with its holder."""

    measure: Measure
    region_path: str
    superior: str
    subjects: tuple[int, ...]
    steps: tuple[Told[Deed], ...]
    step_id: int
    record: InterviewRecord | None
    commitments: tuple[Commitment, ...]
    papers: tuple[MeasurePaper, ...]
    together: tuple[str, ...]
    previous: Measure | None
    issues: tuple[tuple[int, str], ...]
    shown: int  # photos and files


# A card is read at every step, before and after: its statements are built once.
_ID: BindParameter[int] = bindparam("measure_id")
_SHOWN = (
    select(Media)
    .join(MeasureStep, (MeasureStep.id == Media.subject_id) & (Media.subject == Subject.MEASURE_STEP))
    .where(MeasureStep.measure_id == _ID)
    .order_by(MeasureStep.id.desc(), Media.id)
)
_MEASURE = (
    select(Measure, Region.path, InterviewRecord,
           _SHOWN.order_by(None).with_only_columns(func.count(), maintain_column_froms=True).scalar_subquery())
    .join(Region, Region.id == Measure.region_id)
    .outerjoin(InterviewRecord, InterviewRecord.measure_id == Measure.id)
    .where(Measure.id == _ID)
    .execution_options(populate_existing=True)
)  # fmt: skip
_COMMITMENTS = (
    select(Commitment)
    .where(Commitment.measure_id == _ID)
    .order_by(Commitment.due_on, Commitment.id)
    .execution_options(populate_existing=True)
)
_PAPERS = select(MeasurePaper).where(MeasurePaper.measure_id == _ID).order_by(MeasurePaper.id)


def card(session: Session, measure_id: int, today: date) -> MeasureCard:
    """Reads a measure; refuses a number that is none."""
    found = session.execute(_MEASURE, {"measure_id": measure_id}).one_or_none()
    if found is None:
        raise Refusal("refusal/button_too_old")
    measure, region_path, record, files = found
    steps = told(session, MeasureStep, MeasureStep.measure_id == measure_id)
    return MeasureCard(
        measure=measure,
        region_path=region_path,
        superior=superior(session, measure.superior_post_id, today),
        subjects=tuple(telling.subjects(session, measure, today)),
        steps=steps,
        step_id=steps[-1].id if steps else 0,
        record=record,
        commitments=tuple(session.scalars(_COMMITMENTS, {"measure_id": measure_id})),
        papers=tuple(papers(session, measure_id)),
        together=_together(session, measure),
        previous=session.get(Measure, measure.previous_id) if measure.previous_id else None,
        issues=_issues(session, measure),
        shown=files,
    )


def superior(session: Session, post_id: int | None, today: date) -> str:
    """A post as one says it, with who holds it today; empty for none."""
    if post_id is None:
        return ""
    role, level, region, water, unit = session.execute(
        select(Post.role, Post.level, Region.name, Water.name, Unit.name)
        .join(Region, Region.id == Post.region_id)
        .outerjoin(Water, Water.id == Post.water_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .where(Post.id == post_id)
    ).one()
    held = holders(session, [post_id], today).get(post_id, ())
    return seat_words(role, post_word(role, level), region, water, unit, held)


def shown(session: Session, measure_id: int) -> list[Media]:
    """The photos and files that came with its steps, newest step first."""
    return list(session.scalars(_SHOWN, {"measure_id": measure_id}))


def papers(session: Session, measure_id: int) -> list[MeasurePaper]:
    """Its papers as issued, oldest first."""
    return list(session.scalars(_PAPERS, {"measure_id": measure_id}))


def last_step(session: Session, measure_id: int) -> int:
    """The newest step of a measure."""
    return newest(session, MeasureStep, MeasureStep.measure_id == measure_id)


def _issues(session: Session, measure: Measure) -> tuple[tuple[int, str], ...]:
    """The issues of the ledger that it rests on."""
    numbers = measure.evidence.get("issues", ())
    if not numbers:
        return ()
    rows = session.execute(
        select(Issue.id, Issue.number).where(Issue.number.in_(numbers), released()).order_by(Issue.number)
    )
    return tuple((row.id, row.number) for row in rows)


def _together(session: Session, measure: Measure) -> tuple[str, ...]:
    if measure.together_id is None:
        return ()
    rows = select(Measure.subject).where(Measure.together_id == measure.together_id).order_by(Measure.id)
    return tuple(session.scalars(rows))

"""One problem of a self-review in full, and who has to do with it. Reads only."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.refusals import Refusal
from rules.self_reviews import Confirmer, ProblemDeed, ProblemState, SelfReviewRules
from storage.models import (
    PICTURES,
    Issue,
    Media,
    Person,
    Region,
    SelfReviewProblem,
    SelfReviewRound,
    SelfReviewSheet,
    SelfReviewStep,
    Subject,
    Water,
)
from storage.posts.holders import office_people, people_at, people_of
from storage.posts.superiors import superiors
from storage.steps import Told, newest, told


@dataclass(frozen=True, slots=True)
class ProblemCard:
    """A problem with everybody concerned. `owners`: the author while in office at the post, else who holds it now.

    `step_id` is the newest step (0: none yet): a button's proof of what it saw; `finisher_id` reported it done.
    """

    problem: SelfReviewProblem
    sheet: SelfReviewSheet
    round: SelfReviewRound
    author: str
    region: str
    region_path: str
    water: str
    number: str
    steps: tuple[Told[ProblemDeed], ...]
    step_id: int
    finisher_id: int | None
    photos: int
    owners: tuple[int, ...]
    confirmers: tuple[int, ...]
    office: tuple[int, ...]


def card(session: Session, rules: SelfReviewRules, problem_id: int, today: date) -> ProblemCard:
    """Reads a problem; refuses a number that is none."""
    row = session.execute(
        select(SelfReviewProblem, SelfReviewSheet, SelfReviewRound, Person.name, Region.name, Region.path,
               Water.name, Issue.number)
        .join(SelfReviewSheet, SelfReviewSheet.id == SelfReviewProblem.sheet_id)
        .join(SelfReviewRound, SelfReviewRound.id == SelfReviewSheet.round_id)
        .join(Person, Person.id == SelfReviewSheet.person_id)
        .join(Region, Region.id == SelfReviewSheet.region_id)
        .outerjoin(Water, Water.id == SelfReviewProblem.water_id)
        .outerjoin(Issue, Issue.id == SelfReviewProblem.issue_id)
        .where(SelfReviewProblem.id == problem_id)
        .execution_options(populate_existing=True)
    ).first()  # fmt: skip
    if row is None:
        raise Refusal("refusal/button_too_old")
    problem, sheet, one, author, region, path, water, number = row
    steps = told(session, SelfReviewStep, SelfReviewStep.problem_id == problem_id)
    finished = [step.person_id for step in steps if step.deed is ProblemDeed.FINISH]
    owners, office = _owners(session, sheet, today), office_people(session, sheet.region_id, today)
    above = _above(session, rules, sheet, today)
    return ProblemCard(
        problem, sheet, one, author, region, path, water or "", number or "",
        steps, steps[-1].id if steps else 0,
        finished[-1] if finished and problem.state is ProblemState.DONE else None,
        len(photos(session, problem_id)), owners, above or office, office,
    )  # fmt: skip


def photos(session: Session, problem_id: int) -> list[Media]:
    """The pictures that came with what was done, newest step first."""
    rows = (
        select(Media)
        .join(SelfReviewStep, SelfReviewStep.id == Media.subject_id)
        .where(Media.subject == Subject.SELF_REVIEW_STEP, SelfReviewStep.problem_id == problem_id,
               Media.kind.in_(PICTURES))
        .order_by(SelfReviewStep.id.desc(), Media.id)
    )  # fmt: skip
    return list(session.scalars(rows))


def last_step(session: Session, problem_id: int) -> int:
    """The newest step of a problem; 0 if nothing was done yet."""
    return newest(session, SelfReviewStep, SelfReviewStep.problem_id == problem_id)


def _owners(session: Session, sheet: SelfReviewSheet, today: date) -> tuple[int, ...]:
    held = people_at(session, [sheet.post_id], today)
    return (sheet.person_id,) if sheet.person_id in held else held


def _above(session: Session, rules: SelfReviewRules, sheet: SelfReviewSheet, today: date) -> tuple[int, ...]:
    if rules.confirmer is not Confirmer.SUPERIOR:
        return ()
    return people_of(superiors(session, [sheet.post_id], today).values())

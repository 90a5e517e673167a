"""Self-review 对照检查: who has not handed in yet; problems whose day nears, has come, has passed."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy.orm import Session

from rules.chains import stages_today
from rules.profile import Profile
from rules.warnings import Stage
from rules.workdays import IsWorkday
from storage.models import SelfReviewRound, Urgency
from storage.outbox import Tell
from storage.posts.holders import holders, offices
from storage.posts.superiors import superiors
from storage.self_reviews import counts, owed, rounds
from storage.self_reviews.owed import Owed

SUBJECT = "self_review_warning"
PROBLEMS_A_CHUNK = 1_000
MOST_WORDS = 300


def warnings(session: Session, profile: Profile, today: date, is_workday: IsWorkday) -> Iterator[list[Tell]]:
    """Every warning about self-reviews that is true today."""
    plan, last, late = profile.self_review.plan, 0, Counter[int]()
    for one in owed.open_rounds(session):
        stages = stages_today(plan, one.due_on, today, is_workday)
        yield [
            notice for each in stages if each is not Stage.SUPERIOR for notice in _hand_in(session, one, each, today)
        ]
    while rows := owed.problems(session, last, PROBLEMS_A_CHUNK):
        staged = [(row, one) for row in rows for one in stages_today(plan, row.due_on, today, is_workday)]
        yield list(_about_problems(session, staged, today))
        late.update(row.region_id for row in rows if row.due_on < today)
        last = rows[-1].problem_id
    yield list(_to_offices(session, late, today))


def _hand_in(session: Session, one: SelfReviewRound, stage: Stage, today: date) -> Iterator[Tell]:
    """Each chief who handed in nothing; once it is late the office hears how many they are, once."""
    missing = counts.missing(session, one, [rounds.region_path(session, one)], today)
    told = rounds.values(one) | {"missing": len(missing)}
    for each in missing:
        yield Tell(
            kind=f"{SUBJECT}/hand_in_{stage}",
            key=f"{SUBJECT}:hand_in:{stage}:{one.id}:{each.person_id}",
            person_id=each.person_id,
            values=told,
            urgency=Urgency.DIGEST if stage is Stage.BEFORE else Urgency.DAYTIME,
            buttons=[[["self_reviews.fill_in", f"self_review:mine:{one.id}"]]],
        )
    if stage is Stage.OVERDUE and missing:
        for office in offices(session, [one.region_id], today).get(one.region_id, ()):
            yield Tell(
                kind=f"{SUBJECT}/office_hand_in",
                key=f"{SUBJECT}:office_hand_in:{one.id}:{office.person_id}",
                person_id=office.person_id,
                values=told,
                urgency=Urgency.DIGEST,
                buttons=[[["self_reviews.who_is_missing", f"self_review:missing:{one.id}:0"]]],
            )


def _about_problems(session: Session, staged: list[tuple[Owed, Stage]], today: date) -> Iterator[Tell]:
    """Whose it is hears before, on and after the day; at last the superior chief."""
    posts = {row.post_id for row, _ in staged}
    held = holders(session, posts, today)
    above = superiors(session, {row.post_id for row, one in staged if one is Stage.SUPERIOR}, today)
    names = {each.person_id: each.name for people in held.values() for each in people}
    for row, one in staged:
        own = [each.person_id for each in held.get(row.post_id, ())]
        own = [row.person_id] if row.person_id in own else own
        up = [each.person_id for each in above.get(row.post_id, ()) if each.person_id not in own]
        for person in up if one is Stage.SUPERIOR else own:
            yield _problem(row, one, person, [names[each] for each in own])


def _problem(row: Owed, one: Stage, person_id: int, chiefs: list[str]) -> Tell:
    return Tell(
        kind=f"{SUBJECT}/{one}",
        key=f"{SUBJECT}:{one}:{row.problem_id}:{row.due_on}:{person_id}",
        person_id=person_id,
        values={
            "words": row.words[:MOST_WORDS],
            "due_on": row.due_on.isoformat(),
            "year": row.year,
            "occasion": row.occasion,
            "chiefs": chiefs,
        },
        urgency=Urgency.DIGEST if one is Stage.BEFORE else Urgency.DAYTIME,
        buttons=[] if one is Stage.SUPERIOR else [[["self_reviews.open", f"self_review:open:{row.problem_id}"]]],
    )


def _to_offices(session: Session, late: Counter[int], today: date) -> Iterator[Tell]:
    """The office hears once a week how many problems are overdue: hundreds of messages would help nobody."""
    monday = today - timedelta(days=today.weekday())
    in_charge = offices(session, late, today)
    total: Counter[int] = Counter()
    for region_id, count in late.items():
        total.update({each.person_id: count for each in in_charge.get(region_id, ())})
    for person, count in total.items():
        yield Tell(
            kind=f"{SUBJECT}/office_overdue",
            key=f"{SUBJECT}:office_overdue:{monday}:{person}",
            person_id=person,
            values={"count": count},
            urgency=Urgency.DIGEST,
            buttons=[[["self_reviews.overdue_ones", "self_review:problems:0:late:0"]]],
        )

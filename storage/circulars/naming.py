"""From what was found to who is named: a line each ground, by the rules of the period. Reads nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rules.circular_words import counted_said, patrols_said, rate
from rules.circulars import CircularRule, Ground, NamingRule, Whom
from rules.roles import Level
from storage.circulars.matters import Case
from storage.circulars.places import Places, PostAt, Subject
from storage.patrols.owed import PersonOwed
from storage.posts.holders import Holder, ids_of

_GROUNDS = (Ground.OVERDUE, Ground.RELAPSED, Ground.UNANSWERED)


@dataclass
class Named:
    """Who would be named, with the lines against them; `seats` as they are said, `order` for the list."""

    subject: Subject
    whom: Whom
    post_id: int | None = None
    seat: str = ""
    lines: list[dict[str, Any]] = field(default_factory=list)
    points: float = 0.0
    order: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Grounds:
    """What naming goes by: the rule, patrols by person, cases, posts with who held them when the period ended."""

    rule: CircularRule
    places: Places
    owed: Sequence[PersonOwed]
    cases: Sequence[Case]
    posts: Mapping[int, PostAt]
    held: Mapping[int, Sequence[Holder]]


def named(told: Grounds) -> list[Named]:
    """Units first, then persons, highest level first, region by region."""
    found: dict[str, Named] = {}
    for each in (*_for_patrols(told), *_for_cases(told)):
        before = found.setdefault(each.subject.key, each)
        if before is not each:
            before.lines += each.lines
            before.points += each.points
    return sorted(found.values(), key=lambda each: (each.whom is Whom.PERSON, each.order, each.subject.name))


def line(rule: NamingRule, text: str, count: int, issues: Sequence[Sequence[Any]] = ()) -> dict[str, Any]:
    """One finding as it is stored."""
    return {"ground": rule.ground.value, "said": rule.said, "text": text, "count": count,
            "issues": [list(each) for each in issues], "rule": _threshold(rule)}  # fmt: skip


def _for_patrols(told: Grounds) -> Iterator[Named]:
    people: defaultdict[int, list[PersonOwed]] = defaultdict(list)
    towns: defaultdict[int, list[PersonOwed]] = defaultdict(list)
    for each in told.owed:
        people[each.person_id].append(each)
        town = told.places.town_of(each.seat.region_id)
        if town is not None:
            towns[town].append(each)
    for rows in people.values():
        yield from _person(told, rows)
    for town, rows in towns.items():
        yield from _town(told, town, rows)


def _person(told: Grounds, rows: Sequence[PersonOwed]) -> Iterator[Named]:
    required, met, done = (
        sum(row.required for row in rows),
        sum(row.met for row in rows),
        sum(row.done for row in rows),
    )
    missing = required - met
    for rule in told.rule.naming(Whom.PERSON, Ground.PATROLS):
        if missing and rule.holds(missing, met, required):
            seats = [told.places.seat_at(row.seat.region_id, row.seat.role, row.seat.level, row.seat.water_name)
                     for row in rows if row.met < row.required]  # fmt: skip
            first = max(rows, key=lambda row: row.required - row.met)
            yield Named(
                Subject(f"p{first.person_id}", first.name, person_id=first.person_id), Whom.PERSON,
                first.seat.post_id, "、".join(seats), [line(rule, patrols_said(required, met, done), missing)],
                told.rule.points(missing), _order(told.places, first.seat.level, first.seat.region_id),
            )  # fmt: skip
            return


def _town(told: Grounds, town: int, rows: Sequence[PersonOwed]) -> Iterator[Named]:
    required, met = sum(row.required for row in rows), sum(row.met for row in rows)
    short = len({row.person_id for row in rows if row.met < row.required})
    for rule in told.rule.naming(Whom.UNIT, Ground.PATROLS):
        if short and rule.holds(short, met, required):
            text = f"所辖河长{patrols_said(required, met, 0)}；未完成{short}人"
            subject = Subject(f"r{town}", told.places.names[town], region_id=town)
            yield Named(subject, Whom.UNIT, lines=[line(rule, text, short)], order=_order(told.places, None, town))
            return


def _for_cases(told: Grounds) -> Iterator[Named]:
    for ground in _GROUNDS:
        own = [case for case in told.cases if case.ground is ground and case.post_id in told.posts]
        yield from _of(told, ground, Whom.PERSON, ((named, case) for case in own for named in _holders(told, case)))
        yield from _of(told, ground, Whom.UNIT, ((named, case) for case in own for named in _unit(told, case)))


def _of(told: Grounds, ground: Ground, whom: Whom, pairs: Iterable[tuple[Named, Case]]) -> Iterator[Named]:
    gathered: dict[str, tuple[Named, list[Case]]] = {}
    for who, case in pairs:
        gathered.setdefault(who.subject.key, (who, []))[1].append(case)
    for who, cases in gathered.values():
        for rule in told.rule.naming(whom, ground):
            if rule.holds(len(cases)):
                issues = [(case.issue_id, case.number) for case in cases if case.issue_id is not None]
                who.lines = [line(rule, counted_said(ground, [case.number for case in cases]), len(cases), issues)]
                yield who
                break


def _holders(told: Grounds, case: Case) -> Iterator[Named]:
    post = told.posts[case.post_id]
    if post.role in told.rule.roles and post.level in told.rule.levels:
        for holder in told.held.get(post.post_id, ()):
            subject = Subject(f"p{holder.person_id}", holder.name, person_id=holder.person_id)
            order = _order(told.places, post.level, post.region_id)
            yield Named(subject, Whom.PERSON, post.post_id, told.places.seat(post), order=order)


def _unit(told: Grounds, case: Case) -> Iterator[Named]:
    post = told.posts[case.post_id]
    subject = told.places.unit_subject(post)
    if subject is not None:
        region = subject.region_id or post.region_id
        yield Named(subject, Whom.UNIT, post.post_id if subject.unit_id else None,
                    order=_order(told.places, None, region))  # fmt: skip


def _order(places: Places, level: Level | None, region_id: int) -> tuple[Any, ...]:
    return level.rank if level else 0, ids_of(places.paths[region_id])[::-1]


def _threshold(rule: NamingRule) -> str:
    if rule.ground is not Ground.PATROLS:
        return f"点名规则：{rule.at_least}{'份' if rule.ground is Ground.UNANSWERED else '件'}及以上"
    share = f"，且完成率低于{rate(round(rule.below * 100), 100)}" if rule.below else ""
    short = f"欠{rule.at_least}次" if rule.whom is Whom.PERSON else f"所辖未完成{rule.at_least}人"
    return f"点名规则：{short}及以上{share}"

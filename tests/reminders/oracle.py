"""Who must be told what, when: worked out from records kept by hand, day by day, without the program's own rules.

璧山区, as its profile says: villages patrol once a week, townships once a month, the district's chief once a quarter;
a rectification is warned of a day before, on the day, a day after, and to those above three days after.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from rules.quiet import QuietHours, earliest, next_digest
from rules.workdays import IsWorkday
from tests.county import County
from tests.reminders.records import SHANGHAI

BEGAN = date(2026, 1, 1)
ONE_DAY = timedelta(days=1)
# By the post: the period, who stands above (the brook's township has no chief: its office does).
PATROLS = {
    "zhang": ("week", "li"), "sun": ("week", "li"), "bai": ("week", "qian"), "zhang2_lower": ("week", "li"),
    "zhang2_upper": ("week", "li"), "li": ("month", "zhou"), "zhou": ("quarter", "gu"),
}  # fmt: skip
STEPS = {
    "week": [(-2, "before", "own"), (0, "due", "own"), (1, "overdue", "own"), (3, "superior", "above")],
    "month": [(-5, "before", "own"), (0, "due", "own"), (1, "overdue", "own"), (5, "superior", "above")],
    "quarter": [(-30, "before", "own"), (-15, "before-2", "own"), (-5, "before-3", "own"), (0, "due", "own"),
                (1, "overdue", "own"), (10, "superior", "above"), (20, "superior-2", "office")],
    "issue": [(-1, "before", "own"), (0, "due", "own"), (1, "overdue", "own"), (3, "superior", "above")],
}  # fmt: skip
SKIPPED_WHEN_KNOWN = "before-2"
LEVELS = {"week": "village", "month": "township", "quarter": "county"}
FEWEST_DAYS = {"week": 4, "month": 10, "quarter": 30}
STALE_AFTER = 7

Key = tuple[str, str, str, date, int]  # the subject, the step, whose, of which period or day, to whom


@dataclass
class Term:
    """Somebody holds a post."""

    person_id: int
    from_on: date
    until_on: date = date.max


@dataclass
class Task:
    """An issue that somebody is to rectify."""

    issue_id: int
    assignee: str
    due_on: date
    is_done: bool = False


@dataclass
class Life:
    """The records, by hand. `known` are the chains whose person said 知道了."""

    terms: dict[str, list[Term]] = field(default_factory=dict)
    walks: dict[str, list[date]] = field(default_factory=dict)
    away: dict[int, list[tuple[date, date]]] = field(default_factory=dict)
    tasks: list[Task] = field(default_factory=list)
    known: set[str] = field(default_factory=set)

    def holder(self, post: str, day: date) -> Term | None:
        """Who holds a post on a day."""
        return next((term for term in self.terms[post] if term.from_on <= day <= term.until_on), None)


@dataclass
class Oracle:
    """Goes along with the program: hears when it decides and when it delivers."""

    county: County
    life: Life
    quiet: QuietHours
    is_workday: IsWorkday
    waiting: dict[Key, datetime] = field(default_factory=dict)
    told: set[Key] = field(default_factory=set)

    def decided(self, row: str, now: datetime) -> None:
        """A row of the calendar has run."""
        subject = {"warn_of_patrols": "patrol_warning", "warn_of_rectifications": "rectification_warning"}.get(row)
        if subject is None:
            return
        local = now.astimezone(SHANGHAI)
        due = set(self._patrols(local.date()) if subject == "patrol_warning" else self._issues(local.date()))
        self.waiting = {key: moment for key, moment in self.waiting.items() if key[0] != subject or key in due}
        for key in due - self.told - self.waiting.keys():
            is_early = key[1].startswith("before")
            way = next_digest if is_early else earliest
            self.waiting[key] = way(local, self.quiet, self.is_workday)

    def delivered(self, now: datetime) -> None:
        """What may go out by now has gone out."""
        local = now.astimezone(SHANGHAI)
        if earliest(local, self.quiet, self.is_workday) == local:
            gone = {key for key, moment in self.waiting.items() if moment <= now}
            self.told |= gone
            self.waiting = {key: moment for key, moment in self.waiting.items() if key not in gone}

    def _patrols(self, today: date) -> Iterator[Key]:
        for (person, period), posts in self._seats(today).items():
            for first, last in _periods(period, today):
                is_stale = (today - last).days > STEPS[period][-1][0] + STALE_AFTER
                if last < today and (first < BEGAN or is_stale):
                    continue
                if self._is_owed(posts, period, person, (first, last), today):
                    whose = f"river_chief-{LEVELS[period]}-{person}"
                    is_known = f"patrol:{whose}:1-{period}-{first}-{last}:{person}" in self.life.known
                    above = [who for post in posts for who in self._at(PATROLS[post][1], today)]
                    people = {"own": [person], "above": above, "office": self._at("chen", today)}
                    for step, to in self._steps(period, last, today, is_known):
                        for heard in set(people[to]) - ({person} if to != "own" else set()):
                            yield "patrol_warning", step, whose, first, heard

    def _seats(self, today: date) -> dict[tuple[int, str], list[str]]:
        """Who holds two posts of a rank owes for both together."""
        found: dict[tuple[int, str], list[str]] = {}
        for post, (period, _) in PATROLS.items():
            if (term := self.life.holder(post, today)) is not None:
                found.setdefault((term.person_id, period), []).append(post)
        return found

    def _is_owed(self, posts: list[str], period: str, person: int, span: tuple[date, date], today: date) -> bool:
        terms = [term for post in posts if (term := self.life.holder(post, today)) is not None]
        since, until = min(term.from_on for term in terms), max(term.until_on for term in terms)
        days = [span[0] + ONE_DAY * n for n in range((span[1] - span[0]).days + 1)]
        held = [day for day in days if since <= day <= until]
        away = self.life.away.get(person, [])
        left = [day for day in held if not any(begin <= day <= end for begin, end in away)]
        if len(left) < (FEWEST_DAYS[period] if len(left) < len(days) else 1):
            return False
        return not any(day in held for post in posts for day in self.life.walks.get(post, []))

    def _issues(self, today: date) -> Iterator[Key]:
        for task in self.life.tasks:
            if task.is_done:
                continue
            own = self._at(task.assignee, today)
            wang, li = self._at("wang", today), self._at("li", today)
            for step, to in self._steps("issue", task.due_on, today, False):
                people = own if to == "own" else [person for person in dict.fromkeys([*wang, *li]) if person not in own]
                for person in people:
                    yield "rectification_warning", step, str(task.issue_id), task.due_on, person

    def _at(self, post: str, today: date) -> list[int]:
        if post not in self.life.terms:
            return [self.county.people[post]]
        term = self.life.holder(post, today)
        return [] if term is None else [term.person_id]

    def _steps(self, kind: str, due_on: date, today: date, is_known: bool) -> Iterator[tuple[str, str]]:
        """The last step that each addressee should have heard of; before days off, what falls on them."""
        ahead = today + ONE_DAY
        while not self.is_workday(ahead):
            ahead += ONE_DAY
        last: dict[str, str] = {}
        for days, step, to in STEPS[kind]:
            falls_on = due_on + timedelta(days=days)
            if days < 0:
                is_reached = today < due_on and falls_on < ahead
            else:
                is_reached = today == due_on if days == 0 else falls_on <= today
            if is_reached:
                last[to] = step
        for to, step in last.items():
            if not (is_known and step == SKIPPED_WHEN_KNOWN):
                yield step, to


def _periods(period: str, today: date) -> Iterator[tuple[date, date]]:
    """The period of a day and the ones before it that might still be spoken of."""
    day = today
    for _ in range(6):
        first = _first(period, day)
        beyond = first + timedelta(days={"week": 7, "month": 32, "quarter": 95}[period])
        yield first, _first(period, beyond) - ONE_DAY
        day = first - ONE_DAY


def _first(period: str, day: date) -> date:
    if period == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(month=day.month if period == "month" else (day.month - 1) // 3 * 3 + 1, day=1)


def key_of(told: str) -> Key:
    """The key of an outbox row in the oracle's terms; the day a patrol is due by is left out: a period has one."""
    subject, step, whose, days, person = told.split(":")
    on = days.split("-", 2)[2][:10] if subject == "patrol_warning" else days
    return subject, step, whose, date.fromisoformat(on), int(person)

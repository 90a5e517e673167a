"""What a reporter owed on many days of a year: as `storage.posts.duties` says it of one day, read at once for all."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from rules.periods import Span
from rules.profile import Profile
from rules.workdays import IsWorkday
from storage.posts.circumstances import Circumstances, circumstances
from storage.posts.duties import Duty, Yardsticks, by_rank, counting, yardsticks
from storage.posts.duty import of_person
from storage.posts.tenures import HeldPosts, held_posts


def duties_then(
    session: Session, profile: Profile, person_id: int, days: Sequence[date], is_workday: IsWorkday
) -> Iterator[tuple[date, Duty]]:
    """Each duty of one person as it stands on each of these days."""
    measures = {day: laid for day in days if (laid := yardsticks(profile, day, is_workday))}
    ranks = {day: by_rank(laid) for day, laid in measures.items()}
    windows = {day: _window(laid) for day, laid in measures.items()}
    held = {
        day: held_posts(session, [person_id], windows[day].first, day, {role for role, _ in ranks[day]})
        for day in measures
    }
    always, done = _meanwhile(session, person_id, held.values(), windows.values(), ZoneInfo(profile.timezone))
    for day, posts in held.items():
        # Few are on leave or under an alert in a whole year; of who is, each day is looked at by itself.
        changed = circumstances(session, [person_id], posts, windows[day]) if any(always) else always
        for (_, name), own in posts.items():
            for duty in of_person(person_id, name, own, ranks[day], done, changed):
                yield day, duty


def _window(measures: Yardsticks) -> Span:
    return Span(min(each.span.first for each in measures), max(each.span.last for each in measures))


def _meanwhile(
    session: Session, person_id: int, held: Iterable[HeldPosts], windows: Collection[Span], zone: ZoneInfo
) -> tuple[Circumstances, dict[int, list[date]]]:
    """What changed their duties over all the days, and the local days of each post's patrols that count."""
    own = [post for posts in held for some in posts.values() for post in some]
    if not own:
        return Circumstances({}, {}), {}
    year = Span(min(each.first for each in windows), max(each.last for each in windows))
    changed = circumstances(session, [person_id], {(person_id, ""): own}, year)
    done: dict[int, list[date]] = {}
    posts = {post.seat.post_id for post in own}
    for post_id, started_at in counting(session, posts, datetime.combine(year.first, time.min, zone)):
        done.setdefault(post_id, []).append(started_at.astimezone(zone).date())
    return changed, done

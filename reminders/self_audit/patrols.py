"""Who should be reminded of patrols on a day, read from duties alone."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from rules import periods
from rules.chains import Chain, DueStep, Target, reached
from rules.periods import Period, Span
from rules.profile import Profile
from rules.quotas import Per, Quota, StandingState, Yardstick
from rules.self_audit import Due, addressed
from rules.warnings import Matter
from rules.workdays import IsWorkday, last_day_off
from storage.posts.duties import Duty, all_duties, records_began
from storage.posts.holders import Holder, liaisons, offices
from storage.posts.superiors import superiors
from storage.self_audit.acknowledging import acknowledged

OUTAGE_DAYS = 7  # what came due while the program was down is told as long

_People = Mapping[int, Sequence[Holder]]


def patrols(session: Session, profile: Profile, day: date, is_workday: IsWorkday) -> Iterator[list[Due]]:
    """Some thousand people at a time."""
    began = records_began(session, ZoneInfo(profile.timezone)) or day
    chains = {quota.period: profile.chain(Matter.PATROL, day, quota.period) for quota in profile.quotas}
    measures = [
        Yardstick(quota, min(span.last, day), is_workday, day)
        for quota in profile.quotas
        if (chain := chains[quota.period]) is not None
        for span in _spans(quota, chain, day, began)
    ]
    horizon = last_day_off(day, is_workday)
    for chunk in all_duties(session, profile, day, is_workday, measures):
        yield list(_of_chunk(session, chunk, chains, day, horizon))


def _spans(quota: Quota, chain: Chain, day: date, began: date) -> Iterator[Span]:
    """This period, and those gone by since the records began whose last step is not stale."""
    span = periods.span(quota.period, day)
    while span.holds(day) or ((day - span.last).days <= max(0, chain.last_days) + OUTAGE_DAYS and span.first >= began):
        if quota.validity.holds(min(span.last, day)):
            yield span
        span = periods.span(quota.period, span.first - timedelta(days=1))


def _of_chunk(
    session: Session, chunk: Sequence[Duty], chains: Mapping[Period, Chain | None], day: date, horizon: date
) -> Iterator[Due]:
    open_ = [duty for duty in chunk if duty.standing.state is not StandingState.MET]
    steps: list[tuple[Duty, Sequence[DueStep]]] = []
    for duty in open_:
        chain = chains[duty.standing.quota.period]
        if chain is not None and (begun := reached(chain, duty.standing.due_on, day, horizon)):
            steps.append((duty, begun))
    asked = {one.to for _, due in steps for one in due} - {Target.OWN}
    others = [duty for duty, due in steps if any(one.to is not Target.OWN for one in due)]
    around = _around(session, others, day, Target.LIAISON in asked)
    known = acknowledged(session, [_chain_key(duty) for duty, _ in steps])
    for duty, due in steps:
        people = {Target.OWN: [duty.person_id], **{to: _of_seats(duty, by_post) for to, by_post in around.items()}}
        for one, person, required in addressed(due, people, _chain_key(duty) in known):
            yield Due(f"patrol_warning:{one.step.name}:{_matter(duty)}:{person}", person, required)


def _around(session: Session, duties: Sequence[Duty], day: date, with_units: bool) -> dict[Target, _People]:
    """Who stands above, beside and over each post; a superior's seat that nobody holds is the office's."""
    seats = {seat.post_id: seat for duty in duties for seat in duty.seats}
    if not seats:
        return {}
    chiefs = superiors(session, seats, day)
    in_charge = offices(session, {seat.region_id for seat in seats.values()}, day)
    waters = {seat.water_id for seat in seats.values() if seat.water_id and with_units}
    units = liaisons(session, waters, day) if waters else {}
    return {
        Target.SUPERIOR: {n: chiefs.get(n) or in_charge.get(seat.region_id, ()) for n, seat in seats.items()},
        Target.OFFICE: {n: in_charge.get(seat.region_id, ()) for n, seat in seats.items()},
        Target.LIAISON: {n: units.get(seat.water_id or 0, ()) for n, seat in seats.items()},
    }


def _of_seats(duty: Duty, by_post: _People) -> list[int]:
    return [person.person_id for seat in duty.seats for person in by_post.get(seat.post_id, ())]


def _matter(duty: Duty) -> str:
    standing, first = duty.standing, duty.seats[0]
    quota = standing.quota
    whose = f"post-{first.post_id}" if quota.per is Per.WATER else f"{first.role}-{first.level}-{duty.person_id}"
    return f"{whose}:{quota.coverage or quota.count}-{quota.period}-{standing.span.first}-{standing.due_on}"


def _chain_key(duty: Duty) -> str:
    return f"patrol:{_matter(duty)}:{duty.person_id}"

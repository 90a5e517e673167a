"""The figures of a campaign by township and river (clause F2d): one query behind the message and the sheet."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from rules.campaigns import Rates
from storage.campaigns.facts import Fact, Rivers
from storage.campaigns.facts import facts as facts_of
from storage.campaigns.reading import CampaignCard
from storage.ledger.figures import Part, parts_of
from storage.models import CampaignVisit, Person, Region


@dataclass(frozen=True, slots=True)
class Count:
    """`members` who did anything, `rivers` where anybody was; issues; opinions."""

    members: int = 0
    rivers: int = 0
    found: int = 0
    transferred: int = 0
    rectified: int = 0
    opinions: int = 0
    forwarded: int = 0
    answered: int = 0


@dataclass(frozen=True, slots=True)
class River:
    """The figures on one river inside a part; the name is empty where no river was told."""

    name: str
    count: Count


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of a township; `own` is what belongs to the region itself (本级)."""

    name: str
    own: bool
    count: Count
    rivers: tuple[River, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """The three rates as a member took them down."""

    river: str
    rates: Rates
    by: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class CampaignFigures:
    """All figures of a campaign: in all, by township and river; the newest three rates of each river."""

    campaign: CampaignCard
    total: Count
    lines: tuple[Line, ...]
    rates: tuple[Told, ...]


def figures(session: Session, campaign: CampaignCard) -> CampaignFigures:
    """The figures as they stand now, during the campaign and after."""
    facts = facts_of(session, campaign.id)
    rivers = Rivers(session, campaign)
    region = session.get_one(Region, campaign.region_id)
    parts = parts_of(session, [campaign.region_path], region.level.subordinate or region.level)
    own = Part(region.id, region.name, True)
    sorted_out: dict[Part, dict[int | None, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for river in rivers.named:  # where nobody was yet stands there too, with noughts
        sorted_out[parts.get(rivers.regions[river], own)][river] = []
    for fact in facts:
        sorted_out[parts.get(fact.region_id, own)][rivers.of(fact.water_id)].append(fact)
    lines = [_line(part, found, rivers) for part, found in sorted_out.items()]
    rates = _rates(session, campaign.id, rivers)
    return CampaignFigures(campaign, _count(facts, rivers), tuple(sorted(lines, key=_largest_first)), rates)


def _line(part: Part, found: Mapping[int | None, list[Fact]], rivers: Rivers) -> Line:
    # Opinions are about no river: they stand in the township's own line only.
    named = sorted(
        (River(rivers.names.get(river or 0, ""), _count(facts, rivers)) for river, facts in found.items()
         if not facts or any(fact.kind != "opinion" for fact in facts)),
        key=lambda each: (-each.count.found, each.name),
    )  # fmt: skip
    every = [fact for facts in found.values() for fact in facts]
    return Line(part.name, part.own, _count(every, rivers), tuple(named))


def _count(facts: Sequence[Fact], rivers: Rivers) -> Count:
    issues = [fact for fact in facts if fact.kind == "issue"]
    opinions = [fact for fact in facts if fact.kind == "opinion"]
    return Count(
        members=len({fact.person_id for fact in facts}),
        rivers=rivers.counted(rivers.of(fact.water_id) for fact in facts),
        found=len(issues),
        transferred=sum(fact.transferred for fact in issues),
        rectified=sum(fact.rectified for fact in issues),
        opinions=len(opinions),
        forwarded=sum(fact.forwarded for fact in opinions),
        answered=sum(fact.answered for fact in opinions),
    )


def _rates(session: Session, campaign_id: int, rivers: Rivers) -> tuple[Told, ...]:
    rows = session.execute(
        select(CampaignVisit, Person.name)
        .join(Person, Person.id == CampaignVisit.person_id)
        .where(
            CampaignVisit.campaign_id == campaign_id,
            or_(*(each.is_not(None) for each in (CampaignVisit.collected, CampaignVisit.treated,
                                                 CampaignVisit.compliant))),
        )
        .order_by(CampaignVisit.at, CampaignVisit.id)
    )  # fmt: skip
    newest = {
        visit.water_id: Told(rivers.names[visit.water_id], Rates(visit.collected, visit.treated, visit.compliant),
                             name, visit.at, visit.words)
        for visit, name in rows
    }  # fmt: skip
    return tuple(newest.values())


def _largest_first(line: Line) -> tuple[int, int, str]:
    return -line.count.found, -line.count.members, line.name

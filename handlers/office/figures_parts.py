"""What the figures 数据 say beside patrols and issues: the papers issued, what the public handed in."""

from handlers.access import Action, may, regions_of
from handlers.context import Context
from handlers.office.figures_asked import Asked, Reach
from rules import periods
from rules.papers import SLIPS
from storage.papers import listing
from storage.papers.listing import AskedPapers, PaperFigures
from storage.public import figures as public_figures
from storage.public.figures import PublicFigures


async def papers(context: Context, told: Asked) -> PaperFigures | None:
    """The slips of the period (clause F2b), by the query of the list of papers; a paper is about no single water."""
    if not may(context.desk, Action.SEE_PAPERS) or (told.place is not None and told.place.level is None):
        return None
    asked = AskedPapers(
        regions=regions_of(context.desk, Action.SEE_PAPERS),
        kinds=SLIPS,
        signed=periods.moments(told.span, context.house.zone),
        place=told.place.path if told.place else "",
    )
    return await context.house.database.read_at_leisure(listing.figures, asked)


async def public(context: Context, told: Asked, where: Reach) -> PublicFigures:
    """What the public handed in, and whether it was solved; it is counted by region, not along a water."""
    if where.water_id is not None:
        return PublicFigures()
    since, until = periods.moments(told.span, context.house.zone)
    return await context.house.database.read_at_leisure(public_figures.figures, where.regions, since, until)

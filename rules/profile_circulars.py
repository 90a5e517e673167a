"""From the [[circular]] tables to the rules of naming notices 通报."""

from datetime import date

from rules.circulars import PERIODS, CircularRule, Form, Ground, NamingRule, Whom
from rules.periods import Period
from rules.roles import CHIEFS, Level, Role
from rules.toml_table import Table

_JUDGED = frozenset({Ground.PATROLS, Ground.OVERDUE, Ground.RELAPSED, Ground.UNANSWERED})


def circular_rules(file: Table) -> tuple[CircularRule, ...]:
    """The [[circular]] tables; a profile without any has no notices of its own accord."""
    return file.each("circular", _circular, required=False)


def _circular(table: Table) -> CircularRule:
    form = table.word("form", Form, Form.CIRCULAR)
    period = table.word("period", Period)
    if period not in PERIODS:
        table.wrong("period", f"“period”可用的有：{'、'.join(PERIODS)}")
        period = Period.QUARTER
    valid_from, valid_to = _validity(table)
    each, most = table.number("deduct_each", default=0.0), table.number("deduct_most", default=0.0)
    if most and most < each:
        table.wrong("deduct_most", "“deduct_most”（最多扣）不能小于“deduct_each”（每少一次扣）")
    return CircularRule(
        form=form,
        period=period,
        levels=table.words("levels", Level, Level),
        roles=table.words("roles", Role, CHIEFS),
        names=_names(table),
        objection_days=table.whole("objection_days", default=5),
        addressees=table.take("addressees", str, ""),
        basis=table.take("basis", str, ""),
        closing=table.take("closing", str, ""),
        deduct_each=each,
        deduct_most=most,
        audience_levels=table.words("audience_levels", Level, Level),
        audience_roles=table.words("audience_roles", Role, CHIEFS | {Role.OFFICE}),
        valid_from=valid_from,
        valid_to=valid_to,
        source=table.take("source", str),
    )


def _validity(table: Table) -> tuple[date, date | None]:
    valid_from = table.day("from", date(2023, 1, 1))
    valid_to = table.day("to", date.max) if table.has("to") else None
    if valid_to is not None and valid_to < valid_from:
        table.wrong("to", "“to”不能早于“from”")
    return valid_from, valid_to


def _names(table: Table) -> tuple[NamingRule, ...]:
    return table.each("name", _naming, required=False) or (NamingRule(Whom.PERSON, Ground.PATROLS),)


def _naming(row: Table) -> NamingRule:
    ground = row.word("ground", Ground)
    below = row.number("below", default=0.0)
    if ground not in _JUDGED:
        row.wrong("ground", f"“ground”可用的有：{'、'.join(sorted(_JUDGED))}")
    if below > 1 or (below and ground is not Ground.PATROLS):
        row.wrong("below", "“below”是完成率，0 到 1 之间，只用于 patrols")
    return NamingRule(
        whom=row.word("whom", Whom),
        ground=ground,
        at_least=row.whole("at_least", least=1, default=1),
        below=below,
        words=row.take("words", str, ""),
    )

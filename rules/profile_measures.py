"""From the [ladder] and [[measure]] tables to the ladder of measures; what contradicts itself is refused."""

from datetime import date

from rules.ladder import Ladder, MeasureRules, Trigger, When, cycle
from rules.measures import MeasureKind
from rules.roles import CHIEFS, Role
from rules.toml_table import Table

MAY_ORDER = CHIEFS | {Role.OFFICE, Role.INSPECTOR}


def ladder_rules(file: Table) -> Ladder:
    """The ladder; a profile without one has the common one of Sichuan."""
    if not file.has("ladder") and not file.has("measure"):
        return Ladder()
    table = file.table("ladder", required=False)
    told = [(each, each.made(_rung)) for each in file.tables("measure", required=False)]
    rungs = tuple(rung for _, rung in told) or Ladder().rungs
    made = Ladder(
        rungs=rungs,
        triggers=tuple(_trigger(each, rungs) for each in table.tables("suggest", required=False)),
        bodies=table.texts("bodies", list(Ladder().bodies)),
        source=table.take("source", str, ""),
    )
    table.close()
    _check(told)
    return made


def _rung(table: Table) -> MeasureRules:
    return MeasureRules(
        kind=table.word("kind", MeasureKind),
        next=tuple(_kinds(table)),
        ordered_by=table.words("ordered_by", Role, [Role.OFFICE]),
        reply_days=table.whole("reply_days", default=0),
        deduct=table.number("deduct", default=0.0),
        valid_from=table.day("from", date(2023, 1, 1)),
        source=table.take("source", str),
    )


def _kinds(table: Table) -> list[MeasureKind]:
    found = []
    for word in table.texts("next", []):
        if word in set(MeasureKind):
            found.append(MeasureKind(word))
        else:
            table.wrong("next", f"“next”里的“{word}”不可用，可用的有：{'、'.join(MeasureKind)}")
    return found


def _trigger(table: Table, rungs: tuple[MeasureRules, ...]) -> Trigger:
    made = Trigger(
        kind=table.word("measure", MeasureKind),
        when=table.word("when", When),
        at_least=table.whole("at_least", least=1, default=1),
        days=table.whole("days", default=0),
        roles=table.words("roles", Role, CHIEFS),
        source=table.take("source", str),
    )
    if made.kind not in {rung.kind for rung in rungs}:
        table.wrong("measure", f"建议的措施“{made.kind.word}”没有对应的 [[measure]]")
    table.close()
    return made


def _check(told: list[tuple[Table, MeasureRules]]) -> None:
    rungs = tuple(rung for _, rung in told)
    kinds = [rung.kind for rung in rungs]
    round_about = cycle(rungs)
    for place, (table, rung) in enumerate(told):
        if rung.kind in kinds[:place]:
            table.wrong("kind", f"“{rung.kind.word}”写了两遍")
        for role in sorted(rung.ordered_by - MAY_ORDER):
            table.wrong("ordered_by", f"“{role.word}”不能提出问责措施")
        for kind in rung.next:
            if kind not in kinds:
                table.wrong("next", f"“{rung.kind.word}”的下一步“{kind.word}”没有对应的 [[measure]]")
        if round_about and rung.kind is round_about[0]:
            table.wrong("next", f"措施绕了一圈：{' → '.join(kind.word for kind in round_about)}，不知道哪一步更重")

"""From the [[holiday]] tables to holidays 放假调休 that the program does not know yet; none by default."""

from datetime import date

from rules.holidays import Holiday
from rules.toml_table import Table

LONGEST_DAYS = 15


def holidays(file: Table) -> tuple[Holiday, ...]:
    """The [[holiday]] tables."""
    return file.each("holiday", _holiday, required=False)


def _holiday(table: Table) -> Holiday:
    made = Holiday(
        name=table.take("name", str),
        first=table.day("from", date.min),
        last=table.day("to", date.max),
        made_up=table.days("made_up", []),
        source=table.take("source", str),
    )
    if not 0 <= (made.last - made.first).days < LONGEST_DAYS:
        table.wrong("to", f"放假要写明从哪天到哪天，前后不超过{LONGEST_DAYS}天")
    if any(made.first <= day <= made.last for day in made.made_up):
        table.wrong("made_up", "调休上班的日子不能在放假的日子里")
    return made

"""The life of an issue from the profile's tables: [life], [look_back], [transfer], [supervision]."""

from string import Formatter

from rules.issue_states import OPEN, Act, State
from rules.issue_types import Severity
from rules.life import ANYWHERE, KNOWN, Life
from rules.look_back import SEED_FIELDS, LookBackRules
from rules.profile_parts import source
from rules.supervision import SupervisionRules
from rules.toml_table import Table
from rules.transfers import TransferRules


def life(table: Table) -> Life:
    """The [life] table: a line a state, { act = "state after it" }; `anywhere` lists acts that leave the state."""
    ways: dict[tuple[State, Act], State] = {}
    for state in State:
        within = table.table(state, required=False)
        for act in KNOWN:
            if within.has(act):
                ways[state, act] = within.word(act, State)
            else:
                within.take(act, str, "")  # a word that may stand here, for the hint at one misspelt
        within.close()
    anywhere = table.words("anywhere", Act, ())
    if anywhere - set(ANYWHERE):
        listed = "、".join(act for act in ANYWHERE)
        table.wrong("anywhere", f"“anywhere”里只能有：{listed}")
    ways |= {(state, act): state for state in State if state in OPEN for act in ANYWHERE if act in anywhere}
    # The answer to a transfer may come in when the issue itself is closed already.
    ways |= {(State.CLOSED, act): State.CLOSED for act in (Act.RECEIVE_TRANSFER, Act.FILE_CASE) if act in anywhere}
    return Life(ways, source(table))


def look_back(table: Table) -> LookBackRules:
    """The [look_back] table."""
    share = table.number("share")
    if not 0 < share <= 1:
        table.wrong("share", "“share”是抽取的比例，应大于 0，最多 1")
    seed = table.take("seed", str)
    try:
        fields = {field for _, field, _, _ in Formatter().parse(seed) if field is not None}
    except ValueError:
        fields = {seed}
    if fields - SEED_FIELDS:
        table.wrong("seed", "“seed”里只能用 {region}、{first}、{last}")
    return LookBackRules(table.whole("after_days"), share, table.whole("at_least", 1, 1), seed, source(table))


def transfer(table: Table) -> TransferRules:
    """The [transfer] table."""
    return TransferRules(table.whole("answer_days", 1), table.whole("result_days", 1), source(table))


def supervision(table: Table) -> SupervisionRules:
    """The [supervision] table."""
    return SupervisionRules(table.words("severities", Severity), table.whole("days", 1), source(table))

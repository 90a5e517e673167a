"""From the [paper] table to the rules of papers 公文."""

from rules.papers import Issuer, PaperKind, PaperRules
from rules.roles import Role
from rules.toml_table import Table

LONGEST_SHORT = 20


def paper_rules(table: Table) -> PaperRules:
    """The [paper] table; a profile without one has the office sign everything itself."""
    signers = table.table("signers", required=False)
    by_kind = {kind: signers.words(kind, Role, [Role.OFFICE]) for kind in PaperKind}
    signers.close()
    return PaperRules(
        reply_days=table.whole("reply_days", least=1, default=15),
        signers=by_kind,
        issuers=table.each("office", _issuer, required=False),
        source=table.take("source", str),
    )


def _issuer(table: Table) -> Issuer:
    short = table.take("short", str)
    if not short.strip() or len(short) > LONGEST_SHORT or any(sign in short for sign in "〔〕[]()（） "):
        table.wrong("short", f"“short”是文号的机关代字，如“奉河长办”，不超过{LONGEST_SHORT}字，不带括号和空格")
    region = table.take("region", str)
    return Issuer(region, short, table.take("name", str, f"{region}河长办公室"))

"""Papers 公文 of a chief office: slips 督办单 交办单 提示单, letters 函, circulars 通报; numbers, titles, who signs."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rules.refusals import Refusal
from rules.roles import Role

MOST_ISSUES = 100  # on one paper
MOST_ADDRESSEES = 40
LONGEST_TITLE = 120  # letters
LONGEST_COPIES = 300


class PaperKind(StrEnum):
    """What a paper is called."""

    SUPERVISION = "supervision"
    ASSIGNMENT = "assignment"
    PROMPT = "prompt"
    LETTER = "letter"
    NOTICE = "notice"  # 通知 of an interview: made by what it is about (storage/measures), among neither
    CIRCULAR = "circular"  # drafted from the records of a period (rules/circulars.py), not among the slips

    @property
    def word(self) -> str:
        """The Chinese word."""
        return _KIND_WORDS[self.value]

    @property
    def suffix(self) -> str:
        """What stands behind the issuer's short name in a number 发文字号: letters have a series of their own."""
        return "函" if self is PaperKind.LETTER else "发"

    @property
    def needs_issues(self) -> bool:
        """Whether it is about issues of the ledger; a letter may be about something else."""
        return self in SLIPS


_KIND_WORDS = {
    "supervision": "督办单",
    "assignment": "交办单",
    "prompt": "提示单",
    "letter": "函",
    "notice": "通知",
    "circular": "通报",
}
SLIPS = frozenset({PaperKind.SUPERVISION, PaperKind.ASSIGNMENT, PaperKind.PROMPT})
DRAFTED = (PaperKind.SUPERVISION, PaperKind.ASSIGNMENT, PaperKind.PROMPT, PaperKind.LETTER)  # by 拟文


class PaperState(StrEnum):
    """Where a paper stands. A withdrawn one keeps its number; a dropped one never had any."""

    DRAFT = "draft"
    RETURNED = "returned"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {
            "draft": "待签发",
            "returned": "退回修改",
            "signed": "已签发",
            "withdrawn": "已撤回",
            "dropped": "已作废",
        }[self.value]


UNSIGNED = frozenset({PaperState.DRAFT, PaperState.RETURNED})


@dataclass(frozen=True, slots=True)
class Issuer:
    """How the chief office of a region is called on paper, and in its numbers: 璧河长办, 璧山区河长办公室."""

    region: str
    short: str
    name: str


@dataclass(frozen=True, slots=True)
class PaperRules:
    """Who signs which kind, how long an answer may take, how offices are called (by the name of their region)."""

    reply_days: int = 15
    signers: Mapping[PaperKind, frozenset[Role]] = field(default_factory=dict)
    issuers: tuple[Issuer, ...] = ()
    source: str = ""

    def issuer(self, region: str) -> Issuer:
        """The office of a region as the profile names it, else by the region's own name."""
        own = next((each for each in self.issuers if each.region == region), None)
        return own or Issuer(region, f"{region}河长办", f"{region}河长办公室")

    def signers_of(self, kind: PaperKind) -> frozenset[Role]:
        """The roles that sign a kind, in the issuer's own region; the office itself where nothing is said."""
        return self.signers.get(kind) or frozenset({Role.OFFICE})


def code(issuer: Issuer, kind: PaperKind) -> str:
    """The letters of a number 机关代字: 奉河长办发; its serials are counted apart."""
    return f"{issuer.short}{kind.suffix}"


def paper_number(letters: str, year: int, serial: int) -> str:
    """奉河长办发〔2026〕7号: hexagonal brackets, the year in full, no leading zero (GB/T 9704-2012, 7.2.5)."""
    return f"{letters}〔{year:04d}〕{serial}号"


def title(kind: PaperKind, places: Sequence[str], types: Sequence[str]) -> str:
    """A title from what the issues are: 关于璧南河青溪村段垃圾堆放问题整改的督办单."""
    types = [each.split("：")[0] for each in types]  # 乱堆：垃圾、渣土 is said as 乱堆
    where = places[0] if len(set(places)) == 1 else ""
    what = types[0] if len(set(types)) == 1 else f"{types[0]}等" if types else ""
    about = f"{where}{what}{len(types) if len(types) > 1 else ''}{'个' if len(types) > 1 else ''}问题"
    if kind is PaperKind.LETTER:
        return f"关于商请办理{about}的函" if types else ""
    done = "及时处理" if kind is PaperKind.PROMPT else "办理" if kind is PaperKind.ASSIGNMENT else "整改"
    return f"关于{about}{done}的{kind.word}"


def copies(said: str) -> str:
    """The units a paper is copied to 抄送, as they are printed: one line without the stop, which the imprint sets."""
    return " ".join(said.split())[:LONGEST_COPIES].removeprefix("抄送").strip("：:。；;，,、 ")


def may_be_signed(kind: PaperKind, issues: Collection[int], addressees: Collection[object], due_on: date | None,
                  text: str, today: date) -> None:  # fmt: skip
    """Refuses a paper without what it needs: issues, somebody to send it to, words, a day that is still to come."""
    if kind.needs_issues and not issues:
        raise Refusal("refusal/paper_without_issues", kind=kind)
    if not addressees:
        raise Refusal("refusal/paper_without_addressee", kind=kind)
    if not text.strip():
        raise Refusal("refusal/paper_without_words", kind=kind)
    if due_on is not None and due_on < today:
        raise Refusal("refusal/due_in_the_past", due=due_on)

"""What is said unasked about a notice: the draft lies ready, who is named, objects, is answered; who is to sign."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules import circulars as rules
from rules import periods
from rules.circular_words import title
from rules.circulars import NameState, Whom
from rules.profile import Profile
from storage import outbox
from storage.audit import By
from storage.circulars.changing import span_of
from storage.circulars.speaking import office_people, speakers
from storage.models import Circular, CircularName, Region, Urgency
from storage.outbox import Tell
from storage.papers.telling import signers

MOST_WORDS = 300
MOST_ISSUES = 3


def tell_ready(session: Session, by: By, circular: Circular, today: date) -> None:
    """The office, once: the draft lies ready."""
    counts = named_counts(session, circular.id)
    values = _values(circular) | {"units": counts[Whom.UNIT], "people": counts[Whom.PERSON]}
    _tell(session, by, circular, "ready", office_people(session, circular, today), values, Urgency.DAYTIME)


def tell_over(session: Session, by: By, circular: Circular, waiting: int, today: date) -> None:
    """The office, once: the objection window is over."""
    values = _values(circular) | {"waiting": waiting}
    _tell(session, by, circular, "over", office_people(session, circular, today), values, Urgency.DAYTIME)


def tell_named(
    session: Session, by: By, profile: Profile, circular: Circular, rows: list[CircularName], today: date
) -> None:
    """Everybody named: their own lines, the evidence, and the two answers; a unit through who speaks for it."""
    told = speakers(session, rows, today)
    issuer = profile.paper.issuer(session.get_one(Region, circular.region_id).name).name
    until = circular.object_until.isoformat() if circular.object_until else None
    news = [
        Tell("circulars/named", f"circular:{circular.id}:named:{row.id}:{person}", person,
             _values(circular) | _lines(row) | {"issuer": issuer, "until": until}, Urgency.DAYTIME,
             [*evidence(circular, row, own=True),
              [["circulars.agree", f"circular:agree:{row.id}"], ["circulars.object", f"circular:object:{row.id}"]]])
        for row in rows for person in told[row.id]
    ]  # fmt: skip
    outbox.tell(session, by.at, news)


def tell_objected(session: Session, by: By, circular: Circular, row: CircularName, brought: int, today: date) -> None:
    """The office: somebody objects."""
    values = _values(circular) | {"name": row.name, "objection": row.objection[:MOST_WORDS], "brought": brought}
    people = office_people(session, circular, today)
    button = ("circulars.see_objection", f"circular:name:{row.id}")
    _tell(session, by, circular, "objected", people, values, Urgency.DAYTIME, f"{row.id}", button)


def tell_answered(
    session: Session, by: By, circular: Circular, row: CircularName, today: date, struck: str = ""
) -> None:
    """Who objected, and whoever speaks for them: kept or struck (`struck`: one finding of several), and why."""
    values = _values(circular) | {
        "name": row.name, "unit": row.whom is Whom.UNIT, "kept": row.state is NameState.NAMED,
        "answer": row.answer[:MOST_WORDS], "struck": struck[:MOST_WORDS],
    }  # fmt: skip
    people = dict.fromkeys([*([row.spoke_id] if row.spoke_id else []), *speakers(session, [row], today)[row.id]])
    _tell(session, by, circular, "answered", people, values, Urgency.DAYTIME, f"{row.id}", ())


def tell_signers(session: Session, by: By, profile: Profile, circular: Circular, today: date) -> None:
    """Who may sign it, unless the one who sends it may."""
    people = signers(session, profile.paper, circular.form.paper, circular.region_id, today)
    if by.person_id not in people:
        counts = named_counts(session, circular.id)
        values = _values(circular) | {"units": counts[Whom.UNIT], "people": counts[Whom.PERSON]}
        _tell(session, by, circular, "to_sign", people, values, Urgency.NOW, f"{circular.revision}")


def tell_returned(session: Session, by: By, circular: Circular) -> None:
    """Who sent it to be signed: not signed, and why."""
    if circular.sent_by_id and circular.sent_by_id != by.person_id:
        values = _values(circular) | {"reason": circular.reason[:MOST_WORDS]}
        _tell(session, by, circular, "returned", [circular.sent_by_id], values, Urgency.NOW, f"{circular.revision}")


def named_counts(session: Session, circular_id: int) -> dict[Whom, int]:
    """How many units and people stand named."""
    named = (CircularName.circular_id == circular_id) & (CircularName.state == NameState.NAMED)
    rows = session.execute(select(CircularName.whom, func.count()).where(named).group_by(CircularName.whom))
    return {Whom.UNIT: 0, Whom.PERSON: 0} | {whom: count for whom, count in rows}  # noqa: C416 - as mypy wants it


def evidence(circular: Circular, row: CircularName, own: bool = False) -> list[list[list[str]]]:
    """Buttons that open what stands behind the lines: the patrol log of the period, the issues.

    `own`: for who is named; who has left every post has no log to open any more.
    """
    shown: list[list[list[str]]] = []
    if (
        row.person_id
        and not (own and row.has_left)
        and any(line["ground"] == rules.Ground.PATROLS for line in row.lines)
    ):
        log = f"patrol_log:open:{row.person_id}:{circular.period}:{circular.first.isoformat()}"
        shown.append([["circulars.see_log", log]])
    issues = list(dict.fromkeys(issue_id for line in row.lines for issue_id, _ in line["issues"]))
    return shown + [
        [[f"circulars.see_issue_{n}", f"issue:open:{each}"]] for n, each in enumerate(issues[:MOST_ISSUES], 1)
    ]


def _lines(row: CircularName) -> dict[str, Any]:
    return {"name": row.name, "unit": row.whom is Whom.UNIT, "seat": row.seat, "points": row.points,
            "lines": [[line["said"], line["text"], line["rule"]] for line in row.lines]}  # fmt: skip


def _values(circular: Circular) -> dict[str, Any]:
    return {
        "title": title(circular.form, circular.period, span_of(circular)),
        "period": periods.name(circular.period, span_of(circular)),
        "form": circular.form.word,
    }


def _tell(session: Session, by: By, circular: Circular, what: str, people: Iterable[int], values: dict[str, Any],
          urgency: Urgency, mark: str = "", button: Sequence[str] | None = None) -> None:  # fmt: skip
    opened = ["circulars.open", f"circular:open:{circular.id}"] if button is None else list(button)
    buttons = [[opened]] if opened else []
    key = f"circular:{circular.id}:{what}" + (f":{mark}" if mark else "")
    news = [Tell(f"circulars/{what}", f"{key}:{person}", person, values, urgency, buttons) for person in people]
    outbox.tell(session, by.at, news)

"""A notice goes to be signed, is returned, or is signed: number, Word file and snapshot in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from rules.circulars import CircularRule, CircularState, Form
from rules.papers import PaperState
from rules.profile import Profile
from rules.refusals import Refusal
from rules.workdays import IsWorkday
from storage import audit, issued
from storage.audit import By
from storage.circulars import objecting, recording, telling
from storage.circulars.changing import SeenCircular, change_state, names_of
from storage.circulars.snapshot import facts, sealed
from storage.models import Circular, Paper
from storage.papers import signing
from storage.papers.signing import Stamp

Make = Callable[[dict[str, Any]], bytes]


@dataclass(frozen=True, slots=True)
class Ready:
    """A Word file made beforehand from the facts that were to be expected."""

    facts: dict[str, Any]
    content: bytes


@dataclass(frozen=True, slots=True)
class Rules:
    """By what it is signed: the jurisdiction, the rule of the period, the day and its calendar."""

    profile: Profile
    rule: CircularRule
    today: date
    is_workday: IsWorkday


def send(session: Session, by: By, told: Rules, seen: SeenCircular) -> Circular:
    """送签: once everybody could object and every objection is answered; who may sign hears it."""
    circular = session.get_one(Circular, seen.circular_id, populate_existing=True)
    _ready(session, told, circular)
    allowed = frozenset({CircularState.OBJECTIONS, CircularState.RETURNED, CircularState.DRAFT})
    circular = change_state(session, seen, allowed, CircularState.TO_SIGN, sent_by_id=by.person_id,
                            sent_post_id=by.post_id, reason="")  # fmt: skip
    audit.record(session, by, "send", "circular", circular.id)
    telling.tell_signers(session, by, told.profile, circular, told.today)
    return circular


def give_back(session: Session, by: By, told: Rules, seen: SeenCircular, reason: str) -> Circular:
    """退回修改, with a reason that the office hears."""
    circular = change_state(session, seen, frozenset({CircularState.TO_SIGN}), CircularState.RETURNED, reason=reason)
    _entitled(session, by, told, circular)
    audit.record(session, by, "give_back", "circular", circular.id, words=reason)
    telling.tell_returned(session, by, circular)
    return circular


def expected(session: Session, told: Rules, circular_id: int) -> dict[str, Any]:
    """The facts as they would be published now, with the number that comes next. Reads only."""
    circular = session.get_one(Circular, circular_id, populate_existing=True)
    stamp = signing.next_stamp(session, told.profile.paper, circular.region_id, circular.form.paper, told.today)
    return facts(session, told.profile, told.rule, circular, stamp)


def sign(session: Session, by: By, told: Rules, seen: SeenCircular, ready: Ready, make: Make) -> Circular:
    """签发: gives the number, keeps the file and what it was made of; each naming becomes a measure 通报.

    `ready` was made before, so that nobody waits for it; where anything differs by now, `make` is asked again.
    """
    circular = change_state(session, seen, frozenset({CircularState.TO_SIGN}), CircularState.PUBLISHED)
    post_id = _entitled(session, by, told, circular)
    rules = told.profile.paper
    stamp = signing.taken_stamp(session, rules, circular.region_id, circular.form.paper, told.today)
    snapshot = facts(session, told.profile, told.rule, circular, stamp)
    content = ready.content if ready.facts == snapshot else make(snapshot)
    file = issued.keep(session, content, f"{stamp.number}.docx", by.at)
    paper = _paper(circular, by, post_id, snapshot, stamp)
    paper.code = signing.letters_of(session, rules, circular.region_id, circular.form.paper)
    paper.file_sha256, paper.file_name = file.sha256, file.name
    session.add(paper)
    session.flush()
    circular.paper_id, circular.snapshot, circular.snapshot_sha256 = paper.id, snapshot, sealed(snapshot)
    session.flush()
    audit.record(session, by, "sign", "circular", circular.id, number=stamp.number, file=file.sha256,
                 snapshot=circular.snapshot_sha256)  # fmt: skip
    if circular.form is Form.CIRCULAR:
        recording.record(session, by, told.profile, circular, stamp.number, told.today, told.is_workday)
    return circular


def _ready(session: Session, told: Rules, circular: Circular) -> None:
    """Refuses while somebody may still object, or waits for an answer."""
    if circular.state is CircularState.DRAFT and told.rule.objection_days:
        raise Refusal("refusal/circular_not_asked")
    if circular.state is CircularState.OBJECTIONS:
        said = objecting.answers(names_of(session, circular.id))
        if said.waiting:
            raise Refusal("refusal/circular_objections_wait", waiting=said.waiting)
        if circular.object_until and told.today <= circular.object_until and not said.all_in:
            silent = said.named - said.agreed - said.objected
            raise Refusal("refusal/circular_window_open", until=circular.object_until, silent=silent)


def _entitled(session: Session, by: By, told: Rules, circular: Circular) -> int:
    rules = told.profile.paper
    return signing.entitled(session, by, rules, circular.form.paper, circular.region_id, told.today)


def _paper(circular: Circular, by: By, post_id: int, snapshot: dict[str, Any], stamp: Stamp) -> Paper:
    return Paper(
        kind=circular.form.paper, state=PaperState.SIGNED, region_id=circular.region_id,
        office_post_id=circular.sent_post_id or post_id, title=snapshot["title"], words=circular.lead,
        drafted_by_id=circular.sent_by_id or by.person_id, drafted_at=circular.drafted_at, year=stamp.day.year,
        serial=stamp.serial, number=stamp.number, signed_by_id=by.person_id, signed_post_id=post_id, signed_at=by.at,
        audit_row=stamp.audit_row, audit_hash=stamp.audit_hash,
    )  # fmt: skip

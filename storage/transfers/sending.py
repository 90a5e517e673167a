"""Referring an issue 移交 (clause L3): to whom, what for, with which evidence, until when an answer is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules.issue_states import Act
from rules.refusals import Refusal
from rules.roles import Role
from rules.unit_words import fits
from storage import audit, issued, media, outbox
from storage.issues.matters import Matter
from storage.issues.steps import Hand, Seen, checked, hold, take_step
from storage.issues.telling import MOST_WORDS, type_name
from storage.models import Issue, Post, Region, Subject, Transfer, Unit
from storage.outbox import Tell
from storage.posts.holders import holders, ids_of


class Department(NamedTuple):
    """A unit of the roster that somebody speaks for; `fitting`: its work by its name."""

    post_id: int
    name: str
    people: str
    fitting: bool


@dataclass(frozen=True, slots=True)
class Dispatch:
    """What is sent: to which post, for what, until when, and the paper that carries the evidence."""

    post_id: int
    matter: str
    due_on: date
    content: bytes
    file_name: str


def departments(session: Session, issue: Issue, today: date, sought: str = "") -> list[Department]:
    """The departments of the issue's region and of those above it, those first whose work it is; or by name."""
    upward = ids_of(session.get_one(Region, issue.region_id).path)
    rows = session.execute(
        select(Post.id, Unit.name, func.length(Region.path))
        .join(Unit, Unit.id == Post.unit_id)
        .join(Region, Region.id == Post.region_id)
        .where(Post.role == Role.UNIT, Post.region_id.in_(upward), Unit.name.contains(sought.strip(), autoescape=True))
        .order_by(Unit.name, Post.id)
    ).all()
    held = holders(session, [post for post, *_ in rows], today)
    found = [
        (not fits(name, issue.type), depth, Department(post, name, _names(held[post]), fits(name, issue.type)))
        for post, name, depth in rows
        if post in held
    ]
    return [each for *_, each in sorted(found)]


def department(session: Session, issue: Issue, post_id: int, today: date) -> Department:
    """The department of a post; refuses one that nobody speaks for, or that has nothing to do with the region."""
    for each in departments(session, issue, today):
        if each.post_id == post_id:
            return each
    raise Refusal("refusal/post_is_vacant")


def may_refer(now: Matter) -> None:
    """Refuses while another department still has it."""
    out = now.marks.transfer
    if out is not None:
        raise Refusal("refusal/transfer_unanswered", number=now.issue.number, due=out.due_on)


def refer(session: Session, hand: Hand, seen: Seen, dispatch: Dispatch) -> Matter:
    """移交: the department gets the evidence as a file and is told what is asked of it; everybody else hears so."""
    hold(session, seen.issue_id)
    before = checked(session, seen, Act.REFER, hand)
    may_refer(before)
    if dispatch.due_on < hand.today:
        raise Refusal("refusal/due_in_the_past", due=dispatch.due_on)
    chosen = department(session, before.issue, dispatch.post_id, hand.today)
    transfer = _kept(session, hand, before, dispatch)
    words = f"{chosen.name}：{dispatch.matter}"
    after = take_step(session, hand, before, Act.REFER, words, dispatch.due_on)
    _tell_department(session, hand, after, transfer)
    return after


def _kept(session: Session, hand: Hand, before: Matter, dispatch: Dispatch) -> Transfer:
    file = issued.keep(session, dispatch.content, dispatch.file_name, hand.by.at)
    transfer = Transfer(
        issue_id=before.issue.id,
        post_id=dispatch.post_id,
        matter=dispatch.matter,
        evidence=_evidence(session, before.issue.id),
        file_sha256=file.sha256,
        file_name=file.name,
        due_on=dispatch.due_on,
        sent_at=hand.by.at,
        sent_by_id=hand.by.person_id,
        sent_post_id=hand.by.post_id,
    )
    session.add(transfer)
    session.flush()
    told = {"issue": before.issue.number, "post_id": dispatch.post_id, "file": file.sha256}
    audit.record(session, hand.by, "send_transfer", "transfer", transfer.id, evidence=transfer.evidence, **told)
    return transfer


def _evidence(session: Session, issue_id: int) -> list[dict[str, Any]]:
    """What is on file at this moment, by its print: later nobody can say that it was another photo."""
    return [
        {"media_id": each.id, "use": each.use, "sha256": each.sha256, "sent_at": each.sent_at.isoformat()}
        for each in media.of(session, Subject.ISSUE, issue_id)
    ]


def _tell_department(session: Session, hand: Hand, after: Matter, transfer: Transfer) -> None:
    file = issued.Attached(transfer.file_sha256, transfer.file_name)
    held = holders(session, [transfer.post_id], hand.today).get(transfer.post_id, ())
    values = {
        "number": after.issue.number,
        "type": type_name(hand.profile, after.issue.type),
        "severity": after.issue.severity.word,
        "place": after.place,
        "matter": transfer.matter[:MOST_WORDS],
        "due_on": transfer.due_on.isoformat(),
    }
    keys = [
        [
            ["transfer.received", f"transfer:received:{transfer.id}"],
            ["transfer.answer", f"transfer:answer:{transfer.id}"],
        ],
        [["rectification.open", f"issue:open:{after.issue.id}"]],
    ]
    outbox.tell(
        session,
        hand.by.at,
        [
            Tell("transfer/sent", f"transfer:{transfer.id}:sent:{one.person_id}", one.person_id, values, buttons=keys,
                 file=file)
            for one in held
        ],
    )  # fmt: skip


def _names(people: Sequence[Any]) -> str:
    return "、".join(each.name for each in people)

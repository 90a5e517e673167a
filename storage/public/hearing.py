"""The steps of an issue as the public hears them: fewer, in plain words, without who in the office did what."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from rules.issue_states import Act
from storage.models import IssueStep
from storage.outbox import Tell
from storage.public import solved

# What tells a passer-by how far it is; 催办, asking for time and the like are the offices' own affair.
TOLD = frozenset(
    {
        Act.VERIFY, Act.REJECT, Act.ASSIGN, Act.RETURN, Act.ACCEPT, Act.PROGRESS, Act.GRANT_EXTENSION, Act.SUBMIT,
        Act.SEND_BACK, Act.CONFIRM, Act.MERGE, Act.REFER, Act.RELAPSE,
    }
)  # fmt: skip
_KEPT = ("number", "type", "place", "words", "due_on")


def plainly(session: Session, notices: Iterable[Tell], step: IssueStep, unit: str) -> list[Tell]:
    """The notices of a step, those to the public in plain words or left out; `unit` has it in hand."""
    every = list(notices)
    public = solved.of_public(session, (one.person_id for one in every if one.person_id))
    return [
        _plain(session, one, step, unit) if one.person_id in public else one
        for one in every
        if one.person_id not in public or step.act in TOLD
    ]


def _plain(session: Session, one: Tell, step: IssueStep, unit: str) -> Tell:
    values: dict[str, Any] = {key: one.values.get(key) for key in _KEPT} | {"unit": unit}
    rows = [[["public.see_issue", f"mine:see:{step.issue_id}"]]]
    if step.act is Act.SUBMIT:
        rows.insert(0, [["rectification.photos", f"issue:photos:{step.issue_id}"]])
    if step.act is Act.CONFIRM and one.person_id is not None:
        asked = solved.ask(session, step.issue_id, step.id, one.person_id, step.at)
        rows.insert(0, [["public.solved", f"solved:yes:{asked}"], ["public.not_solved", f"solved:no:{asked}"]])
    return replace(one, kind=f"public/told_{step.act}", values=values, buttons=rows)

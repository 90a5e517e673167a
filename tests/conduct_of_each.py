"""One object of each kind of what a post is to do in a year and who answers for it, for `tests/one_of_each.py`."""

import zlib
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from rules.absences import LeaveState
from rules.alerts import AlertKind, Colour
from rules.briefs import PieceKind
from rules.broadcasts import BroadcastState
from rules.circulars import CircularState, Form, Whom
from rules.duty_lists import Proof, Task
from rules.duty_reports import ReportDeed, ReportState, To
from rules.measures import Deed, MeasureKind, MeasureState
from rules.periods import Period
from rules.roles import CHIEFS, Level, Role
from rules.self_reviews import ProblemDeed, ProblemState
from storage.models import (
    Alert,
    Base,
    BriefAsk,
    BriefPiece,
    Broadcast,
    BroadcastList,
    BroadcastQuestion,
    BroadcastRecipient,
    BroadcastRound,
    Circular,
    CircularName,
    Commitment,
    DutyList,
    DutyListItem,
    DutyNote,
    DutyReport,
    DutyReportStep,
    Group,
    GroupKind,
    InterviewRecord,
    Leave,
    Measure,
    MeasurePaper,
    MeasureStep,
    PatrolPlan,
    SelfReviewProblem,
    SelfReviewRound,
    SelfReviewSheet,
    SelfReviewStep,
    SetAside,
)
from tests.county import County
from tests.marks import (
    ABOVE,
    AT,
    AWAY,
    CLUES,
    CRITICISM,
    DOUBT,
    DUE,
    FILE,
    GATHERED,
    OBJECTION,
    OWN_WORDS,
    REQUEST,
    REVIEW,
    SECRET,
    TODAY,
)
from tests.river import MONDAY_MORNING

_FIGURES: dict[str, Any] = {
    "as_of": "2026-11-23", "from": "2026-01-01", "until": "2026-11-23", "since": None, "posts": [], "duties": [],
    "rivers": {"total": 1, "metres": 0}, "months": [], "patrols": 0, "valid": 0, "metres": 0, "measures": [],
    "issues": {"found": {"total": 0, "closed": 0}, "assigned": {"total": 0, "on_time": 0, "overdue": 0}},
    "self_review": {"problems": 0, "remedied": 0},
}  # fmt: skip


def lay_conduct(session: Session, county: County, ids: dict[str, int]) -> None:
    """Writes them and puts their ids to the others."""
    for each in (_alerts, _groups, _broadcasts, _duty_lists, _reviews, _circulars, _measures, _more_measures):
        each(session, county, ids)


def added(session: Session, row: Base) -> int:
    """Writes a row; returns its id."""
    session.add(row)
    session.flush()
    made: int = row.id  # type: ignore[attr-defined]
    return made


def _alerts(session: Session, county: County, ids: dict[str, int]) -> None:
    days = {"from_on": TODAY, "until_on": DUE, "reason": f"{SECRET}原因"}
    ids["alert"] = added(session, Alert(
        region_id=county.regions["dalu"], water_id=county.waters["lower"], kind=AlertKind.PROBLEM, colour=Colour.RED,
        set_at=AT, set_by_id=county.people["wang"], **days))  # fmt: skip
    away = {"asked_at": AT, **days, "reason": AWAY}
    ids["leave"] = added(session, Leave(person_id=county.people["zhang"], **away))
    ids["away"] = added(session, Leave(person_id=county.people["sun"], state=LeaveState.GRANTED, decided_at=AT,
                                      decided_by_id=county.people["chen"], words=AWAY, **away))  # fmt: skip


def _broadcasts(session: Session, county: County, ids: dict[str, int]) -> None:
    told = {"region_id": county.regions["dalu"], "office_post_id": county.posts["wang"], "first_at": AT,
            "author_id": county.people["wang"], "words": f"{SECRET}通知", "audience": {"everybody": True},
            "written_at": AT}  # fmt: skip
    ids["planned"] = added(session, Broadcast(**told, state=BroadcastState.SCHEDULED,
                                             next_at=MONDAY_MORNING + timedelta(days=9)))  # fmt: skip
    ids["broadcast"] = added(session, Broadcast(**told, state=BroadcastState.SENT))
    ids["round_sent"] = added(session, BroadcastRound(broadcast_id=ids["broadcast"], due_at=AT, begun_at=AT,
                                                     decided_at=AT))  # fmt: skip
    ids["recipient"] = added(session, BroadcastRecipient(
        round_id=ids["round_sent"], person_id=county.people["zhang"], name=f"{SECRET}收件人",
        notice_key="broadcast:77:77"))  # fmt: skip
    ids["question"] = added(session, BroadcastQuestion(recipient_id=ids["recipient"], words=DOUBT, asked_at=AT,
                                                      answer=f"{SECRET}解答"))  # fmt: skip
    session.add(BroadcastRecipient(round_id=ids["round_sent"], group_id=ids["group"], name=f"{SECRET}工作群",
                                   notice_key="broadcast:77:g"))  # fmt: skip
    session.add(BroadcastList(region_id=county.regions["dalu"], name=f"{SECRET}名单", people=[county.people["zhang"]],
                              made_by_id=county.people["wang"], made_at=AT))  # fmt: skip


def _groups(session: Session, county: County, ids: dict[str, int]) -> None:
    """One that 大路街道 has taken, one that its office let the bot into."""
    told = {"kind": GroupKind.GROUP, "added_by_id": county.people["wang"], "added_at": AT}
    taken = {"region_id": county.regions["dalu"], "taken_by_id": county.people["wang"], "taken_at": AT}
    ids["group"] = added(session, Group(chat_id=-7001, title=f"{SECRET}工作群", **told, **taken))
    ids["found_group"] = added(session, Group(chat_id=-7002, title=f"{SECRET}新群", **told))


def _duty_lists(session: Session, county: County, ids: dict[str, int]) -> None:
    """A duty list 履职清单 of 大路街道 for its chief, a note to it; a patrol planned, asked about, gathered for."""
    region, person, post = county.regions["dalu"], county.people["li"], county.posts["li"]
    ids["duty_list"] = added(session, DutyList(region_id=region, year=2026, version=1, published_at=AT))
    ids["duty_item"] = added(session, DutyListItem(
        list_id=ids["duty_list"], place=1, role=Role.RIVER_CHIEF, level=Level.TOWNSHIP, code="own_1",
        task=Task.GENERAL, what=f"{SECRET}职责", how=f"{SECRET}办法", proof=Proof.NOTE, count=1, period=Period.YEAR,
    ))  # fmt: skip
    ids["duty_note"] = added(session, DutyNote(post_id=post, person_id=person, year=2026, code="own_1", done_on=TODAY,
                                              words=f"{SECRET}会议", at=AT))  # fmt: skip
    ids["chief_post"] = post
    ids["plan"] = added(session, PatrolPlan(post_id=county.posts["zhou"], water_id=county.waters["river"],
                                           patrol_on=TODAY + timedelta(days=4), planned_at=AT))  # fmt: skip
    ids["brief_ask"] = added(session, BriefAsk(plan_id=ids["plan"], region_id=region, asked_at=AT))
    added(session, BriefPiece(plan_id=ids["plan"], kind=PieceKind.CLUE, person_id=county.people["chen"], at=AT,
                             words=GATHERED))  # fmt: skip


def _reviews(session: Session, county: County, ids: dict[str, int]) -> None:
    """A self-review 对照检查 of 大路街道 with a problem of 张卫民, and the duty report 述职报告 of 李建国."""
    ids["review"] = added(session, SelfReviewRound(
        year=2026, occasion=f"{SECRET}生活会", region_id=county.regions["dalu"], levels=list(Level),
        roles=sorted(CHIEFS), due_on=DUE, opened_at=AT, opened_by_id=county.people["wang"]))  # fmt: skip
    sheet = added(session, SelfReviewSheet(
        round_id=ids["review"], person_id=county.people["zhang"], post_id=county.posts["zhang"], level=Level.VILLAGE,
        region_id=county.regions["qingxi"], handed_in_at=AT))  # fmt: skip
    ids["review_problem"] = added(session, SelfReviewProblem(
        sheet_id=sheet, state=ProblemState.OPEN, words=REVIEW, remedy=f"{REVIEW}的措施", due_on=DUE,
        water_id=county.waters["lower"], entered_at=AT))  # fmt: skip
    session.add(SelfReviewStep(problem_id=ids["review_problem"], deed=ProblemDeed.SEND_BACK, before=ProblemState.DONE,
                               after=ProblemState.OPEN, at=AT, words=f"{REVIEW}再改"))  # fmt: skip
    begun = added(session, SelfReviewSheet(
        round_id=ids["review"], person_id=county.people["sun"], post_id=county.posts["sun"], level=Level.VILLAGE,
        region_id=county.regions["longmen"]))  # fmt: skip
    ids["review_draft"] = added(session, SelfReviewProblem(
        sheet_id=begun, state=ProblemState.DRAFT, words=REVIEW, remedy=REVIEW, due_on=DUE, entered_at=AT))  # fmt: skip
    ids["duty_report"] = added(session, DutyReport(
        year=2026, person_id=county.people["li"], post_id=county.posts["li"], level=Level.TOWNSHIP,
        region_id=county.regions["dalu"], to=To.GENERAL_CHIEF, state=ReportState.SUBMITTED, revision=1,
        parts={"next": OWN_WORDS}, figures=_FIGURES, due_on=DUE, begun_at=AT, submitted_at=AT, file_sha256=FILE,
        file_name=f"{OWN_WORDS}.docx"))  # fmt: skip
    session.add(DutyReportStep(report_id=ids["duty_report"], deed=ReportDeed.ANSWER, at=AT, words=OWN_WORDS))


def _circulars(session: Session, county: County, ids: dict[str, int]) -> None:
    """Of the district's office: one that 张卫民 may object to, one that waits to be signed."""
    counts = dict.fromkeys(("found", "closed", "overdue", "relapsed", "unanswered"), 0)
    told = {"form": Form.CIRCULAR, "period": Period.MONTH, "region_id": county.regions["district"], "lead": SECRET,
            "figures": {"levels": [], "towns": [], "issues": counts, "began": None}, "rules_sha256": "0" * 64,
            "drafted_at": AT, "computed_at": AT}  # fmt: skip
    ids["circular"] = added(session, Circular(**told, first=date(2026, 10, 1), last=date(2026, 10, 31), opened_at=AT,
                                             state=CircularState.OBJECTIONS, object_until=DUE))  # fmt: skip
    ids["circular_to_sign"] = added(session, Circular(**told, first=date(2026, 9, 1), last=date(2026, 9, 30),
                                                     state=CircularState.TO_SIGN))  # fmt: skip
    ids["circular_draft"] = added(session, Circular(**told, first=date(2026, 8, 1), last=date(2026, 8, 31),
                                                   state=CircularState.DRAFT))  # fmt: skip
    published = added(session, Circular(**told, first=date(2026, 7, 1), last=date(2026, 7, 31),
                                       state=CircularState.PUBLISHED))  # fmt: skip
    ids["circular_published"] = published
    line = {"ground": "patrols", "said": SECRET, "text": SECRET, "count": 1, "issues": [], "rule": ""}
    for key, circular_id, who in (("circular_name", ids["circular"], "zhang"), ("objected", ids["circular"], "sun"),
                                  ("objected_once", published, "sun")):  # fmt: skip
        spoken = {} if key == "circular_name" else {"objected_at": AT, "objection": OBJECTION}
        ids[key] = added(session, CircularName(
            circular_id=circular_id, subject=f"p{county.people[who]}", whom=Whom.PERSON, name=f"{SECRET}河长",
            person_id=county.people[who], post_id=county.posts[who], lines=[line], **spoken))  # fmt: skip


def _measures(session: Session, county: County, ids: dict[str, int]) -> None:
    """Interviews: that 张卫民 has to follow up, that 李建国 is asked to hold, that is to be written down."""
    told = _about(county, "zhang", "dalu", "wang", MeasureKind.INTERVIEW) | {"superior_post_id": county.posts["li"]}
    ids["measure"] = added(session, Measure(**told, state=MeasureState.OPEN, due_on=DUE))
    ids["request"] = added(session, Measure(**told | {"reason": REQUEST}, state=MeasureState.REQUESTED))
    ids["notified"] = added(session, Measure(**told, state=MeasureState.NOTIFIED, place=SECRET, meet_at=MONDAY_MORNING))
    for key, deed in (("measure", Deed.ORDER), ("measure", Deed.NOTIFY), ("notified", Deed.NOTIFY)):
        _step(session, ids[key], deed, SECRET)
    session.add(InterviewRecord(measure_id=ids["measure"], held="上午", place="三楼", host="李建国", recorder="王晓梅",
                                problems=SECRET, explanation=SECRET, requirements=SECRET))  # fmt: skip
    ids["commitment"] = added(session, Commitment(measure_id=ids["measure"], words=f"{SECRET}补齐", due_on=DUE))
    ids["measure_paper"] = _paper(session, ids["measure"], "notice", "约谈通知.docx")
    _paper(session, ids["measure"], "record", "约谈记录.docx")


def _more_measures(session: Session, county: County, ids: dict[str, int]) -> None:
    """Every other kind: about 孙小河 by the township, clues about 周明 by the district's office."""
    for kind, state in ((MeasureKind.PROMPT, MeasureState.OPEN), (MeasureKind.SUPERVISION, MeasureState.OPEN),
                        (MeasureKind.CIRCULAR, MeasureState.FAILED)):  # fmt: skip
        told = _about(county, "sun", "dalu", "wang", kind)
        ids[f"measure_{kind}"] = added(session, Measure(**told, state=state, due_on=DUE))
    suggested = f"not_carried_out:interview:{ids['measure_circular']}"
    ids["suggestion"] = zlib.crc32(suggested.encode()) >> 1
    told = _about(county, "sun", "dalu", "wang", MeasureKind.SELF_CRITICISM) | {"reason": CRITICISM}
    ids["criticism"] = added(
        session, Measure(**told, state=MeasureState.ANSWERED, answered_at=AT, answers=1, due_on=DUE)
    )
    ids["criticism_since"] = _step(session, ids["criticism"], Deed.ANSWER, CRITICISM)
    shown = _about(county, "sun", "dalu", "wang", MeasureKind.WORK_DISPLAY) | {"person_id": None, "post_id": None}
    ids["display"] = added(session, Measure(**shown, state=MeasureState.CLOSED))
    told = _about(county, "zhou", "district", "chen", MeasureKind.CLUES) | {"subject": CLUES, "reason": CLUES}
    ids["clues"] = added(session, Measure(**told, state=MeasureState.SENT, body=CLUES))
    ids["clues_paper"] = _paper(session, ids["clues"], "letter", f"{CLUES}.docx")
    told = _about(county, "gu", "district", "chen", MeasureKind.INTERVIEW) | {"superior_post_id": county.posts["zhou"]}
    ids["above"] = added(session, Measure(**told | {"reason": ABOVE}, state=MeasureState.REQUESTED))
    session.add(SetAside(origin="none:1", region_id=county.regions["dalu"], reason=SECRET, at=AT))


def _about(county: County, who: str, where: str, office: str, kind: MeasureKind) -> dict[str, Any]:
    return {"kind": kind, "region_id": county.regions[where], "office_post_id": county.posts[office],
            "ordered_post_id": county.posts[office], "ordered_by_id": county.people[office],
            "post_id": county.posts[who], "person_id": county.people[who], "subject": f"{SECRET}对象",
            "reason": f"{SECRET}未巡河", "evidence": {}, "ordered_on": TODAY, "ordered_at": AT}  # fmt: skip


def _step(session: Session, measure_id: int, deed: Deed, words: str) -> int:
    after = session.get_one(Measure, measure_id).state
    return added(session, MeasureStep(measure_id=measure_id, deed=deed, after=after, at=AT, words=words))


def _paper(session: Session, measure_id: int, what: str, name: str) -> int:
    return added(session, MeasurePaper(measure_id=measure_id, what=what, file_sha256=FILE, file_name=name, at=AT))

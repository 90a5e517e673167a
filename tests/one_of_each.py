"""One object of each kind in the small county, all of 大路街道 or the district, for tests of who may not touch them.

Whatever must not leave its circle is marked with `SECRET`: words of issues, papers, opinions, the public's name.
"""

from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from bot.sandbox import acts
from rules.action_items import ItemKind, ItemState
from rules.alerts import AlertKind, Colour
from rules.boundary import CaseState
from rules.briefs import PieceKind
from rules.broadcasts import BroadcastState
from rules.campaigns import OpinionState
from rules.circulars import CircularState, Form, Whom
from rules.duty_lists import Proof, Task
from rules.duty_reports import ReportState, To
from rules.inspections import Body, Way
from rules.issue_states import Act, State
from rules.issue_types import Severity
from rules.measures import Deed, MeasureKind, MeasureState
from rules.papers import PaperKind, PaperState
from rules.periods import Period
from rules.public_reports import Reception
from rules.roles import CHIEFS, Level, Role
from rules.self_reviews import ProblemState
from rules.warnings import Matter
from storage.issues.matters import turn
from storage.models import (
    Account,
    ActionItem,
    Alert,
    Appointment,
    Base,
    BoardPrint,
    BoundaryCase,
    BoundarySide,
    BriefAsk,
    BriefPiece,
    Broadcast,
    BroadcastQuestion,
    BroadcastRecipient,
    BroadcastRound,
    Campaign,
    CampaignMember,
    Circular,
    CircularName,
    Commitment,
    Delegation,
    Draft,
    DutyList,
    DutyListItem,
    DutyNote,
    DutyReport,
    Export,
    Extension,
    Group,
    GroupKind,
    Inspection,
    IssuedFile,
    Keeping,
    Leave,
    LookBackItem,
    LookBackRound,
    Measure,
    MeasurePaper,
    MeasureStep,
    Media,
    OfficeEntry,
    Opinion,
    Paper,
    PaperAddressee,
    PaperIssue,
    Patrol,
    PatrolMode,
    PatrolPlan,
    PatrolState,
    Person,
    PlaceBy,
    Post,
    PublicBlock,
    ReminderChain,
    ReplyTemplate,
    SavedSearch,
    SelfReviewProblem,
    SelfReviewRound,
    SelfReviewSheet,
    Shortlisted,
    SignBoard,
    SolvedAnswer,
    Source,
    Submission,
    Supervision,
    Transfer,
    Unit,
)
from tests.campaign_making import seat_members
from tests.county import FOUNDED, SERVING_SINCE, County
from tests.issue_making import photographed
from tests.ledger_making import put, step
from tests.people import Person as Phone
from tests.river import MONDAY_MORNING, River

SECRET, HIDDEN, HIDDEN_NUMBER = "绝密", "隐情", "2026-7709"  # hidden: what an inspection under way has found
PUBLIC, PUBLIC_ID, PHONE = f"{SECRET}路人", 880088008, "+8613912345678"
DRAFT = "未定稿"  # in the title of what is not signed
FILE = sha256(SECRET.encode()).hexdigest()
AT = MONDAY_MORNING - timedelta(hours=2)
TODAY = date(2026, 11, 23)
DUE = date(2026, 12, 1)
_IN_HAND = {"assigned_at": AT, "due_on": DUE, "requirement": f"{SECRET}要求"}
_STATES: dict[str, dict[str, Any]] = {
    "registered": {"at": MONDAY_MORNING},
    "verified": {"state": State.VERIFIED},
    "assigned": {"state": State.ASSIGNED, **_IN_HAND, "severity": Severity.MAJOR},
    "accepted": {"state": State.ACCEPTED, **_IN_HAND, "severity": Severity.MAJOR},
    "done": {"state": State.DONE, **_IN_HAND, "done_at": AT},
    "closed": {"state": State.CLOSED, **_IN_HAND, "done_at": AT, "closed_at": AT},
    "listed": {"state": State.CLOSED, **_IN_HAND, "done_at": AT, "closed_at": AT},
    "referred": {"state": State.REFERRED, **_IN_HAND},
    "hidden": {},
    "fresh": {"state": State.VERIFIED},
}


def lay_one_of_each(session: Session, county: County) -> dict[str, int]:
    """Writes them; returns ids by name, and with `<issue>_since` the step that a button would carry."""
    ids = _people(session, county)
    _inspections(session, county, ids)
    for serial, (key, told) in enumerate(_STATES.items(), 1):
        _issue(session, county, ids, serial, key, told)
    _marks(session, county, ids)
    _papers(session, county, ids)
    _campaign(session, county, ids)
    _public(session, county, ids)
    _office(session, county, ids)
    _circulars(session, county, ids)
    _duty_lists(session, county, ids)
    _groups(session, county, ids)
    _alerts(session, county, ids)
    _broadcasts(session, county, ids)
    _reviews(session, county, ids)
    _measures(session, county, ids)
    return ids


def phone(river: River, ids: dict[str, int], key: str) -> Phone:
    """The phone of 吴关 (`unit`), whose unit has nothing to do with anything, or of the member 谭委员 (`tan`)."""
    user = river.world.add_user(ids[f"{key}_telegram"], "路人", f"+86199000{ids[f'{key}_telegram']:05d}")
    acts.starts_with(river.world, user, "")
    return Phone(river.world, user, river.settle, river.clock.passes)


def _add(session: Session, row: Base) -> int:
    session.add(row)
    session.flush()
    made: int = row.id  # type: ignore[attr-defined]
    return made


def _people(session: Session, county: County) -> dict[str, int]:
    unit = _add(session, Unit(code="U77", name="无关单位", region_id=county.regions["dalu"]))
    person = _add(session, Person(name="吴关", phone="+8619900000777"))
    post = _add(session, Post(key="unit|77", role=Role.UNIT, level=Level.TOWNSHIP, unit_id=unit,
                              region_id=county.regions["dalu"]))  # fmt: skip
    session.add(Appointment(post_id=post, person_id=person, title="", from_on=SERVING_SINCE))
    session.add(Account(person_id=person, telegram_id=777, chat_id=777, bound_at=FOUNDED))
    members = seat_members(session, county)
    public = _add(session, Person(name=PUBLIC, phone=PHONE, on_roster=False))
    session.add(Account(person_id=public, telegram_id=PUBLIC_ID, chat_id=PUBLIC_ID, bound_at=FOUNDED))
    session.flush()
    ids = {"unit_telegram": 777, "tan_telegram": 402, "feng": members["feng"], "public_person": public}
    ids |= {"post": county.posts["zhao"], "person": county.people["zhang"], "patroller": county.people["zhang"]}
    ids |= {"region": county.regions["dalu"], "village": county.regions["qingxi"], "water": county.waters["lower"]}
    account = session.query(Account).filter_by(person_id=county.people["zhang"]).one()
    return ids | {"account": account.id, "region_b": county.regions["qinggang"]}


def _inspections(session: Session, county: County, ids: dict[str, int]) -> None:
    told = {"body": Body.TEAM, "way": Way.UNANNOUNCED, "person_id": county.people["ding"],
            "post_id": county.posts["ding"], "water_id": county.waters["lower"],
            "region_id": county.regions["qingxi"], "started_at": AT, "conclusion": f"{SECRET}结论"}  # fmt: skip
    ids["running"] = _add(session, Inspection(**told | {"conclusion": f"{HIDDEN}{SECRET}结论"}))
    ids["ended"] = _add(session, Inspection(**told, ended_at=MONDAY_MORNING))


def _issue(session: Session, county: County, ids: dict[str, int], serial: int, key: str, told: dict[str, Any]) -> None:
    told = {"words": f"{SECRET}垃圾", "at": AT, **told}
    if told.get("assigned_at"):
        told["assignee_post_id"] = county.posts["zhao"]
    if key in ("assigned", "done", "referred"):
        told |= {"source": Source.PUBLIC, "reporter_id": ids["public_person"], "reporter_post_id": None}
    if key == "hidden":
        told |= {
            "words": f"{HIDDEN}偷排",
            "source": Source.INSPECTION,
            "inspection_id": ids["running"],
            "reporter": "ding",
        }
    issue_id = put(session, county, f"2026-77{serial:02d}", **told)
    ids[key] = issue_id
    ids[f"{key}_since"] = turn(session, issue_id).step_id
    photo = session.get_one(Media, photographed(session, issue_id, county.people["zhang"], f"{key}-photo"))
    photo.keeping = Keeping.FAILED


def _marks(session: Session, county: County, ids: dict[str, int]) -> None:
    chen, wang = county.people["chen"], county.people["wang"]
    step(session, county, ids["accepted"], Act.URGE, "wang", f"{SECRET}快办")
    ids["extension"] = _add(session, Extension(issue_id=ids["accepted"], asked_by_id=county.people["zhao"],
                                               asked_at=AT, until_on=DUE, reason=f"{SECRET}来不及"))  # fmt: skip
    session.add(Supervision(issue_id=ids["accepted"], reason=f"{SECRET}重大", due_on=DUE, put_at=AT, put_by_id=chen,
                            put_post_id=county.posts["chen"]))  # fmt: skip
    file = IssuedFile(sha256=FILE, content=SECRET.encode(), created_at=AT)
    session.add(file)
    session.flush()
    ids["transfer"] = _add(session, Transfer(
        issue_id=ids["referred"], post_id=county.posts["zhao"], matter=f"{SECRET}请查处", evidence=[],
        file_sha256=file.sha256, file_name="移交.docx", due_on=DUE, sent_at=AT, sent_by_id=wang,
        sent_post_id=county.posts["wang"]))  # fmt: skip
    ids["round"] = _add(session, LookBackRound(
        region_id=county.regions["dalu"], closed_from=TODAY, closed_to=TODAY, narrowed={"count": 1},
        pool=[ids["listed"]], share=0.1, seed="s", drawn_at=AT, drawn_by_id=wang, drawn_post_id=county.posts["wang"],
    ))  # fmt: skip
    ids["item"] = _add(session, LookBackItem(round_id=ids["round"], issue_id=ids["listed"], closed_at=AT))
    for key, state in (("asked", CaseState.ASKED), ("escalated", CaseState.ESCALATED)):
        issue_id = ids["verified" if key == "asked" else "registered"]
        ids[key] = _add(session, BoundaryCase(issue_id=issue_id, state=state, opened_by_id=wang, opened_at=AT,
                                              above_region_id=county.regions["district"]))  # fmt: skip
        for place, region in enumerate(("dalu", "longmen")):
            session.add(BoundarySide(case_id=ids[key], region_id=county.regions[region], place=place,
                                     answer_by=MONDAY_MORNING + timedelta(days=1), words=f"{SECRET}说法"))  # fmt: skip
    for key, kind in (("problem", ItemKind.KEY_PROBLEM), ("decision", ItemKind.FROM_PATROL)):
        ids[key] = _add(session, ActionItem(
            kind=kind, title=f"{SECRET}事项", region_id=county.regions["qingxi"], water_id=county.waters["lower"],
            owner_post_id=county.posts["zhao"], reporter_id=wang, rank=1, recorded_at=AT, state=ItemState.OPEN,
            due_on=DUE))  # fmt: skip


def _papers(session: Session, county: County, ids: dict[str, int]) -> None:
    told = {"kind": PaperKind.SUPERVISION, "region_id": county.regions["dalu"], "office_post_id": county.posts["wang"],
            "title": f"{SECRET}督办单", "words": f"{SECRET}整改", "due_on": DUE, "drafted_at": AT,
            "drafted_by_id": county.people["wang"]}  # fmt: skip
    ids["paper_draft"] = _add(session, Paper(**told | {"title": f"{SECRET}{DRAFT}"}, state=PaperState.DRAFT))
    ids["paper"] = _add(session, Paper(
        **told, state=PaperState.SIGNED, code="大河长办", year=2026, serial=1, number="大河长办督〔2026〕1号",
        signed_by_id=county.people["wang"], signed_post_id=county.posts["wang"], signed_at=AT, file_sha256=FILE,
        file_name="督办单.docx"))  # fmt: skip
    for paper_id in (ids["paper_draft"], ids["paper"]):
        session.add(PaperIssue(paper_id=paper_id, issue_id=ids["assigned"], place=0))
        session.add(PaperAddressee(paper_id=paper_id, post_id=county.posts["zhao"], name="环卫所", place=0))


def _campaign(session: Session, county: County, ids: dict[str, int]) -> None:
    ids["campaign"] = _add(session, Campaign(
        name="百名委员巡百河", region_id=county.regions["dalu"], topics=[], from_on=date(2026, 11, 1), until_on=DUE,
        opened_at=AT, opened_by_id=county.people["wang"]))  # fmt: skip
    session.add(CampaignMember(campaign_id=ids["campaign"], person_id=ids["feng"], enrolled_at=AT))
    ids["opinion"] = _add(session, Opinion(
        campaign_id=ids["campaign"], author_id=ids["feng"], region_id=county.regions["dalu"], words=f"{SECRET}建议",
        recorded_at=AT, state=OpinionState.FORWARDED, to_post_id=county.posts["zhao"], forwarded_at=AT))  # fmt: skip


def _public(session: Session, county: County, ids: dict[str, int]) -> None:
    place = {"water_id": county.waters["lower"], "region_id": county.regions["qingxi"]}
    ids["board"] = _add(session, SignBoard(code="GSP-77", **place, place="石桥头"))
    session.add(BoardPrint(board_id=ids["board"], chief=f"{SECRET}河长", at=AT))
    told = {"person_id": ids["public_person"], "type": "dumping", "severity": Severity.GENERAL,
            "words": f"{SECRET}举报", "place_by": PlaceBy.REACH, "submitted_at": AT, **place}  # fmt: skip
    ids["submission"] = _add(session, Submission(number="2026-8801", **told))
    ids["taken"] = _add(
        session, Submission(number="2026-8802", state=Reception.ACCEPTED, issue_id=ids["closed"], **told)
    )
    ids["block"] = _add(session, PublicBlock(
        person_id=ids["public_person"], region_id=county.regions["dalu"], reason=f"{SECRET}骚扰", from_at=AT,
        until_at=MONDAY_MORNING + timedelta(days=7)))  # fmt: skip
    ids["solved"] = _add(session, SolvedAnswer(
        issue_id=ids["closed"], step_id=ids["closed_since"], person_id=ids["public_person"], asked_at=AT))  # fmt: skip


def _circulars(session: Session, county: County, ids: dict[str, int]) -> None:
    """Of the district's office: one that 张卫民 may object to, one that waits to be signed."""
    counts = dict.fromkeys(("found", "closed", "overdue", "relapsed", "unanswered"), 0)
    told = {"form": Form.CIRCULAR, "period": Period.MONTH, "region_id": county.regions["district"], "lead": SECRET,
            "figures": {"levels": [], "towns": [], "issues": counts, "began": None}, "rules_sha256": "0" * 64,
            "drafted_at": AT, "computed_at": AT}  # fmt: skip
    ids["circular"] = _add(session, Circular(**told, first=date(2026, 10, 1), last=date(2026, 10, 31), opened_at=AT,
                                             state=CircularState.OBJECTIONS, object_until=DUE))  # fmt: skip
    ids["circular_to_sign"] = _add(session, Circular(**told, first=date(2026, 9, 1), last=date(2026, 9, 30),
                                                     state=CircularState.TO_SIGN))  # fmt: skip
    ids["circular_draft"] = _add(session, Circular(**told, first=date(2026, 8, 1), last=date(2026, 8, 31),
                                                   state=CircularState.DRAFT))  # fmt: skip
    person = county.people["zhang"]
    ids["circular_name"] = _add(session, CircularName(
        circular_id=ids["circular"], subject=f"p{person}", whom=Whom.PERSON, person_id=person, name=f"{SECRET}河长",
        post_id=county.posts["zhang"], lines=[{"ground": "patrols", "said": SECRET, "text": SECRET, "count": 1,
                                               "issues": [], "rule": ""}]))  # fmt: skip


def _office(session: Session, county: County, ids: dict[str, int]) -> None:
    wang, chat = county.people["wang"], county.telegram["wang"]
    ids["saved"] = _add(session, SavedSearch(person_id=wang, name=f"{SECRET}查找", place="ledger",
                                             asked={"words": SECRET, "show": "all"}, saved_at=AT))  # fmt: skip
    session.add(Shortlisted(owner=f"o:{county.regions['dalu']}", issue_id=ids["assigned"], person_id=wang, at=AT))
    session.add(Shortlisted(owner=f"p:{wang}", issue_id=ids["assigned"], person_id=wang, at=AT))
    ids["reply"] = _add(session, ReplyTemplate(region_id=county.regions["dalu"], act=Act.URGE, words=f"{SECRET}常用语",
                                               person_id=wang, changed_at=AT))  # fmt: skip
    ids["entry"] = _add(session, OfficeEntry(key="one", kind="contact/stranger", region_id=county.regions["dalu"],
                                             at=AT, values={"name": f"{SECRET}名片", "phone": PHONE}))  # fmt: skip
    ids["export"] = _add(session, Export(kind="ledger", person_id=wang, chat_id=chat, file_name=f"{SECRET}.xlsx",
                                         asked_at=AT, state="made", told_at=AT, ended_at=AT))  # fmt: skip
    ids["patrol"] = _add(session, Patrol(
        post_id=county.posts["zhang"], person_id=county.people["zhang"], water_id=county.waters["lower"],
        state=PatrolState.FINISHED, mode=PatrolMode.PIN, started_at=AT, ended_at=AT + timedelta(minutes=40),
        note=f"{SECRET}记录", counts=True))  # fmt: skip
    ids["reminder"] = _add(
        session,
        ReminderChain(
            key="one",
            matter=Matter.PATROL,
            post_id=county.posts["zhang"],
            person_id=county.people["zhang"],
            due_on=DUE,
            begun_at=AT,
            snapshot={"steps": [{"step": "before", "on": "2026-11-29", "to": ["own"]}], "people": {}},
        ),
    )
    ids["delegation"] = _add(session, Delegation(
        post_id=county.posts["zhang"], chief_id=county.people["zhang"], delegate_id=county.people["zhang2"],
        from_on=TODAY, until_on=DUE))  # fmt: skip
    ids["draft"] = _add(session, Draft(chat_id=chat, person_id=wang, dialog="ledger", step="look",
                                       data={"words": SECRET, "show": "all", "offset": 0}, started_at=AT,
                                       updated_at=AT))  # fmt: skip


def _groups(session: Session, county: County, ids: dict[str, int]) -> None:
    """One that 大路街道 has taken, one that its office let the bot into."""
    told = {"kind": GroupKind.GROUP, "added_by_id": county.people["wang"], "added_at": AT}
    taken = {"region_id": county.regions["dalu"], "taken_by_id": county.people["wang"], "taken_at": AT}
    ids["group"] = _add(session, Group(chat_id=-7001, title=f"{SECRET}工作群", **told, **taken))
    ids["found_group"] = _add(session, Group(chat_id=-7002, title=f"{SECRET}新群", **told))


def _broadcasts(session: Session, county: County, ids: dict[str, int]) -> None:
    told = {"region_id": county.regions["dalu"], "office_post_id": county.posts["wang"], "first_at": AT,
            "author_id": county.people["wang"], "words": f"{SECRET}通知", "audience": {"everybody": True},
            "written_at": AT}  # fmt: skip
    ids["planned"] = _add(session, Broadcast(**told, state=BroadcastState.SCHEDULED,
                                             next_at=MONDAY_MORNING + timedelta(days=9)))  # fmt: skip
    ids["broadcast"] = _add(session, Broadcast(**told, state=BroadcastState.SENT))
    ids["round_sent"] = _add(session, BroadcastRound(broadcast_id=ids["broadcast"], due_at=AT, begun_at=AT,
                                                     decided_at=AT))  # fmt: skip
    ids["recipient"] = _add(session, BroadcastRecipient(
        round_id=ids["round_sent"], person_id=county.people["zhang"], name=f"{SECRET}收件人",
        notice_key="broadcast:77:77"))  # fmt: skip
    ids["question"] = _add(session, BroadcastQuestion(recipient_id=ids["recipient"], words=f"{SECRET}疑问",
                                                      asked_at=AT))  # fmt: skip


def _alerts(session: Session, county: County, ids: dict[str, int]) -> None:
    days = {"from_on": TODAY, "until_on": DUE, "reason": f"{SECRET}原因"}
    ids["alert"] = _add(session, Alert(
        region_id=county.regions["dalu"], water_id=county.waters["lower"], kind=AlertKind.PROBLEM, colour=Colour.RED,
        set_at=AT, set_by_id=county.people["wang"], **days))  # fmt: skip
    ids["leave"] = _add(session, Leave(person_id=county.people["zhang"], asked_at=AT, **days))


def _duty_lists(session: Session, county: County, ids: dict[str, int]) -> None:
    """A duty list 履职清单 of 大路街道 for its chief, a note to it; a patrol planned, asked about, gathered for."""
    region, person, post = county.regions["dalu"], county.people["li"], county.posts["li"]
    ids["duty_list"] = _add(session, DutyList(region_id=region, year=2026, version=1, published_at=AT))
    ids["duty_item"] = _add(session, DutyListItem(
        list_id=ids["duty_list"], place=1, role=Role.RIVER_CHIEF, level=Level.TOWNSHIP, code="own_1",
        task=Task.GENERAL, what=f"{SECRET}职责", how=f"{SECRET}办法", proof=Proof.NOTE, count=1, period=Period.YEAR,
    ))  # fmt: skip
    ids["duty_note"] = _add(session, DutyNote(post_id=post, person_id=person, year=2026, code="own_1", done_on=TODAY,
                                              words=f"{SECRET}会议", at=AT))  # fmt: skip
    ids["chief_post"] = post
    ids["plan"] = _add(session, PatrolPlan(post_id=county.posts["zhou"], water_id=county.waters["river"],
                                           patrol_on=TODAY + timedelta(days=4), planned_at=AT))  # fmt: skip
    ids["brief_ask"] = _add(session, BriefAsk(plan_id=ids["plan"], region_id=region, asked_at=AT))
    _add(session, BriefPiece(plan_id=ids["plan"], kind=PieceKind.CLUE, person_id=county.people["chen"], at=AT,
                             words=f"{SECRET}线索"))  # fmt: skip


def _reviews(session: Session, county: County, ids: dict[str, int]) -> None:
    """A self-review 对照检查 of 大路街道 with a problem of 张卫民, and the duty report 述职报告 of 李建国."""
    ids["review"] = _add(session, SelfReviewRound(
        year=2026, occasion=f"{SECRET}生活会", region_id=county.regions["dalu"], levels=list(Level),
        roles=sorted(CHIEFS), due_on=DUE, opened_at=AT, opened_by_id=county.people["wang"]))  # fmt: skip
    sheet = _add(session, SelfReviewSheet(
        round_id=ids["review"], person_id=county.people["zhang"], post_id=county.posts["zhang"], level=Level.VILLAGE,
        region_id=county.regions["qingxi"], handed_in_at=AT))  # fmt: skip
    ids["review_problem"] = _add(session, SelfReviewProblem(
        sheet_id=sheet, state=ProblemState.OPEN, words=f"{SECRET}不足", remedy=f"{SECRET}措施", due_on=DUE,
        water_id=county.waters["lower"], entered_at=AT))  # fmt: skip
    ids["duty_report"] = _add(session, DutyReport(
        year=2026, person_id=county.people["li"], post_id=county.posts["li"], level=Level.TOWNSHIP,
        region_id=county.regions["dalu"], to=To.GENERAL_CHIEF, state=ReportState.SUBMITTED, revision=1,
        parts={"next": f"{SECRET}打算"}, due_on=DUE, begun_at=AT, submitted_at=AT, file_sha256=FILE,
        file_name=f"{SECRET}述职.docx"))  # fmt: skip


def _measures(session: Session, county: County, ids: dict[str, int]) -> None:
    """An interview that 张卫民 has to follow up, and one that 李建国 is asked to hold."""
    told = {"kind": MeasureKind.INTERVIEW, "region_id": county.regions["dalu"], "office_post_id": county.posts["wang"],
            "post_id": county.posts["zhang"], "person_id": county.people["zhang"], "subject": f"{SECRET}张卫民",
            "reason": f"{SECRET}未巡河", "evidence": {}, "ordered_on": TODAY, "ordered_at": AT,
            "superior_post_id": county.posts["li"]}  # fmt: skip
    ids["measure"] = _add(session, Measure(**told, state=MeasureState.OPEN, due_on=DUE))
    ids["request"] = _add(session, Measure(**told, state=MeasureState.REQUESTED))
    for deed in (Deed.ORDER, Deed.NOTIFY):
        session.add(MeasureStep(measure_id=ids["measure"], deed=deed, after=MeasureState.OPEN, at=AT, words=SECRET))
    ids["commitment"] = _add(session, Commitment(measure_id=ids["measure"], words=f"{SECRET}补齐", due_on=DUE))
    ids["measure_paper"] = _add(session, MeasurePaper(
        measure_id=ids["measure"], what="notice", file_sha256=FILE, file_name="约谈通知.docx", at=AT))  # fmt: skip

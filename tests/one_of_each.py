"""One object of each kind in the small county, all of 大路街道 or the district, for tests of who may not touch them.

Whatever must not leave its circle is marked with `SECRET`: words of issues, papers, opinions, the public's name.
What a post is to do in a year and who answers for it is laid by `tests/conduct_of_each.py`.
"""

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from rules.action_items import ItemKind, ItemState
from rules.boundary import CaseState
from rules.campaigns import OpinionState
from rules.inspections import Body, Way
from rules.issue_states import Act, State
from rules.issue_types import Severity
from rules.papers import PaperKind, PaperState
from rules.public_reports import Reception
from rules.roles import Level, Role
from rules.warnings import Matter
from storage.issues.matters import turn
from storage.models import (
    Account,
    ActionItem,
    Appointment,
    BoardPrint,
    BoundaryCase,
    BoundarySide,
    Campaign,
    CampaignMember,
    Delegation,
    Draft,
    Export,
    Extension,
    Inspection,
    IssuedFile,
    Keeping,
    LookBackItem,
    LookBackRound,
    Media,
    OfficeEntry,
    Opinion,
    Paper,
    PaperAddressee,
    PaperIssue,
    Patrol,
    PatrolMode,
    PatrolState,
    Person,
    PlaceBy,
    Post,
    PublicBlock,
    ReminderChain,
    ReplyTemplate,
    SavedSearch,
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
from tests.conduct_of_each import added, lay_conduct
from tests.county import FOUNDED, SERVING_SINCE, County
from tests.issue_making import photographed
from tests.ledger_making import put, step
from tests.marks import AT, DRAFT, DUE, FILE, HIDDEN, PHONE, PUBLIC, PUBLIC_ID, SECRET, TODAY
from tests.people import Person as Phone
from tests.river import MONDAY_MORNING, River

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
    lay_conduct(session, county, ids)
    return ids


def phone(river: River, ids: dict[str, int], key: str) -> Phone:
    """The phone of 吴关 (`unit`), whose unit has nothing to do with anything, or of the member 谭委员 (`tan`)."""
    telegram_id = ids[f"{key}_telegram"]
    return river.phone(telegram_id, "路人", f"+86199000{telegram_id:05d}")


def _people(session: Session, county: County) -> dict[str, int]:
    unit = added(session, Unit(code="U77", name="无关单位", region_id=county.regions["dalu"]))
    person = added(session, Person(name="吴关", phone="+8619900000777"))
    post = added(session, Post(key="unit|77", role=Role.UNIT, level=Level.TOWNSHIP, unit_id=unit,
                              region_id=county.regions["dalu"]))  # fmt: skip
    session.add(Appointment(post_id=post, person_id=person, title="", from_on=SERVING_SINCE))
    session.add(Account(person_id=person, telegram_id=777, chat_id=777, bound_at=FOUNDED))
    members = seat_members(session, county)
    public = added(session, Person(name=PUBLIC, phone=PHONE, on_roster=False))
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
    ids["running"] = added(session, Inspection(**told | {"conclusion": f"{HIDDEN}{SECRET}结论"}))
    ids["ended"] = added(session, Inspection(**told, ended_at=MONDAY_MORNING))


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
    ids["extension"] = added(session, Extension(issue_id=ids["accepted"], asked_by_id=county.people["zhao"],
                                               asked_at=AT, until_on=DUE, reason=f"{SECRET}来不及"))  # fmt: skip
    session.add(Supervision(issue_id=ids["accepted"], reason=f"{SECRET}重大", due_on=DUE, put_at=AT, put_by_id=chen,
                            put_post_id=county.posts["chen"]))  # fmt: skip
    file = IssuedFile(sha256=FILE, content=SECRET.encode(), created_at=AT)
    session.add(file)
    session.flush()
    ids["transfer"] = added(session, Transfer(
        issue_id=ids["referred"], post_id=county.posts["zhao"], matter=f"{SECRET}请查处", evidence=[],
        file_sha256=file.sha256, file_name="移交.docx", due_on=DUE, sent_at=AT, sent_by_id=wang,
        sent_post_id=county.posts["wang"]))  # fmt: skip
    ids["round"] = added(session, LookBackRound(
        region_id=county.regions["dalu"], closed_from=TODAY, closed_to=TODAY, narrowed={"count": 1},
        pool=[ids["listed"]], share=0.1, seed="s", drawn_at=AT, drawn_by_id=wang, drawn_post_id=county.posts["wang"],
    ))  # fmt: skip
    ids["item"] = added(session, LookBackItem(round_id=ids["round"], issue_id=ids["listed"], closed_at=AT))
    for key, state in (("asked", CaseState.ASKED), ("escalated", CaseState.ESCALATED)):
        issue_id = ids["verified" if key == "asked" else "registered"]
        ids[key] = added(session, BoundaryCase(issue_id=issue_id, state=state, opened_by_id=wang, opened_at=AT,
                                              above_region_id=county.regions["district"]))  # fmt: skip
        for place, region in enumerate(("dalu", "longmen")):
            session.add(BoundarySide(case_id=ids[key], region_id=county.regions[region], place=place,
                                     answer_by=MONDAY_MORNING + timedelta(days=1), words=f"{SECRET}说法"))  # fmt: skip
    for key, kind in (("problem", ItemKind.KEY_PROBLEM), ("decision", ItemKind.FROM_PATROL)):
        ids[key] = added(session, ActionItem(
            kind=kind, title=f"{SECRET}事项", region_id=county.regions["qingxi"], water_id=county.waters["lower"],
            owner_post_id=county.posts["zhao"], reporter_id=wang, rank=1, recorded_at=AT, state=ItemState.OPEN,
            due_on=DUE))  # fmt: skip


def _papers(session: Session, county: County, ids: dict[str, int]) -> None:
    told = {"kind": PaperKind.SUPERVISION, "region_id": county.regions["dalu"], "office_post_id": county.posts["wang"],
            "title": f"{SECRET}督办单", "words": f"{SECRET}整改", "due_on": DUE, "drafted_at": AT,
            "drafted_by_id": county.people["wang"]}  # fmt: skip
    ids["paper_draft"] = added(session, Paper(**told | {"title": f"{SECRET}{DRAFT}"}, state=PaperState.DRAFT))
    ids["paper"] = added(session, Paper(
        **told, state=PaperState.SIGNED, code="大河长办", year=2026, serial=1, number="大河长办督〔2026〕1号",
        signed_by_id=county.people["wang"], signed_post_id=county.posts["wang"], signed_at=AT, file_sha256=FILE,
        file_name="督办单.docx"))  # fmt: skip
    for paper_id in (ids["paper_draft"], ids["paper"]):
        session.add(PaperIssue(paper_id=paper_id, issue_id=ids["assigned"], place=0))
        session.add(PaperAddressee(paper_id=paper_id, post_id=county.posts["zhao"], name="环卫所", place=0))


def _campaign(session: Session, county: County, ids: dict[str, int]) -> None:
    ids["campaign"] = added(session, Campaign(
        name="百名委员巡百河", region_id=county.regions["dalu"], topics=[], from_on=date(2026, 11, 1), until_on=DUE,
        opened_at=AT, opened_by_id=county.people["wang"]))  # fmt: skip
    session.add(CampaignMember(campaign_id=ids["campaign"], person_id=ids["feng"], enrolled_at=AT))
    ids["opinion"] = added(session, Opinion(
        campaign_id=ids["campaign"], author_id=ids["feng"], region_id=county.regions["dalu"], words=f"{SECRET}建议",
        recorded_at=AT, state=OpinionState.FORWARDED, to_post_id=county.posts["zhao"], forwarded_at=AT))  # fmt: skip


def _public(session: Session, county: County, ids: dict[str, int]) -> None:
    place = {"water_id": county.waters["lower"], "region_id": county.regions["qingxi"]}
    ids["board"] = added(session, SignBoard(code="GSP-77", **place, place="石桥头"))
    session.add(BoardPrint(board_id=ids["board"], chief=f"{SECRET}河长", at=AT))
    told = {"person_id": ids["public_person"], "type": "dumping", "severity": Severity.GENERAL,
            "words": f"{SECRET}举报", "place_by": PlaceBy.REACH, "submitted_at": AT, **place}  # fmt: skip
    ids["submission"] = added(session, Submission(number="2026-8801", **told))
    ids["taken"] = added(
        session, Submission(number="2026-8802", state=Reception.ACCEPTED, issue_id=ids["closed"], **told)
    )
    ids["block"] = added(session, PublicBlock(
        person_id=ids["public_person"], region_id=county.regions["dalu"], reason=f"{SECRET}骚扰", from_at=AT,
        until_at=MONDAY_MORNING + timedelta(days=7)))  # fmt: skip
    ids["solved"] = added(session, SolvedAnswer(
        issue_id=ids["closed"], step_id=ids["closed_since"], person_id=ids["public_person"], asked_at=AT))  # fmt: skip


def _office(session: Session, county: County, ids: dict[str, int]) -> None:
    wang, chat = county.people["wang"], county.telegram["wang"]
    ids["saved"] = added(session, SavedSearch(person_id=wang, name=f"{SECRET}查找", place="ledger",
                                             asked={"words": SECRET, "show": "all"}, saved_at=AT))  # fmt: skip
    session.add(Shortlisted(owner=f"o:{county.regions['dalu']}", issue_id=ids["assigned"], person_id=wang, at=AT))
    session.add(Shortlisted(owner=f"p:{wang}", issue_id=ids["assigned"], person_id=wang, at=AT))
    ids["reply"] = added(session, ReplyTemplate(region_id=county.regions["dalu"], act=Act.URGE, words=f"{SECRET}常用语",
                                               person_id=wang, changed_at=AT))  # fmt: skip
    ids["entry"] = added(session, OfficeEntry(key="one", kind="contact/stranger", region_id=county.regions["dalu"],
                                             at=AT, values={"name": f"{SECRET}名片", "phone": PHONE}))  # fmt: skip
    ids["export"] = added(session, Export(kind="ledger", person_id=wang, chat_id=chat, file_name=f"{SECRET}.xlsx",
                                         asked_at=AT, state="made", told_at=AT, ended_at=AT))  # fmt: skip
    ids["patrol"] = added(session, Patrol(
        post_id=county.posts["zhang"], person_id=county.people["zhang"], water_id=county.waters["lower"],
        state=PatrolState.FINISHED, mode=PatrolMode.PIN, started_at=AT, ended_at=AT + timedelta(minutes=40),
        note=f"{SECRET}记录", counts=True))  # fmt: skip
    ids["reminder"] = added(
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
    ids["delegation"] = added(session, Delegation(
        post_id=county.posts["zhang"], chief_id=county.people["zhang"], delegate_id=county.people["zhang2"],
        from_on=TODAY, until_on=DUE))  # fmt: skip
    ids["draft"] = added(session, Draft(chat_id=chat, person_id=wang, dialog="ledger", step="look",
                                       data={"words": SECRET, "show": "all", "offset": 0}, started_at=AT,
                                       updated_at=AT))  # fmt: skip

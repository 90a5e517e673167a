from datetime import UTC, date, datetime

from documents.ledger.rows import ledger_rows
from documents.ledger.sheet import LedgerRow
from rules import profile as profiles
from rules.issue_states import Act, State
from rules.issue_types import Severity
from storage.ledger.entries import Course, Entry
from storage.models import Source

BISHAN = profiles.load("bishan")
LATE_EVENING = datetime(2026, 11, 10, 16, 30, tzinfo=UTC)  # 11 November in Shanghai


def entry(state: State = State.ACCEPTED, course: Course | None = None, **told: object) -> Entry:
    values: dict[str, object] = {
        "id": 1, "number": "2026-0412", "source": Source.PATROL, "state": state, "type": "dumping",
        "severity": Severity.SERIOUS, "words": "桥下有垃圾", "region": "青溪村", "township": "大路街道",
        "water": "璧南河青溪村段", "lat": None, "lon": None, "unit": "大路街道环卫所", "people": ("赵铁军", "吴新河"),
        "requirement": "清运干净", "reported_at": LATE_EVENING, "due_on": date(2026, 11, 25), "done_at": None,
        "closed_at": None,
    }  # fmt: skip
    return Entry(**values | told, course=course or Course())  # type: ignore[arg-type]


def row(told: Entry) -> LedgerRow:
    [made] = ledger_rows([told], BISHAN)
    return made


def test_days_are_those_of_the_jurisdiction_and_words_those_of_officials() -> None:
    made = row(entry())
    assert (made.found_on, made.source, made.severity, made.state) == (
        date(2026, 11, 11), "巡河发现", "较重", "整改中"
    )  # fmt: skip
    assert (made.person, made.place, made.type) == ("赵铁军、吴新河", "青溪村", BISHAN.issue_type("dumping").name)  # type: ignore[union-attr]
    assert (made.due_on, made.extended_to, made.open) == (date(2026, 11, 25), None, True)


def test_an_extension_stands_beside_the_day_first_set() -> None:
    made = row(entry(course=Course(first_due_on=date(2026, 11, 15), extended_to=date(2026, 11, 25))))
    assert (made.due_on, made.extended_to) == (date(2026, 11, 15), date(2026, 11, 25))


def test_progress_and_review_are_told_with_their_days() -> None:
    course = Course(
        progress="清了一半",
        progress_at=LATE_EVENING,
        reviewed_by="王晓梅",
        reviewed_at=LATE_EVENING,
        review=Act.CONFIRM,
    )
    made = row(entry(State.CLOSED, course, done_at=LATE_EVENING, closed_at=LATE_EVENING))
    assert (made.progress, made.reviewed_by, made.review) == ("11月11日：清了一半", "王晓梅", "同意销号")
    assert (made.done_on, made.closed_on, made.open) == (date(2026, 11, 11), date(2026, 11, 11), False)


def test_work_that_was_sent_back_is_not_done() -> None:
    made = row(entry(course=Course(review=Act.SEND_BACK, reviewed_at=LATE_EVENING), done_at=LATE_EVENING))
    assert (made.done_on, made.review) == (None, "退回整改")
    assert made.overdue(date(2026, 11, 26))


def test_a_type_that_the_profile_no_longer_has_stands_for_itself() -> None:
    assert row(entry(type="old_code")).type == "old_code"

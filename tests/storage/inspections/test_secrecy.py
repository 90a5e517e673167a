"""What an inspection under way has found: neither offered nor taken anywhere, until the inspection ends."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from rules.issue_states import Act
from rules.refusals import Refusal
from storage.action_items import key_problems
from storage.database import Database
from storage.issues import merging, steps
from storage.issues.steps import Seen
from storage.ledger import listing
from storage.ledger.listing import Asked
from storage.models import Inspection, Issue, Region
from storage.papers import drafting
from tests.county import County
from tests.marks import AT, HIDDEN_NUMBER, TODAY
from tests.one_of_each import lay_one_of_each
from tests.transfer_making import hand


def test_F2a_a_finding_is_nowhere_until_its_inspection_ends(database: Database, county: County) -> None:
    ids = database.write_now(lay_one_of_each, county)
    hidden = ids["hidden"]
    with Session(database.engine) as session:
        path = session.get_one(Region, county.regions["district"]).path

        def offered() -> tuple[bool, bool, bool]:
            issue = session.get_one(Issue, ids["registered"])
            linked = key_problems.link(session, hand(county, "chen").by, ids["problem"], [HIDDEN_NUMBER], [path])
            similar = [each.id for each in merging.similar(session, issue, [path])]
            return hidden in listing.ids(session, Asked([path], TODAY)), hidden in similar, bool(linked.linked)

        def touched(who: str) -> None:
            steps.checked(session, Seen(hidden, ids["hidden_since"]), Act.VERIFY, hand(county, who))
            drafting.check_issues(session, (hidden,), path)

        assert offered() == (False, False, False)
        for who in ("chen", "wang"):
            with pytest.raises(Refusal, match="refusal/no_such_issue"):
                touched(who)
        with pytest.raises(Refusal, match="refusal/not_your_region"):
            drafting.check_issues(session, (hidden,), path)
        session.execute(update(Inspection).where(Inspection.id == ids["running"]).values(ended_at=AT))
        session.expire_all()
        assert offered() == (True, True, True)
        touched("chen")

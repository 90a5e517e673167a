"""`python -m bench.ledger_export FOLDER`: writes the whole ledger of a database of bench/issues.py as a workbook.

Says as JSON what that took, its peak of memory, and what a plain SQL statement took that only reads the same issues
and steps, in the same process, after it.
"""

import json
import sys
import time
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from bench.issues import NOW, TODAY, address
from bench.spending import peak, timed
from documents.about_sheet import About
from documents.ledger import file as ledger_file
from documents.ledger.file import LedgerFile
from rules import profile as profiles
from storage.database import open_database
from storage.ledger import listing
from storage.ledger.listing import Asked
from storage.models import Issue


def main(folder: str) -> None:
    """Seconds of the processor for the first issue, the workbook, the plain read; megabytes of memory and file."""
    database, profile = open_database(address(folder)), profiles.load("bishan")
    database.read_now(lambda session: session.execute(select(Issue).limit(1)).all())
    at_first = peak()
    file = Path(folder) / "ledger.xlsx"
    wanted = LedgerFile(Asked(("/",), TODAY), profile.region, About("全部问题", at=NOW))
    began, written = time.process_time(), 0
    for done, _ in ledger_file.write(wanted, database.read_now, profile, file):
        written = done
    told = {"seconds": time.process_time() - began, "written": written, "at_first": at_first, "megabytes": peak()}
    told["read"], told["reading"] = timed(lambda: database.read_now(_plainly))
    ids, told["asking"] = timed(lambda: database.read_now(listing.ids, wanted.asked))
    told["ids"] = len(ids)
    print(json.dumps(told | {"file": file.stat().st_size / 2**20}))


def _plainly(session: Session) -> int:
    """The same rows, every column, by a statement for all issues and one for all steps; nothing is made of them."""
    issues = session.execute(
        text("SELECT i.*, r.name, r.path, w.name FROM issues i JOIN regions r ON r.id = i.region_id"
             " LEFT JOIN waters w ON w.id = i.water_id ORDER BY i.id")
    )  # fmt: skip
    read = sum(1 for _ in issues)
    steps = "SELECT s.*, p.name FROM issue_steps s LEFT JOIN people p ON p.id = s.person_id ORDER BY s.issue_id, s.id"
    for _ in session.execute(text(steps)):
        pass
    return read


if __name__ == "__main__":
    main(sys.argv[1])

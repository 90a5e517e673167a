"""`check`: is everything whole?"""

from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.commands.explaining import explained
from bot.commands.opening import opened
from bot.config import Config
from rules import profile as profiles
from rules.profile import ProfileError
from storage import audit, kept_files, schema
from storage.database import Database
from storage.kept_files import Damaged, Wholeness
from storage.search import upkeep
from storage.self_audit import results

Say = Callable[[str], None]
Told = Callable[[int, int], None]
_SHANGHAI = ZoneInfo("Asia/Shanghai")
_WORDS = {
    Wholeness.MISSING: "is missing",
    Wholeness.ALTERED: "was altered",
    Wholeness.UNREADABLE: "cannot be read",
}


def check(config: Config, say: Say, told: Told = lambda _done, _total: None, stamp: str = "") -> int:
    """Says what is checked and what is wrong; returns the number of faults. `told` hears how many files are done.

    `stamp` is the code 存证校验码 of a paper: the records must still be those it was issued on.
    """
    faults = _profile(config, say)
    with opened(config) as database:
        for difference in schema.differences(database.engine):
            say(f"tables: {difference}")
            faults += 1
        number, head = database.read_now(audit.head)
        say(f"audit chain: {number} rows, head {head[:16]}; papers issued now carry {database.read_now(audit.stamp)}")
        with database.engine.connect() as connection:
            say(f"search: {upkeep.means(connection)}")
        if stamp and not database.read_now(audit.holds, stamp):
            say(f"the records are not those on which the paper with {stamp} was issued")
            faults += 1
        faults += _audited(database, say)
        for sentence in _damage(config, database, told):
            say(sentence)
            faults += 1
    return faults


def _profile(config: Config, say: Say) -> int:
    try:
        profile = profiles.load(config.profile)
    except ProfileError as error:
        say(str(error))
        return 1
    say(explained(profile))
    say(f"profile: {profile.title}")
    return 0


def _audited(database: Database, say: Say) -> int:
    """The last self-audit; what it found wrong is a fault until the next one finds nothing."""
    last = database.read_now(results.last)
    if last is None:
        say("self-audit: none yet; the first is written on the first morning that the bot runs")
        return 0
    say(
        f"self-audit of {last.day}: {last.expected} warnings due; missing {last.missing}, not due {last.undue}, "
        f"told twice {last.twice}, stuck {last.stuck}"
    )
    return int(last.difference > 0)


def _damage(config: Config, database: Database, told: Told) -> Iterator[str]:
    yield from database.read_now(_records)
    yield from database.read_now(_files, config.media_dir, told)
    yield from database.read_now(_papers)


def _records(session: Session) -> list[str]:
    return [f"audit row {row} was altered or its predecessor is missing" for row in audit.broken(session)]


def _files(session: Session, folder: Path, told: Told) -> list[str]:
    total, sentences = kept_files.count(session), list[str]()
    for done, found in enumerate(kept_files.damaged(session, folder), start=1):
        sentences += [_named(one) for one in found]
        told(done, total)
    return sentences


def _named(one: Damaged) -> str:
    """The evidence as an office would look for it: the issue's number, the kind, the day it was sent."""
    sent = one.sent_at.astimezone(_SHANGHAI)
    what = f"issue {one.number}" if one.number else f"{one.subject} {one.subject_id}"
    kind, became = one.kind.replace("_", " "), _WORDS[one.wholeness]
    return f"{what}, {kind} sent {sent:%Y-%m-%d %H:%M}: file {one.sha256[:16]}… {became}"


def _papers(session: Session) -> list[str]:
    return [f"paper {sha256[:16]}… that was given out was altered" for sha256 in kept_files.damaged_papers(session)]

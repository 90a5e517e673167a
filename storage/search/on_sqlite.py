"""The search documents on SQLite: kept by triggers, so that no way of writing an issue forgets them; FTS5, trigrams.

The text is in small ASCII letters; the index tells capital from small, so that the index and a plain comparison
always give the same answer.
"""

# ruff: noqa: S608 - statements of the tables' making: nothing that anybody typed is in them

_OF_ISSUE = "lower({row}.number || char(10) || {row}.words || char(10) || {row}.requirement)"
_OF_STEPS = """coalesce((SELECT group_concat(char(10) || lower(s.words), '') FROM issue_steps s
    WHERE s.issue_id = {row}.id AND s.words <> ''), '')"""
_OF_FOLLOWERS = """coalesce((SELECT group_concat(char(10) || lower(f.words), '') FROM issue_followers f
    WHERE f.issue_id = {row}.id AND f.words <> ''), '')"""
_WHOLE = f"{_OF_ISSUE} || {_OF_STEPS} || {_OF_FOLLOWERS}"
_NEW = _WHOLE.format(row="NEW")
_ONE = f"(SELECT {_WHOLE.format(row='i')} FROM issues i WHERE i.id = NEW.issue_id)"
_OUT = "INSERT INTO issue_search_fts (issue_search_fts, rowid, text) VALUES ('delete', OLD.issue_id, OLD.text);"
_IN = "INSERT INTO issue_search_fts (rowid, text) VALUES (NEW.issue_id, NEW.text);"

TABLES = (
    """CREATE TABLE IF NOT EXISTS issue_search (
        issue_id INTEGER NOT NULL PRIMARY KEY REFERENCES issues (id) ON DELETE CASCADE, text TEXT NOT NULL)""",
    """CREATE VIRTUAL TABLE IF NOT EXISTS issue_search_fts USING fts5(
        text, content='issue_search', content_rowid='issue_id', tokenize='trigram case_sensitive 1')""",
)
_TRIGGERS = {
    "issue_search_added": f"AFTER INSERT ON issue_search BEGIN {_IN} END",
    "issue_search_changed": f"AFTER UPDATE ON issue_search BEGIN {_OUT} {_IN} END",
    "issue_search_removed": f"AFTER DELETE ON issue_search BEGIN {_OUT} END",
    "issue_search_of_issue": f"""AFTER INSERT ON issues BEGIN
        INSERT INTO issue_search (issue_id, text) VALUES (NEW.id, {_OF_ISSUE.format(row="NEW")}); END""",
    "issue_search_of_words": f"""AFTER UPDATE OF number, words, requirement ON issues
        WHEN OLD.number <> NEW.number OR OLD.words <> NEW.words OR OLD.requirement <> NEW.requirement
        BEGIN UPDATE issue_search SET text = {_NEW} WHERE issue_id = NEW.id; END""",
    "issue_search_of_step": """AFTER INSERT ON issue_steps WHEN NEW.words <> '' BEGIN
        UPDATE issue_search SET text = text || char(10) || lower(NEW.words) WHERE issue_id = NEW.issue_id; END""",
    "issue_search_of_follower": f"""AFTER INSERT ON issue_followers WHEN NEW.words <> ''
        BEGIN UPDATE issue_search SET text = {_ONE} WHERE issue_id = NEW.issue_id; END""",
    "issue_search_of_follower_again": f"""AFTER UPDATE OF words ON issue_followers
        BEGIN UPDATE issue_search SET text = {_ONE} WHERE issue_id = NEW.issue_id; END""",
    "issue_turned": """AFTER INSERT ON issue_steps WHEN NEW.before IS NULL OR NEW.before <> NEW.after BEGIN
        UPDATE issues SET turned_at = NEW."at", turned_by = NEW.act WHERE id = NEW.issue_id; END""",
}
TRIGGERS = tuple(f"CREATE TRIGGER IF NOT EXISTS {name} {what}" for name, what in _TRIGGERS.items())
FILL = f"""INSERT INTO issue_search (issue_id, text) SELECT i.id, {_WHOLE.format(row="i")} FROM issues i
    WHERE i.id NOT IN (SELECT issue_id FROM issue_search)"""
DROP = (
    *(f"DROP TRIGGER IF EXISTS {name}" for name in _TRIGGERS),
    "DROP TABLE IF EXISTS issue_search_fts",
    "DROP TABLE IF EXISTS issue_search",
)

"""The search documents on PostgreSQL: kept by triggers; an index of pg_trgm where the server has that extension."""

# ruff: noqa: S608 - statements of the tables' making: nothing that anybody typed is in them

INDEX = "ix_issue_search_text_trgm"

_WORDS_OF = """coalesce((SELECT string_agg(E'\\n' || w.words, '' ORDER BY {order}) FROM {table} w
    WHERE w.issue_id = i.id AND w.words <> ''), '')"""
# In small ASCII letters only, as SQLite has them: both kinds of database give the same answer.
_WHOLE = f"""lower((i.number || E'\\n' || i.words || E'\\n' || i.requirement ||
    {_WORDS_OF.format(table="issue_steps", order="w.id")} ||
    {_WORDS_OF.format(table="issue_followers", order="w.person_id")}) COLLATE "C")"""


def _function(name: str, body: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$"
    )


_WRITE = f"""INSERT INTO issue_search (issue_id, text) SELECT i.id, {_WHOLE} FROM issues i WHERE i.id = {{id}}
    ON CONFLICT (issue_id) DO UPDATE SET text = excluded.text;"""
FUNCTIONS = (
    _function("issue_search_write", _WRITE.format(id="NEW.id")),
    _function("issue_search_write_of", _WRITE.format(id="NEW.issue_id")),
    _function(
        "issue_turned",
        'UPDATE issues SET turned_at = NEW."at", turned_by = NEW.act WHERE id = NEW.issue_id;',
    ),
)
TABLES = (
    """CREATE TABLE IF NOT EXISTS issue_search (
        issue_id INTEGER NOT NULL PRIMARY KEY REFERENCES issues (id) ON DELETE CASCADE, text TEXT NOT NULL)""",
)
_TRIGGERS = {
    "issue_search_of_issue": ("issues", "AFTER INSERT ON issues", "issue_search_write"),
    "issue_search_of_words": ("issues", "AFTER UPDATE OF number, words, requirement ON issues", "issue_search_write"),
    "issue_search_of_step": (
        "issue_steps", "AFTER INSERT ON issue_steps", "issue_search_write_of"
    ),
    "issue_search_of_follower": (
        "issue_followers", "AFTER INSERT OR UPDATE ON issue_followers", "issue_search_write_of"
    ),
    "issue_turned": ("issue_steps", "AFTER INSERT ON issue_steps", "issue_turned"),
}  # fmt: skip
_WHEN = {
    "issue_search_of_words": """WHEN (OLD.number <> NEW.number OR OLD.words <> NEW.words
        OR OLD.requirement <> NEW.requirement)""",
    "issue_search_of_step": "WHEN (NEW.words <> '')",
    "issue_search_of_follower": "",
    "issue_turned": "WHEN (NEW.before IS NULL OR NEW.before <> NEW.after)",
}
TRIGGERS = tuple(
    f"CREATE TRIGGER {name} {when} FOR EACH ROW {_WHEN.get(name, '')} EXECUTE FUNCTION {act}()"
    for name, (_, when, act) in _TRIGGERS.items()
)
FILL = f"""INSERT INTO issue_search (issue_id, text) SELECT i.id, {_WHOLE} FROM issues i
    WHERE NOT EXISTS (SELECT 1 FROM issue_search d WHERE d.issue_id = i.id)"""
IS_THERE = "SELECT 1 FROM pg_trigger WHERE tgname = 'issue_turned' AND NOT tgisinternal"
OFFERED = "SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'"
INDEXED = f"SELECT to_regclass('{INDEX}') IS NOT NULL"
MAKE_INDEX = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    f"CREATE INDEX {INDEX} ON issue_search USING gin (text gin_trgm_ops)",
)
DROP = (
    *(f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, (table, _, _) in _TRIGGERS.items()),
    "DROP FUNCTION IF EXISTS issue_search_write(), issue_search_write_of(), issue_turned()",
    "DROP TABLE IF EXISTS issue_search",
)

"""The condition that a term stands in what was written about an issue, on every kind of database.

Three signs and more are found by an index (FTS5, pg_trgm); one or two, the commonest words of Chinese, are compared
with every document: bench `queue` says what that takes.
"""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, column, literal, select, table
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.selectable import Select
from sqlalchemy.types import NULLTYPE

SHORTEST_INDEXED = 3
DOCUMENTS = table("issue_search", column("issue_id", BigInteger), column("text"))
_SMALL = str.maketrans({chr(n): chr(n + 32) for n in range(ord("A"), ord("Z") + 1)})


class _Holds(FunctionElement[Any]):
    """`text` holds the term: clauses are the term, the term as a phrase of FTS5, the term as a pattern of LIKE."""

    name = "holds"
    type = NULLTYPE  # a boolean would become "... = 1" on SQLite, which no index serves
    inherit_cache = True


class _HoldsShort(_Holds):
    """The same for a term that no index by trigrams knows."""

    name = "holds_short"
    inherit_cache = True


def written(term: str) -> Select[Any]:
    """The ids of the issues whose document holds the term as it is; capital or small ASCII letters are alike."""
    return select(DOCUMENTS.c.issue_id).where(holds(term))


def holds(term: str) -> ColumnElement[bool]:
    """The condition on a document itself. Every sign stands for itself."""
    small = term.translate(_SMALL)
    kind = _Holds if len(small) >= SHORTEST_INDEXED else _HoldsShort
    condition: Any = kind(literal(small), literal(_phrase(small)), literal(_pattern(small)))
    told: ColumnElement[bool] = condition
    return told


def _phrase(term: str) -> str:
    doubled = term.replace('"', '""')
    return f'"{doubled}"'


def _pattern(term: str) -> str:
    for sign in "\\%_":
        term = term.replace(sign, f"\\{sign}")
    return f"%{term}%"


@compiles(_Holds, "sqlite")
def _indexed_on_sqlite(element: _Holds, compiler: SQLCompiler, **told: Any) -> str:
    _, phrase, _ = (compiler.process(each, **told) for each in element.clauses)  # bound values, never words
    return f"issue_search.issue_id IN (SELECT rowid FROM issue_search_fts WHERE issue_search_fts MATCH {phrase})"  # noqa: S608


@compiles(_HoldsShort, "sqlite")
def _compared_on_sqlite(element: _Holds, compiler: SQLCompiler, **told: Any) -> str:
    term, _, _ = (compiler.process(each, **told) for each in element.clauses)
    return f"instr(issue_search.text, {term}) > 0"


@compiles(_Holds, "postgresql")
def _on_postgresql(element: _Holds, compiler: SQLCompiler, **told: Any) -> str:
    _, _, pattern = (compiler.process(each, **told) for each in element.clauses)
    return f"issue_search.text LIKE {pattern}"

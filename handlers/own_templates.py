"""An office's own Word template that cannot be filled: refused, with what is wrong with it."""

from collections.abc import Iterator
from contextlib import contextmanager

from documents.official.filling import UnusableTemplate
from rules.refusals import Refusal


@contextmanager
def refusing_unusable(file: str) -> Iterator[None]:
    """Around the filling of the template of this name."""
    try:
        yield
    except UnusableTemplate as unusable:
        raise Refusal("refusal/paper_template", file=file, why=str(unusable)) from None

"""What a command says when it cannot go on: one sentence, and nothing of the program."""

from typing import Any

import typer
from rich.console import Console
from sqlalchemy.exc import OperationalError
from typer.core import TyperGroup

from rules.profile import ProfileError
from storage.schema import DatabaseTooNew

console = Console(markup=False, highlight=False, soft_wrap=True)


def fail(reason: str) -> typer.Exit:
    """Says the reason; what is returned ends the command."""
    console.print(reason, style="red")
    return typer.Exit(1)


class Commands(TyperGroup):
    """What an operator can mend is said in a sentence; only what nobody foresaw ends in a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Runs the command."""
        try:
            return super().invoke(ctx)
        except (ProfileError, FileNotFoundError, IsADirectoryError, PermissionError) as error:
            raise fail(str(error)) from None
        except DatabaseTooNew as error:
            raise fail(
                f"The database was made by a newer version of this program (its tables are at {error}). "
                "Nothing was touched. Install that version or a later one."
            ) from None
        except OperationalError as error:
            raise fail(f"The database cannot be used: {error.orig}") from None

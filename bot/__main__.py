"""The command line: `python -m bot` and what follows it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from bot import config as settings
from bot import logs
from bot.commands.failing import Commands, console, fail
from bot.config import Config, ConfigError

cli = typer.Typer(
    cls=Commands,
    no_args_is_help=False,
    add_completion=False,
    help="River Chief Bot 河长助手",
    pretty_exceptions_enable=False,
)

Workbook = Annotated[Path, typer.Argument(help="an .xlsx file")]


def _settings(*, live: bool) -> Config:
    try:
        config = settings.load(live=live)
    except ConfigError as error:
        raise fail(f"These settings need attention:\n{error}") from None
    logs.set_up(
        config.log_level,
        (
            config.token.get_secret_value(),
            config.webhook_secret.get_secret_value(),
            config.heartbeat_url.get_secret_value(),
        ),
    )
    return config


@cli.callback(invoke_without_command=True)
def start(context: typer.Context) -> None:
    """Without a command: runs on Telegram if a token is set, else starts the sandbox."""
    if context.invoked_subcommand is not None:
        return
    if _settings(live=False).token.get_secret_value():
        run()
    else:
        sandbox()


@cli.command()
def run() -> None:
    """Run the bot on Telegram (needs RIVERCHIEF_TOKEN)."""
    from bot import live  # imported when needed: the other commands start faster

    config = _settings(live=True)
    if ended := live.run(config):
        raise fail(ended)


@cli.command()
def sandbox(
    port: Annotated[int, typer.Option(help="where the page is served")] = 8765,
    host: Annotated[str, typer.Option(help="the address it listens on")] = "127.0.0.1",
    begin: Annotated[datetime | None, typer.Option(help="what its clock shows at first, China's time")] = None,
) -> None:
    """Try everything without Telegram: phones of a sample county on one page."""
    from bot.sandbox import launch

    try:
        launch.run(_settings(live=False), host, port, begin)
    except launch.AddressTaken as error:
        raise fail(str(error)) from None


@cli.command()
def template(file: Workbook) -> None:
    """Write an empty roster workbook to fill in."""
    from documents.roster_workbook import empty_roster

    file.write_bytes(empty_roster())
    console.print(f"{file}: fill in the sheets, then: python -m bot import {file}")


@cli.command(name="import")
def import_(
    file: Workbook, yes: Annotated[bool, typer.Option("--yes", help="do not ask before changing anything")] = False
) -> None:
    """Check a roster workbook, show what would change, import it."""
    from bot.commands import rosters

    with Progress(console=console) as progress:
        told = _bar(progress, "Reading and checking")
        outcome = rosters.check(_settings(live=False), file, told)
    console.print(outcome.report)
    if outcome.errors:
        raise typer.Exit(1)
    if outcome.changes and (yes or typer.confirm("Import this?")):
        with Progress(console=console) as progress:
            hindered = rosters.carry_out(outcome, _bar(progress, "Importing"))
        if hindered:
            raise fail(hindered)
        console.print("Imported.")


@cli.command()
def export(
    what: Annotated[str, typer.Argument(help="ledger")],
    file: Workbook,
) -> None:
    """Write the issue ledger 整改台账 as an Excel workbook."""
    from bot.commands import exports

    if what not in exports.KINDS:
        raise fail(f"There is no export {what!r}; there is: {', '.join(exports.KINDS)}")
    with Progress(console=console) as progress:
        rows = exports.write(_settings(live=False), what, file, _bar(progress, "Exporting"))
    console.print(f"{file}: {rows} rows")


@cli.command()
def check(
    stamp: Annotated[str, typer.Option(help="the code 存证校验码 of a paper: are the records still those?")] = "",
) -> None:
    """Verify settings, profile, tables, the audit chain and every kept file; say what is damaged."""
    from bot.commands import checking

    with Progress(console=console) as progress:
        faults = checking.check(_settings(live=False), console.print, _bar(progress, "Checking files"), stamp)
    if faults:
        raise fail("One fault." if faults == 1 else f"{faults} faults.")
    console.print("Everything is whole.")


@cli.command()
def simulate(
    profile: Annotated[str, typer.Argument(help="the rules to try: a shipped name or a TOML file")],
    out: Annotated[Path, typer.Option(help="the .xlsx file to write")],
    quarter: Annotated[str, typer.Option(help="which time, such as 2026Q3, 2026H1, 2026-10 or 2026")],
) -> None:
    """Try other rules out on a time gone by: who would have been overdue? Nothing is switched on by it."""
    from bot.commands import simulating
    from rules import trials

    settings = _settings(live=False)
    try:
        asked = trials.asked(quarter)
    except ValueError as error:
        raise fail(str(error)) from None
    console.print(simulating.simulate(settings, profile, asked, out))


@cli.command()
def backup(file: Annotated[Path, typer.Argument(help="a .zip file to write")]) -> None:
    """Write everything (all tables, all photos) into one file; the bot may go on running."""
    from bot.commands import backups

    with Progress(console=console) as progress:
        rows = backups.save(_settings(live=False), file, _bar(progress, "Backing up"))
    console.print(f"{file}: {rows} rows")


@cli.command()
def restore(file: Annotated[Path, typer.Argument(help="a .zip file from backup")]) -> None:
    """Read a backup into an empty database (SQLite or PostgreSQL, whichever it came from)."""
    from bot.commands import backups

    with Progress(console=console) as progress:
        try:
            rows = backups.restore(_settings(live=False), file, _bar(progress, "Restoring"))
        except backups.FAULTS as error:
            raise fail(error.__doc__ or str(error)) from None
    console.print(f"{rows} rows restored")


def _bar(progress: Progress, words: str) -> Callable[[int, int], None]:
    task = progress.add_task(words, total=None)
    return lambda done, total: progress.update(task, completed=done, total=total)


if __name__ == "__main__":
    cli()

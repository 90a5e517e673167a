"""All buttons under issues: "issue:<act>:<id>:<step that it was made for>"."""

from dataclasses import replace

from telegram import Update

from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Hear, Show, Taps
from handlers.issues import extension, tasks, urging
from handlers.issues.evidence import PROGRESS, SUBMISSION
from handlers.look_back import looking
from handlers.office import assigning, deciding, merging, reviewing, supervising
from handlers.transfers import answering, referring
from storage.models import Draft
from storage.posts import desks

_DIALOGS: tuple[Dialog, ...] = (
    deciding.REJECTING.dialog(),
    deciding.URGING.dialog(),
    assigning.dialog,
    tasks.RETURNING.dialog(),
    extension.dialog,
    PROGRESS.dialog(),
    SUBMISSION.dialog(),
    reviewing.SENDING_BACK.dialog(),
    urging.ANSWERING.dialog(),
    merging.DIALOG,
    supervising.DIALOG,
    supervising.LIFTING.dialog(),
    referring.DIALOG,
    answering.DIALOG,
    looking.DIALOG,
)


def dialogs(take_up: Show) -> tuple[Dialog, ...]:
    """All dialogs about issues; `take_up` says again what the dialog asked that one of them interrupted."""
    return tuple(_going_back(dialog, take_up) for dialog in _DIALOGS)


def _going_back(dialog: Dialog, take_up: Show) -> Dialog:
    def then_back(hear: Hear) -> Hear:
        async def heard(update: Update, context: Context, draft: Draft) -> None:
            await hear(update, context, draft)
            if draft.data.get("interrupted") is not None:
                await _take_up_interrupted(context, draft, take_up)

        return heard

    hears = {step: {kind: then_back(hear) for kind, hear in heard.items()} for step, heard in dialog.hears.items()}
    return replace(dialog, hears=hears, taps={act: then_back(hear) for act, hear in dialog.taps.items()})


async def _take_up_interrupted(context: Context, ended: Draft, take_up: Show) -> None:
    desk = context.desk
    now = await context.read(desks.desk, desk.telegram_id, desk.chat_id, context.today)
    if now.draft is not None and now.draft.id == ended.data["interrupted"]:
        context.desk = now
        await take_up(context, now.draft)


taps = Taps(
    "issue",
    {
        # Whoever is concerned may look; whether this person is, is asked of the issue.
        "open": (Action.SEE_OWN_REPORTS, tasks.open_issue),
        "photos": (Action.SEE_OWN_REPORTS, tasks.show_photos),
        "tasks": (Action.RECTIFY, tasks.turn_page),
        "verify": (Action.DECIDE_ISSUE, deciding.verify),
        "reject": (Action.DECIDE_ISSUE, deciding.REJECTING.begin),
        "assign": (Action.DECIDE_ISSUE, assigning.begin),
        "urge": (Action.DECIDE_ISSUE, deciding.urge),
        "grant_extension": (Action.DECIDE_ISSUE, deciding.grant),
        "refuse_extension": (Action.DECIDE_ISSUE, deciding.refuse),
        "accept": (Action.RECTIFY, tasks.accept),
        "return": (Action.RECTIFY, tasks.RETURNING.begin),
        "progress": (Action.RECTIFY, PROGRESS.begin),
        "submit": (Action.RECTIFY, SUBMISSION.begin),
        "ask_extension": (Action.RECTIFY, extension.begin),
        "confirm": (Action.SEE_OWN_REPORTS, reviewing.confirm),  # the reporter too
        "answer_urge": (Action.RECTIFY, urging.ANSWERING.begin),
        "refer": (Action.DECIDE_ISSUE, referring.begin),
        "merge": (Action.DECIDE_ISSUE, merging.begin),
        "supervise": (Action.SUPERVISE, supervising.begin),
        "lift_supervision": (Action.SUPERVISE, supervising.LIFTING.begin),
        "send_back": (Action.SEE_OWN_REPORTS, reviewing.SENDING_BACK.begin),
    },
)

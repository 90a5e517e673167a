"""Where a person stands: start, menu, help, leaving a dialog and taking it up again."""

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Taps
from storage import drafts, recall
from storage.models import Draft


class Standing:
    """Knows all dialogs, so that any of them can be shown, resumed or dropped."""

    def __init__(self, dialogs: dict[str, Dialog]) -> None:
        self._dialogs = dialogs
        self.taps = Taps("draft", {"resume": (Action.TALK, self.resume), "drop": (Action.TALK, self.drop)})

    async def where(self, context: Context) -> None:
        """Says again what the current dialog asks, or shows the menu; nothing is changed."""
        draft = context.desk.draft
        if draft is not None and draft.dialog in self._dialogs:
            await self._dialogs[draft.dialog].show(context, draft)
        else:
            await greet(context)

    async def after_a_break(self, context: Context) -> None:
        """After a crash between storing and answering: says what was stored, then where the person stands."""
        done = await context.read(recall.done_by, context.update_id)
        if done is not None:
            await context.say("standing/recalled", done=done)
        await self.where(context)

    async def menu(self, update: Update, context: Context) -> None:
        """Shows the menu; what was begun stays where it is."""
        await greet(context)
        await self._offer_unfinished(context, await context.read(drafts.parked, context.desk.chat_id))

    async def more(self, update: Update, context: Context) -> None:
        """Shows the second page of the menu; what was begun stays where it is."""
        if keyboards.more_items(context.desk):
            await context.say("standing/more", keyboards.more_menu(context))
        else:
            await greet(context)

    async def conduct(self, update: Update, context: Context) -> None:
        """Shows the page of duty lists, notices and measures; what was begun stays where it is."""
        if keyboards.conduct_items(context.desk):
            await context.say("standing/more", keyboards.conduct_menu(context))
        else:
            await greet(context)

    async def help(self, update: Update, context: Context) -> None:
        """Says what can be done here, by role."""
        items, more = keyboards.menu_items(context.desk), keyboards.more_items(context.desk)
        behind = {keyboards.MORE_KEY: more, keyboards.CONDUCT_KEY: keyboards.conduct_items(context.desk)}
        pages = {page: [context.label(f"menu.{key}") for key in keys] for page, keys in behind.items()}
        await context.say("standing/help", keyboards.menu(context), items=items, pages=pages)

    async def leave(self, update: Update, context: Context) -> None:
        """Puts the current dialog aside and says how to come back."""
        draft = context.desk.draft
        if draft is None or self._is_lookup(draft):
            if draft is not None:
                await context.transact(drafts.close, draft.id)
            await greet(context)
            return
        await context.transact(_park, context.desk.chat_id)
        await context.say("dialog/left", keyboards.menu(context), dialog=self._title(context, draft))
        unfinished = await context.read(drafts.parked, context.desk.chat_id)
        # A report left in the middle of a patrol: the patrol that waits behind it is offered too.
        await self._offer_unfinished(context, [each for each in unfinished if each.dialog in (draft.dialog, "patrol")])

    async def resume(self, update: Update, context: Context, more: list[str]) -> None:
        """Takes an unfinished dialog up again where it was left."""
        await context.nod()
        draft = await context.transact(drafts.resume, context.desk.chat_id, keyboards.number_in(more))
        await context.retire_buttons()
        if draft is None:
            await context.say("dialog/gone", keyboards.menu(context))
        else:
            await self._dialogs[draft.dialog].show(context, draft)

    async def drop(self, update: Update, context: Context, more: list[str]) -> None:
        """Throws an unfinished dialog away, which only its owner may."""
        await context.nod()
        dropped = await context.transact(_drop, context.desk.chat_id, keyboards.number_in(more))
        await context.retire_buttons()
        await context.say("dialog/dropped" if dropped else "dialog/gone", keyboards.menu(context))

    async def _offer_unfinished(self, context: Context, unfinished: list[Draft]) -> None:
        for draft in [each for each in unfinished if not self._is_lookup(each)][:3]:
            rows = [
                [
                    (context.label("draft.resume"), keyboards.data("draft", "resume", draft.id)),
                    (context.label("draft.drop"), keyboards.data("draft", "drop", draft.id)),
                ]
            ]
            title = self._title(context, draft)
            await context.say("dialog/unfinished", keyboards.buttons(rows), dialog=title, since=draft.updated_at)

    def _is_lookup(self, draft: Draft) -> bool:
        dialog = self._dialogs.get(draft.dialog)
        return dialog is not None and dialog.lookup

    def _title(self, context: Context, draft: Draft) -> str:
        return context.label(f"dialog.{draft.dialog}")


def _park(session: Session, chat_id: int) -> None:
    drafts.park(session, chat_id)


def _drop(session: Session, chat_id: int, draft_id: int) -> bool:
    draft = session.get(Draft, draft_id)
    if draft is None or draft.chat_id != chat_id:
        return False
    drafts.close(session, draft_id)
    return True


async def greet(context: Context) -> None:
    """Shows the menu to who is bound, and asks a stranger for their number."""
    if context.desk.on_roster:
        await context.say("standing/menu", keyboards.menu(context), name=context.desk.name, seats=context.desk.seats)
    else:
        await context.say("binding/welcome", keyboards.contact_request(context))

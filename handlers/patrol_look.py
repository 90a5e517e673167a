"""What is seen on the way: all normal in one tap, photos, voice and words, pause and going on."""

from sqlalchemy.orm import Session
from telegram import Update

from handlers import patrol_menu, received, wording
from handlers.context import Context
from storage import drafts, media, patrol_drafts, patrol_steps, patrols
from storage.models import Draft, MediaUse, Subject


async def all_well(update: Update, context: Context, draft: Draft) -> None:
    """Notes that everything is as it should be; asks to finish."""
    view = await context.transact(patrol_steps.all_well, context.by(), context.profile, draft)
    await context.nod()
    await patrol_menu.say_again(context, draft, view)


async def take_media(update: Update, context: Context, draft: Draft) -> None:
    """Keeps a photo, film or voice, with the words under it; an album does not make the bot talk."""
    message = update.effective_message
    assert message is not None  # noqa: S101 - only media come here
    file = received.media(message)
    use = MediaUse.NOTE if message.voice or message.audio else MediaUse.PATROL
    caption = wording.bounded(message.caption or "").text

    def keep(session: Session) -> None:
        patrol = patrols.going(session, draft.data["patrol_id"])
        by = context.by(patrol.post_id)
        media.add(session, by, draft.person_id, file, Subject.PATROL, patrol.id, use)
        if caption:
            patrols.add_note(session, by, patrol.id, caption)
        drafts.hear(session, draft.id, context.now, "look")

    await context.transact(keep)
    if file.forwarded:
        await context.say("patrol/forwarded_photo")
    await patrol_menu.refresh(context, draft)


async def take_words(update: Update, context: Context, draft: Draft) -> None:
    """Adds words to the note."""
    message = update.effective_message
    assert message is not None  # noqa: S101 - only words come here
    said = wording.words(message)
    if said.text == context.label("patrol.cannot_send"):
        await patrol_menu.show(context, draft)
        return
    cut = await context.transact(patrol_drafts.on_the_way, context.by(), draft, patrols.add_note, said.text)
    if cut or said.cut:
        await context.say("patrol/note_cut", most=patrols.LONGEST_NOTE)
    await patrol_menu.show(context, draft)


async def pause(update: Update, context: Context, draft: Draft) -> None:
    """Stops the clock; says how to go on."""
    await context.transact(patrol_drafts.on_the_way, context.by(), draft, patrols.pause)
    await context.nod()
    await patrol_menu.refresh(context, draft)


async def go_on(update: Update, context: Context, draft: Draft) -> None:
    """Goes on after a pause."""
    await context.transact(patrol_drafts.on_the_way, context.by(), draft, patrols.resume)
    await context.nod()
    await patrol_menu.refresh(context, draft)

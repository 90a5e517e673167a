"""What is seen on the way: all normal in one tap, photos, voice and words, pause and going on."""

from sqlalchemy.orm import Session
from telegram import Update

from handlers import received, wording
from handlers.context import Context
from handlers.patrol import going
from storage import drafts, media
from storage.models import Draft, MediaUse, Subject
from storage.patrols import drafts as patrol_drafts
from storage.patrols import steps, walking


async def all_well(update: Update, context: Context, draft: Draft) -> None:
    """Notes that everything is as it should be; asks to finish."""
    view = await context.transact(steps.all_well, context.by(), context.profile, draft)
    await context.nod()
    await going.say_again(context, draft, view)


async def take_media(update: Update, context: Context, draft: Draft) -> None:
    """Keeps a photo, film or voice, with the words under it; an album does not make the bot talk."""
    message = update.effective_message
    assert message is not None  # noqa: S101 - only media come here
    file = received.media(message)
    use = MediaUse.NOTE if message.voice or message.audio else MediaUse.PATROL
    caption = wording.bounded(message.caption or "").text

    def keep(session: Session) -> None:
        patrol = walking.going(session, draft.data["patrol_id"])
        by = context.by(patrol.post_id)
        media.add(session, by, draft.person_id, file, Subject.PATROL, patrol.id, use)
        if caption:
            walking.add_note(session, by, patrol.id, caption)
        drafts.hear(session, draft.id, context.now, "look")

    await context.transact(keep)
    if file.forwarded:
        await context.say("patrol/forwarded_photo")
    await going.refresh(context, draft)


async def take_words(update: Update, context: Context, draft: Draft) -> None:
    """Adds words to the note."""
    message = update.effective_message
    assert message is not None  # noqa: S101 - only words come here
    said = wording.words(message)
    if said.text == context.label("patrol.cannot_send"):
        await going.show(context, draft)
        return
    cut = await context.transact(patrol_drafts.on_the_way, context.by(), draft, walking.add_note, said.text)
    if cut or said.cut:
        await context.say("patrol/note_cut", most=walking.LONGEST_NOTE)
    await going.show(context, draft)


async def pause(update: Update, context: Context, draft: Draft) -> None:
    """Stops the clock; says how to go on."""
    await context.transact(patrol_drafts.on_the_way, context.by(), draft, walking.pause)
    await context.nod()
    await going.refresh(context, draft)


async def go_on(update: Update, context: Context, draft: Draft) -> None:
    """Goes on after a pause."""
    await context.transact(patrol_drafts.on_the_way, context.by(), draft, walking.resume)
    await context.nod()
    await going.refresh(context, draft)

"""Within a group: somebody of an office makes it the work group 工作群 of the own region, by a button or /group."""

from telegram import Chat, InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action, may
from handlers.context import Context
from handlers.issues.rights import ids
from handlers.keyboards import Button
from rules.refusals import Refusal
from rules.roles import Role
from storage.groups import register
from storage.groups.register import Seen
from storage.models import Group, GroupKind
from storage.posts.desks import Seat

NAME = "group"


def own_seats(context: Context) -> tuple[Seat, ...]:
    """The seats in offices, one a region."""
    seats = context.desk.seats_as(Role.OFFICE) if may(context.desk, Action.KEEP_GROUPS) else ()
    return tuple({seat.region_id: seat for seat in seats}.values())


async def by_command(update: Update, context: Context) -> None:
    """/group, said in a group: it is noted if it was not known, and taken."""
    message = update.effective_message
    if message is None or message.from_user is None or message.chat.type == Chat.PRIVATE:
        return
    if not own_seats(context):
        await context.say("groups/only_office")
        return
    group = await context.read(register.find, message.chat_id)
    if group is None or group.removed_at is not None:
        seen = Seen(message.chat_id, GroupKind(message.chat.type), message.chat.title or "")
        known, _ = await context.transact(register.let_in, context.by(), seen)
        await context.say("groups/take_it", _choices(context, known))
        return
    await _take(context, group)


async def by_button(update: Update, context: Context, more: list[str]) -> None:
    """The button under what the bot said when it came; pressed by anybody else it only says who may."""
    group_id, *region = ids(more, min(max(len(more), 1), 2))
    now = await context.read(register.one, group_id)
    if now is None or now.group.chat_id != context.desk.chat_id:
        raise Refusal("refusal/button_too_old")
    if not own_seats(context):
        await context.nod("groups/only_office")
        return
    await context.nod()
    await _take(context, now.group, *region)


async def _take(context: Context, group: Group, region_id: int | None = None) -> None:
    """Takes it for the only region, or for the one that was chosen."""
    seats = own_seats(context)
    seat = seats[0] if len(seats) == 1 else next((each for each in seats if each.region_id == region_id), None)
    now = await context.read(register.one, group.id)
    if now is not None and now.region is not None:
        await context.retire_buttons()
        await context.say("groups/taken_before", region=now.region)
    elif seat is None:
        await context.say("groups/take_it", _choices(context, group))
    elif await context.transact(register.take, context.by(seat.post_id), group.id, seat.region_id):
        await context.retire_buttons()
        await context.say("groups/taken", region=seat.region_name, by=context.desk.name)
    else:
        raise Refusal("refusal/group_has_changed")


def _choices(context: Context, group: Group) -> InlineKeyboardMarkup:
    return keyboards.buttons([take_for(context, "take", group, seat)] for seat in own_seats(context))


def take_for(context: Context, act: str, group: Group, seat: Seat) -> Button:
    """The button that takes a group for the region of a seat."""
    words = context.label("groups.take_for", region=seat.region_name)
    return words, keyboards.data(NAME, act, group.id, seat.region_id)

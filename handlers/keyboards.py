"""Keyboards: inline buttons whose data says subject, act, id and state; the menu by role; both ends in one module."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup, Update

from handlers.access import Action, may
from handlers.context import Context
from rules.refusals import Refusal
from storage.posts.desks import Desk

LONGEST = 64  # bytes of callback_data
Button = tuple[str, str]

# (label key in labels.toml under `menu`, the action that must be allowed); two in a row, the chief's first.
MENU: tuple[tuple[str, Action], ...] = (
    ("patrol", Action.PATROL),
    ("report", Action.REPORT_ISSUE),
    ("rectify", Action.RECTIFY),
    ("duties", Action.SEE_DUTIES),
    ("queue", Action.DECIDE_ISSUE),
    ("ledger", Action.SEE_LEDGER),
    ("figures", Action.SEE_FIGURES),
    ("people", Action.SEE_PEOPLE),
    ("points", Action.SEE_POINTS),
    ("tree", Action.SEE_TREE),
    ("mine", Action.SEE_OWN_REPORTS),
    ("help", Action.TALK),
)
# Behind "更多": what is needed less often; the key that leads there stands in the menu of whoever has any of it.
MORE: tuple[tuple[str, Action], ...] = (
    # What somebody does on the spot, or week by week.
    ("inspect", Action.INSPECT),
    ("campaigns", Action.SEE_CAMPAIGNS),
    ("opinions", Action.SEE_OPINIONS),
    ("patrol_log", Action.SEE_PATROL_LOG),
    ("items", Action.SEE_ITEMS),
    ("received", Action.RECEIVE_PAPER),
    # The desk of an office, from what comes in every day to what is set up once.
    ("broadcast", Action.BROADCAST),
    ("public", Action.REVIEW_PUBLIC),
    ("enter", Action.ENTER_ISSUE),
    ("papers", Action.SEE_PAPERS),
    ("transfers", Action.SEE_TRANSFERS),
    ("look_back", Action.LOOK_BACK),
    ("boards", Action.KEEP_BOARDS),
    ("shortlist", Action.SEE_LEDGER),
    ("saved", Action.SEE_LEDGER),
    ("replies", Action.DECIDE_ISSUE),
)
# Behind "履职考核", a page of its own: what a post is to do in a year, what comes of it, and who answers for it.
CONDUCT: tuple[tuple[str, Action], ...] = (
    ("duty_list", Action.SEE_DUTY_LIST),
    ("briefs", Action.SEE_BRIEFS),
    ("circulars", Action.SEE_PAPERS),
    ("group", Action.KEEP_GROUPS),
    ("self_review", Action.SELF_REVIEW),
    ("countdown", Action.SEE_DUTIES),
    ("reminders", Action.SEE_DUTIES),
    ("absence", Action.TAKE_LEAVE),
    ("alerts", Action.KEEP_ALERTS),
    ("trial", Action.TRY_RULES),
    ("measures", Action.SEE_MEASURES),
    ("duty_report", Action.DUTY_REPORT),
)
MORE_KEY, CONDUCT_KEY, BACK_KEY = "more", "conduct", "menu"
_TALLEST = 6  # rows of two that a phone shows below a message


def data(subject: str, act: str, *more: object) -> str:
    """Callback data "subject:act:…"; refuses what Telegram would refuse."""
    told = ":".join([subject, act, *(str(part) for part in more)])
    if len(told.encode()) > LONGEST:
        raise ValueError(f"callback data is longer than {LONGEST} bytes: {told}")
    return told


def parts(told: str) -> tuple[str, str, list[str]]:
    """Subject, act and the rest of callback data."""
    subject, act, *more = told.split(":")
    return subject, act, more


def tapped(update: Update) -> list[str]:
    """What the data of the pressed button says behind dialog, act and draft."""
    assert update.callback_query is not None  # noqa: S101 - only taps come here
    return (update.callback_query.data or "").split(":")[3:]


def word_tapped(update: Update) -> str:
    """The one word of them; empty where the button says none."""
    return (tapped(update) or [""])[0]


def number_in(more: Sequence[str]) -> int:
    """The one number behind subject and act; data that nobody's button says is refused."""
    if len(more) != 1 or not more[0].isascii() or not more[0].isdecimal() or len(more[0]) > 9:
        raise Refusal("refusal/button_too_old")
    return int(more[0])


def buttons(rows: Iterable[Sequence[Button]]) -> InlineKeyboardMarkup:
    """Inline buttons from rows of (words, callback data)."""
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(words, callback_data=told) for words, told in row] for row in rows]
    )


def in_rows(flat: Sequence[Button], width: int) -> list[Sequence[Button]]:
    """The buttons, `width` in a row."""
    return [flat[start : start + width] for start in range(0, len(flat), width)]


def menu_items(desk: Desk) -> list[str]:
    """The entries of the menu this person has, by label key."""
    items = _entries(MENU, desk)
    return [*items[:-1], MORE_KEY, items[-1]] if more_items(desk) else items


def more_items(desk: Desk) -> list[str]:
    """The entries behind "更多" this person has, by label key."""
    items = _entries(MORE, desk)
    return [*items, CONDUCT_KEY] if conduct_items(desk) else items


def conduct_items(desk: Desk) -> list[str]:
    """The entries behind "履职考核" this person has, by label key."""
    return _entries(CONDUCT, desk)


def _entries(page: tuple[tuple[str, Action], ...], desk: Desk) -> list[str]:
    # Asked with every menu: only what `may` goes by, so that it is answered once for all who hold the same.
    who = Desk(0, 0, seats=desk.seats, patrols_for_others=desk.patrols_for_others, has_opinions=desk.has_opinions,
               enrolled=desk.enrolled)  # fmt: skip
    return list(_allowed(page, who))


@lru_cache(maxsize=512)
def _allowed(page: tuple[tuple[str, Action], ...], desk: Desk) -> tuple[str, ...]:
    return tuple(key for key, action in page if may(desk, action))


def menu(context: Context) -> ReplyKeyboardMarkup:
    """The person's menu, two entries a row."""
    return _of_entries(context, menu_items(context.desk), 2)


def more_menu(context: Context) -> ReplyKeyboardMarkup:
    """The second page of the menu, with the way back to the first: no taller than a phone, an office's too."""
    return _page(context, more_items(context.desk))


def conduct_menu(context: Context) -> ReplyKeyboardMarkup:
    """The page of duty lists, notices and measures, with the way back to the first."""
    return _page(context, conduct_items(context.desk))


def _page(context: Context, items: Sequence[str]) -> ReplyKeyboardMarkup:
    keys = [*items, BACK_KEY]
    return _of_entries(context, keys, 2 if len(keys) <= _TALLEST * 2 else 3)


def _of_entries(context: Context, keys: Sequence[str], width: int) -> ReplyKeyboardMarkup:
    return _of_words(tuple(context.label(f"menu.{key}") for key in keys), width)


@lru_cache(maxsize=512)
def _of_words(words: tuple[str, ...], width: int) -> ReplyKeyboardMarkup:
    return _reply([[KeyboardButton(one) for one in words[n : n + width]] for n in range(0, len(words), width)])


def contact_request(context: Context) -> ReplyKeyboardMarkup:
    """For who is not bound: one big button that shares the own number, and what the public may do."""
    share = KeyboardButton(context.label("binding.share_phone"), request_contact=True)
    return _reply([[share], [KeyboardButton(context.label("menu.report")), KeyboardButton(context.label("menu.mine"))]])


def place_request(context: Context, *more: str) -> ReplyKeyboardMarkup:
    """One big button that shares the place, other answers below it, and the way out; folded away once used."""
    rows = [[KeyboardButton(context.label("place.share"), request_location=True)]]
    rows += [[KeyboardButton(words)] for words in more]
    rows.append([KeyboardButton(context.label("menu.leave"))])
    return ReplyKeyboardMarkup(rows, resize_keyboard=True, one_time_keyboard=True)


def _reply(rows: Sequence[Sequence[KeyboardButton]]) -> ReplyKeyboardMarkup:
    return ReplyKeyboardMarkup(rows, resize_keyboard=True, is_persistent=True)

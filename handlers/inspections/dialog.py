"""The dialog of an inspection: which step hears what."""

from handlers.access import Action
from handlers.dialogs import Dialog, Hear, Heard
from handlers.inspections import beginning, going
from handlers.inspections.asking import show
from handlers.tapping import at_step
from storage.inspections.going import DIALOG, Step

_MEDIA = dict.fromkeys((Heard.PHOTO, Heard.FILE, Heard.VOICE, Heard.VIDEO), going.take_media)
_ON_THE_WAY: dict[Heard, Hear] = {
    **_MEDIA,
    Heard.PLACE: going.take_place,
    Heard.LIVE: going.take_place,
    Heard.WORDS: going.take_words,
}
_UNDER_WAY = (Step.GOING, Step.ENDING)

INSPECTION = Dialog(
    name=DIALOG,
    action=Action.INSPECT,
    show=show,
    hears={
        Step.WHERE: {
            Heard.WORDS: beginning.take_name,
            Heard.PLACE: beginning.take_place,
            Heard.LIVE: beginning.take_place,
        },
        Step.GOING: _ON_THE_WAY,
        Step.ENDING: _ON_THE_WAY,
    },
    taps={
        "post": at_step(Step.POST, hear=beginning.choose_post),
        "way": at_step(Step.WAY, hear=beginning.choose_way),
        "spot": at_step(Step.WHERE, hear=beginning.choose_spot),
        "drop": at_step(Step.POST, Step.WAY, hear=beginning.drop),
        "found": at_step(*_UNDER_WAY, hear=going.report_finding),
        "end": at_step(*_UNDER_WAY, hear=going.end),
        "on": at_step(*_UNDER_WAY, hear=going.go_on),
        "mark": at_step(*_UNDER_WAY, hear=going.mark),
        "conclude": at_step(*_UNDER_WAY, hear=going.conclude),
        "ask_give_up": at_step(*_UNDER_WAY, hear=going.ask_give_up),
        "give_up": at_step(*_UNDER_WAY, hear=going.give_up),
    },
)

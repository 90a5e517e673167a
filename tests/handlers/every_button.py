"""Every button there is, with ids of `tests/one_of_each.py` behind it, for those to press who were not given it."""

from collections.abc import Collection

from handlers.access import TABLE
from handlers.rooms import DIALOGS, TAPS
from rules.roles import Role

ISSUE = ("registered", "verified", "assigned", "accepted", "done", "closed", "referred", "hidden")
_ONE = tuple(f"{{{key}}}" for key in ISSUE)
_SEEN = tuple(f"{{{key}}}:{{{key}_since}}" for key in ISSUE)
MONTH = "month:2026-11-01"
_PAPER = ("{paper}:0", "{paper_draft}:0")
_KIND = ("key_problem:0", "from_patrol:0", "task:0", "key_problem:{water}", "from_patrol:{patrol}")
_ITEM = ("{problem}:0", "{decision}:0", "{problem}")
_NONE = ("",)

# What stands behind subject and act; a button that is not listed here fails the test of completeness in
# tests/handlers/test_forged_buttons.py.
BUTTONS: dict[str, dict[str, tuple[str, ...]]] = {
    "draft": {"resume": ("{draft}",), "drop": ("{draft}",)},
    "delegations": {"begin": _NONE, "withdraw": ("{delegation}", "x", "", "9" * 30)},
    "mine": {"page": ("0",), "see": _ONE, "words": ("{registered}",), "withdraw": ("{registered}",),
             "withdrawn": ("{registered}", "{hidden}")},
    "issue": {
        "open": _ONE, "photos": _ONE, "tasks": ("0", "99"), "verify": _SEEN[:1], "reject": _SEEN[:1],
        "assign": _SEEN[1:2], "urge": _SEEN[2:4], "grant_extension": ("{accepted}:{accepted_since}:{extension}",),
        "refuse_extension": ("{accepted}:{accepted_since}:{extension}",), "accept": _SEEN[2:3], "return": _SEEN[2:3],
        "progress": _SEEN[3:4], "submit": _SEEN[3:4], "ask_extension": _SEEN[3:4], "confirm": _SEEN[4:5],
        "answer_urge": _SEEN[3:4], "refer": _SEEN[3:4], "merge": _SEEN[:2], "supervise": _SEEN[1:4],
        "lift_supervision": _SEEN[3:4], "send_back": _SEEN[4:5],
    },
    "look_back": {"round": ("{round}:0",), "draw": _NONE, "item": ("{item}",), "choose": ("{closed}", "{hidden}")},
    "transfer": {"received": ("{transfer}",), "answer": ("{transfer}",), "file": ("{transfer}",)},
    "queue": {"all": _NONE, "group": ("entry:0", "verify:0", "submission:0"), "entry": ("{entry}",),
              "seen": ("{entry}",)},
    "sift": {"page": ("n.{region}.....", "n.....", "n.......o", "n......o", "n......p:n:0:{assigned}"),
             "ask": ("n.{region}.....:region", "n......:type"), "bulk": ("v.{region}.....", "d......")},
    "saved": {"keep": ("n.{region}.....",), "words": ("{draft}",), "run": ("{saved}",), "manage": ("1",),
              "forget": ("{saved}",)},
    "star": {"put": ("o:{assigned}", "p:{assigned}", "p:{hidden}"), "off": ("o:{assigned}", "p:{assigned}"),
             "list": ("o:0", "p:0", "x:0", "o")},
    "reply": {"acts": _NONE, "act": ("urge:0",), "one": ("urge:{reply}",), "add": ("urge",), "edit": ("urge:{reply}",),
              "remove": ("urge:{reply}",), "bring_back": ("urge", "x")},
    "ledger_list": {"at": ("{draft}:0",), "show": ("{draft}:all:0",), "clear": ("{draft}",),
                    "excel": ("{draft}:all", "{draft}"),
                    "photos": ("{draft}:all", "{draft}")},
    "figures": {"show": (f"{MONTH}::belowr{{region}}", f"{MONTH}::waterw{{water}}", MONTH),
                "excel": (f"{MONTH}::belowr{{region}}",)},
    "patrol_log": {"open": ("{patroller}",), "list": (f"{{patroller}}:{MONTH}:0",),
                   "word": (f"{{patroller}}:{MONTH}",),
                   "excel": (f"{{patroller}}:{MONTH}",), "one": ("{patrol}",), "map": ("{patrol}",),
                   "gpx": ("{patrol}",), "geojson": ("{patrol}",), "paper": ("{patrol}",)},
    "evidence": dict.fromkeys(("show", "sheet", "files"), ("{assigned}", "{hidden}")),
    "people_list": {"show": ("{draft}:0",), "excel": _NONE},
    "person": {"open": ("{person}", "{public_person}"), "unbind": ("{person}:{account}",),
               "unbind_yes": ("{person}:{account}",), "unbind_no": ("{person}:{account}",)},
    "point": {"open": ("999", "{water}"), "report": ("999",), "appoint": ("{water}",)},
    "points_list": {"show": ("{draft}:1:0",), "clear": ("{draft}",), "all": ("{draft}",), "excel": ("{draft}",)},
    "tree": dict.fromkeys("rcswpqdfv", ("99999:0", "x")),  # what it shows is on the sign boards anyway
    "inspections": {"begin": _NONE, "show": (f"{MONTH}:0",), "excel": (f"{MONTH}:0",),
                    "open": ("{running}", "{ended}"), "photos": ("{running}", "{ended}")},
    "papers_list": {"page": ("{draft}:0",), "only": ("{draft}:kind:slip",)},
    "paper": {"open": ("{paper}", "{paper_draft}"), "file": ("{paper}", "{paper_draft}"), "replies": ("{paper}",),
              "draft": ("{assigned}", "{hidden}"), "change": _PAPER, "drop": _PAPER, "sign": _PAPER, "issue": _PAPER,
              "back": _PAPER, "withdraw": _PAPER, "got": ("{paper}",), "reply": ("{paper}",)},
    "public": {"see": ("{submission}", "{taken}"), "withdraw": ("{submission}",), "open": ("{submission}",),
               "accept": ("{submission}",), "accept_verified": ("{submission}",), "ask_reason": ("{submission}",),
               "turn_down": ("{submission}:0",), "ask_join": ("{submission}",),
               "ask_block": ("{submission}", "{taken}"),
               "block_for": ("{submission}:0",), "block": ("{submission}:0:7",), "block_list": _NONE,
               "unblock": ("{block}",)},
    "board": {"report": ("9999:0", "x", "{water}:9999"), "page": ("{draft}:0",), "open": ("{board}",),
              "png": ("{board}",),
              "replaced": ("{board}",), "ask_reason": ("{board}:1",), "turn": ("{board}:0:1:0", "{board}:0:2:0"),
              "hotline": ("{board}",), "add": _NONE, "choose": _NONE, "pdf": ("{region}:0",), "outdated": ("0",),
              "outdated_sheet": _NONE, "sheet": _NONE},
    "solved": {"yes": ("{solved}",), "no": ("{solved}",)},
    "items": {"list": ("key_problem:0", "from_patrol:0"), "river": ("{water}:0",), "sheet": _KIND,
              "open": ("{problem}", "{decision}"), "photos": ("{problem}",), "new": _KIND,
              **dict.fromkeys(("progress", "finish", "send_back", "confirm", "solve", "up", "link"), _ITEM),
              "preview": ("{water}",), "send": ("{water}:0",)},
    "group": {"take": ("{group}", "{group}:{region}"), "list": _NONE, "open": ("{group}", "{found_group}"),
              "own": ("{found_group}:{region_b}",), "release": ("{group}:{region}", "{group}:{region_b}")},
    "alert": {"begin": _NONE, "gone": _NONE, "page": ("0",), "open": ("{alert}",), "lift": ("{alert}",)},
    "absence": {"begin": _NONE, "end": ("{leave}", "{away}"), "open": ("{leave}", "{away}"),
                **dict.fromkeys(("grant", "refuse"), ("{leave}",))},
    "reminding": {"got": ("{reminder}:before", ""), "later": ("{reminder}:before", ""),
                  "at": ("afternoon:{reminder}:before",), "all_at": ("afternoon:1",), "hour": ("7", "99"),
                  "sheet": ("0:2026-12-31", "9:2026-12-31")},
    "boundary": {"begin": ("{verified}", "{hidden}"),
                 "answer": ("{asked}:{region}:ours", "{asked}:{region_b}:ours", "{asked}:{region}"),
                 "decide": ("{escalated}:{region}:0", "{escalated}:{region_b}:1")},
    "circular": {
        **dict.fromkeys(("open", "file"), ("{circular}", "{circular_draft}", "{circular_published}")),
        "names": ("{circular}:0",), "name": ("{circular_name}", "{objected_once}"), "begin": _NONE,
        "make": ("circular:month:2026-07-01",),
        **dict.fromkeys(("again", "drop", "add", "lead", "window", "open_window", "send"), ("{circular_draft}:0",)),
        **dict.fromkeys(("audience", "broadcast"), ("{circular_published}:0",)),
        "tick": ("{circular_published}:0:county",),
        **dict.fromkeys(("sign", "issue", "give_back"), ("{circular_to_sign}:0",)),
        **dict.fromkeys(("take_off", "strike_own"), ("{circular_name}:0",)),
        **dict.fromkeys(("keep", "strike"), ("{objected}:0",)), "strike_line": ("{objected}:0:0",),
        **dict.fromkeys(("agree", "object"), ("{circular_name}",)),
    },
    "campaign": {"list": ("0",), "open": ("{campaign}",), "new": _NONE,
                 "edit": ("{campaign}:members", "{campaign}:name"), "ask_close": ("{campaign}",),
                 "close": ("{campaign}",), "figures": ("{campaign}",), "excel": ("{campaign}",),
                 "opinions": ("{campaign}:0",), "report": ("{campaign}",), "visit": ("{campaign}",),
                 "rates": ("{campaign}",), "opinion": ("{campaign}",)},
    "broadcasts": {"list": ("0", "99"), "open": ("{broadcast}",), "new": _NONE, "cancel": ("{broadcast}", "{planned}"),
                   "counts": ("{round_sent}",), "missing": ("{round_sent}:0",), "call": ("{round_sent}:0",),
                   "call_sheet": ("{round_sent}",),
                   "phoned": ("{round_sent}:{recipient}:0",), "chase": ("{round_sent}",), "excel": ("{round_sent}",),
                   "word": ("{round_sent}",), "correct": ("{broadcast}",), "withdraw": ("{broadcast}",),
                   "questions": ("{broadcast}",), "answer": ("{question}",)},
    "notice": dict.fromkeys(("got", "done", "ask"), ("{recipient}", "99999")),
    "opinion": {"list": ("{campaign}:0", "0:0"), "open": ("{opinion}",), "files": ("{opinion}",), "new": _NONE,
                "forward": ("{opinion}",), "answer": ("{opinion}",)},
    "duty_list": {"show": ("2026:{chief_post}:0",), "item": ("2026:{chief_post}:{duty_item}",),
                  "photos": ("2026:{chief_post}:{duty_item}",),
                  "ack": ("{duty_list}:{chief_post}",), "note": ("2026:{chief_post}:{duty_item}",),
                  "take_back": ("2026:{chief_post}:{duty_item}:{duty_note}",), "home": ("2026",),
                  "unread": ("2026:0",), "remind": ("2026",), "progress": ("2026",), "ask_publish": ("2026", "2019"),
                  "publish": ("2026", "2027"), "sheet": ("2026", "0")},
    "brief": {
        "list": ("0",), "new": _NONE, "request": ("{brief_ask}",), "nothing": ("{brief_ask}",),
        **dict.fromkeys(("open", "read", "word", "photos", "clue", "ask", "send", "cancel", "cancel_yes"), ("{plan}",)),
    },
    "self_review": {
        **dict.fromkeys(("mine", "add", "ask_close", "close"), ("{review}",)),
        **dict.fromkeys(("ask_hand_in", "hand_in"), ("{review}:1",)), "change": ("{review_draft}:words",),
        **dict.fromkeys(("open", "remove"), ("{review_problem}", "{review_draft}")),
        **dict.fromkeys(("photos", "to_ledger"), ("{review_problem}",)),
        **dict.fromkeys(("finish", "confirm", "send_back"), ("{review_problem}:0",)), "new": _NONE,
        "office": ("0", "2026"), "missing": ("{review}:0",), "problems": ("2026:all:0",), "sheet": ("2026",),
    },
    "duty_report": {
        **dict.fromkeys(("mine", "preview", "ask_submit", "office", "sheet"), ("2026",)),
        **dict.fromkeys(("open", "file"), ("{duty_report}",)), "write": ("2026:next", "2026"),
        **dict.fromkeys(("receive", "answer", "return"), ("{duty_report}:1",)), "submit": ("2026:1",),
        "received": ("2026:0",), "list": ("2026:missing:0", "2026:in:0"), "draft": ("2026:{patroller}",),
    },
    "measure": {
        "open": ("{measure}", "{request}", "{criticism}", "{clues}", "{above}"), "files": ("{measure}", "{clues}"),
        "got": ("{measure}",), "notify": ("{request}",), "issue": ("{request}",), "record": ("{notified}",),
        **dict.fromkeys(("agree", "delegate", "another"), ("{request}",)), "decline": ("{request}:0",),
        **dict.fromkeys(("accept", "send_back", "fail"), ("{criticism}:{criticism_since}",)),
        **dict.fromkeys(("answer", "cancel"), ("{measure_prompt}:0",)), "explain": ("{notified}:0",),
        "sign": ("{measure}:0",),
        **dict.fromkeys(("receipt", "outcome"), ("{clues}:0",)), "fulfil": ("{measure}:{commitment}",),
        "paper": ("{measure}:{measure_paper}", "{clues}:{clues_paper}"), "next": ("{measure_circular}:clues",),
    },
    "measures": {"list": ("all:0", "x:0", "all:0:clues:20260101:20261231"), "kinds": _NONE,
                 "new": ("interview", "arrest"), "suggest": ("0",), "use": ("{suggestion}",),
                 "aside": ("{suggestion}",), "counts": _NONE, "display": ("x",)},
}  # fmt: skip
READING = {
    "absence": ("open",), "measure": ("open", "paper"), "measures": ("list",),
    "self_review": ("open", "problems", "sheet"), "duty_report": ("open", "file"), "circular": ("open", "name", "file"),
    "brief": ("open", "read", "word"), "broadcasts": ("open", "questions", "word"),
}  # fmt: skip


def forged(ids: dict[str, int], of: Collection[str] = BUTTONS) -> list[str]:
    """The callback data of all buttons (or of some subjects), with ids of 大路街道."""
    told = [
        f"{subject}:{act}:{more}".format(**ids).removesuffix(":")
        for subject, acted in BUTTONS.items()
        if subject in of
        for act, payloads in acted.items()
        for more in payloads
    ]
    return [*told, "no:such:1", "nothing", "issue:open", "issue:open:-1", "issue:verify:1:99999999999"]


def reaches(role: Role, data: str) -> bool:
    """Whether a button gets as far as its own step: the others all end at the table, which one of a subject shows."""
    subject, _, act = data.partition(":")
    acts = next((each.acts for each in TAPS if each.subject == subject), {})
    act = act.partition(":")[0]
    return act not in acts or act == min(acts) or {role, Role.PUBLIC} & TABLE[acts[act][0]].keys() != set()


def in_dialogs(draft_id: int) -> list[str]:
    """The callback data of a button of every dialog, with somebody's draft: all of one end at the same question."""
    return [f"{dialog.name}:{min(dialog.taps)}:{draft_id}:1" for dialog in DIALOGS if dialog.taps]


def reading(ids: dict[str, int]) -> list[str]:
    """The buttons that show something."""
    return [f"{subject}:{act}:{more}".format(**ids).removesuffix(":")
            for subject, acts in READING.items() for act in acts for more in BUTTONS[subject][act]]  # fmt: skip

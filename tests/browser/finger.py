"""A finger and an eye on the page: they wait as long as the page changes, and tap what is there where it stands.

A locator's own click costs twice as much, and between two looks for what is not there yet it sleeps up to half a
second. Here the page says itself when something has come; the tap is a real one, of the mouse, and counts only if it
met the button it was meant for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from playwright.sync_api import Page

ANSWER_MS = 30_000
TRIES = 5

Words = str | re.Pattern[str]

_WAIT = """
const plain = (text) => text.replace(/\\s+/g, " ").trim();
const seen = (element) => element.checkVisibility({ visibilityProperty: true });
const arrival = (find, patience, missed) => new Promise((resolve, reject) => {
  const look = () => { const found = find(); if (found) end(resolve, found); return found; };
  const end = (how, what) => { watching.disconnect(); clearTimeout(waiting); how(what); };
  const watching = new MutationObserver(look);
  const waiting = setTimeout(() => end(reject, new Error(missed())), patience);
  if (!look()) watching.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
});
"""

_BUTTON = (
    "async ([where, label, newest, patience]) => {"
    + _WAIT
    + """
  const name = (button) => plain(button.getAttribute("aria-label") || button.textContent);
  const all = () => [...document.querySelectorAll(where)], wanted = new RegExp(label);
  const aim = () => {
    const found = all().filter((button) => wanted.test(name(button)) && seen(button)), button = found.at(-1);
    if (!button || button.disabled || (found.length > 1 && !newest)) return null;
    button.scrollIntoView({ block: "nearest", inline: "nearest" });
    const { x, y, width, height } = button.getBoundingClientRect(), at = [x + width / 2, y + height / 2];
    if (!button.contains(document.elementFromPoint(...at))) return null;  // something lies over it
    finger.aim = button;
    return at;
  };
  if (!window.finger) {
    window.finger = { aim: null, met: false };
    document.addEventListener("click", (event) => {
      if (!finger.aim) return;
      finger.met = finger.aim.contains(event.target);
      finger.aim = null;
      if (!finger.met) { event.preventDefault(); event.stopImmediatePropagation(); }
    }, true);
  }
  finger.met = false;
  return arrival(aim, patience, () => `${where}: /${label}/ is not one of ${all().filter(seen).map(name).join(" | ")}`);
}"""
)

_MESSAGE = (
    "async ([where, words, patience]) => {"
    + _WAIT
    + """
  const wanted = words.map((each) => new RegExp(each)), text = (message) => plain(message.textContent);
  const all = () => [...document.querySelectorAll(where)];
  const find = () => {
    const last = all().findLast((message) => wanted.every((each) => each.test(text(message))));
    return Boolean(last && seen(last));
  };
  return arrival(find, patience, () => `${where}: ${words} in none of\\n${all().slice(-5).map(text).join("\\n")}`);
}"""
)

_NONE = (
    "async ([where, patience]) => {"
    + _WAIT
    + """
  return arrival(() => !document.querySelector(where), patience, () => `${where}: still there`);
}"""
)


def tap(page: Page, where: str, label: Words, *, newest: bool = False, patience: int = ANSWER_MS) -> None:
    """Taps the one button of `where` (CSS) whose name holds `label`; of several the `newest`, where that is said.

    Waits until it is there, enabled, and nothing lies over it.
    """
    for _ in range(TRIES):
        x, y = page.evaluate(_BUTTON, [where, _source(label), newest, patience])
        page.mouse.click(x, y)
        if page.evaluate("finger.met"):
            return
    raise AssertionError(f"{where}: {label} moves away from under the finger")


def rest(page: Page, where: str, patience: int) -> None:
    """Waits until there is nothing that `where` (CSS) names."""
    page.evaluate(_NONE, [where, patience])


def read(page: Page, where: str, words: Sequence[Words]) -> None:
    """Waits until one of `where` (CSS) holds all these words, and the newest that does is visible."""
    page.evaluate(_MESSAGE, [where, [_source(each) for each in words], ANSWER_MS])


def _source(words: Words) -> str:
    """As a regular expression that Python and JavaScript read alike."""
    return words.pattern if isinstance(words, re.Pattern) else re.escape(" ".join(words.split()))

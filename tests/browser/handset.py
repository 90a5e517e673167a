"""One phone of the sandbox's page, as its owner uses it."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page

from bot.sandbox.county_cast import CAST, Part

Words = str | re.Pattern[str]

ANSWER_MS = 30_000
LONGEST_LEAP_MS = 120_000


# Whole parts of the page are found by what stands in its HTML, what is within them as people see it: by role and
# words, a browser works out the name of every button at every look. `test_page` looks at their roles.


def screen(page: Page, owner: str) -> Locator:
    """The phone of somebody, or a group's chat."""
    return page.locator(f'section[aria-label^="{owner}（"]')


def leap(page: Page, label: str) -> None:
    """Sets the page's clock forward and waits until it has arrived: then its buttons can be pressed again."""
    page.locator(".clock button", has_text=label).click()
    page.locator(".clock button:disabled").first.wait_for(state="detached", timeout=LONGEST_LEAP_MS)


class Handset:
    """The phone of one of the cast: taps, says, sees."""

    def __init__(self, page: Page, part: Part) -> None:
        self.page = page
        self.person = CAST[part]
        self.screen = screen(page, self.person.name)

    @property
    def dialog(self) -> Locator:
        """What has opened over the phones."""
        return self.page.locator("dialog[open]")

    def starts(self) -> None:
        """Presses START."""
        self.screen.locator(".primary", has_text="开始").click()

    def binds(self) -> None:
        """Presses START and shares the own number: two taps and a yes."""
        self.starts()
        self.key("分享我的手机号")
        self.chooses("发送")
        self.sees(f"已确认，{self.person.name}")

    def taps(self, label: Words) -> None:
        """Presses the newest button of the chat, or the key below, whose label holds `label`."""
        self.screen.locator(":is(.inline, .strip, .keys) button", has_text=label).last.click()

    def key(self, label: str) -> None:
        """Presses a key of the keyboard at the lower edge."""
        self.screen.locator(".keys button", has_text=label).click()

    def chooses(self, label: Words) -> None:
        """Presses a button of what has opened over the phones."""
        self.dialog.locator("button", has_text=label).click()

    def writes(self, words: str) -> None:
        """Types a message and presses Enter."""
        box = self.screen.get_by_role("textbox")
        box.fill(words)
        box.press("Enter")

    def attaches(self, what: str) -> None:
        """Opens the attachment menu and chooses from it."""
        self.screen.locator('.composer button[aria-label="发照片、文件、位置"]').click()
        self.chooses(re.compile(f"^{what}$"))

    def sends_photos(self, *scenes: str) -> None:
        """Sends sample photos, as one album where there are several."""
        self.attaches("照片")
        for scene in scenes:
            self.chooses(scene)
        self.chooses(f"发送 {len(scenes)} 张")

    def walks(self) -> None:
        """Sets out along the own reach, the live location on."""
        self.attaches("走一段河")
        self.chooses("开始走")

    def points_at(self, reach: str) -> None:
        """Sends a place of the map: the middle of a reach."""
        self.key("发送当前位置")
        self.chooses(f"在{reach}")
        self.chooses("发送这个位置")

    def points_on_the_map(self, right: int, up: int) -> None:
        """Sends a place by a click on the drawn map, so many pixels from its middle."""
        self.key("发送当前位置")
        drawn = self.dialog.get_by_role("img", name="河湖地图")
        box = drawn.bounding_box()
        assert box is not None
        drawn.click(position={"x": box["width"] / 2 + right, "y": box["height"] / 2 - up})
        self.chooses("发送这个位置")

    def sees(self, *words: Words) -> Locator:
        """Waits for the newest message with all of these words."""
        message = self.screen.locator(".message")
        for each in words:
            message = message.filter(has_text=each)
        # Not `expect`: at each look before the answer is there it would read out the whole page, for its report.
        message.last.wait_for(timeout=ANSWER_MS)
        return message.last

    def sees_picture(self, *words: str, width: int = 800) -> None:
        """Waits for a message from the bot with a picture that is there, whole, and at least so wide."""
        image = self.sees(*words).get_by_role("img").last
        image.wait_for(timeout=ANSWER_MS)
        assert image.evaluate("async (image) => { await image.decode(); return image.naturalWidth }") >= width


class GroupPhone(Handset):
    """The work group as it stands on the page: what its viewer taps and sees there."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.screen = screen(page, name)

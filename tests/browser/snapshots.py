"""The pictures of README, taken while a test runs; without a folder for them nothing is taken."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect

SHARPNESS = 2
COLOURS = (256, 160, 96, 64)
ROLLED = """async (list, above) => {
  const images = [...list.querySelectorAll("img")];
  for (const image of images) image.loading = "eager";
  await Promise.all(images.map((image) => image.decode()));
  list.scrollTop = list.scrollHeight - list.clientHeight - above;
}"""


class Snapshots:
    """Saves PNGs of few colours into `folder`, each no larger than it was said."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    @property
    def sharpness(self) -> int:
        """Device pixels a pixel of the page."""
        return SHARPNESS if self.folder else 1

    def desk(self, page: Page, name: str, most_bytes: int = 450_000) -> None:
        """The whole page as a desktop shows it."""
        if self.folder:
            page.locator("#desk").evaluate("(desk) => { desk.scrollLeft = 0 }")
            self._save(page.screenshot(animations="disabled"), name, most_bytes)

    def phone(self, browser: Browser, address: str, owner: str, name: str, above: int = 0, height: int = 900) -> None:
        """The phone of `owner` as it stands on a page of a phone's width, rolled up by `above` pixels."""
        if not self.folder:
            return
        page = browser.new_page(
            viewport={"width": 390, "height": height}, device_scale_factor=SHARPNESS, locale="zh-CN"
        )
        page.goto(address)
        page.get_by_role("navigation").get_by_role("button", name=owner).click()
        screen = page.locator(".phone.chosen")
        expect(screen.get_by_role("heading")).to_have_text(owner)
        keys = screen.get_by_role("button", name="显示或收起快捷键盘")
        if keys.is_visible():  # a group has none
            keys.click()
        log = screen.get_by_role("log")
        log.evaluate(ROLLED, above)
        self._save(screen.screenshot(animations="disabled"), name, 250_000)
        page.close()

    def paper(self, word: Path, name: str) -> None:
        """The first page of a Word file, as LibreOffice prints it; left out where it is not installed."""
        office, drawer = shutil.which("soffice"), shutil.which("pdftoppm")
        if not self.folder or office is None or drawer is None:
            return
        into, page = word.parent, word.with_suffix(".pdf")
        commands: tuple[list[str | Path], ...] = (
            [office, "--headless", "--convert-to", "pdf", "--outdir", into, word],
            [drawer, "-r", "96", "-l", "1", "-png", "-singlefile", page, into / name],
        )
        for command in commands:
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - a developer's own programs
        self._save((into / f"{name}.png").read_bytes(), name, 250_000)

    def _save(self, png: bytes, name: str, most_bytes: int) -> None:
        assert self.folder is not None
        self.folder.mkdir(parents=True, exist_ok=True)
        picture = Image.open(io.BytesIO(png)).convert("RGB")
        file = self.folder / f"{name}.png"
        for colours in COLOURS:
            small = picture.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
            small.save(file, optimize=True)
            if file.stat().st_size < most_bytes:
                return
        raise AssertionError(f"{file.name}: {file.stat().st_size} bytes")

"""Fills a Word template, the bot's own or an office's, with values that are never read as a template themselves."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from jinja2 import StrictUndefined, Template, TemplateError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from documents.official.text import clean

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

FOLDER = Path(__file__).parents[1] / "templates"
LARGEST_TEMPLATE = 5 * 1024 * 1024  # bytes packed
LARGEST_UNPACKED = 40 * 1024 * 1024  # bytes


class UnusableTemplate(ValueError):
    """An office's own template can't be filled; the text says in Chinese what is wrong with it."""


class _Sandbox(ImmutableSandboxedEnvironment):
    """Where templates are filled that anybody may have written."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self._compiled = lru_cache(maxsize=64)(super().from_string)

    def from_string(self, source: Any, *_: Any) -> Template:
        """One part of a file, compiled once a process: that takes twice as long as to fill it."""
        return self._compiled(source)


_SANDBOX = _Sandbox()


class Filling:
    """One template being filled."""

    def __init__(self, name: str, own: bytes | None = None) -> None:
        """The bot's template of this name, or the office's own in its stead; raises UnusableTemplate."""
        from docxtpl import DocxTemplate

        content = (FOLDER / name).read_bytes() if own is None else _checked(own)
        self.template: DocxTemplate = DocxTemplate(io.BytesIO(content))

    def filled(self, values: Mapping[str, Any], title: str, author: str, day: date) -> bytes:
        """The .docx; title, author and day go into its properties."""
        from docx.opc.exceptions import OpcError
        from lxml.etree import LxmlError

        try:
            self.template.render(dict(values), _SANDBOX, autoescape=True)
        except UndefinedError as unknown:
            raise UnusableTemplate(f"模板里用到了没有的内容：{unknown.message}") from unknown
        except TemplateError as wrong:
            raise UnusableTemplate(f"模板里的标记写错了：{wrong.message}") from wrong
        except (LxmlError, OpcError, KeyError, AttributeError, TypeError) as broken:
            raise UnusableTemplate("模板不是完整的 Word 文档（.docx）") from broken
        return self._saved(title, author, day)

    def _saved(self, title: str, author: str, day: date) -> bytes:
        properties = self.template.docx.core_properties
        properties.title, properties.author = clean(title, 200), clean(author, 200)
        properties.last_modified_by, properties.revision = clean(author, 200), 1
        properties.created = properties.modified = datetime.combine(day, time(), UTC)
        target = io.BytesIO()
        self.template.save(target)
        return target.getvalue()


def xml(words: str) -> str:
    """Words for a w:t that is put together here."""
    return escape(clean(words))


def _checked(own: bytes) -> bytes:
    """The office's template, if it may be opened: a .docx of bounded size."""
    if len(own) > LARGEST_TEMPLATE:
        raise UnusableTemplate(f"模板太大，不能超过{LARGEST_TEMPLATE // 1024 // 1024}MB")
    try:
        with zipfile.ZipFile(io.BytesIO(own)) as parts:
            sizes = {part.filename: part.file_size for part in parts.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError) as broken:
        raise UnusableTemplate("模板不是 Word 文档（.docx）；.doc 请先另存为 .docx") from broken
    if "word/document.xml" not in sizes:
        raise UnusableTemplate("模板不是 Word 文档（.docx）；.doc 请先另存为 .docx")
    if sum(sizes.values()) > LARGEST_UNPACKED:
        raise UnusableTemplate("模板解压后太大，请删去其中的图片")
    return own

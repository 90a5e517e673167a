import io
import zipfile

import pytest

from documents.official.filling import FOLDER, UnusableTemplate
from documents.official.paper import official_paper
from documents.official.templates import built
from tests.documents.official.test_official_paper import CIRCULAR
from tests.documents.word_files import tables


def test_an_office_template_is_filled_instead_of_ours() -> None:
    own = _changed(b"\xe5\x8f\x91", "印发".encode(), "印制".encode())
    assert "奉节县河长办公室\t2026年11月3日印制" in tables(official_paper(CIRCULAR, own))[1][-1]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("{{ number }}", "{{ nummer }}", "没有的内容"),
        ("{{ number }}", "{{ number ", "标记写错"),
        ("{{ number }}", "{{ ''.__class__.__mro__ }}", "标记写错|没有的内容"),
        ("{{ number }}", "{{ number|nofilter }}", "标记写错"),
    ],
)
def test_a_wrong_office_template_is_refused_with_the_reason(old: str, new: str, reason: str) -> None:
    with pytest.raises(UnusableTemplate, match=reason):
        official_paper(CIRCULAR, _changed(b"", old.encode(), new.encode()))


@pytest.mark.parametrize("own", [b"", b"\xd0\xcf\x11\xe0 old .doc", b"PK\x03\x04", b"0" * 6_000_000])
def test_what_is_no_word_file_is_refused(own: bytes) -> None:
    with pytest.raises(UnusableTemplate, match="模板"):
        official_paper(CIRCULAR, own)


def test_a_workbook_or_a_bomb_is_no_template() -> None:
    for name, content in (("xl/workbook.xml", b"<x/>"), ("word/document.xml", b"0" * 50_000_000)):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as parts:
            parts.writestr(name, content)
        with pytest.raises(UnusableTemplate):
            official_paper(CIRCULAR, target.getvalue())


def test_the_templates_are_those_the_script_writes() -> None:
    ours = {path.name: _parts(path.read_bytes()) for path in FOLDER.glob("*.docx")}
    assert ours == {name: _parts(content) for name, content in built().items()}


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def _changed(needed: bytes, old: bytes, new: bytes) -> bytes:
    """Our template with a word changed, as an office would in Word."""
    target = io.BytesIO()
    with zipfile.ZipFile(FOLDER / "official_paper.docx") as parts, zipfile.ZipFile(target, "w") as changed:
        for name in parts.namelist():
            content = parts.read(name)
            assert name != "word/document.xml" or (old in content and needed in content)
            changed.writestr(name, content.replace(old, new) if name == "word/document.xml" else content)
    return target.getvalue()

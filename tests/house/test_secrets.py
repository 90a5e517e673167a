"""What never stands in a file of the repository: where packages come from, a path of one machine, a token."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# In small letters, as they are looked for. What goes before stands behind its first letters: so it is found sooner.
HOSTS = re.compile(
    r"p[y]pi\.org|python[h]osted|index[-]url|artifactory|nexus\d?\.|registry\.|mirrors?\.[a-z]+\.(?:com|cn|edu)"
)
PATHS = re.compile(r"/(?<![\w.]/)(?:home|users|root|work|workspace)/[a-z]")
TOKENS = re.compile(r":aa(?<=\d{8}:aa)[\w-]{33}\b")
BINARY = {".png", ".jpg", ".xlsx", ".docx", ".ttf", ".otf", ".ico", ".woff2", ".zip"}


@cache
def texts() -> dict[str, str]:
    """What stands in the files that are tracked, or would be: nothing that .gitignore names."""
    told = subprocess.run(  # noqa: S603 - git, with fixed words
        ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    names = told.stdout.splitlines() if told.returncode == 0 else []
    found = [ROOT / name for name in names] or [path for path in ROOT.rglob("*") if ".venv" not in path.parts]
    written = [path for path in found if path.is_file() and path.suffix not in BINARY and path != Path(__file__)]
    read = ((path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8", errors="replace")) for path in written)
    return {name: text.lower() for name, text in read}


@pytest.mark.parametrize("pattern", [HOSTS, PATHS, TOKENS], ids=["hosts", "paths", "tokens"])
def test_no_file_tells_of_the_machine_it_was_made_on(pattern: re.Pattern[str]) -> None:
    found = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in texts().items()
        if pattern.search(text)
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]
    assert found == []


def test_the_constraints_name_versions_and_no_address() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not re.fullmatch(r"#.*|[\w.\[\]-]+==[\w.+!]+", line)] == []

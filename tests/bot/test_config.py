"""Settings: all faults named at once, no secret shown."""

from pathlib import Path

import pytest

from bot import config
from bot.config import ConfigError


@pytest.fixture(autouse=True)
def an_empty_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_everything_has_a_default_for_the_sandbox() -> None:
    settings = config.load(live=False)
    assert settings.database == "sqlite:///data/riverchief.db"
    assert settings.api_url == "https://api.telegram.org"


def test_every_missing_setting_of_a_live_run_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIVERCHIEF_WEBHOOK_URL", "https://bot.example")
    with pytest.raises(ConfigError) as told:
        config.load(live=True)
    assert "RIVERCHIEF_TOKEN is missing" in str(told.value)
    assert "RIVERCHIEF_WEBHOOK_SECRET is missing" in str(told.value)


def test_every_wrong_setting_is_named_at_once_and_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIVERCHIEF_API_URL", "ftp://x")
    monkeypatch.setenv("RIVERCHIEF_TEMPLATES", "nowhere")
    monkeypatch.setenv("RIVERCHIEF_WEBHOOK_SECRET", "bad secret!")
    with pytest.raises(ConfigError) as told:
        config.load(live=False)
    said = str(told.value)
    assert all(name in said for name in ("RIVERCHIEF_API_URL", "RIVERCHIEF_TEMPLATES", "RIVERCHIEF_WEBHOOK_SECRET"))
    assert "bad secret!" not in said


def test_a_settings_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("RIVERCHIEF_TOKEN=1:abc\nRIVERCHIEF_PROFILE=leshan\n", encoding="utf-8")
    settings = config.load(live=True)
    assert settings.profile == "leshan"
    assert "abc" not in repr(settings)

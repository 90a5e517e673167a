"""Settings: one frozen Config from RIVERCHIEF_* variables or .env; the only reader of the environment."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

TELEGRAM = "https://api.telegram.org"


class ConfigError(Exception):
    """Every setting that is missing or wrong, one line each, none of them showing a secret."""


class Config(BaseSettings):
    """What the program is told from outside. See README «Settings»."""

    model_config = SettingsConfigDict(
        env_prefix="RIVERCHIEF_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    token: SecretStr = Field(default=SecretStr(""), description="the bot's token from @BotFather")
    api_url: str = Field(default=TELEGRAM, description="Telegram's Bot API, or your own Bot API server")
    proxy: str = Field(default="", description="HTTP proxy for reaching Telegram, e.g. http://10.0.0.2:8080")
    data_dir: Path = Field(default=Path("data"), description="folder of the database file and of all photos")
    database_url: str = Field(default="", description="postgresql://… ; empty: a SQLite file under the data folder")
    profile: str = Field(default="bishan", description="the jurisdiction's rules: a shipped name or a TOML file")
    templates: Path | None = Field(default=None, description="a folder whose templates replace ours")
    webhook_url: str = Field(default="", description="https://… ; empty: long polling")
    webhook_secret: SecretStr = Field(default=SecretStr(""), description="1–256 of A-Z a-z 0-9 _ -")
    webhook_listen: str = Field(default="0.0.0.0:8443", description="address:port the webhook listens on")
    heartbeat_url: SecretStr = Field(
        default=SecretStr(""), description="https://… called every minute while all is well"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(default="INFO", description="how much is logged")

    @field_validator("api_url", "webhook_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value.rstrip("/")

    @field_validator("heartbeat_url")
    @classmethod
    def _hidden_address(cls, value: SecretStr) -> SecretStr:
        cls._address(value.get_secret_value())
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr) -> SecretStr:
        letters = value.get_secret_value()
        if len(letters) > 256 or not all(c.isascii() and (c.isalnum() or c in "_-") for c in letters):
            raise ValueError("1–256 characters of A-Z a-z 0-9 _ -")
        return value

    @field_validator("templates")
    @classmethod
    def _folder(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError("no such folder")
        return value

    @property
    def database(self) -> str:
        """The address of the database."""
        return self.database_url or f"sqlite:///{self.data_dir / 'riverchief.db'}"

    @property
    def media_dir(self) -> Path:
        """Where photos and files are kept as received."""
        return self.data_dir / "media"

    @property
    def heartbeat_file(self) -> Path:
        """What is written anew each minute while all is well."""
        return self.data_dir / "heartbeat"


def load(*, live: bool) -> Config:
    """Reads the settings; `live` asks for what only a run on Telegram needs. Raises ConfigError naming all faults."""
    try:
        config = Config()
    except ValidationError as error:
        raise ConfigError("\n".join(_faults(error))) from None
    missing = _missing(config) if live else []
    if missing:
        raise ConfigError("\n".join(missing))
    return config


def _faults(error: ValidationError) -> list[str]:
    return [f"RIVERCHIEF_{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors(include_input=False)]


def _missing(config: Config) -> list[str]:
    wanted = {"token": bool(config.token.get_secret_value())}
    if config.webhook_url:
        wanted["webhook_secret"] = bool(config.webhook_secret.get_secret_value())
    fields = type(config).model_fields
    return [
        f"RIVERCHIEF_{name.upper()} is missing: {fields[name].description}"
        for name, there in wanted.items()
        if not there
    ]

"""Logs, in which the token never stands: neither in a message nor in a traceback."""

import logging


class Redacting(logging.Formatter):
    """Formats a record, traceback included, and blots out every secret."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """One line or more, fit for anybody's eyes."""
        told = super().format(record)
        for secret in self._secrets:
            told = told.replace(secret, "***")
        return told


def set_up(level: str, secrets: tuple[str, ...]) -> None:
    """Sets the root logger up; libraries that log addresses (which hold the token) are silenced besides."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore", "aiohttp.access", "apscheduler", "telegram.ext", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)

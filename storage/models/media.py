"""Photos, voices and files as received: evidence outlives a bot token."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Telegram, by_value


class MediaKind(StrEnum):
    """What was sent."""

    PHOTO = "photo"
    IMAGE_FILE = "image_file"
    VOICE = "voice"
    VIDEO = "video"
    FILE = "file"  # a document 材料 that is no picture: with an opinion, not with an issue


PICTURES = (MediaKind.PHOTO, MediaKind.IMAGE_FILE)


class MediaUse(StrEnum):
    """What it shows."""

    BEFORE = "before"
    AFTER = "after"
    PATROL = "patrol"
    UNSOLVED = "unsolved"  # what a public reporter shows who says that it is not solved
    PROGRESS = "progress"
    NOTE = "note"
    LOOK_BACK = "look_back"
    ANSWER = "answer"
    NOTICE = "notice"  # with what an office sends to many: no evidence of anything


class Subject(StrEnum):
    """What it belongs to; a draft's media move to the issue when the draft becomes one."""

    DRAFT = "draft"
    ISSUE = "issue"
    PATROL = "patrol"
    INSPECTION = "inspection"
    OPINION = "opinion"
    PAPER_REPLY = "paper_reply"  # with the answer 回执 of an addressee to a paper
    SUBMISSION = "submission"  # a report by the public before it is in the ledger
    BROADCAST = "broadcast"  # with a notice 通知
    DUTY_NOTE = "duty_note"  # what a holder adds to an item of the duty list 履职清单
    BRIEF_PIECE = "brief_piece"  # a clue or request before a patrol 明查暗访
    ACTION_STEP = "action_step"  # what was done about a matter 重点事项
    SELF_REVIEW_STEP = "self_review_step"  # what was done about a problem of a self-review 对照检查
    CIRCULAR_NAME = "circular_name"  # with an objection 异议 to being named
    MEASURE_STEP = "measure_step"  # what was done to a measure 问责措施: a self-criticism, a signed record


class Keeping(StrEnum):
    """Whether its bytes are under the data folder yet."""

    WAITING = "waiting"
    KEPT = "kept"
    FAILED = "failed"


class Media(Base):
    """One photo, voice or file. `sha256` is of the bytes as received; `bands` of the difference hash find twins."""

    __tablename__ = "media"
    __table_args__ = (
        UniqueConstraint("chat_id", "message_id"),
        Index("ix_media_subject", "subject", "subject_id"),
        *(Index(f"ix_media_band_{n}", f"band_{n}") for n in range(4)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[Subject] = mapped_column(by_value(Subject))
    subject_id: Mapped[int]
    use: Mapped[MediaUse] = mapped_column(by_value(MediaUse))
    kind: Mapped[MediaKind] = mapped_column(by_value(MediaKind))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    chat_id: Mapped[int] = mapped_column(Telegram)
    message_id: Mapped[int] = mapped_column(Integer)
    album: Mapped[str | None] = mapped_column(String(64))
    file_id: Mapped[str] = mapped_column(String(200))
    file_unique_id: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int | None]
    mime: Mapped[str] = mapped_column(String(100), default="")
    forwarded: Mapped[bool] = mapped_column(default=False)
    sent_at: Mapped[datetime]
    received_at: Mapped[datetime]
    update_id: Mapped[int | None] = mapped_column(Telegram)
    file_name: Mapped[str | None] = mapped_column(String(200))
    lat: Mapped[float | None]  # where the camera says that it was taken; most messengers take that out of a photo
    lon: Mapped[float | None]
    keeping: Mapped[Keeping] = mapped_column(by_value(Keeping), default=Keeping.WAITING, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    picture_hash: Mapped[int | None] = mapped_column(BigInteger)
    band_0: Mapped[int | None]
    band_1: Mapped[int | None]
    band_2: Mapped[int | None]
    band_3: Mapped[int | None]
    twin_id: Mapped[int | None] = mapped_column(ForeignKey("media.id"))

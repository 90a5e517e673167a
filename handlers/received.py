"""What a message brings: a photo, voice or file, bounded in size and type; a place; who wrote it first."""

from pathlib import PurePath
from types import MappingProxyType

from telegram import Document, Message

from documents.pictures import LARGEST_FILE
from rules.geodesy import Place
from rules.refusals import Refusal
from storage.media import Received
from storage.models import MediaKind

# What a phone or a scanner may send as a file, and no chat, sheet or paper can show: kept as it came.
UNSHOWN = MappingProxyType({"image/heic": "HEIC", "image/heif": "HEIF", "image/tiff": "TIFF"})
IMAGE_TYPES = frozenset({"image/jpeg", "image/png", "image/webp", *UNSHOWN})
# What an office writes and a department answers with: PDF, OFD, Word, Excel and their WPS kin.
PAPER_TYPES = MappingProxyType(
    {
        ".pdf": "application/pdf",
        ".ofd": "application/ofd",
        ".doc": "application/msword",
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".xls": "application/vnd.ms-excel",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".wps": "application/vnd.ms-works",
        ".et": "application/vnd.ms-excel",
    }
)
_ENDINGS = MappingProxyType({".heic": "image/heic", ".heif": "image/heif", ".tif": "image/tiff", ".tiff": "image/tiff"})


def media(message: Message) -> Received:
    """The photo, picture file, voice or video of a message; refuses what is too large or of another type."""
    if message.photo:
        return _received(message, MediaKind.PHOTO, message.photo[-1], "image/jpeg")
    if message.voice or message.audio:
        return _received(message, MediaKind.VOICE, message.voice or message.audio)
    if message.video or message.video_note:
        return _received(message, MediaKind.VIDEO, message.video or message.video_note)
    document = message.document
    if document is None or image_type(document) not in IMAGE_TYPES:
        raise Refusal("refusal/file_type")
    return _received(message, MediaKind.IMAGE_FILE, document, image_type(document))


def image_type(document: Document) -> str:
    """The kind of file as told, by the name where a phone tells nothing of it."""
    told = (document.mime_type or "").lower()
    if told.startswith("image/"):
        return told
    return _ENDINGS.get(PurePath(document.file_name or "").suffix.lower(), told)


def unshown(message: Message) -> str | None:
    """The format of a picture file that is kept and cannot be shown: HEIC, HEIF, TIFF."""
    return UNSHOWN.get(image_type(message.document)) if message.document else None


def material(message: Message) -> Received:
    """As `media`, but a document may be of any kind: what an opinion 社情民意 leans on."""
    document = message.document
    if document is not None and image_type(document) not in IMAGE_TYPES:
        return _received(message, MediaKind.FILE, document)
    return media(message)


def proof(message: Message) -> Received:
    """As `media`, but a document may be a PDF, Word or Excel file: what an answer or a finished work leans on."""
    document = message.document
    if document is None or image_type(document) in IMAGE_TYPES:
        return media(message)
    if _ending(document) not in PAPER_TYPES:
        raise Refusal("refusal/paper_file_type")
    return _received(message, MediaKind.FILE, document, PAPER_TYPES[_ending(document)])


def _ending(document: Document) -> str:
    """The ending of the name; where a phone tells no name, that of the type it tells."""
    ending = PurePath(document.file_name or "").suffix.lower()
    told = (document.mime_type or "").lower()
    return ending or next((each for each, mime in PAPER_TYPES.items() if mime == told), "")


def _received(message: Message, kind: MediaKind, file: object, mime: str = "") -> Received:
    size = bounded(file)
    return Received(
        kind=kind,
        chat_id=message.chat_id,
        message_id=message.message_id,
        album=message.media_group_id,
        file_id=str(getattr(file, "file_id")),  # noqa: B009 - every kind of file has one
        file_unique_id=str(getattr(file, "file_unique_id")),  # noqa: B009
        size=size,
        mime=mime or (getattr(file, "mime_type", None) or ""),
        forwarded=is_forwarded(message),
        sent_at=message.date,
        file_name=getattr(file, "file_name", None) or "",
    )


def bounded(file: object) -> int | None:
    """The size of a file in bytes as Telegram told it; refuses what a bot cannot fetch."""
    size: int | None = getattr(file, "file_size", None)
    if size is not None and size > LARGEST_FILE:
        raise Refusal("refusal/file_too_large", size=size, largest=LARGEST_FILE)
    return size


def is_forwarded(message: Message) -> bool:
    """Whether somebody else, or somebody earlier, wrote it first: said to the person, and graded lower."""
    return message.forward_origin is not None


def place(message: Message) -> Place:
    """The place a message shares."""
    location = message.location or (message.venue.location if message.venue else None)
    assert location is not None  # noqa: S101 - only places come here
    return Place(location.latitude, location.longitude)

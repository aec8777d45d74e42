"""Sentences of the bot itself; everything longer stands in `templates/`."""

from __future__ import annotations

from briefings.errors import StorageError
from briefings.service import Services

ADMINISTRATORS_ONLY = "In a group only its administrators change what it follows and when."
OPERATORS_ONLY = "Only operators decide about names: their Telegram user ids stand in DRAGOMAN_OWNER."
OLD_BUTTON = "This button is too old. Ask again, or send /help."
SLOWED = "You ask very fast, so my answers come a little slower for a while. Nothing is lost."

_BROKEN = "Something went wrong here, and your question was not answered. It was noted for the operator."
_ARCHIVE = "The archive does not answer just now. Please ask again in a minute."


def for_error(services: Services, error: BaseException, reference: str) -> str:
    """What the person reads who met an error, with the reference under which the operator finds it."""
    sentence = _ARCHIVE if isinstance(error, StorageError) else _BROKEN
    return services.renderer.html("failed", sentence=sentence, reference=reference)

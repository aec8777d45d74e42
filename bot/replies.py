"""Sentences of the bot itself; everything longer stands in `templates/`."""

from __future__ import annotations

from briefings.errors import StorageError
from briefings.render.speech import gettext, marked
from briefings.service import Services

ADMINISTRATORS_ONLY = marked("In a group only its administrators change what it follows and when.")
ALONE_ONLY = marked("Ask me that in a private chat: here others would read it, too.")
CHANNEL_READERS = marked("In a channel only its administrators use these buttons. Ask me in a private chat.")
FORWARDED = marked("A forwarded message changes nothing here. Send it as your own.")
OPERATORS_ONLY = marked("Only operators of this bot may do that.")
FILE_NOT_SENT = marked("The file could not be sent. Please ask for it again.")
TYPE_AGAIN = marked("That went wrong. Please type it again in a minute.")  #: a button's words
OLD_BUTTON = marked("This button is too old. Ask again, or send /help.")
SLOWED = marked("You ask very fast, so my answers come a little slower for a while. Nothing is lost.")

_BROKEN = marked("Something went wrong here, and your question was not answered. It was noted for the operator.")
_ARCHIVE = marked("The archive does not answer just now. Please ask again in a minute.")


def for_error(services: Services, error: BaseException, reference: str) -> str:
    """What the person reads who met an error, with the reference under which the operator finds it."""
    sentence = gettext(_ARCHIVE if isinstance(error, StorageError) else _BROKEN)
    return services.renderer.html("failed", sentence=sentence, reference=reference)

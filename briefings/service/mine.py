"""What is stored on a chat: given out as a file, and erased when its person wants that."""

from __future__ import annotations

import json
from datetime import datetime

from briefings.render.speech import gettext
from briefings.render.telegram_html import plain
from briefings.service.answers import Answer, Choice, Document
from briefings.service.services import Services
from briefings.service.uploading import forget_file

_NAME = "dragoman-export.json"


def export(services: Services, chat_id: int, *, at: datetime) -> Answer:
    """`/export`: all that is stored on this chat, as a JSON file.

    Raises:
        StorageError: the database refused.
    """
    stored = {"exported_at": at.isoformat(), "chat_id": chat_id, **services.records.of_chat(chat_id)}
    owner = chat_id in services.settings.owner
    if owner:
        stored["owner"] = True
    data = json.dumps(stored, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    caption = plain(services.renderer.html("export", private=chat_id > 0)).strip()
    return Answer("", document=Document(_NAME, data, caption))


def forget(services: Services, chat_id: int, words: str) -> Answer:
    """`/forget`: asks once; its button `/forget yes` erases everything.

    Raises:
        StorageError: the database refused, and nothing is erased.
    """
    if words.strip().lower() != "yes":
        known = services.people.get(chat_id)
        role = known.role if known is not None and not known.banned else None
        closed = known is not None and services.settings.access != "open"
        html = services.renderer.html("forget", private=chat_id > 0, role=role, closed=closed)
        return Answer(html, (Choice(gettext("Erase everything"), "/forget yes"),))
    erased = services.records.erase(chat_id)
    for path in erased.files:
        forget_file(services, path)
    return Answer(services.renderer.html("forgotten", ban=erased.ban_stands, private=chat_id > 0))

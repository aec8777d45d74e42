"""Links: which addresses Telegram takes, and what it recognises in plain text by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.sandbox.entities import Entity

_WEB = re.compile(r"(?:(https?)://)?([^@/?#\s]*@)?([^@/?#:\s]+)(?::(\d{1,5}))?([/?#].*)?", re.IGNORECASE | re.DOTALL)
_APP = re.compile(r"(?:tg|ton|tonsite):(?://)?\S+", re.IGNORECASE)
_USER = re.compile(r"tg:(?://)?user\?id=(\d{1,15})", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+\.?")
#: Telegram knows every top-level domain; these are the ones that meet a briefing
_DOMAINS = (
    "com|org|net|info|io|me|eu|gov|edu|int|mil|uk|us|de|fr|ru|tr|ir|iq|sa|ae|qa|kw|om|eg|il|jo|sy|lb|news|dev|app|ai"
)
_HINTS = re.compile(r"[@#$./]")
_FOUND = re.compile(
    rf"""
    (?P<email>(?<![\w.+-])[\w.+-]{{1,64}}@(?:[a-z0-9-]+\.)+[a-z]{{2,}}(?![\w-]))
  | (?P<url>(?<![\w@])(?:https?://[^\s<>"'()\[\]]*[^\s<>"'()\[\].,;:!?]
       | (?:[a-z0-9-]+\.)+(?:{_DOMAINS})(?![\w@-]|\.\w)(?:[/?\#][^\s<>"'()\[\]]*[^\s<>"'()\[\].,;:!?]|/)?))
  | (?P<mention>(?<![\w/@])@[a-z]\w{{2,31}}(?![\w@]))
  | (?P<hashtag>(?<![\w\#])\#(?=\w*[^\W\d])\w{{1,256}})
  | (?P<cashtag>(?<![\w$])\$[A-Z]{{3,8}}(?![\w$]))
  | (?P<bot_command>(?<![\w/<>])/[a-z0-9_]{{1,64}}(?:@\w{{3,32}})?(?![\w/@]))
    """,
    re.IGNORECASE | re.VERBOSE,
)


def linked_user(url: str) -> int | None:
    """Return the user whom a `tg://user?id=` link means."""
    match = _USER.fullmatch(url.strip())
    return int(match[1]) if match and int(match[1]) else None


def checked_link(url: str) -> str | None:
    """Return the address as Telegram keeps it, or None where it drops the link."""
    url = url.strip()
    if _APP.fullmatch(url):
        return url
    match = _WEB.fullmatch(url)
    if not match or not _HOST.fullmatch(match[3]) or int(match[4] or 0) > 65535:
        return None
    scheme, user, host, port, rest = match.groups()
    path = rest if rest and rest[0] == "/" else f"/{rest or ''}"
    address = f"{(scheme or 'http').lower()}://{user or ''}{host.lower()}{f':{port}' if port else ''}{path}"
    return re.sub(r"\s", lambda blank: f"%{ord(blank[0]):02X}", address)


def find(text: str) -> Iterator[Entity]:
    """Find addresses, mentions, hashtags, tickers and commands in plain text; offsets in code points."""
    if not _HINTS.search(text):
        return
    for match in _FOUND.finditer(text):
        kind = match.lastgroup or "url"
        if kind != "cashtag" or match[0].isupper():
            yield Entity(kind, match.start(), match.end() - match.start())

"""What somebody asked for: read from a message or from a pressed button.

Pure but for `Asked.call`, which carries a use case to a thread: `briefings` is synchronous.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from bot import plain_words
from briefings.errors import QuestionError
from briefings.model import Subscriber
from briefings.render.speech import spoken
from briefings.service import Services

P = ParamSpec("P")
T = TypeVar("T")

MOST_LETTERS = 300  #: of a question; the longest name in the catalogues has some 120

_COMMAND = re.compile(r"/(\w{1,64})(?:@(\w{1,64}))?(?:(?:[:,]|\s)\s*(.*)|[?!.]?)", re.DOTALL)
_MENTION = re.compile(r"\s*@(\w{1,64})[\s,:]+(.+)", re.DOTALL)
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-")
_QUOTES = dict.fromkeys(map(ord, '"\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02'), " ")
_SINGLE = "'`\u2018\u2019"
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u2060\u2066\u2067\u2068\u2069\u202a\u202b\u202c\ufeff"))
_NEWS = r"(?:(?:any|some)thing new|new|happening|going on|the latest(?: news)?)"
_ON = r"(?:on|about|in|with|at|between|from|for)"
_WHAT_KIND = (  # plain words in a private chat; the first that fits says which command they stand for
    (r"tell me about (.+)|(?:any )?(?:news|updates?) (?:on|about|from) (.+)", "brief"),
    (rf"(?:what(?:'?s| is) )?{_NEWS} {_ON} (.+)|what(?:'?s)? happened (?:{_ON}|to) (.+)", "brief"),
    (rf"what(?:'?s| is) {_NEWS}|(?:any )?news|anything new|latest", "latest"),
    (r"(?:who|what) (?:is|are|was|were) (.+)", "who"),
    (r"who'?s (.+)", "who"),
    (r"(?:please )?brief(?: me)?(?: on| about)? (.+)", "brief"),
    (r"(?:the )?timeline(?: of| on| for)? (.+)", "timeline"),
    (r"search(?: for)? (.+)", "search"),
    (r"(?:follow|subscribe(?: to)?) (.+)", "subscribe"),
    (r"(?:unfollow|unsubscribe(?: from)?) (.+)", "unsubscribe"),
    (r"(?:please )?watch(?: out)?(?: for)? (.+)", "watch"),
    (r"(?:unwatch|stop watching|no longer watch) (.+)", "unwatch"),
    (r"what (?:do i|am i|are you) watch(?:ing)?(?: for me)?|(?:my )?watches|watching", "watching"),
    (r"(?:digest|digest at) (\d.*|off|now)", "digest"),
    (r"pause (?:for )?(.+)", "pause"),
    (r"(?:quiet|quiet hours) (\d.*|off)", "quiet"),
    (r"(?:resume|go on|unpause|end (?:of )?the pause)", "resume"),
    (r"(?:time ?zone) (.+)", "timezone"),
    (r"hi|hello|hey|good (?:morning|afternoon|evening)|salam|start", "start"),
    (r"help|commands|menu|what can you do|how does this work", "help"),
    (r"(?:my )?topics", "topics"),
    (r"settings", "settings"),
    (r"stop", "stop"),
)
_KINDS = tuple((re.compile(pattern, re.IGNORECASE), name) for pattern, name in _WHAT_KIND)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None  #: the message that asked, in groups


@dataclass(frozen=True, slots=True)
class Wording:
    """A command and the words behind it."""

    command: str  #: in small letters, without the stroke
    words: str = ""
    addressee: str | None = None  #: the bot's name where one was given, "/brief@dragoman_bot"


@dataclass(frozen=True, slots=True)
class Replied:
    """The message that a command is an answer to."""

    user_id: int = 0  #: who wrote it, or wrote what it forwards; 0 where that is hidden
    name: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One wish of one person."""

    services: Services
    place: Place
    words: str
    now: datetime  #: aware UTC
    person: str = ""  #: who asks, as they call themselves; "" where that is hidden
    language_code: str | None = None  #: what Telegram says of the language of who asks; None where others read along
    user_id: int | None = None  #: of who asks; None where that is hidden
    raw: str = ""  #: the words as they were typed, with their line ends
    replied: Replied = Replied()  #: what the command answers
    bot_name: str = ""  #: the bot's, as links have it
    chat_title: str = ""  #: of a group
    inline: bool = False  #: whether the bot may be asked from other chats, too

    async def call(self, use_case: Callable[Concatenate[Services, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case in a thread."""
        return await asyncio.to_thread(use_case, self.services, *args, **kwargs)

    async def subscriber(self) -> Subscriber:
        """The subscriber of this chat and forum topic."""
        return await asyncio.to_thread(
            self.services.subscribers.get,
            self.place.chat_id,
            self.place.thread_id,
            zone=self.services.settings.timezone,
            now=self.now,
            language=spoken(),
        )


def read_command(text: str) -> Wording | None:
    """Read "/brief@bot iraq-us"; None where the text is no command."""
    match = _COMMAND.fullmatch(text.strip())
    if not match:
        return None
    return Wording(match[1].lower(), tidy(match[3] or ""), match[2])


def raw_words(text: str) -> str:
    """What stands behind a command as it was typed; "" where the text is none."""
    match = _COMMAND.fullmatch(text.strip())
    return (match[3] or "").strip() if match else ""


def read_mention(text: str, username: str) -> str | None:
    """What a text says to the bot that it names at its beginning, "@dragoman_bot who is kadhimi?"; None for others."""
    match = _MENTION.match(text)
    return match[2].strip() if match and match[1].lower() == username.lower() else None


def read_plain(text: str) -> Wording:
    """Read plain words: "who is kadhimi?" asks `/who`, what fits nothing asks for a brief."""
    words = tidy(text)
    bare = re.sub(r"(?:\s*[?!.\u061f])+$", "", words.replace("\u2019", "'"))
    for pattern, command in _KINDS:
        if match := pattern.fullmatch(bare):
            return Wording(command, next((group for group in match.groups() if group), ""))
    return Wording(*(plain_words.read(words) or ("brief", bare)))


def tidy(words: str) -> str:
    """Words as the use cases read them: one space between them, plain dashes, no quotes around them."""
    plain = words.translate(_INVISIBLE).translate(_DASHES).translate(_QUOTES)
    plain = re.sub(r"\s+", " ", plain).strip()
    if len(plain) > 2 and plain[0] in _SINGLE and plain[-1] in _SINGLE:
        plain = plain[1:-1].strip()
    return plain


def check_length(words: str) -> None:
    """Refuse what is no question any more.

    Raises:
        QuestionError: more than `MOST_LETTERS`.
    """
    if len(words) > MOST_LETTERS:
        raise QuestionError(
            "That is %(count)s characters; please ask in at most %(most)s: a topic, a name or a few words.",
            count=len(words),
            most=MOST_LETTERS,
        )

"""The commands by name: what they do, who may, and where their answer goes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from bot.asked import Asked
from bot.handlers import decide, follow, questions, welcome
from briefings.service import Answer


@dataclass(frozen=True, slots=True)
class Command:
    """One command; a button is a command, too."""

    name: str
    menu: str  #: what the command menu says; "" keeps it out: a button's own command
    run: Callable[[Asked], Awaitable[Answer]]
    changes: Literal["nothing", "with words", "always"] = "nothing"  #: whether it changes what the chat has set
    replaces: bool = False  #: as a button, its answer takes the place of the message that the button stands under
    operators: bool = False  #: only the operators of the bot may

    def changes_with(self, words: str) -> bool:
        """Whether the command changes settings when these words follow it."""
        return self.changes == "always" or (self.changes == "with words" and bool(words.strip()))


_ALL = (
    Command("brief", "What happened on a topic, name or words", questions.brief),
    Command("who", "Who somebody is and what they did", questions.who),
    Command("timeline", "A topic or name date by date, with a picture", questions.timeline),
    Command("latest", "What the latest issue brings", questions.latest),
    Command("search", "Sentences with your words", questions.search),
    Command("sources", "", questions.sources),
    Command("names", "", questions.names),
    Command("stories", "", questions.stories),
    Command("subscribe", "Follow a topic", follow.subscribe, "with words"),
    Command("unsubscribe", "Follow a topic no more", follow.unsubscribe, "with words"),
    Command("topics", "All topics, with buttons", follow.topics, "with words", replaces=True),
    Command("digest", "When the digest comes: 07:30 weekdays", follow.digest, "with words", replaces=True),
    Command("timezone", "Where you are: Asia/Baghdad", follow.timezone, "with words", replaces=True),
    Command("settings", "What is set for this chat", follow.settings, replaces=True),
    Command("stop", "Follow nothing any more", follow.stop, "always"),
    Command("alias", "Operators: give somebody a name more", decide.alias, operators=True),
    Command("merge", "Operators: two names are one", decide.merge, operators=True),
    Command("split", "Operators: a name is somebody else's", decide.split, operators=True),
    Command("undo", "Operators: take such a decision back", decide.undo, operators=True),
    Command("help", "Every command, with examples", welcome.help_),
    Command("start", "What this is, and what to try first", welcome.start),
)
COMMANDS = {command.name: command for command in _ALL}
MENU = tuple((command.name, command.menu) for command in _ALL if command.menu and not command.operators)

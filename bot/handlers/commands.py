"""The commands by name: what they do, who may, and where their answer goes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from bot.asked import Asked
from bot.handlers import decide, follow, language, mine, operate, places, questions, sharing, welcome
from briefings.service import Answer
from briefings.service.access import Rank


@dataclass(frozen=True, slots=True)
class Command:
    """One command; a button is a command, too."""

    name: str
    menu: str  #: what the command menu says; "" keeps it out: a button's own command
    run: Callable[[Asked], Awaitable[Answer]]
    changes: Literal["nothing", "with words", "always", "by link"] = "nothing"
    """Whether it changes what the chat has set; "by link": where the link that it came by follows something."""
    replaces: bool = False  #: as a button, its answer takes the place of the message that the button stands under
    operators: Rank | None = None  #: only these may: owners, or editors too
    alone: bool = False  #: only in a private chat: it shows other people, or a key

    def changes_with(self, words: str) -> bool:
        """Whether the command changes settings when these words follow it."""
        if self.changes == "by link":
            return words.startswith("sub_")
        return self.changes == "always" or (self.changes == "with words" and bool(words.strip()))


ALL = (
    Command("brief", "What happened on a topic, name or words", questions.brief),
    Command("who", "Who somebody is and what they did", questions.who),
    Command("timeline", "A topic or name date by date, with a picture", questions.timeline),
    Command("latest", "What the latest issue brings", questions.latest),
    Command("issue", "What stands in an issue", sharing.issue, replaces=True),
    Command("search", "Sentences with your words", questions.search),
    Command("sources", "", questions.sources),
    Command("names", "", questions.names),
    Command("stories", "", questions.stories),
    Command("subscribe", "Follow a topic", follow.subscribe, "with words"),
    Command("unsubscribe", "Follow a topic no more", follow.unsubscribe, "with words"),
    Command("topics", "All topics, with buttons", follow.topics, "with words", replaces=True),
    Command("watch", "Tell me at once of a name or words", follow.watch, "with words"),
    Command("watching", "What I watch for you, with buttons", follow.watching, "with words", replaces=True),
    Command("unwatch", "Watch a name or words no more", follow.unwatch, "with words"),
    Command("mute", "Leave a story out of digests and alerts", follow.mute, "with words"),
    Command("unmute", "", follow.unmute, "with words"),
    Command("muted", "", follow.muted, "with words", replaces=True),
    Command("now", "", follow.digest_now, "always"),
    Command("alerts", "Tell me at once what is new on my topics", follow.alerts, "with words", replaces=True),
    Command("quiet", "No alerts at night: 22:00-06:30", follow.quiet, "with words", replaces=True),
    Command("pause", "Nothing for a while: 2w", follow.pause, "with words", replaces=True),
    Command("resume", "End the pause", follow.resume, "always"),
    Command("digest", "When the digest comes: 07:30 weekdays", follow.digest, "with words", replaces=True),
    Command("timezone", "Where you are: Asia/Baghdad", follow.timezone, "with words", replaces=True),
    Command("language", "The language I speak", language.language, "with words", replaces=True),
    Command("location", "", places.location),
    Command("settings", "What is set for this chat", follow.settings, "with words", replaces=True),
    Command("share", "Links and cards for other people", sharing.share),
    Command("stop", "Follow nothing any more", follow.stop, "always"),
    Command("export", "All that is stored on this chat, as a file", mine.export, "always"),
    Command("forget", "Erase all that is stored on this chat", mine.forget, "always", replaces=True),
    Command("alias", "Operators: give somebody a name more", decide.alias, operators="editor"),
    Command("merge", "Operators: two names are one", decide.merge, operators="editor"),
    Command("split", "Operators: a name is somebody else's", decide.split, operators="editor"),
    Command("undo", "Operators: take such a decision back", decide.undo, operators="editor"),
    Command("upload", "", operate.upload, replaces=True, operators="editor"),
    Command("status", "Operators: how the bot is", operate.status, replaces=True, operators="editor", alone=True),
    Command("announce", "Owners: say something to everybody", operate.announce, operators="owner", alone=True),
    Command("announcing", "", operate.announcement, replaces=True, operators="owner"),
    Command("invite", "Owners: a link that lets people in", operate.invite, operators="owner", alone=True),
    Command("people", "Owners: who was let in", operate.people, operators="owner", alone=True),
    Command("allow", "Owners: let somebody in, or this group", operate.allow, operators="owner"),
    Command("editor", "Owners: make an editor of somebody", operate.editor, operators="owner"),
    Command("ban", "Owners: answer somebody no more", operate.ban, operators="owner"),
    Command("unban", "Owners: answer somebody again", operate.unban, operators="owner"),
    Command("help", "Every command, with examples", welcome.help_),
    Command("start", "What this is, and what to try first", welcome.start, "by link"),
)
COMMANDS = {command.name: command for command in ALL}
MENU = tuple((command.name, command.menu) for command in ALL if command.menu and not command.operators)

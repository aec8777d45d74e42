"""What Telegram shows around the chat: the command menus, what the bot says of itself, the menu button.

All of it is a help only. A server may not know a method, or have had enough of such calls: each is made alone, a
failure is logged once, and what failed is left for the next start.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    MenuButtonCommands,
)
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.desk import Desk
from bot.handlers.commands import ALL, MENU, Command
from briefings.errors import StorageError
from briefings.render.speech import ENGLISH, LANGUAGES, gettext, marked, speaking
from briefings.service import access

log = structlog.get_logger()

DESCRIPTION = marked(
    "I read your organisation’s periodicals, issue after issue, and brief you from them: what happened on a topic, who "
    "somebody is, what is new since your last digest. Every line names its issue and page.\n\n"
    "Press Start, or send a question."
)
SHORT_DESCRIPTION = marked("Briefings from your organisation’s periodicals, every line with its issue and page.")

_DESCRIPTION_LETTERS, _SHORT_LETTERS, _COMMAND_LETTERS = 512, 120, 256  #: core.telegram.org/bots/api
_MOST_COMMANDS = 100

Menu = tuple[tuple[str, str], ...]


class Menus:
    """Sets all of it, and the menus of operators anew when somebody becomes one, or is one no more.

    Args:
        desk: whose bot it is, and where it is said that somebody's rank may have changed.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def run(self) -> None:
        """Set them until cancelled."""
        shown = await introduce(self._desk.bot, await self._operators())
        while True:
            await self._desk.ranks.wait()
            self._desk.ranks.clear()
            shown = await follow_ranks(self._desk.bot, shown, await self._operators())

    async def _operators(self) -> Mapping[int, access.Rank]:
        try:
            return await asyncio.to_thread(access.operators, self._desk.services)
        except StorageError:
            log.exception("the menus of editors could not be set")
            return dict.fromkeys(self._desk.services.settings.owner, "owner")


async def introduce(bot: Bot, operators: Mapping[int, access.Rank]) -> Mapping[int, access.Rank]:
    """Set menus, descriptions and menu button in every language.

    Args:
        bot: whose they are.
        operators: users whose chats show the commands of their rank, too.

    Returns:
        The operators whose chats do: one who never wrote to the bot has none yet.
    """
    if not bot.supports_inline_queries:
        log.info("inline mode is off: /setinline at @BotFather lets people ask from other chats")
    setting = _Setting(bot)
    for scope, menu in _menus():
        await setting.menu(scope, menu)
    shown = await follow_ranks(bot, {}, operators, setting)
    for code, texts in _languages():
        await setting.texts(code, *texts)
    await setting.call("setChatMenuButton", bot.set_chat_menu_button, menu_button=MenuButtonCommands())
    return shown


async def follow_ranks(
    bot: Bot, shown: Mapping[int, access.Rank], now: Mapping[int, access.Rank], setting: _Setting | None = None
) -> Mapping[int, access.Rank]:
    """Give new operators the menus of their rank, and take those of former ones away.

    Args:
        bot: whose they are.
        shown: the ranks that the menus tell of.
        now: those that they are to tell of.
        setting: what makes the calls; another one where it is not given.

    Returns:
        The ranks that the menus tell of now.
    """
    setting = setting or _Setting(bot)
    told = {
        user: rank
        for user, rank in sorted(now.items())
        if shown.get(user) == rank or await setting.menu(BotCommandScopeChat(user), _menu_of(rank))
    }
    for user in sorted(shown.keys() - now.keys()):
        for code in ("", *_others()):
            scope = BotCommandScopeChat(user)
            await setting.call("deleteMyCommands", bot.delete_my_commands, scope=scope, language_code=code or None)
    return told


@dataclass(slots=True)
class _Setting:
    """Makes the calls, and leaves off those that the server does not take."""

    bot: Bot
    left_off: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    flooded: bool = False

    async def texts(self, code: str, description: str, short: str) -> None:
        """Set what the bot says of itself."""
        bot, language = self.bot, code or None
        await self.call("setMyDescription", bot.set_my_description, description, language_code=language)
        await self.call("setMyShortDescription", bot.set_my_short_description, short, language_code=language)

    async def menu(self, scope: BotCommandScope, menu: Menu) -> bool:
        """Set a menu in every language; False where it is not taken, as in a chat that there is not yet."""
        for code, said in _said(menu):
            if not await self.commands(scope, code, said):
                return False
        return True

    async def commands(self, scope: BotCommandScope, code: str, menu: Menu) -> bool:
        """Set a menu; whether the server took it."""
        shown = [BotCommand(name, says) for name, says in menu]
        method = self.bot.set_my_commands
        return await self.call("setMyCommands", method, shown, scope=scope, language_code=code or None)

    async def call(self, name: str, method: Any, *values: object, **named: object) -> bool:
        """Call a method, unless it failed before; a request that is refused says nothing of the next.

        Returns:
            Whether the server took it.
        """
        if self.flooded or name in self.left_off:
            return False
        try:
            await method(*values, **named)
        except BadRequest as error:
            if name not in self.refused:
                log.info("a menu or description was refused", method=name, reason=error.message)
            self.refused.add(name)
        except TelegramError as error:
            self.flooded = isinstance(error, RetryAfter)
            self.left_off.add(name)
            log.warning("menus or descriptions were not set", method=name, reason=error.message)
        else:
            return True
        return False


# --- what is set -----------------------------------------------------------------------------------------------------


def _menus() -> Iterator[tuple[BotCommandScope, Menu]]:
    """Menus by scope: in groups its people only ask, and its administrators set."""
    asking = _menu(command for command in ALL if command.operators is None and command.changes == "nothing")
    yield BotCommandScopeDefault(), MENU
    yield BotCommandScopeAllPrivateChats(), MENU
    yield BotCommandScopeAllGroupChats(), asking
    yield BotCommandScopeAllChatAdministrators(), MENU


def _menu_of(rank: access.Rank) -> Menu:
    return _menu(command for command in ALL if rank == "owner" or command.operators != "owner")


def _menu(commands: Iterable[Command]) -> Menu:
    return tuple((command.name, command.menu) for command in commands if command.menu)


def _said(menu: Sequence[tuple[str, str]]) -> Iterator[tuple[str, Menu]]:
    """A menu in English for all, then in each language that has it in its own words."""
    plain = tuple((name, _cut(says, _COMMAND_LETTERS)) for name, says in menu[:_MOST_COMMANDS])
    yield "", plain
    for code in _others():
        with speaking(code):
            said = tuple((name, _cut(gettext(says), _COMMAND_LETTERS)) for name, says in menu[:_MOST_COMMANDS])
        if said != plain:
            yield code, said


def _languages() -> Iterator[tuple[str, tuple[str, str]]]:
    """Description and short description, likewise."""
    yield "", (DESCRIPTION, SHORT_DESCRIPTION)
    for code in _others():
        with speaking(code):
            said = _cut(gettext(DESCRIPTION), _DESCRIPTION_LETTERS), _cut(gettext(SHORT_DESCRIPTION), _SHORT_LETTERS)
        if said != (DESCRIPTION, SHORT_DESCRIPTION):
            yield code, said


def _others() -> list[str]:
    return [code for code in LANGUAGES if code != ENGLISH]


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"

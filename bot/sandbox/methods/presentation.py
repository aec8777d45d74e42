"""The methods that set what the bot says about itself: commands, descriptions, name, menu button."""

from __future__ import annotations

from collections.abc import Callable

from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params
from bot.sandbox.profile import Scope, checked_language, read_commands, read_scope
from bot.sandbox.state import World
from bot.sandbox.wire import Json

Method = Callable[[World, Params], object]
_LONGEST = {"name": 64, "description": 512, "short_description": 120}


def set_my_commands(world: World, params: Params) -> bool:
    """Set the command menu of a scope and language."""
    world.profile.commands[_key(params)] = read_commands(params.rows("commands") or [])
    world.notice("commands", 0)
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    """Return the command menu that was set for exactly this scope and language."""
    commands = world.profile.commands.get(_key(params), [])
    return [{"command": name, "description": description} for name, description in commands]


def delete_my_commands(world: World, params: Params) -> bool:
    """Take the command menu of a scope and language away."""
    world.profile.commands.pop(_key(params), None)
    world.notice("commands", 0)
    return True


def set_chat_menu_button(world: World, params: Params) -> bool:
    """Say what the button beside the message field does."""
    button = params.table("menu_button") or {"type": "default"}
    if Params(button).text("type") not in {"default", "commands", "web_app"}:
        raise bad_request("can't parse menu button: unsupported type specified")
    world.profile.menu_button[params.number("chat_id")] = button
    return True


def get_chat_menu_button(world: World, params: Params) -> Json:
    """Return the menu button of a chat."""
    buttons = world.profile.menu_button
    return buttons.get(params.number("chat_id")) or buttons.get(0) or {"type": "commands"}


def setter(field: str) -> Method:
    """Return the method that sets one of the bot's texts."""

    def set_text(world: World, params: Params) -> bool:
        text = params.text(field)
        if len(text) > _LONGEST[field]:
            raise bad_request(f"BOT_{field.upper()}_TOO_LONG")
        world.profile.texts[field, checked_language(params.text("language_code"))] = text
        world.notice("commands", 0)
        return True

    return set_text


def getter(field: str) -> Method:
    """Return the method that shows one of the bot's texts."""

    def get_text(world: World, params: Params) -> Json:
        texts = world.profile.texts
        language = checked_language(params.text("language_code"))
        fallback = world.bot.name if field == "name" else ""
        return {field: texts.get((field, language)) or texts.get((field, "")) or fallback}

    return get_text


def _key(params: Params) -> tuple[Scope, str]:
    return read_scope(params.table("scope")), checked_language(params.text("language_code"))


METHODS: dict[str, Method] = {
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "setchatmenubutton": set_chat_menu_button,
    "getchatmenubutton": get_chat_menu_button,
    "setmyname": setter("name"),
    "getmyname": getter("name"),
    "setmydescription": setter("description"),
    "getmydescription": getter("description"),
    "setmyshortdescription": setter("short_description"),
    "getmyshortdescription": getter("short_description"),
}

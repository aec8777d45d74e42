"""What the page may do on behalf of the people on it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.sandbox import actions
from bot.sandbox.model import Chat, MemberStatus, User
from bot.sandbox.state import InlineQuery, World

INLINE_SECONDS = 10.0

Json = dict[str, Any]


class PageError(ValueError):
    """The page asked for what is not there."""


def say(world: World, asked: Json) -> Json:
    """Write a message."""
    actions.say(world, _seat(world, asked), str(asked["text"]))
    return {}


def edit(world: World, asked: Json) -> Json:
    """Edit a message of one's own."""
    person, chat = _who_where(world, asked)
    actions.edit_own(world, person, chat, asked["message"], str(asked["text"]))
    return {}


def press(world: World, asked: Json) -> Json:
    """Press a button by its place."""
    person, chat = _who_where(world, asked)
    message = chat.messages.get(asked["message"])
    if message is None or message.markup is None:
        raise PageError("the message is gone")
    button = message.markup.rows[asked["row"]][asked["column"]]
    return {"callback": actions.press(world, person, chat, message.id, button).id}


def share_location(world: World, asked: Json) -> Json:
    """Share where one is."""
    latitude, longitude = float(asked["latitude"]), float(asked["longitude"])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise PageError("no such place")
    actions.share_location(world, _seat(world, asked), latitude, longitude)
    return {}


def share_upload(world: World, fields: Mapping[str, str], name: str, data: bytes) -> None:
    """Send an uploaded file, as a picture where it is one and that is wanted."""
    seat = _seat(world, {name: int(fields[name]) for name in ("person", "chat", "thread") if fields.get(name)})
    file = actions.make_file(name, data, as_photo=fields.get("as") == "photo")
    actions.share_file(world, seat, file, fields.get("caption", ""))


def commands(world: World, asked: Json) -> Json:
    """Return the command menu that a person sees in a chat."""
    person, chat = _who_where(world, asked)
    menu = world.profile.commands_for(chat, person)
    return {"commands": [{"command": name, "description": description} for name, description in menu]}


async def inline(world: World, asked: Json) -> Json:
    """Ask the bot for results and wait for them."""
    person, chat = _who_where(world, asked)
    query = actions.ask_inline(world, person, chat, str(asked["text"]), str(asked.get("offset", "")))
    if not await _answered(world, query):
        return {"query": query.id, "results": [], "next": "", "button": None}
    shown = [
        {"id": result.id, "title": result.title, "description": result.description, "text": result.content.text}
        for result in query.results or ()
    ]
    button = dict(zip(("text", "start"), query.button, strict=True)) if query.button else None
    return {"query": query.id, "results": shown, "next": query.next_offset, "button": button}


def choose(world: World, asked: Json) -> Json:
    """Post a result of an inline query."""
    seat = _seat(world, asked)
    query = world.inline_queries[str(asked["query"])]
    result = next((result for result in query.results or () if result.id == asked["result"]), None)
    if result is None:
        raise PageError("there is no such result")
    actions.choose(world, query, result, seat.chat, seat.thread_id)
    return {}


def block(world: World, asked: Json) -> Json:
    """Block the bot, or let it in again."""
    actions.set_blocked(world, world.chats[asked["person"]], blocked=bool(asked["blocked"]))
    return {}


def add_person(world: World, asked: Json) -> Json:
    """Add a person."""
    name = str(asked["name"]).strip()[:64]
    if not name:
        raise PageError("a person needs a name")
    language = str(asked.get("language") or "en").strip()[:12]
    return {"id": world.add_person(name, language=language).id}


def change_person(world: World, asked: Json) -> Json:
    """Change a person's language."""
    person = world.people[asked["person"]]
    world.change_person(replace(person, language=str(asked["language"]).strip()[:12]))
    return {}


def add_group(world: World, asked: Json) -> Json:
    """Add a group with people and the bot in it; the first person owns it."""
    title = str(asked["title"]).strip()[:128]
    kind = asked.get("kind", "supergroup")
    people = [world.people[number] for number in asked["people"]]
    if not title or not people or kind not in {"group", "supergroup", "channel"}:
        raise PageError("a group needs a title, a kind and somebody in it")
    chat = world.add_group(title, kind, forum=bool(asked.get("forum")) and kind == "supergroup")
    for index, person in enumerate(people):
        actions.set_member(world, chat, person, "creator" if index == 0 else "member", people[0])
    status: MemberStatus = "administrator" if kind == "channel" else "member"
    actions.set_member(world, chat, world.bot, status, people[0])
    return {"id": chat.id}


def open_topic(world: World, asked: Json) -> Json:
    """Open a forum topic."""
    person, chat = _who_where(world, asked)
    name = str(asked["name"]).strip()[:128]
    if not chat.forum or not name:
        raise PageError("a topic needs a name and a forum")
    return {"id": world.open_topic(chat, name, person).id}


ACTIONS: dict[str, Callable[[World, Json], Any]] = {
    "say": say,
    "edit": edit,
    "press": press,
    "location": share_location,
    "commands": commands,
    "inline": inline,
    "choose": choose,
    "block": block,
    "people": add_person,
    "language": change_person,
    "groups": add_group,
    "topics": open_topic,
}


def _who_where(world: World, asked: Json) -> tuple[User, Chat]:
    person, chat = world.people.get(asked["person"]), world.chats.get(asked["chat"])
    if person is None or chat is None:
        raise PageError("there is no such person or chat")
    return person, chat


def _seat(world: World, asked: Json) -> actions.Seat:
    return actions.Seat(*_who_where(world, asked), asked.get("thread"), asked.get("reply_to"))


async def _answered(world: World, query: InlineQuery) -> bool:
    changed = asyncio.Event()

    def listen(_change: object) -> None:
        changed.set()

    world.listeners.add(listen)
    try:
        async with asyncio.timeout(INLINE_SECONDS):
            while query.results is None and not world.closing:
                changed.clear()
                await changed.wait()
    except TimeoutError:
        return False
    finally:
        world.listeners.discard(listen)
    return query.results is not None

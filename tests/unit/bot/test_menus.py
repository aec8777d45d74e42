"""Command menus, descriptions and the menu button, as Telegram shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from structlog.testing import capture_logs
from telegram import Bot

from bot.connection import AiohttpRequest
from bot.handlers.commands import MENU
from bot.menus import DESCRIPTION, SHORT_DESCRIPTION, introduce
from bot.sandbox import Person, Sandbox
from bot.sandbox.faults import Fault
from briefings.model import Person as Account
from briefings.render.speech import LANGUAGES, gettext, speaking
from briefings.service import Services
from tests.builders import NOON
from tests.unit.bot.support import Serving, ask, until, with_settings

OWNER = 4242


async def introduced(sandbox: Sandbox, owners: tuple[int, ...] = ()) -> None:
    made = Bot(sandbox.token, sandbox.api_url, request=AiohttpRequest(), get_updates_request=AiohttpRequest())
    async with made:
        await introduce(made, dict.fromkeys(owners, "owner"))


def menu(sandbox: Sandbox, person: Person) -> list[str]:
    return [name for name, _ in sandbox.world.profile.commands_for(person.chat, person.user)]


async def test_people_find_the_commands_of_where_they_are(sandbox: Sandbox, ada: Person, ben: Person) -> None:
    group = sandbox.group("Gulf desk", ada, ben)
    group.add_bot(ada)
    await introduced(sandbox)
    profile = sandbox.world.profile
    theirs = [name for name, _ in profile.commands_for(group.chat, ben.user)]

    assert menu(sandbox, ada) == [name for name, _ in MENU]
    assert [name for name, _ in profile.commands_for(group.chat, ada.user)] == [name for name, _ in MENU]
    assert "brief" in theirs
    assert not {"subscribe", "digest", "stop", "alias"} & set(theirs)


async def test_an_owner_finds_the_commands_of_operators_too(sandbox: Sandbox, ada: Person, ben: Person) -> None:
    await introduced(sandbox, (ada.id, OWNER))

    assert {"alias", "invite"} <= set(menu(sandbox, ada))
    assert not {"alias", "invite"} & set(menu(sandbox, ben))


@pytest.mark.parametrize("code", sorted(set(LANGUAGES) - {"en"}))
async def test_menus_and_descriptions_speak_the_persons_language(sandbox: Sandbox, code: str) -> None:
    person = sandbox.person("Leyla", language=code)
    await introduced(sandbox)
    said = dict(sandbox.world.profile.commands_for(person.chat, person.user))

    with speaking(code):
        assert said["brief"] == gettext(dict(MENU)["brief"]) != dict(MENU)["brief"]
        translated = gettext(DESCRIPTION)
    assert sandbox.world.profile.texts.get(("description", code), DESCRIPTION) == translated
    assert all(1 <= len(says) <= 256 for says in said.values())


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_descriptions_keep_within_what_telegram_takes(code: str) -> None:
    with speaking(code):
        assert len(gettext(DESCRIPTION)) <= 512
        assert len(gettext(SHORT_DESCRIPTION)) <= 120


async def test_the_menu_button_opens_the_commands(sandbox: Sandbox) -> None:
    await introduced(sandbox)

    assert sandbox.world.profile.menu_button[0] == {"type": "commands"}


@pytest.mark.parametrize("fault", [Fault(status=500), Fault(status=404), Fault(retry_after=90)])
async def test_what_the_server_does_not_take_is_tried_once_and_told_once(sandbox: Sandbox, fault: Fault) -> None:
    asked: list[str] = []

    def meet(method: str, _values: Mapping[str, Any]) -> Fault | None:
        asked.append(method)
        return fault if method == "setmycommands" else None

    sandbox.faults.hook = meet
    with capture_logs() as told:
        await introduced(sandbox)

    assert asked.count("setmycommands") == 1
    assert [line["method"] for line in told] == ["setMyCommands"]
    went_on = fault.retry_after is None
    assert (("description", "") in sandbox.world.profile.texts) is went_on
    assert (0 in sandbox.world.profile.menu_button) is went_on


async def test_an_owner_who_never_wrote_keeps_nobody_else_from_a_menu(sandbox: Sandbox, ada: Person) -> None:
    def meet(_method: str, values: Mapping[str, Any]) -> Fault | None:
        return Fault(status=400, description="Bad Request: chat not found") if str(OWNER) in str(values) else None

    sandbox.faults.hook = meet
    with capture_logs() as told:
        await introduced(sandbox, (OWNER, ada.id + OWNER, ada.id))

    assert len(told) == 1
    assert "alias" in menu(sandbox, ada)


async def test_people_are_answered_where_nothing_of_it_is_taken(
    serving: Serving, sandbox: Sandbox, ada: Person
) -> None:
    sandbox.faults.hook = lambda method, _values: Fault(status=500) if method.startswith("set") else None
    async with serving():
        answer = await ask(ada, "/who acme")

    assert answer.text.startswith("Acme")


async def test_an_editors_menu_follows_their_rank(
    sandbox: Sandbox, ada: Person, ben: Person, services: Services, serving: Serving
) -> None:
    with_settings(services, ada)
    async with serving():
        link = await ask(ada, "/invite editor")
        code = re.findall(r"inv_[\w-]+", link.text)[0]
        await ask(ben, f"/start {code}")
        await until(lambda: "alias" in menu(sandbox, ben))
        theirs = menu(sandbox, ben)
        await ask(ada, f"/editor {ben.id}")
        await until(lambda: "alias" not in menu(sandbox, ben))

    assert "status" in theirs
    assert not {"invite", "ban", "announce"} & set(theirs)
    assert menu(sandbox, ben) == [name for name, _ in MENU]


async def test_an_editor_finds_their_menu_after_a_restart(
    sandbox: Sandbox, ben: Person, services: Services, serving: Serving
) -> None:
    services.people.put(Account(ben.id, "Ben", "editor"), by="", at=NOON)
    async with serving():
        await until(lambda: "alias" in menu(sandbox, ben))


async def test_an_owner_finds_their_menu_when_they_first_write(
    sandbox: Sandbox, ada: Person, services: Services, serving: Serving
) -> None:
    with_settings(services, ada)
    sandbox.set_fault_hook(lambda _method, said: Fault(400) if str(ada.id) in str(said.get("scope")) else None)
    async with serving():
        await until(lambda: bool(sandbox.world.profile.menu_button))
        before = menu(sandbox, ada)
        sandbox.set_fault_hook(None)
        await ask(ada, "/start")
        await until(lambda: "invite" in menu(sandbox, ada))

    assert "invite" not in before

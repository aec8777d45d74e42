"""What the bot sets about itself, what it asks about chats and members."""

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
    ChatMemberAdministrator,
    ChatMemberOwner,
    MenuButtonCommands,
)
from telegram.error import BadRequest

from bot.sandbox import Person, Sandbox


def menu(sandbox: Sandbox, person: Person, chat_id: int) -> list[str]:
    return [name for name, _ in sandbox.world.profile.commands_for(sandbox.world.chats[chat_id], person.user)]


async def test_the_narrowest_scope_and_the_persons_language_choose_the_menu(sandbox: Sandbox, bot: Bot) -> None:
    ada, zahra = sandbox.person("Ada"), sandbox.person("Zahra", "fa-IR")
    desk = sandbox.group("Desk", ada, zahra)
    for name, scope, language in [
        ("all", None, None),
        ("private", BotCommandScopeAllPrivateChats(), None),
        ("persian", BotCommandScopeAllPrivateChats(), "fa"),
        ("groups", BotCommandScopeAllGroupChats(), None),
        ("admins", BotCommandScopeAllChatAdministrators(), None),
    ]:
        assert await bot.set_my_commands([BotCommand(name, "does it")], scope=scope, language_code=language)

    assert menu(sandbox, ada, ada.id) == ["private"]
    assert menu(sandbox, zahra, zahra.id) == ["persian"]
    assert menu(sandbox, ada, desk.id) == ["admins"], "she owns it"
    assert menu(sandbox, zahra, desk.id) == ["groups"]
    await bot.set_my_commands([BotCommand("desk", "d")], scope=BotCommandScopeChat(desk.id))
    await bot.set_my_commands([BotCommand("hers", "d")], scope=BotCommandScopeChatMember(desk.id, zahra.id))
    assert (menu(sandbox, ada, desk.id), menu(sandbox, zahra, desk.id)) == (["desk"], ["hers"])
    assert await bot.delete_my_commands(scope=BotCommandScopeAllPrivateChats())
    assert menu(sandbox, ada, ada.id) == ["all"]


async def test_a_menu_is_read_back_for_exactly_its_scope(bot: Bot) -> None:
    await bot.set_my_commands([("brief", "A brief")])

    assert await bot.get_my_commands() == (BotCommand("brief", "A brief"),)
    assert await bot.get_my_commands(language_code="fa") == ()


@pytest.mark.parametrize(
    ("commands", "sentence"),
    [
        ([("Brief", "d")], "BOT_COMMAND_INVALID"),
        ([("x" * 33, "d")], "BOT_COMMAND_INVALID"),
        ([("who-is", "d")], "BOT_COMMAND_INVALID"),
        ([("brief", "")], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([("brief", "d" * 257)], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([(f"c{n}", "d") for n in range(101)], "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_commands_out_of_bounds_are_refused(bot: Bot, commands: list[tuple[str, str]], sentence: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){sentence}"):
        await bot.set_my_commands(commands)
    with pytest.raises(BadRequest, match=r"(?i)invalid language code"):
        await bot.set_my_commands([("brief", "d")], language_code="fa-IR")


async def test_texts_have_a_default_and_languages(bot: Bot) -> None:
    await bot.set_my_description("Reads your periodicals.")
    await bot.set_my_description("Liest Ihre Zeitschriften.", language_code="de")
    await bot.set_my_short_description("Briefs")

    assert (await bot.get_my_description()).description == "Reads your periodicals."
    assert (await bot.get_my_description(language_code="de")).description == "Liest Ihre Zeitschriften."
    assert (await bot.get_my_description(language_code="fr")).description == "Reads your periodicals."
    assert (await bot.get_my_short_description()).short_description == "Briefs"
    assert (await bot.get_my_name()).name == "Dragoman"
    with pytest.raises(BadRequest):
        await bot.set_my_description("x" * 513)
    with pytest.raises(BadRequest):
        await bot.set_my_short_description("x" * 121)


async def test_the_menu_button_is_remembered(bot: Bot, ada: Person) -> None:
    assert await bot.set_chat_menu_button(ada.id, MenuButtonCommands())
    assert await bot.get_chat_menu_button(ada.id) == MenuButtonCommands()


async def test_chats_are_described(sandbox: Sandbox, bot: Bot, ada: Person) -> None:
    forum = sandbox.group("Desk", ada, forum=True)

    private, group = await bot.get_chat(ada.id), await bot.get_chat(forum.id)

    assert (private.type, private.first_name, private.username) == ("private", "Ada", "ada")
    assert (group.type, group.title, group.is_forum) == ("supergroup", "Desk", True)
    assert (await bot.get_chat("@ada")).id == ada.id
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.get_chat(12345)


async def test_members_are_told_apart(sandbox: Sandbox, bot: Bot, ada: Person) -> None:
    bea, eve = sandbox.person("Bea"), sandbox.person("Eve")
    desk = sandbox.group("Desk", ada, bea)

    statuses = [(await bot.get_chat_member(desk.id, who)).status for who in (ada.id, bea.id, eve.id, bot.id)]
    assert statuses == ["creator", "member", "left", "member"]
    desk.add(bea, "administrator", by=ada)
    administrators = await bot.get_chat_administrators(desk.id)
    assert {type(member) for member in administrators} == {ChatMemberOwner, ChatMemberAdministrator}
    assert [member.user.first_name for member in administrators] == ["Ada", "Bea"]
    assert await bot.get_chat_member_count(desk.id) == 3
    assert (await bot.get_chat_member(ada.id, ada.id)).status == "member"


async def test_a_private_chat_has_no_administrators_and_strangers_are_not_found(
    sandbox: Sandbox, bot: Bot, ada: Person
) -> None:
    with pytest.raises(BadRequest, match=r"(?i)there are no administrators in the private chat"):
        await bot.get_chat_administrators(ada.id)
    with pytest.raises(BadRequest, match=r"(?i)member not found"):
        await bot.get_chat_member(ada.id, sandbox.person("Bea").id)
    with pytest.raises(BadRequest, match=r"(?i)user not found"):
        await bot.get_chat_member(sandbox.group("Desk", ada).id, 4711)

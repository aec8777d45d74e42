"""What the Bot API takes and what it refuses, over real HTTP."""

import struct
import zlib
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaDocument, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken

from bot.connection import AiohttpRequest
from bot.sandbox import Person, Sandbox

Refusal = Callable[..., Coroutine[Any, Any, str]]
Call = Callable[..., Coroutine[Any, Any, dict[str, Any]]]


def picture(width: int, height: int) -> bytes:
    """Return a PNG of one grey."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


async def test_the_real_bot_learns_who_it_is(bot: Bot) -> None:
    assert bot.username == "dragoman_sandbox_bot"
    assert (await bot.get_me()).is_bot
    assert bot.supports_inline_queries


async def test_another_token_is_refused(sandbox: Sandbox) -> None:
    stranger = Bot("1:other", base_url=sandbox.api_url, request=AiohttpRequest(), get_updates_request=AiohttpRequest())

    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_a_method_that_is_none_is_not_found(call: Call) -> None:
    assert (await call("sendTelepathy"))["error_code"] == 404


async def test_a_message_reaches_its_chat_and_is_accounted(sandbox: Sandbox, bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "<b>Hello</b>", parse_mode="HTML")

    assert [(message.id, message.text) for message in ada.answers] == [(sent.message_id, "Hello")]
    assert [(taken.chat_id, taken.text, taken.answered) for taken in sandbox.accepted] == [(ada.id, "Hello", True)]
    assert sent.entities[0].type == "bold"


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "a<br>", "parse_mode": "HTML"}, 'can\'t parse entities: Unsupported start tag "br" at byte offset 1'),
        ({"text": "a", "chat_id": ""}, "chat_id is empty"),
        ({"text": "a", "chat_id": 5}, "chat not found"),
        ({"text": "a", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "a", "message_thread_id": 77}, "message thread not found"),
        ({"text": "a", "reply_parameters": {"message_id": 77}}, "message to be replied not found"),
        ({"text": "a", "reply_markup": "{"}, "can't parse reply_markup JSON object"),
        ({"text": "a", "reply_markup": {"x": 1}}, "object expected as reply markup"),
    ],
)
async def test_a_message_out_of_bounds_is_refused_and_takes_no_number(
    refusal: Refusal, ada: Person, params: dict[str, Any], sentence: str
) -> None:
    assert await refusal("sendMessage", **({"chat_id": ada.id} | params)) == sentence
    assert ada.messages == []


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([[{"text": "a", "callback_data": "x" * 65}]], "BUTTON_DATA_INVALID"),
        ([[{"text": "a", "callback_data": "é" * 33}]], "BUTTON_DATA_INVALID"),
        ([[{"text": "a", "callback_data": ""}]], "BUTTON_DATA_INVALID"),
        ([[{"text": "a", "callback_data": "x"}] * 9], "reply markup is too long"),
        ([[{"text": "a", "callback_data": "x"}]] * 101, "reply markup is too long"),
        ([[{"text": "a" * 200, "callback_data": "x" * 64}]] * 40, "reply markup is too long"),
        ([[{"text": "a", "url": "localhost"}]], "inline keyboard button URL 'localhost' is invalid: Wrong HTTP URL"),
        ([[{"text": "a", "copy_text": {"text": "x" * 257}}]], "BUTTON_COPY_TEXT_INVALID"),
        ([[{"text": "a", "web_app": {"url": "http:"}}]], "inline keyboard button Web App URL 'http:' is invalid"),
        ([[{"text": "a"}]], "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ([[{"text": " "}]], 'can\'t parse keyboard button: Field "text" must be a non-empty string'),
    ],
)  # fmt: skip
async def test_a_keyboard_out_of_bounds_is_refused(refusal: Refusal, ada: Person, rows: Any, sentence: str) -> None:
    assert await refusal("sendMessage", chat_id=ada.id, text="a", reply_markup={"inline_keyboard": rows}) == sentence


async def test_a_hundred_buttons_of_64_bytes_are_taken(bot: Bot, ada: Person) -> None:
    rows = [[InlineKeyboardButton("é", callback_data="é" * 16)] * 8] * 12 + [
        [InlineKeyboardButton("é", url="e.org")] * 4
    ]

    await bot.send_message(ada.id, "a", reply_markup=InlineKeyboardMarkup(rows))

    assert len(ada.answers[0].buttons) == 100


async def test_who_cannot_be_written_to_is_said_in_telegrams_words(sandbox: Sandbox, bot: Bot, ada: Person) -> None:
    shy = sandbox.person("Shy", started=False)
    gone = sandbox.person("Gone")
    gone.deactivate()
    group = sandbox.group("Desk", ada, shy)
    ada.block()

    for person, sentence in [
        (ada, "bot was blocked by the user"),
        (gone, "user is deactivated"),
        (shy, "bot can't initiate conversation with a user"),
    ]:
        with pytest.raises(Forbidden, match=f"(?i){sentence}"):
            await bot.send_message(person.id, "a")
    group.remove_bot()
    with pytest.raises(Forbidden, match=r"(?i)bot was kicked from the supergroup chat"):
        await bot.send_message(group.id, "a")


async def test_a_bot_that_left_is_no_member(sandbox: Sandbox, bot: Bot, ada: Person) -> None:
    group = sandbox.group("Desk", ada)

    assert await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match=r"(?i)bot is not a member of the supergroup chat"):
        await bot.send_message(group.id, "a")


async def test_an_upgraded_group_names_its_new_id(sandbox: Sandbox, bot: Bot, ada: Person) -> None:
    old = sandbox.group("Desk", ada, kind="group")
    new = old.migrate()

    with pytest.raises(ChatMigrated) as refused:
        await bot.send_message(old.id, "a")

    assert refused.value.new_chat_id == new.id
    assert (await bot.send_message(new.id, "a")).chat_id == new.id


async def test_a_closed_topic_takes_nothing_but_from_administrators(sandbox: Sandbox, bot: Bot, ada: Person) -> None:
    forum = sandbox.group("Desk", ada, forum=True)
    topic = forum.open_topic("Iraq", ada)
    sent = await bot.send_message(forum.id, "a", message_thread_id=topic.id)
    forum.close_topic(topic)

    with pytest.raises(BadRequest, match=r"(?i)TOPIC_CLOSED"):
        await bot.send_message(forum.id, "a", message_thread_id=topic.id)
    with pytest.raises(BadRequest, match=r"(?i)TOPIC_CLOSED"):
        await bot.send_chat_action(forum.id, "typing", message_thread_id=topic.id)
    forum.add_bot(ada, "administrator")
    await bot.send_message(forum.id, "a", message_thread_id=topic.id)
    assert sent.message_thread_id == topic.id
    assert sent.is_topic_message


async def test_a_channel_takes_posts_of_administrators_only(sandbox: Sandbox, bot: Bot, ada: Person) -> None:
    channel = sandbox.group("News", ada, kind="channel", bot=False)
    channel.add_bot(ada, "member")

    with pytest.raises(BadRequest, match=r"(?i)need administrator rights in the channel chat"):
        await bot.send_message(channel.id, "a")


async def test_a_reply_to_what_is_gone_may_go_on_without(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "a", reply_parameters=ReplyParameters(77, allow_sending_without_reply=True))

    assert sent.reply_to_message is None
    assert (await bot.send_message(ada.id, "b", reply_to_message_id=sent.id)).reply_to_message == sent


async def test_a_picture_goes_up_comes_down_and_goes_again_by_its_id(bot: Bot, ada: Person) -> None:
    data = picture(40, 30)

    sent = await bot.send_photo(ada.id, data, caption="A <i>chart</i>", parse_mode="HTML")
    again = await bot.send_photo(ada.id, sent.photo[-1].file_id)

    assert (sent.photo[-1].width, sent.photo[-1].height, sent.caption) == (40, 30, "A chart")
    assert again.photo[-1].file_id == sent.photo[-1].file_id
    assert bytes(await (await sent.photo[-1].get_file()).download_as_bytearray()) == data


async def test_a_document_keeps_its_name_and_bytes(bot: Bot, ada: Person) -> None:
    sent = await bot.send_document(ada.id, b'{"a": 1}', filename="export.json", caption="yours")

    assert sent.document is not None
    assert (sent.document.file_name, sent.document.mime_type, sent.document.file_size) == (
        "export.json", "application/json", 8,
    )  # fmt: skip
    assert bytes(await (await sent.document.get_file()).download_as_bytearray()) == b'{"a": 1}'


async def test_no_picture_and_an_empty_file_are_refused(bot: Bot, ada: Person, refusal: Refusal) -> None:
    with pytest.raises(BadRequest, match=r"(?i)IMAGE_PROCESS_FAILED"):
        await bot.send_photo(ada.id, b"no picture")
    with pytest.raises(BadRequest, match=r"(?i)PHOTO_INVALID_DIMENSIONS"):
        await bot.send_photo(ada.id, picture(900, 20))
    with pytest.raises(BadRequest, match=r"(?i)caption is too long"):
        await bot.send_photo(ada.id, picture(9, 9), caption="x" * 1025)
    with pytest.raises(BadRequest, match=r"(?i)file must be non-empty"):
        await bot.send_document(ada.id, b"", filename="a.txt")
    assert await refusal("sendDocument", chat_id=ada.id) == "there is no document in the request"
    assert await refusal("getFile", file_id="x") == "invalid file_id"
    assert ada.answers == []


async def test_an_album_is_two_to_ten_items_of_one_group(bot: Bot, ada: Person, refusal: Refusal) -> None:
    sent = await bot.send_media_group(
        ada.id, [InputMediaDocument(b"a", filename="a.txt"), InputMediaDocument(b"b", filename="b.txt", caption="b")]
    )

    assert len({message.media_group_id for message in sent}) == 1
    assert sent[1].caption == "b"
    assert "expected 2 to 10" in await refusal("sendMediaGroup", chat_id=ada.id, media=[])


async def test_what_the_bot_does_is_shown_and_other_words_are_refused(bot: Bot, ada: Person, refusal: Refusal) -> None:
    assert await bot.send_chat_action(ada.id, "typing")
    assert await refusal("sendChatAction", chat_id=ada.id, action="dance") == "wrong parameter action in request"


async def test_edits_change_the_message_in_place(bot: Bot, ada: Person) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])
    sent = await bot.send_message(ada.id, "a", reply_markup=markup)

    await bot.edit_message_text("<b>b</b>", ada.id, sent.id, parse_mode="HTML")
    assert (ada.answers[0].text, ada.answers[0].buttons) == ("b", [])
    await bot.edit_message_reply_markup(ada.id, sent.id, reply_markup=markup)
    assert (ada.answers[0].text, ada.answers[0].buttons) == ("b", ["More"])
    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        await bot.edit_message_reply_markup(ada.id, sent.id, reply_markup=markup)
    assert ada.answers[0].edited is not None


async def test_captions_and_media_are_edited_by_their_own_methods(bot: Bot, ada: Person) -> None:
    sent = await bot.send_document(ada.id, b"a", filename="a.txt", caption="a")

    await bot.edit_message_caption(ada.id, sent.id, caption="b")
    edited = await bot.edit_message_media(InputMediaDocument(b"bb", filename="b.txt"), ada.id, sent.id)

    assert not isinstance(edited, bool)
    assert edited.document is not None
    assert edited.document.file_name == "b.txt"
    with pytest.raises(BadRequest, match=r"(?i)there is no text in the message to edit"):
        await bot.edit_message_text("b", ada.id, sent.id)


async def test_only_own_messages_that_are_there_are_edited(bot: Bot, ada: Person) -> None:
    theirs = await ada.send("mine")

    with pytest.raises(BadRequest, match=r"(?i)message can't be edited"):
        await bot.edit_message_text("b", ada.id, theirs.id)
    with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
        await bot.edit_message_text("b", ada.id, 999)


async def test_messages_are_deleted_once_and_not_after_two_days(sandbox: Sandbox, bot: Bot, ada: Person) -> None:
    first, second = [await bot.send_message(ada.id, text) for text in "ab"]

    assert await bot.delete_message(ada.id, first.id)
    with pytest.raises(BadRequest, match=r"(?i)message to delete not found"):
        await bot.delete_message(ada.id, first.id)
    clock = sandbox.world.clock
    sandbox.world.clock = lambda: clock() + 3 * 24 * 3600
    with pytest.raises(BadRequest, match=r"(?i)message can't be deleted for everyone"):
        await bot.delete_message(ada.id, second.id)


async def test_several_messages_go_at_once_and_missing_ones_are_passed_over(bot: Bot, ada: Person) -> None:
    sent = [await bot.send_message(ada.id, text) for text in "abc"]

    assert await bot.delete_messages(ada.id, [sent[0].id, sent[2].id, 999])
    assert [message.text for message in ada.answers] == ["b"]

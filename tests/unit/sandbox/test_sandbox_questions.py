"""Pressed buttons and inline queries, there and back."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.error import BadRequest

from bot.sandbox import Person, Sandbox
from bot.sandbox.actions import NotPossibleError
from bot.sandbox.state import CALLBACK_SECONDS

MARKUP = InlineKeyboardMarkup(
    [[InlineKeyboardButton("More", callback_data="more:7"), InlineKeyboardButton("Site", url="https://e.org")]]
)


async def newest(bot: Bot) -> Update:
    return (await bot.get_updates(offset=-1))[0]


async def test_a_pressed_button_is_answered_and_its_message_edited(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "Brief", reply_markup=MARKUP)
    pressed = ada.press(ada.answers[0], "More")
    query = (await newest(bot)).callback_query
    assert query is not None
    assert (query.data, query.from_user.id, query.message and query.message.message_id) == ("more:7", ada.id, 1)

    await query.answer("Here is more", show_alert=True)
    await query.edit_message_text("Brief and more", reply_markup=MARKUP)

    answer = await pressed.answered()
    assert (answer.text, answer.alert) == ("Here is more", True)
    edited = await ada.wait_for_answer()
    assert (edited.text, edited.edited is not None) == ("Brief and more", True)


async def test_a_press_is_answered_once_and_in_time(sandbox: Sandbox, bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "Brief", reply_markup=MARKUP)
    first = ada.press(ada.answers[0], "More").callback
    await bot.answer_callback_query(first.id)
    late = ada.press(ada.answers[0], "More").callback
    clock = sandbox.world.monotonic
    sandbox.world.monotonic = lambda: clock() + CALLBACK_SECONDS + 1

    for identifier in (first.id, late.id, "never"):
        with pytest.raises(BadRequest, match=r"(?i)query is too old"):
            await bot.answer_callback_query(identifier)


async def test_an_answer_to_a_press_has_at_most_200_characters(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "Brief", reply_markup=MARKUP)
    pressed = ada.press(ada.answers[0], "More")

    with pytest.raises(BadRequest, match=r"(?i)MESSAGE_TOO_LONG"):
        await bot.answer_callback_query(pressed.callback.id, "x" * 201)
    await bot.answer_callback_query(pressed.callback.id, "x" * 200)


async def test_only_buttons_that_call_the_bot_are_pressed(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "Brief", reply_markup=MARKUP)

    with pytest.raises(NotPossibleError, match="does not call the bot"):
        ada.press(ada.answers[0], "Site")
    with pytest.raises(NotPossibleError, match="no button"):
        ada.press(ada.answers[0], "Less")


async def test_a_press_that_is_never_answered_times_out_with_a_sentence(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "Brief", reply_markup=MARKUP)

    with pytest.raises(TimeoutError, match="the pressed button was not answered"):
        await ada.press(ada.answers[0], "More").answered(timeout=0.01)


async def test_an_inline_query_brings_cards_of_which_one_is_posted(sandbox: Sandbox, bot: Bot, ada: Person) -> None:
    group = sandbox.group("Desk", ada)
    asked = asyncio.create_task(ada.inline("kataib"))
    [update] = await bot.get_updates(offset=-1, timeout=5)
    assert update.inline_query is not None
    assert update.inline_query.query == "kataib"
    content = InputTextMessageContent("<b>Card</b>", parse_mode="HTML")
    await update.inline_query.answer(
        [InlineQueryResultArticle("1", "Kataib", content, description="armed group")], is_personal=True
    )

    query = await asked
    assert query.results is not None
    [result] = query.results
    posted = ada.choose(query, result, to=group)

    assert (result.title, result.description) == ("Kataib", "armed group")
    assert (posted.text, posted.via_bot, posted.content.entities[0].type) == ("Card", True, "bold")
    assert group.messages[-1] == posted


@pytest.mark.parametrize(
    ("results", "sentence"),
    [
        ([InlineQueryResultArticle(str(n), "t", InputTextMessageContent("m")) for n in range(51)], "RESULTS_TOO_MUCH"),
        ([InlineQueryResultArticle("1", "t", InputTextMessageContent("m"))] * 2, "RESULT_ID_DUPLICATE"),
        ([InlineQueryResultArticle("x" * 65, "t", InputTextMessageContent("m"))], "RESULT_ID_INVALID"),
        ([InlineQueryResultArticle("1", "", InputTextMessageContent("m"))], 'field "title" is required'),
        ([InlineQueryResultArticle("1", "t", InputTextMessageContent(""))], "message text is empty"),
        ([InlineQueryResultArticle("1", "t", InputTextMessageContent("<p>", "HTML"))], "can't parse entities"),
    ],
)
async def test_results_out_of_bounds_are_refused(
    bot: Bot, ada: Person, results: list[InlineQueryResultArticle], sentence: str
) -> None:
    asked = asyncio.create_task(ada.inline("x", timeout=0.05))
    [update] = await bot.get_updates(offset=-1, timeout=5)
    assert update.inline_query is not None

    with pytest.raises(BadRequest, match=f"(?i){sentence}"):
        await bot.answer_inline_query(update.inline_query.id, results, current_offset=None)
    with pytest.raises(TimeoutError, match="no results"):
        await asked


async def test_a_button_stands_above_the_results_and_more_follow_by_an_offset(bot: Bot, ada: Person) -> None:
    asked = asyncio.create_task(ada.inline("x", offset="10"))
    [update] = await bot.get_updates(offset=-1, timeout=5)
    assert update.inline_query is not None
    assert update.inline_query.offset == "10"
    button = InlineQueryResultsButton("Ask in private", start_parameter="brief_x")
    await update.inline_query.answer([], button=button, next_offset="20")

    query = await asked
    assert (query.button, query.next_offset) == (("Ask in private", "brief_x"), "20")


@pytest.mark.parametrize("start", ["", "a b", "x" * 65, "ü"])
async def test_a_button_starts_the_bot_with_what_a_link_may_have(
    refusal: Callable[..., Coroutine[Any, Any, str]], start: str
) -> None:
    button = {"text": "Ask", "start_parameter": start}

    assert await refusal("answerInlineQuery", inline_query_id="1", results=[], button=button) == "START_PARAM_INVALID"


async def test_an_inline_query_is_answered_once(bot: Bot, ada: Person) -> None:
    asked = asyncio.create_task(ada.inline("x"))
    [update] = await bot.get_updates(offset=-1, timeout=5)
    assert update.inline_query is not None
    await update.inline_query.answer([])
    assert (await asked).results == ()

    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await update.inline_query.answer([])

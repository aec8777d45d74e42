"""The methods that answer pressed buttons and inline queries."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.formatted import Formatted, read_caption, read_text
from bot.sandbox.keyboards import read_markup
from bot.sandbox.params import Params
from bot.sandbox.state import CALLBACK_SECONDS, CallbackAnswer, InlineResult, World
from bot.sandbox.wire import Json

MOST_RESULTS = 50
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TYPES = {"article", "photo", "gif", "mpeg4_gif", "video", "audio", "voice", "document"}
_TYPES |= {"location", "venue", "contact", "game", "sticker"}


def answer_callback_query(world: World, params: Params) -> bool:
    """Answer a pressed button; late and doubled answers are refused."""
    text = params.text("text")
    if len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    callback = world.callbacks.get(params.text("callback_query_id"))
    if callback is None or callback.answer or world.monotonic() - callback.at > CALLBACK_SECONDS:
        raise _too_old()
    callback.answer = CallbackAnswer(text, params.flag("show_alert"), params.text("url"))
    detail = {"callback": callback.id, "person": callback.person.id, "message": callback.message_id}
    shown = {"text": text, "alert": callback.answer.alert, "url": callback.answer.url}
    world.notice("answered", callback.chat_id, detail | shown)
    return True


def answer_inline_query(world: World, params: Params) -> bool:
    """Answer what was typed after the bot's name."""
    raw = params.rows("results") or []
    if len(raw) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len(params.text("next_offset").encode()) > 64:
        raise bad_request("NEXT_OFFSET_INVALID")
    results = tuple(map(_result, raw))
    if len({result.id for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    button = _button(params)
    query = world.inline_queries.get(params.text("inline_query_id"))
    if query is None or query.results is not None:
        raise _too_old()
    query.button = button
    query.results, query.next_offset = results, params.text("next_offset")
    world.notice("answered", 0, {"inline": query.id})
    return True


def _button(params: Params) -> tuple[str, str] | None:
    """Return the button above the results, and what it starts the bot with.

    Raises:
        ApiError: it says nothing, or starts the bot with what no link may have.
    """
    raw = params.table("button")
    if raw is None:
        return None
    given = Params(raw)
    text, start = given.text("text"), given.text("start_parameter")
    if not text:
        raise bad_request('can\'t parse inline query results button: field "text" is required')
    if not _START.fullmatch(start):
        raise bad_request("START_PARAM_INVALID")
    return text, start


def _too_old() -> ApiError:
    return bad_request("query is too old and response timeout expired or query ID is invalid")


def _result(raw: Json) -> InlineResult:
    given = Params(raw)
    identifier = given.text("id")
    if not 1 <= len(identifier.encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    if given.text("type") not in _TYPES:
        raise bad_request("RESULT_TYPE_INVALID")
    if given.text("type") == "article" and not given.text("title"):
        raise bad_request('can\'t parse inline query result: field "title" is required')
    markup = read_markup(given.table("reply_markup"), private=False)
    return InlineResult(identifier, given.text("title"), given.text("description"), _content(given), markup)


def _content(result: Params) -> Formatted:
    """Return what a result posts: its own text, or what stands under its file."""
    if content := result.table("input_message_content"):
        given = Params(content)
        return read_text(given.text("message_text"), given.text("parse_mode"), given.rows("entities"))
    if result.text("type") == "article":
        raise bad_request("can't parse inline query result: message content is required")
    caption = result.text("caption") or result.text("title") or result.text("type")
    return read_caption(caption, result.text("parse_mode"), result.rows("caption_entities"))


METHODS: dict[str, Callable[[World, Params], object]] = {
    "answercallbackquery": answer_callback_query,
    "answerinlinequery": answer_inline_query,
}

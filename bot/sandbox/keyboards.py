"""Reply markup: read and checked as Telegram does."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.links import checked_link
from bot.sandbox.params import Params

MOST_BUTTONS = 100
MOST_IN_ROW = 8
MOST_BYTES = 10_240  #: the whole markup (tginfo/Telegram-Limits#228)

_ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "copy_text",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "login_url",
    "callback_game",
    "pay",
)
_LOOKS = ("style", "icon_custom_emoji_id")


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message, or on the keyboard below the chat (action "text")."""

    text: str
    action: str
    value: Any = None
    looks: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as the Bot API shows it."""
        shown: dict[str, Any] = {"text": self.text, **dict(self.looks)}
        if self.action != "text":
            shown[self.action] = self.value
        return shown


@dataclass(frozen=True, slots=True)
class Markup:
    """What stands under a message ("inline") or in place of the reader's keyboard (the others)."""

    kind: Literal["inline", "keyboard", "remove", "force"]
    rows: tuple[tuple[Button, ...], ...] = ()
    placeholder: str = ""
    one_time: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it as the Bot API shows it."""
        rows = [[button.as_json() for button in row] for row in self.rows]
        match self.kind:
            case "inline":
                return {"inline_keyboard": rows}
            case "keyboard":
                return {"keyboard": rows, "one_time_keyboard": self.one_time, "placeholder": self.placeholder}
            case "remove":
                return {"remove_keyboard": True}
            case "force":
                return {"force_reply": True, "placeholder": self.placeholder}


def read_markup(raw: dict[str, Any] | None, *, private: bool) -> Markup | None:
    """Return the markup of a request, or None where there is none.

    Raises:
        ApiError: as Telegram words it.
    """
    if not raw:
        return None
    placeholder = str(raw.get("input_field_placeholder", ""))
    if "inline_keyboard" in raw:
        rows = _rows(raw["inline_keyboard"], lambda button: _inline_button(button, private=private))
        markup = Markup("inline", rows) if rows else None
        _check_size(markup)
        return markup
    if "keyboard" in raw:
        rows = _rows(raw["keyboard"], _reply_button)
        return Markup("keyboard", rows, placeholder, bool(raw.get("one_time_keyboard")))
    if raw.get("remove_keyboard"):
        return Markup("remove")
    if raw.get("force_reply"):
        return Markup("force", (), placeholder)
    raise bad_request("object expected as reply markup")


def _rows(raw: Any, read: Any) -> tuple[tuple[Button, ...], ...]:
    if not isinstance(raw, list) or not all(isinstance(row, list) for row in raw):
        raise bad_request('field "inline_keyboard" must be of type Array of Arrays')
    return tuple(tuple(read(button) for button in row) for row in raw if row)


def _check_size(markup: Markup | None) -> None:
    if markup is None:
        return
    too_many = sum(map(len, markup.rows)) > MOST_BUTTONS or any(len(row) > MOST_IN_ROW for row in markup.rows)
    if too_many or len(json.dumps(markup.as_json(), ensure_ascii=False).encode()) > MOST_BYTES:
        raise bad_request("reply markup is too long")


def _inline_button(raw: Any, *, private: bool) -> Button:
    text = _button_text(raw)
    action = next((name for name in _ACTIONS if raw.get(name) is not None), None)
    if action is None:
        raise _unread("inline keyboard button", "Text buttons are unallowed in the inline keyboard")
    value = _checked_action(action, raw[action], private=private)
    looks = tuple((name, str(raw[name])) for name in _LOOKS if raw.get(name))
    return Button(text, action, value, looks)


def _checked_action(action: str, value: Any, *, private: bool) -> Any:
    match action:
        case "callback_data":
            if not 1 <= len(str(value).encode()) <= 64:
                raise bad_request("BUTTON_DATA_INVALID")
            return str(value)
        case "url":
            return _button_link(str(value))
        case "web_app":
            if not private:
                raise bad_request("BUTTON_TYPE_INVALID")
            url = _field(value, "url")
            if urlsplit(url).scheme != "https":
                raise bad_request(f"inline keyboard button Web App URL '{url}' is invalid")
        case "copy_text":
            if not 1 <= len(_field(value, "text")) <= 256:
                raise bad_request("BUTTON_COPY_TEXT_INVALID")
        case _:
            pass
    return value


def _field(value: Any, name: str) -> str:
    if not isinstance(value, dict):
        raise _unread("inline keyboard button", "Object expected")
    return Params(value).text(name)


def _button_link(url: str) -> str:
    link = checked_link(url)
    if link is None:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return link


def _reply_button(raw: Any) -> Button:
    if isinstance(raw, str):
        raw = {"text": raw}
    text = _button_text(raw)
    asked = next((name for name in ("request_location", "request_contact") if raw.get(name)), "text")
    return Button(text, asked, value=True if asked != "text" else None)


def _button_text(raw: Any) -> str:
    if not isinstance(raw, dict):
        raise _unread("keyboard button", "Object expected as a keyboard button")
    text = raw.get("text")
    if not isinstance(text, str) or not text.strip():
        raise _unread("keyboard button", 'Field "text" must be a non-empty string')
    return text


def _unread(what: str, reason: str) -> ApiError:
    return bad_request(f"can't parse {what}: {reason}")

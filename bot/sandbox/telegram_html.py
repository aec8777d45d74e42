"""Telegram's HTML: reads it as strictly as Telegram does, and complains in Telegram's words.

Not a web page's HTML: few tags, four named characters, and one unknown tag or bare `<` refuses the whole message.
The rules and sentences were read in TDLib's `parse_html`; offsets in complaints are bytes of the UTF-8 text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.sandbox.entities import Entity, order
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.links import checked_link, linked_user

_STYLES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline"}
_STYLES |= {"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough"}
_STYLES |= {"tg-spoiler": "spoiler", "span": "spoiler"}
_TAGS = frozenset({*_STYLES, "a", "pre", "code", "blockquote", "tg-emoji", "tg-time"})
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

_END = "\0"  #: stands after the text, so that no loop runs past it
_SPACE = " \t\r\n\v\0"
_PLAIN = re.compile(r"[^<&\0]+")
_CHARACTER = re.compile(r"&(?:#x([0-9a-f]*)|#([0-9]*)|([a-z]+))", re.IGNORECASE)
_NAME = re.compile(rf"[^{_SPACE}>]*")
_BLANKS = re.compile(r"[ \t\r\n\v]*")
_ATTRIBUTE = re.compile(rf"[^{_SPACE}=>]*")
_UNQUOTED = {"'": re.compile(r"[^'&\0]+"), '"': re.compile(r'[^"&\0]+')}
_SURROGATE = re.compile("[\ud800-\udfff]")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")


@dataclass(slots=True)
class _Open:
    """A start tag that waits for its end."""

    tag: str
    argument: str
    offset: int  #: where its text begins, in code points
    extra: str = ""


def parse_html(markup: str) -> tuple[str, list[Entity]]:
    """Return the text and its entities, in code points, before any rule of nesting is applied.

    Raises:
        ApiError: "can't parse entities", as Telegram words it.
    """
    return _Parser(markup).run()


class _Parser:
    """One pass over one message; `i` is where it reads."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.source = markup + _END
        self.i = 0
        self.out: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.found: list[Entity] = []
        self.code_language: dict[tuple[int, int], str] = {}

    def run(self) -> tuple[str, list[Entity]]:
        size = len(self.markup)
        while self.i < size:
            char = self.source[self.i]
            if char == "<":
                self._tag()
            elif char == "&":
                self._emit(self._character() or self._one())
            elif match := _PLAIN.match(self.source, self.i):
                self.i = match.end()
                self._emit(match[0])
            else:
                self._emit(self._one())
        if self.open:
            raise _unparsed(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return self._text(), order(self.found)

    def _text(self) -> str:
        text = "".join(self.out)
        if _SURROGATE.search(text):
            raise _unparsed(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        return text

    def _emit(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)

    def _one(self) -> str:
        self.i += 1
        return self.source[self.i - 1]

    def _character(self) -> str:
        """Read a character reference; "" and nothing read where it is none that Telegram knows."""
        match = _CHARACTER.match(self.source, self.i)
        if not match:
            return ""
        hexadecimal, decimal, name = match.groups()
        if name is not None:
            char = _NAMED.get(name, "")
        else:
            code = int(hexadecimal, 16) if hexadecimal else int(decimal or 0)
            char = chr(code) if 0 < code < 0x10FFFF and len(match[0]) < 10 else ""
        if char:
            self.i = match.end() + (self.source[match.end()] == ";")
        return char

    def _tag(self) -> None:
        begin = self.i
        self.i += 1
        if self.source[self.i] == "/":
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _read(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.source, self.i)
        if match is None:
            return ""
        self.i = match.end()
        return match[0]

    def _start_tag(self, begin: int) -> None:
        tag = self._read(_NAME).lower()
        if self.source[self.i] == _END:
            raise self._complaint("Unclosed start tag at byte offset {}", begin)
        if tag not in _TAGS:
            raise self._complaint(f'Unsupported start tag "{tag}" at byte offset {{}}', begin)
        opened = _Open(tag, "", self.length)
        while self.source[self.i] != ">":
            self._read(_BLANKS)
            if self.source[self.i] == ">":
                break
            name = self._read(_ATTRIBUTE)
            if not name:
                raise self._complaint(f'Empty attribute name in the tag "{tag}" at byte offset {{}}', begin)
            _note(opened, name, self._value(tag, begin))
        if tag == "span" and opened.argument != "spoiler":
            raise self._complaint('Tag "span" must have class "tg-spoiler" at byte offset {}', begin)
        self.open.append(opened)
        self.i += 1

    def _value(self, tag: str, begin: int) -> str:
        self._read(_BLANKS)
        if self.source[self.i] == _END:
            raise self._complaint(f'Unclosed start tag "{tag}" at byte offset {{}}', begin)
        if self.source[self.i] != "=":
            return ""
        self.i += 1
        self._read(_BLANKS)
        if self.source[self.i] == _END:
            raise self._complaint(f'Unclosed start tag "{tag}" at byte offset {{}}', begin)
        value = self._quoted() if self.source[self.i] in "'\"" else self._token()
        if self.source[self.i] == _END:
            raise self._complaint("Unclosed start tag at byte offset {}", begin)
        return value

    def _token(self) -> str:
        begin = self.i
        value = self._read(_TOKEN).lower()
        if self.source[self.i] not in _SPACE + ">":
            raise self._complaint("Unexpected end of name token at byte offset {}", begin)
        return value

    def _quoted(self) -> str:
        quote = self._one()
        value: list[str] = []
        while self.source[self.i] not in (quote, _END):
            value.append(self._read(_UNQUOTED[quote]) or self._character() or self._one())
        if self.source[self.i] == quote:
            self.i += 1
        return "".join(value)

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise self._complaint("Unexpected end tag at byte offset {}", begin)
        self.i += 1
        tag = self._read(_NAME).lower()
        self._read(_BLANKS)
        if self.source[self.i] != ">":
            raise self._complaint("Unclosed end tag at byte offset {}", begin)
        opened = self.open.pop()
        if tag and tag != opened.tag:
            reason = f'Unmatched end tag at byte offset {{}}, expected "</{opened.tag}>", found "</{tag}>"'
            raise self._complaint(reason, begin)
        self.i += 1
        if self.length > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        start, length = opened.offset, self.length - opened.offset
        if opened.tag in _STYLES:
            self.found.append(Entity(_STYLES[opened.tag], start, length))
        elif opened.tag == "blockquote":
            kind = "expandable_blockquote" if opened.argument else "blockquote"
            self.found.append(Entity(kind, start, length))
        elif opened.tag == "a":
            self._link(opened, start, length)
        elif opened.tag == "tg-emoji":
            self.found.append(_emoji(opened.argument, start, length))
        elif opened.tag == "tg-time":
            self.found.append(_moment(opened, start, length))
        else:
            self._code(opened, start, length)

    def _link(self, opened: _Open, start: int, length: int) -> None:
        url = opened.argument or "".join(self.out)[start:]
        user = linked_user(url)
        if user is not None:
            self.found.append(Entity("text_mention", start, length, user_id=user))
        elif link := checked_link(url):
            self.found.append(Entity("text_link", start, length, url=link))

    def _code(self, opened: _Open, start: int, length: int) -> None:
        """`pre` around `code` (or the other way round) over the same text is one block with its language."""
        last = self.found[-1] if self.found else None
        inner = last if last and (last.offset, last.length) == (start, length) else None
        language = opened.argument or self.code_language.get((start, length), "")
        if inner and language and {inner.type, opened.tag} == {"pre", "code"}:
            self.found[-1] = Entity("pre", start, length, language=language)
            return
        if opened.tag == "code" and opened.argument:
            self.code_language[start, length] = opened.argument
        self.found.append(Entity(opened.tag, start, length))

    def _complaint(self, reason: str, at: int) -> ApiError:
        return _unparsed(reason.format(len(self.markup[:at].encode("utf-8", "surrogatepass"))))


def _note(opened: _Open, name: str, value: str) -> None:
    """Keep what an attribute says, where the tag has a use for it."""
    match opened.tag, name:
        case ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "unix"):
            opened.argument = value
        case ("tg-time", "format"):
            opened.extra = value
        case ("code", "class") if value.startswith("language-"):
            opened.argument = value.removeprefix("language-")
        case ("span", "class") if value.startswith("tg-"):
            opened.argument = value.removeprefix("tg-")
        case ("blockquote", "expandable"):
            opened.argument = "expandable"


def _emoji(identifier: str, start: int, length: int) -> Entity:
    if not identifier.isdecimal() or not int(identifier):
        raise _unparsed("Invalid custom emoji identifier specified")
    return Entity("custom_emoji", start, length, custom_emoji_id=identifier)


def _moment(opened: _Open, start: int, length: int) -> Entity:
    if not opened.argument.isdecimal():
        raise _unparsed("Invalid unix time specified")
    return Entity("date_time", start, length, unix_time=int(opened.argument), date_time_format=opened.extra or None)


def _unparsed(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")

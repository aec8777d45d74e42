"""Telegram's HTML, as strictly as Telegram reads it."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import Entity
from bot.sandbox.errors import ApiError
from bot.sandbox.formatted import read_caption, read_text
from bot.sandbox.telegram_html import parse_html

Shown = tuple[str, int, int]


def shown(markup: str) -> tuple[str, list[Shown]]:
    read = read_text(markup, "HTML", None)
    return read.text, [(entity.type, entity.offset, entity.length) for entity in read.entities]


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>a</b> <strong>b</strong>", "a b", [("bold", 0, 1), ("bold", 2, 1)]),
        ("<i>a</i><em>b</em>", "ab", [("italic", 0, 2)]),
        ("<u>a</u> <ins>b</ins>", "a b", [("underline", 0, 1), ("underline", 2, 1)]),
        ("<s>a</s> <del>b</del> <strike>c</strike>", "a b c", [("strikethrough", at, 1) for at in (0, 2, 4)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<code>a</code>", "a", [("code", 0, 1)]),
        ('<pre><code class="language-python">a</code></pre>', "a", [("pre", 0, 1)]),
        ("<blockquote>a</blockquote>b", "ab", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>b", "ab", [("expandable_blockquote", 0, 1)]),
        ("<B>a</b>", "a", [("bold", 0, 1)]),
        ("<b >a</b >", "a", [("bold", 0, 1)]),
        ("<b>a</>", "a", [("bold", 0, 1)]),
        ("a & b &lt; &gt; &amp; &quot; &#33; &#x21; &nbsp;", 'a & b < > & " ! ! &nbsp;', []),
        ("<b><i>a</i>b</b>", "ab", [("bold", 0, 2), ("italic", 0, 1)]),
        ("<b></b>a", "a", []),
        ("  <b>a</b>  ", "a", [("bold", 0, 1)]),
        ("😀<b>a</b>", "😀a", [("bold", 2, 1)]),
        ('<a href="https://e.org/x">a</a>', "a", [("text_link", 0, 1)]),
        ('<a href="tg://user?id=7">a</a>', "a", [("text_mention", 0, 1)]),
        ('<tg-time unix="1000" format="wDT">then</tg-time>', "then", [("date_time", 0, 4)]),
        ("see https://e.org/x.", "see https://e.org/x.", [("url", 4, 15)]),
        ("/brief iraq", "/brief iraq", [("bot_command", 0, 6)]),
    ],
)
def test_markup_becomes_text_and_entities(markup: str, text: str, entities: list[Shown]) -> None:
    assert shown(markup) == (text, entities)


@pytest.mark.parametrize(
    ("markup", "entities"),
    [
        ("<code><b>a</b></code>", [("code", 0, 1)]),
        ("<b>a<code>b</code></b>", [("bold", 0, 1), ("code", 1, 1)]),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", [("blockquote", 0, 2)]),
        ('<code>a<a href="https://e.org">b</a></code>', [("code", 0, 2)]),
        ('<a href="nowhere">a</a>', []),
        ('<a href="javascript:alert(1)">a</a>', []),
        ("<code>https://e.org</code>", [("code", 0, 13)]),
    ],
)
def test_what_may_not_nest_or_link_is_dropped_in_silence(markup: str, entities: list[Shown]) -> None:
    assert shown(markup)[1] == entities


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("é<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("<p>a</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href=https://e.org>a</a>", "Unexpected end of name token at byte offset 8"),
        ('<a href="x>a</a>', "Unclosed start tag at byte offset 0"),
        ("<b =>a</b>", 'Empty attribute name in the tag "b" at byte offset 0'),
        ('<tg-time unix="x">a</tg-time>', "Invalid unix time specified"),
        ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_one_fault_refuses_the_whole_message(markup: str, complaint: str) -> None:
    with pytest.raises(ApiError) as refused:
        read_text(markup, "HTML", None)

    assert refused.value.code == 400
    assert refused.value.description == f"Bad Request: can't parse entities: {complaint}"


@pytest.mark.parametrize(
    ("raw", "mode", "complaint"),
    [
        ("", "", "message text is empty"),
        (" \n ", "", "text must be non-empty"),
        ("<b> </b>", "HTML", "text must be non-empty"),
        ("a" * 4097, "", "message is too long"),
        ("😀" * 4097, "", "message is too long"),
        ("a" * 32_769, "", "text is too long"),
        ("a", "RTF", "unsupported parse_mode"),
        ("".join(f'<a href="https://e.org/{"x" * 200}">a</a> ' for _ in range(60)), "HTML", "ENTITIES_TOO_LONG"),
    ],
)
def test_a_text_out_of_bounds_is_refused(raw: str, mode: str, complaint: str) -> None:
    with pytest.raises(ApiError) as refused:
        read_text(raw, mode, None)

    assert refused.value.description == f"Bad Request: {complaint}"


def test_length_counts_after_the_parse_and_in_code_points() -> None:
    assert len(read_text("<b>" + "😀" * 4096 + "</b>", "HTML", None).text) == 4096


def test_a_caption_has_at_most_1024_characters_and_may_be_empty() -> None:
    assert read_caption("", "HTML", None).text == ""
    assert len(read_caption("<i>" + "a" * 1024 + "</i>", "HTML", None).text) == 1024
    with pytest.raises(ApiError, match="caption is too long"):
        read_caption("a" * 1025, "", None)


def test_a_hundred_entities_are_kept_and_the_rest_is_dropped_in_silence() -> None:
    read = read_text("<b>a</b> " * 130, "HTML", None)

    assert len(read.text) == 259
    assert [entity.offset for entity in read.entities] == list(range(0, 200, 2))


def test_given_entities_count_utf16_units_and_may_not_split_a_character() -> None:
    bold = {"type": "bold", "offset": 2, "length": 1}

    assert read_text("😀a", "", [bold]).entities[0].offset == 2
    with pytest.raises(ApiError, match="middle of a UTF-16 symbol"):
        read_text("😀a", "", [bold | {"offset": 1}])
    with pytest.raises(ApiError, match="after the end of the text"):
        read_text("😀a", "", [bold | {"length": 2}])


def test_a_parse_mode_is_read_in_any_case() -> None:
    assert read_text("<b>a</b>", "html", None).text == "a"


def parsed_or_refused(markup: str) -> tuple[str, list[Entity]] | ApiError:
    try:
        return parse_html(markup)
    except ApiError as error:
        return error


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=200))
def test_escaping_undone_gives_the_text_back(text: str) -> None:
    assert parse_html(escape(text, quote=False)) == (text, [])


@given(st.text("<>&;/= \"'abipreu#x09-", max_size=60))
def test_any_markup_is_read_or_refused_in_telegrams_words(markup: str) -> None:
    read = parsed_or_refused(markup)

    if isinstance(read, ApiError):
        assert read.description.startswith("Bad Request: can't parse entities: ")
    else:
        text, entities = read
        assert all(0 <= entity.offset < entity.end <= len(text) for entity in entities)

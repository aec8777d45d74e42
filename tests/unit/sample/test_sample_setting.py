"""Manuscripts are parsed and paragraphs are set without losing a word."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.sample.make import WEEKS
from briefings.sample.manuscript import parse_manuscript, read_manuscript
from briefings.sample.setting import Face, Hyphens, fragments, justify, read_hyphens

HYPHENS = Hyphens({"ministry": (3, 5), "parliament": (3, 6)})
HEAD = "number: Week 9\ndate: 2020-02-26\n\n"
WORDS = st.lists(st.sampled_from(["ministry", "parliament", "US-led", "oil", "a", "“Ministry’s”"]), min_size=1)


def typewriter(text: str, face: Face) -> float:
    return len(text) * (1.5 if face == "bold" else 1.0)


@given(WORDS, st.integers(min_value=14, max_value=60))
def test_no_word_is_lost_and_no_line_is_too_wide(tokens: list[str], width: int) -> None:
    text = " ".join(tokens)

    lines = justify(fragments(text, HYPHENS), width, typewriter, indent=1.0)

    printed = "\n".join(line.text for line in lines)
    assert re.sub(r"[\s-]", "", printed) == re.sub(r"[\s-]", "", text)
    for line in lines:
        spaces = line.text.count(" ")
        assert line.indent + len(line.text) + spaces * line.extra <= width + 0.01
        assert line.extra >= -0.23 or not spaces
        assert letters_from(text, line.start).startswith(re.sub(r"[\s-]", "", line.text))


def letters_from(text: str, start: int) -> str:
    return re.sub(r"[\s-]", "", text[start:])


@given(WORDS)
def test_all_lines_but_the_last_are_flush(tokens: list[str]) -> None:
    lines = justify(fragments(" ".join(tokens), HYPHENS), 30.0, typewriter)

    for line in lines[:-1]:
        spaces = line.text.count(" ")
        assert not spaces or len(line.text) + spaces * line.extra == pytest.approx(30.0)


def test_a_word_is_cut_only_where_the_list_allows_it() -> None:
    assert HYPHENS.cuts("“Ministry’s”") == [4, 6]
    assert HYPHENS.cuts("Minister") == []


def test_a_word_too_wide_for_the_column_is_refused() -> None:
    with pytest.raises(ValueError, match="No line end fits near: extraordinary"):
        justify(fragments("extraordinary", HYPHENS), 5.0, typewriter)


def test_an_opening_is_set_in_capitals_unless_it_is_all_capitals() -> None:
    assert [(part.text, part.face) for part in fragments("Iraq is", HYPHENS, 4)] == [
        ("IRAQ", "capitals"),
        ("is", "body"),
    ]
    assert fragments("OPEC+ is", HYPHENS, 5)[0].face == "body"


def test_the_shipped_list_cuts_words_that_the_manuscripts_use() -> None:
    """No cut leaves less than two letters before it or three behind it."""
    hyphens = read_hyphens()
    text = " ".join(piece.text for week in WEEKS for story in read_manuscript(week).stories for piece in story.pieces)
    cut = {word: hyphens.cuts(word) for word in set(re.findall(r"[^\W\d_]{7,}", text))}

    assert sum(bool(cuts) for cuts in cut.values()) > 400
    assert all(2 <= offset <= len(word) - 3 for word, cuts in cut.items() for offset in cuts)


def test_the_markup_gives_stories_with_their_pieces() -> None:
    manuscript = parse_manuscript(
        HEAD
        + "=== IRAQ\n# First\n\n^Talks^ were\nheld.\n\n## Then\n\n> Large words\n\n[table] Prices\nA | B\n1 | 2\n\n"
        "--- page\n=== OIL\n[box] In brief\nKUWAIT: one\ntwo\n3 MAY: three"
    )
    first, box = manuscript.stories

    assert (first.section, first.headline, first.new_page, first.box) == ("IRAQ", "First", False, False)
    assert [(piece.kind, piece.text, piece.opening) for piece in first.pieces] == [
        ("paragraph", "Talks were held.", 5),
        ("heading", "Then", 0),
        ("pullquote", "Large words", 0),
    ]
    assert first.table is not None
    assert first.table.rows == (("A", "B"), ("1", "2"))
    assert (box.section, box.new_page, box.box) == ("OIL", True, True)
    assert [piece.text for piece in box.pieces] == ["KUWAIT: one two", "3 MAY: three"]


@pytest.mark.parametrize(
    ("text", "message"),
    [("=== IRAQ\n# First", "number: and date:"), (HEAD + "Text.", "before the first headline: Text.")],
)
def test_a_broken_manuscript_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_manuscript(text)


def test_the_weeks_spell_names_in_different_ways() -> None:
    """What a reader of several periodicals meets, so that joining names can be seen at work."""
    text = {
        week: " ".join(piece.text for story in read_manuscript(week).stories for piece in story.pieces)
        for week in WEEKS
    }

    assert "Kataib Hezbollah" in text[25]
    assert "Kata’ib Hezbollah" in text[26]
    assert "Kataeb Hizbollah" in text[27]
    assert "Kataib Hezbollah" in text[27]
    assert all(name in text[25] for name in ("al-Kadhimi", " Kadhimi"))
    assert "Huthi" in text[26]
    assert "Houthi" in text[27]

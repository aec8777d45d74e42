"""Line ends are joined and broken capitals set right, on evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.layout.casing import close_spaced, open_in_capitals, repair_casing, repair_opening
from briefings.layout.lexicon import Lexicon, is_damaged
from briefings.layout.repair import join_lines, undo_hyphen
from briefings.layout.wordmodel import shipped_model


def lexicon(*lines: str) -> Lexicon:
    return Lexicon.of(lines, shipped_model())


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("sec-", "ond", "second"),
        ("lim-", "ited", "limited"),
        ("independ-", "ence.", "independence."),
        ("long-", "term", "long-term"),
        ("then-", "prime", "then-prime"),
        ("Under-", "Secretary", "Under-Secretary"),
        ("pre-", "and", "pre- and"),
        ("2019-", "20", "2019-20"),
    ],
)
def test_a_hyphen_goes_where_it_only_cut_a_word(first: str, second: str, joined: str) -> None:
    assert undo_hyphen(first, second, lexicon()) == joined


def test_a_cut_name_is_joined_as_the_issue_writes_it_elsewhere() -> None:
    known = lexicon("the talks with al-Barzouki went on", "as Wen-Hao said")

    assert undo_hyphen("al-Bar-", "zouki", known) == "al-Barzouki"
    assert undo_hyphen("Wen-", "Hao", known) == "Wen-Hao"


def test_a_cut_name_that_stands_nowhere_else_is_joined_too() -> None:
    assert undo_hyphen("al-Qa-", "lamri", lexicon()) == "al-Qalamri"


@given(st.lists(st.text(alphabet="abc ", min_size=1, max_size=12), max_size=6))
def test_joining_lines_loses_no_word(lines: list[str]) -> None:
    assert join_lines(lines, lexicon()).split() == " ".join(lines).split()


def test_a_web_address_runs_on_over_a_line_end() -> None:
    assert join_lines(["see www.example.org/a/", "b.pdf for more"], lexicon()) == "see www.example.org/a/b.pdf for more"


BROKEN = ("the uS said", "and the uS and the uK were", "uS forces")


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("The uS-led force and uK troops.", "The US-led force and UK troops."),
        ("in the united States today", "in the United States today"),
        ("a united front", "a united front"),
        ("the under-Secretary of State", "the Under-Secretary of State"),
        ("under President Aydin", "under President Aydin"),
        ("It fell. under the plan it grew.", "It fell. Under the plan it grew."),
        ("use American aircraft", "use American aircraft"),
    ],
)
def test_capitals_are_set_right_where_the_letter_is_broken(printed: str, meant: str) -> None:
    assert repair_casing("Yes: " + printed, lexicon(*BROKEN)) == "Yes: " + meant


def test_casing_stays_where_nothing_shows_that_it_is_broken() -> None:
    text = "in the united States of mind, 20 kW and pH 7, an iPhone, mRNA and eBay"

    assert repair_casing(text, lexicon("The Union said", "Under it")) == text


def test_a_broken_label_before_a_sentence_is_taken_off() -> None:
    opening = repair_opening("iraQ IN May, after barely a month", lexicon())

    assert opening.label == "IRAQ"
    assert opening.text == "In May, after barely a month"


def test_a_broken_label_of_two_words_is_taken_off() -> None:
    opening = repair_opening("SauDi araBia THE kingdom has said", lexicon())

    assert opening.label == "SAUDI ARABIA"
    assert opening.text == "The kingdom has said"


def test_a_broken_acronym_that_opens_a_sentence_is_no_label() -> None:
    opening = repair_opening("uS President Jane Roe said", lexicon(*BROKEN))

    assert opening.label is None


def test_words_in_capitals_only_because_they_open_get_their_usual_case() -> None:
    assert repair_opening("EGYPT’S PRIME minister said", lexicon()).text == "Egypt’s Prime minister said"
    assert repair_opening("OPEC and its allies", lexicon()).text == "OPEC and its allies"
    assert repair_opening("ALL OF IT IN CAPITALS", lexicon()).text == "ALL OF IT IN CAPITALS"


def test_spaces_inside_broken_small_capitals_are_closed() -> None:
    assert close_spaced("MEOG Poli C y MEOG", lexicon()) == "MEOG Policy MEOG"
    assert close_spaced("Plan A or B", lexicon()) == "Plan A or B"


@pytest.mark.parametrize("word", ["McKenzie", "NewsBase", "USAID", "Iraq", "kWh", "Al-Kadhimi", "pH"])
def test_casing_that_is_meant_is_not_called_damaged(word: str) -> None:
    assert not is_damaged(word)


OPENINGS = ("FIGHTERS of the council took the island.", "THE talks will take place in May.", "TWO more were hurt.")


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("THE talks will take place", "The talks will take place"),
        ("PRESIDENT Jane Roe said", "President Jane Roe said"),
        ("OPEC and its allies", "OPEC and its allies"),
        ("JANE ROE, ANCHOR: Good evening", "JANE ROE, ANCHOR: Good evening"),
        ("LONDON (Reuters) - Prices fell", "LONDON (Reuters) - Prices fell"),
    ],
)
def test_one_word_in_capitals_is_lowered_where_articles_of_the_issue_open_so(printed: str, meant: str) -> None:
    known = lexicon(*OPENINGS)
    style = replace(known, capitals_open=open_in_capitals(OPENINGS, known))

    assert repair_opening(printed, style).text == meant
    assert repair_opening(printed, known).text == printed


CLEAN = (
    "He sold an iPhone on eBay and the mRNA vaccine at pH 7 went to Mr McDonald of DeKalb while al-Kadhimi told "
    "NewsBase that macOS, siRNA, mTOR, xAI, watchOS, LaTeX, iReport, comScore and dsDNA were on YouTube with CNN."
)


def test_clean_text_stays_as_it_is() -> None:
    known = lexicon(CLEAN, "WHO said that ALL of it was inFLUenced")

    assert repair_casing(CLEAN, known) == CLEAN
    for text in (
        CLEAN,
        "WHO reiterated its advice",
        "CNN saying in a statement",
        "U.S. aid to Egypt",
        "H1N1 has spread",
    ):
        assert repair_opening(text, known).text == text


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("maj-", "or", "major"),
        ("self-", "immolated", "self-immolated"),
        ("DNA-", "strings", "DNA-strings"),
        ("eleven-", "year-old", "eleven-year-old"),
        ("Lashkar-", "e-Taiba", "Lashkar-e-Taiba"),
        ("Stratford-", "upon-Avon", "Stratford-upon-Avon"),
        ("Mc-", "Donnell", "McDonnell"),
        ("un-", "recorded", "unrecorded"),
        ("chateau-", "style", "chateau-style"),
        ("Water-", "colour", "Watercolour"),
        ("Iran-", "backed", "Iran-backed"),
        ("US-", "Iran", "US-Iran"),
        ("father-", "less", "fatherless"),
    ],
)
def test_what_neither_issue_nor_model_knows_is_told_from_its_parts(first: str, second: str, joined: str) -> None:
    assert undo_hyphen(first, second, lexicon()) == joined


def test_north_east_is_written_as_the_issue_writes_such_words() -> None:
    assert undo_hyphen("north-", "east", lexicon("in the south-west of the country")) == "north-east"
    assert undo_hyphen("north-", "east", lexicon("the defence ministry has a programme")) == "north-east"
    assert undo_hyphen("north-", "east", lexicon("the southwestern provinces")) == "northeast"

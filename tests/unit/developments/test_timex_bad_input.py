"""What no calendar has, what is no English, and what is far too long: nothing is invented, nothing takes long."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from briefings.developments.timex.days import days_of
from briefings.developments.timex.finder import find_times
from briefings.language.pipeline import load_pipeline, read_text
from briefings.model import TimeExpression

WEEKLY = date(2020, 7, 1)


def times_of(text: str, day: date | None = WEEKLY) -> tuple[TimeExpression, ...]:
    return find_times(read_text(load_pipeline(), text), day)


@pytest.mark.parametrize(
    "text",
    [
        "It was signed on 31 June.",
        "It was signed on 31 June 2020.",
        "It was signed on June 31st, 2020.",
        "It was signed on 45 May 2021.",
        "It was signed on 30 February.",
        "It was signed on February 30, 2019.",
        "It was signed on 29 February 2019.",
        "It was signed on 99/99/99.",
        "It was signed on 31/06/2020.",
        "It was signed on 2020-13-45.",
        "It was signed on 2020-02-30.",
        "It was signed on 25/06/0000.",
        "It was signed on 25 June 0000.",
        "It was signed at 25:61.",
        "It was signed in the year 0.",
        "It was signed on the fifth Friday of June 2020.",
        "It was signed on 31 Mehr 1399 and on 45 Mehr.",
    ],
)
def test_a_day_on_no_calendar_is_no_day_and_none_beside_it(text: str) -> None:
    assert times_of(text) == ()


@pytest.mark.parametrize(
    ("text", "value", "first"),
    [
        ("Caesar was killed on 15 March 44 BC.", "BC0044-03-15", None),
        ("The temple was built in 500 BC.", "BC0500", None),
        ("The temple was built in 1200 B.C. by slaves.", "BC1200", None),
        ("The lease ends on 25 June 2150.", "2150-06-25", date(2150, 6, 25)),
        ("The loan runs until 2100.", "2100", date(2100, 1, 1)),
    ],
)
def test_years_far_off_are_told_as_they_are(text: str, value: str, first: date | None) -> None:
    (time_,) = times_of(text)

    assert (time_.value, time_.first) == (value, first)


@pytest.mark.parametrize("text", ["Some 2500 men marched in 2200 villages.", "The well gave 2150 barrels."])
def test_numbers_of_things_are_no_years_far_off(text: str) -> None:
    assert times_of(text) == ()


def test_other_scripts_are_left_alone_and_what_stands_beside_them_is_read() -> None:
    assert times_of("٢٥ يونيو ٢٠٢٠") == ()
    assert times_of("۲۵ تیر ۱۳۹۹") == ()
    assert [time_.value for time_ in times_of("عاد في ٢٥ يونيو ٢٠٢٠. He left on 25 June 2019.")] == ["2019-06-25"]


def test_thousands_of_years_are_no_zero_years() -> None:
    assert [time_.text for time_ in times_of("Berbers held it 1,500 years ago.")] == ["1,500 years ago"]


_PIECES = st.sampled_from(
    ["BC", "AD", "44", "0044", "2150", "31", "30", "Feb", "June", "Ramadan", "Muharram", "1442", "Nowruz",
     "Eid al-Fitr", "Mehr", "first", "last", "Monday", "of", "in", "the", "half an hour", "½", "2,000", "years", "ago",
     "nineteen", "ninety-nine", "9 a.m.", "(0735 GMT)", "12:34:56", "fortnights", "every", "month", "quarter", "ended",
     "year", "ending", "and", ",", "-", "\n\n", "Fridays", "nights", "99999999999999999999", "A.D.", "Q4", "’99"]
)  # fmt: skip


@settings(deadline=None)
@given(
    text=st.lists(_PIECES, max_size=14).map(" ".join),
    day=st.none() | st.dates() | st.sampled_from([date.min, date.max, date(2020, 2, 29)]),
)
def test_any_row_of_the_words_of_time_is_read_without_harm(text: str, day: date | None) -> None:
    end = 0
    for found in find_times(load_pipeline().make_doc(text), day):
        assert end <= found.start < found.end
        assert text[found.start : found.end] == found.text
        assert (found.first is None) == (found.last is None)
        days = days_of(found.value)
        assert days is None or (found.first, found.last) == days or found.type != "DATE" or "-W" in found.value
        end = found.end


@pytest.mark.parametrize(
    "unit",
    ["1", "25 ", "25/06/2020 ", "the ", "in the last ", "first ", "twenty-one ", "the end of the ", "June ", "Friday ",
     "9 a.m. ", "today ", "a year earlier ", "the quarter ", "1,", "1.", " ", "\n", "٣", "Ramadan ", " and a half",
     "a couple of ", "June 2 and "],
)  # fmt: skip
def test_the_work_is_in_proportion_to_the_length(unit: str) -> None:
    """Four times the text takes about four times as long; sixteen times would be the square."""
    nlp = load_pipeline()

    def seconds(length: int) -> float:
        doc = nlp.make_doc((unit * (length // len(unit) + 1))[:length])
        started = time.process_time()
        find_times(doc, WEEKLY)
        return time.process_time() - started

    short = min(seconds(4_000) for _ in range(3))

    assert min(seconds(16_000) for _ in range(3)) < 9 * max(short, 0.004)


def test_a_word_of_200_000_letters_and_digits_without_end_are_no_times() -> None:
    nlp = load_pipeline()

    assert find_times(nlp.make_doc("x" * 200_000), WEEKLY) == ()
    assert find_times(nlp.make_doc("7" * 100_000), WEEKLY) == ()
    assert find_times(nlp.make_doc("the" + " " * 100_000 + "week"), WEEKLY) == ()


def test_clauses_within_clauses_without_end_are_read() -> None:
    """A row of one word may be parsed as a chain as long as itself."""
    count = 3_000
    words, heads = ["planned"] * count, [0, *range(count - 1)]
    doc = Doc(
        Vocab(), words=[*words, "on", "Friday"], tags=[*["VBN"] * count, "IN", "NNP"],
        pos=[*["VERB"] * count, "ADP", "PROPN"], lemmas=[*["go"] * count, "on", "Friday"],
        heads=[*heads, count + 1, count - 1], deps=["ROOT", *["xcomp"] * (count - 1), "case", "obl"],
    )  # fmt: skip

    assert [found.text for found in find_times(doc, WEEKLY)] == ["Friday"]

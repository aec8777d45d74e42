"""Expressions of time in own sentences, read by the shipped pipeline, on documents of several dates."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from briefings.developments.timex.finder import find_times
from briefings.language.pipeline import load_pipeline, read_text
from briefings.model import TimeExpression

WEEKLY = date(2020, 7, 1)  # a Wednesday, the first of a month
DAILY = date(2020, 6, 18)  # a Thursday
NEW_YEAR = date(2021, 1, 2)  # a Saturday
LEAP_DAY = date(2020, 2, 29)  # a Saturday


def times_of(text: str, day: date | None = WEEKLY) -> tuple[TimeExpression, ...]:
    return find_times(read_text(load_pipeline(), text), day)


def the_time(text: str, day: date | None = WEEKLY) -> tuple[str, str]:
    """Words and value of the only expression in a text."""
    (time,) = times_of(text, day)
    return time.text, time.value


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It was signed on 25 June 2020.", "25 June 2020", "2020-06-25"),
        ("It was signed on June 25, 2019.", "June 25, 2019", "2019-06-25"),
        ("It was signed on the 3rd of March 2018.", "the 3rd of March 2018", "2018-03-03"),
        ("Week one ended on 01•July•2020.", "01•July•2020", "2020-07-01"),
        ("It was signed on Friday, 12 June 2020.", "Friday, 12 June 2020", "2020-06-12"),
        ("It was signed on 2020-06-25.", "2020-06-25", "2020-06-25"),
        ("It was signed on 25/06/2020.", "25/06/2020", "2020-06-25"),
        ("It was signed on 6/25/20.", "6/25/20", "2020-06-25"),
        ("It was signed on Sept. 30, 2019.", "Sept. 30, 2019", "2019-09-30"),
        ("It was signed in September 2019.", "September 2019", "2019-09"),
        ("The plant opened in early 2019.", "early 2019", "2019"),
        ("The plant opened in mid-June.", "mid-June", "2020-06"),
        ("The plant opened in the first half of 2020.", "the first half of 2020", "2020-H1"),
        ("Output fell in H1 2020.", "H1 2020", "2020-H1"),
        ("Output fell in the third quarter of 2019.", "the third quarter of 2019", "2019-Q3"),
        ("Output fell in Q3 2019.", "Q3 2019", "2019-Q3"),
        ("Output fell in 4Q19.", "4Q19", "2019-Q4"),
        ("Output fell in the summer of 2018.", "the summer of 2018", "2018-SU"),
        ("The field was found in the 1960s.", "the 1960s", "196"),
        ("The city fell in the 13th century.", "the 13th century", "12"),
        ("The budget for fiscal 2021 was passed.", "fiscal 2021", "2021"),
        ("The summit of 2014 failed.", "2014", "2014"),
        ("Protesters gathered on Christmas Eve 2019.", "Christmas Eve 2019", "2019-12-24"),
        ("Services were held on Easter Sunday 2020.", "Easter Sunday 2020", "2020-04-12"),
    ],
)  # fmt: skip
def test_dates_that_name_their_year_need_no_document(text: str, words: str, value: str) -> None:
    assert the_time(text, None) == (words, value) or the_time(text) == (words, value)
    assert the_time(text) == (words, value)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("He resigned on Friday.", "Friday", "2020-06-26"),
        ("He resigned on Wednesday.", "Wednesday", "2020-07-01"),
        ("He will resign on Friday.", "Friday", "2020-07-03"),
        ("He was expected to resign on Friday.", "Friday", "2020-07-03"),
        ("The talks are set to resume on Monday.", "Monday", "2020-07-06"),
        ("He resigned last Friday.", "last Friday", "2020-06-26"),
        ("He will resign next Wednesday.", "next Wednesday", "2020-07-08"),
        ("The raid was carried out on Thursday night.", "Thursday night", "2020-06-25TNI"),
        ("The raid was carried out on the night of 25 June.", "the night of 25 June", "2020-06-25TNI"),
        ("He left at 10 p.m. Sunday.", "10 p.m. Sunday", "2020-06-28T22:00"),
        ("He left yesterday.", "yesterday", "2020-06-30"),
        ("He will leave tomorrow morning.", "tomorrow morning", "2020-07-02TMO"),
        ("He left last week.", "last week", "2020-W26"),
        ("He left over the weekend.", "the weekend", "2020-W26-WE"),
        ("He left last year.", "last year", "2019"),
        ("He left late last year.", "late last year", "2019"),
        ("He will leave next month.", "next month", "2020-08"),
        ("He left last October.", "last October", "2019-10"),
        ("He left in May.", "May", "2020-05"),
        ("He left in July.", "July", "2020-07"),
        ("He left in October.", "October", "2019-10"),
        ("He will leave in October.", "October", "2020-10"),
        ("He will leave in May.", "May", "2021-05"),
        ("Since October, he has led the party.", "October", "2019-10"),
        ("He left on June 25.", "June 25", "2020-06-25"),
        ("He left on December 30.", "December 30", "2019-12-30"),
        ("He will leave on 3 January.", "3 January", "2021-01-03"),
        ("He left on the 25th.", "the 25th", "2020-06-25"),
        ("He left two weeks ago.", "two weeks ago", "2020-W25"),
        ("He left three days ago.", "three days ago", "2020-06-28"),
        ("He left 18 months ago.", "18 months ago", "2019-01"),
        ("He left a decade ago.", "a decade ago", "2010"),
        ("He opened talks with Rome this month.", "this month", "2020-06"),
        ("He will open talks with Rome this month.", "this month", "2020-07"),
        ("He left in the past two weeks.", "the past two weeks", "P2W"),
        ("The treaty lasted for two years.", "two years", "P2Y"),
        ("The two-year treaty lapsed.", "two-year", "P2Y"),
        ("The months-long siege failed.", "months-long", "PXM"),
        ("The group met every Friday.", "every Friday", "XXXX-WXX-5"),
        ("The group recently split.", "recently", "PAST_REF"),
        ("It is the first such accord in a decade.", "a decade", "P10Y"),
        ("Output fell in the second quarter.", "the second quarter", "2020-Q2"),
        ("Output fell in the fourth quarter.", "the fourth quarter", "2019-Q4"),
    ],
)  # fmt: skip
def test_what_leaves_the_year_out_counts_from_the_weekly_and_its_tense(text: str, words: str, value: str) -> None:
    assert the_time(text) == (words, value)


@pytest.mark.parametrize(
    ("text", "value", "day"),
    [
        ("He resigned on Friday.", "2020-06-12", DAILY),
        ("He will resign on Friday.", "2020-06-19", DAILY),
        ("He opened talks with Rome this month.", "2020-06", DAILY),
        ("He resigned last week.", "2020-W24", DAILY),
        ("He resigned on December 31.", "2020-12-31", NEW_YEAR),
        ("He resigned in December.", "2020-12", NEW_YEAR),
        ("He resigned yesterday.", "2021-01-01", NEW_YEAR),
        ("He resigned on Thursday.", "2020-12-31", NEW_YEAR),
        ("He opened talks with Rome this month.", "2020-12", NEW_YEAR),
        ("He resigned last month.", "2020-12", NEW_YEAR),
        ("He resigned this week.", "2020-W53", NEW_YEAR),
        ("He resigned in the fourth quarter.", "2020-Q4", NEW_YEAR),
        ("He resigned a year ago.", "2019", LEAP_DAY),
        ("He will resign next year.", "2021", LEAP_DAY),
        ("He will resign tomorrow.", "2020-03-01", LEAP_DAY),
        ("He resigned on 29 February.", "2020-02-29", LEAP_DAY),
        ("He resigned on 29 February.", "2020-02-29", WEEKLY),
    ],
)
def test_month_and_year_ends_and_leap_days(text: str, value: str, day: date) -> None:
    assert the_time(text, day)[1] == value


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("He left on Friday.", date(2020, 6, 26), date(2020, 6, 26)),
        ("He left in February.", date(2020, 2, 1), date(2020, 2, 29)),
        ("He left in 2019.", date(2019, 1, 1), date(2019, 12, 31)),
        ("He left last week.", date(2020, 6, 22), date(2020, 6, 28)),
        ("He left over the weekend.", date(2020, 6, 27), date(2020, 6, 28)),
        ("Output fell in the first quarter.", date(2020, 1, 1), date(2020, 3, 31)),
        ("He was born in the 1990s.", date(1990, 1, 1), date(1999, 12, 31)),
        ("He left in the past two weeks.", date(2020, 6, 17), date(2020, 7, 1)),
        ("He travelled over the last three days.", date(2020, 6, 28), date(2020, 7, 1)),
        ("He has travelled for the last two months.", date(2020, 5, 1), date(2020, 7, 1)),
        ("He will leave in the next ten days.", date(2020, 7, 1), date(2020, 7, 11)),
        ("Output fell in the first nine months of 2019.", date(2019, 1, 1), date(2019, 9, 30)),
    ],
)
def test_expressions_know_their_days(text: str, first: date, last: date) -> None:
    time = times_of(text)[0]

    assert (time.first, time.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "He may resign.",
        "They march against corruption.",
        "A second raid followed.",
        "Just a second initiative was launched.",
        "Theresa May resigned.",
        "The field pumps 2000 barrels of crude.",
        "Some 1990 people were displaced.",
        "The contract is worth $2020 for a tonne.",
        "He is 45 years old.",
        "The 45-year-old general resigned.",
        "Prices will fall sharply.",
        "The fall of Mosul was a shock.",
        "At the time of the raid he was abroad.",
        "",
        "\n\n",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert times_of(text) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Clashes broke out from June 25-27.", ["2020-06-25", "2020-06-27"]),
        ("The festival ran 25-27 June 2019.", ["2019-06-25", "2019-06-27"]),
        ("He led the party in 2014-18.", ["2014", "2018"]),
        ("He led the party between March and May 2019.", ["2019-03", "2019-05"]),
        ("He led the party from 2014 to 2018.", ["2014", "2018"]),
        ("On 4 March 2011 he fled. The next day he was caught.", ["2011-03-04", "2011-03-05"]),
        ("On 4 March 2011 he fled. A year later he was tried.", ["2011-03-04", "2012"]),
        ("On 4 March 2011 he fled. He was caught on 9 May.", ["2011-03-04", "2011-05-09"]),
        ("On 4 March 2011 he fled, and the army left two nights later.", ["2011-03-04", "2011-03-06"]),
        ("He fled in March 2018. He was caught in May.", ["2018-03", "2020-05"]),
        ("He fled in March 2018 and was caught in May.", ["2018-03", "2018-05"]),
        ("Third-quarter profit was $4mn, up from $3mn a year earlier.", ["2019-Q3", "2018-Q3"]),
    ],
)
def test_dates_lean_on_those_told_before(text: str, values: list[str]) -> None:
    assert [time.value for time in times_of(text)] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Oman is believed to have raided the camp in May.", "2020-05"),
        ("Oman is said to have raided the camp on Monday.", "2020-06-29"),
        ("Angola is estimated to have pumped more crude in December.", "2019-12"),
        ("Angola is expected to have pumped more crude in May.", "2020-05"),
        ("Angola hopes to have repaired the rig in December.", "2020-12"),
    ],
)
def test_what_is_said_to_have_been_done_is_past(text: str, value: str) -> None:
    assert the_time(text)[1] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Chad was due to sign the accord in April.", "2020-04"),
        ("Chad was due to sign the accord in September.", "XXXX-09"),
        ("Chad is due to sign the accord in September.", "2020-09"),
        ("Chad was about to sign the accord on Monday.", "2020-06-29"),
        ("Chad is about to sign the accord on Monday.", "2020-07-06"),
        ("The court is due to sentence him on Friday.", "2020-07-03"),
        ("He said Chad was due to sign the accord in September.", "2020-09"),
        ("The patrols were ordered to leave the delta in March.", "2020-03"),
        ("The patrols were ordered to leave the delta in November.", "2020-11"),
        ("Acme agreed to buy the rig in February.", "2020-02"),
    ],
)
def test_a_plan_told_in_the_past_is_not_put_off_by_a_year(text: str, value: str) -> None:
    assert the_time(text)[1] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The front, as its foes call it, freed ten captives on Monday.", "2020-06-29"),
        ("He resigned last Tuesday.", "2020-06-23"),
        ("He resigned last Monday.", "2020-06-22"),
        ("He resigned last Friday.", "2020-06-26"),
        ("He resigned last Wednesday.", "2020-06-24"),
        ("He resigned on Tuesday.", "2020-06-30"),
        ("Gunmen seized the port on September 20.", "2019-09-20"),
        ("Gunmen will seize the port on September 20.", "2020-09-20"),
    ],
)
def test_asides_last_weekdays_and_plain_reports_look_back(text: str, value: str) -> None:
    assert the_time(text)[1] == value


def test_last_monday_is_of_the_same_week_at_its_end() -> None:
    assert the_time("He resigned last Monday.", NEW_YEAR)[1] == "2020-12-28"
    assert the_time("He resigned last Friday.", NEW_YEAR)[1] == "2020-12-25"


def test_without_a_date_the_unknown_parts_are_x() -> None:
    assert the_time("He left on Friday.", None)[1] == "XXXX-WXX-5"
    assert the_time("He left in May.", None)[1] == "XXXX-05"
    assert the_time("He left on June 25.", None)[1] == "XXXX-06-25"
    assert the_time("He left yesterday.", None)[1] == "PAST_REF"


def test_a_line_end_inside_an_expression_is_a_blank_and_an_empty_line_is_none() -> None:
    assert the_time("He resigned late last\nyear.")[1] == "2019"
    assert [time.value for time in times_of("It began last\n\nyear.")] == []


def test_an_unparsed_text_is_read_too() -> None:
    times = find_times(Doc(Vocab(), words=["On", "25", "June", "2020", "it", "rained", "."]), WEEKLY)

    assert [time.value for time in times] == ["2020-06-25"]


_PIECES = st.sampled_from(
    ["last", "week", "May", "the", "25th", "of", "2020", "-", "31 February", "Q3", "two", "weeks", "ago", "99",
     "year", "Friday", "night", "10 p.m.", "since", "0000-00-00", "9999", "next", "century", "13/13/13", "'60s",
     "\n", "\n\n", "a", "decades", "earlier", "year-end", "Easter 1000", "H2", "FY21", "000", "²", "٣ مايو",
     "the first 400 months of 1999", "week 53 of 2019", "W", "29 Feb", ",", "later"]
)  # fmt: skip


@settings(deadline=None)
@given(
    text=st.lists(_PIECES, max_size=12).map(" ".join) | st.text(max_size=60),
    day=st.none() | st.dates() | st.sampled_from([date.min, date.max, LEAP_DAY]),
)
def test_any_text_is_read_in_order_without_overlap(text: str, day: date | None) -> None:
    blank = load_pipeline().make_doc(text)
    times = find_times(blank, day)

    end = 0
    for time in times:
        assert end <= time.start < time.end
        assert text[time.start : time.end] == time.text
        assert (time.first is None) == (time.last is None)
        assert time.first is None or time.last is None or time.first <= time.last
        assert re.fullmatch(r"[\dXPTWQHYMDSEC.:/A-Z_-]+", time.value)
        end = time.end


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Invited in Madrid in July 1997, the three will officially join on March 12.", "2021-03-12"),
        ("The three were invited in Madrid in July 1997 and signed on March 12.", "1997-03-12"),
        ("Exports fell to 2 mn b/d, from 3 mn b/d the year before.", "2019"),
        ("Crews repaired a nineteen ninety-seven pipeline.", "1997"),
        ("In nineteen ninety-one Omar Haddad was convicted.", "1991"),
        ("They met their goals by the year two thousand.", "2000"),
    ],
)
def test_a_year_comes_from_where_the_words_look(text: str, value: str) -> None:
    assert times_of(text)[-1].value == value


def test_what_many_do_on_a_day_is_a_timetable_too() -> None:
    text = "Ministers who watch over the cuts meet by video on Thursday, and Chad will have to explain itself."

    assert the_time(text)[1] == "2020-07-02"

"""The days that matter come first, each with lines that differ, all in time order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model import Development, ReadCount, Timeline, Topic
from briefings.timelines import Report, compose_timeline, day_weights, span_of
from tests.builders import ISSUE_DATE, a_day, a_development, a_quote, cited

READ = ReadCount(1, 1, 0)
RAID = date(2020, 6, 25)


def told(statement: str, day: str | None = None, *, printed: date = ISSUE_DATE, **fields: object) -> Development:
    """A development as the archive has it, of an article of its own."""
    article = fields.pop("article", abs(hash(statement)) % 10_000)
    when = None if day is None else a_day(day)
    made = a_development(statement, **{"when": when, "salience": 0.5, **fields})
    return cited(made, a_quote(statement, date=printed, article_id=article))


def composed(*found: Development, reports: tuple[Report, ...] = (), days: int = 12, lines: int = 2) -> Timeline:
    topic = Topic("acme", "Acme")
    told_in = reports or tuple(Report(ISSUE_DATE, one.evidence[0].sentence) for one in found)
    return compose_timeline(topic, found, told_in, as_of=ISSUE_DATE, read=READ, days=days, lines=lines)


def statements(made: Timeline) -> list[list[str]]:
    return [[line.development.statement for line in entry.lines] for entry in made.entries]


def test_entries_stand_in_time_order() -> None:
    made = composed(
        told("Acme bought Bolt.", "2020-06-25"),
        told("Acme sold Core.", "2020-06-20"),
        told("Acme split.", "2020-06-23"),
    )

    assert [entry.value for entry in made.entries] == ["2020-06-20", "2020-06-23", "2020-06-25"]


def test_a_day_that_more_reports_name_matters_more() -> None:
    often = [told(f"Paper {name} says that Acme bought Bolt.", "2020-06-25") for name in ("A", "B", "C")]
    reports = (
        *[Report(ISSUE_DATE, "On 25 June Acme bought Bolt.")] * 3,
        Report(ISSUE_DATE, "On 20 June it sold Core."),
    )
    made = composed(*often, told("Acme sold Core.", "2020-06-20"), reports=reports, days=1)

    assert [entry.first for entry in made.entries] == [RAID]
    assert made.more == 1


def test_what_is_still_told_long_after_matters_more_than_the_news_of_a_day() -> None:
    after = Report(RAID + timedelta(25), "The raid of 25 June changed much.")
    same = Report(RAID + timedelta(7), "A shop opened on Thursday.")

    weights = day_weights([Report(RAID, "It was a quiet day."), after, same])

    assert weights[RAID] > weights[RAID + timedelta(7)]


def test_a_report_counts_once_for_a_day_however_often_it_names_it() -> None:
    once, often = (day_weights([Report(ISSUE_DATE, text)]) for text in ("On 25 June.", "On 25 June. On 25 June."))

    assert once == often


def test_history_matters_less_than_what_the_archive_saw() -> None:
    reports = [Report(ISSUE_DATE, "On 29 August 1958 he was born, and on 25 June he died.")]

    weights = day_weights(reports)

    assert weights[RAID] > weights[date(1958, 8, 29)] > 0


def test_one_event_is_told_once_with_the_evidence_of_both() -> None:
    one = told("Acme bought Bolt for a billion dollars on 25 June.", "2020-06-25")
    other = told("Acme bought Bolt for a billion dollars, it said on 25 June.", "2020-06-25")
    made = composed(one, other, told("Fire broke out in a warehouse of Core.", "2020-06-25"), lines=3)

    assert len(made.entries[0].lines) == 2
    assert {len(line.development.evidence) for line in made.entries[0].lines} == {1, 2}


def test_no_more_lines_than_asked_for() -> None:
    found = [told(f"Company {index} bought firm {index * 7}.", "2020-06-25") for index in range(500)]

    made = composed(*found, lines=3)

    assert len(made.entries) == 1
    assert len(made.entries[0].lines) == 3
    assert len(made.events) == 500


def test_a_day_of_its_own_comes_before_what_was_printed_on_it() -> None:
    dated = told("Acme bought Bolt.", "2020-07-01", salience=0.2)

    made = composed(dated, told("Acme loves Core.", salience=0.9), lines=1)

    assert statements(made) == [["Acme bought Bolt."]]


def test_a_line_of_a_chronology_comes_first() -> None:
    news = told("Acme bought Bolt on 25 June for a billion.", "2020-06-25", salience=0.7)

    made = composed(news, told("25 June 2020: Bolt goes to Acme, which outbid Core.", "2020-06-25"), lines=1)

    assert statements(made) == [["Bolt goes to Acme, which outbid Core."]]


@pytest.mark.parametrize(
    "litter",
    [
        "At 16:12 on 25 June 2020, tanker9 wrote: Acme bought Bolt.",
        "25 June 2020 | By Ada Grey, Wire Acme bought Bolt.",
        "Markets fall NEW YORK (Wire) -- Acme bought Bolt on 25 June.",
    ],
)
def test_what_a_page_of_the_web_puts_around_its_articles_comes_last(litter: str) -> None:
    made = composed(
        told(litter, "2020-06-25", salience=0.6, article=1), told("Acme bought Bolt.", "2020-06-25", article=2), lines=1
    )

    assert statements(made) == [["Acme bought Bolt."]]


def test_what_else_happened_on_a_day_comes_behind_what_the_topic_is_about() -> None:
    topic = [told(f"Acme told Bolt of the pipeline, part {n}.", f"2020-06-{n}") for n in range(10, 20)]
    aside = [told(f"Fishermen of Core met at lake {n}.", "2020-06-25", salience=0.6) for n in ("Una", "Sava")]

    made = composed(*topic, *aside, told("Bolt closed the pipeline to Acme.", "2020-06-25"), lines=1)

    assert statements(made)[-1] == ["Bolt closed the pipeline to Acme."]


def test_what_has_no_day_stands_where_its_sentence_names_one() -> None:
    assert span_of(told("Since the raid of 25 June all is quiet.")) == (RAID, RAID)
    assert span_of(told("All is quiet.")) == (ISSUE_DATE, ISSUE_DATE)
    assert span_of(told("The days of 25 June and 26 June were quiet.")) is None
    assert span_of(told("All is quiet.", sentence=30)) is None


def test_where_nothing_is_dated_there_is_no_timeline() -> None:
    made = composed(told("All is quiet."))

    assert made.entries == ()
    assert made.events == ()


def test_a_statement_that_says_more_than_its_sentence_is_told_by_the_sentence() -> None:
    added = cited(a_development("Acme bought two firms.", when=a_day("2020-06-25")), a_quote("Acme bought firms."))

    assert statements(composed(added)) == [["Acme bought firms."]]


def test_several_days_are_as_exact_as_the_text() -> None:
    month = cited(a_development(when=a_day("2020-05-01", "2020-05-31")), a_quote())

    made = composed(month)

    assert made.entries[0].value == "2020-05-01/2020-05-31"
    assert made.events == ((date(2020, 5, 1), "COOPERATE"),)


def test_two_thousand_years_are_no_trouble() -> None:
    made = composed(
        told("Rome burned.", "0064-07-18"), told("Acme bought Bolt.", "2020-06-25"), told("So be it.", "9999-12-31")
    )

    assert [entry.first.year for entry in made.entries] == [64, 2020, 9999]


@pytest.mark.parametrize(("days", "lines"), [(1, 1), (3, 2), (50, 50)])
@given(found=st.lists(st.tuples(st.text("abcdefg hij", max_size=40), st.dates() | st.none()), max_size=25))
def test_a_timeline_is_bounded_and_in_order(days: int, lines: int, found: list[tuple[str, date | None]]) -> None:
    made = composed(
        *(told(text, None if day is None else day.isoformat(), article=n) for n, (text, day) in enumerate(found)),
        days=days,
        lines=lines,
    )

    assert len(made.entries) <= days
    assert all(1 <= len(entry.lines) <= lines for entry in made.entries)
    assert list(made.entries) == sorted(made.entries, key=lambda entry: (entry.first, entry.last))


def test_a_story_is_told_on_the_day_that_matters_most() -> None:
    bought = told("Acme bought Bolt.", "2020-06-25", story=7)
    again = told("The purchase of Bolt went through.", "2020-06-24", story=7)
    other = told("Fire broke out.", "2020-06-24")
    reports = (Report(ISSUE_DATE, "On 25 June."), Report(ISSUE_DATE, "On 25 June and on 24 June."))

    made = composed(bought, again, other, reports=reports)

    assert statements(made) == [["Fire broke out."], ["Acme bought Bolt."]]
    assert len(made.events) == 2


def test_a_clause_is_not_put_on_a_day_that_only_the_rest_of_its_sentence_names() -> None:
    sentence = "Acme struck two camps of Bolt, in which Core lost 25 men, and on 20 June Bolt fled the town."
    made = cited(a_development("Core lost 25 men.", when=None, sentence=9), a_quote(sentence, date=ISSUE_DATE))

    assert span_of(made) is None


def test_a_line_too_long_for_any_message_stands_on_no_day() -> None:
    made = composed(told("Acme bought Bolt.", "2020-06-25"), told("Acme" + " sold Core and" * 200, "2020-06-20"))

    assert statements(made) == [["Acme bought Bolt."]]

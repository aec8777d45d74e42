"""The digest of an issue has its top lines a topic, who is new in it, and what is ahead of it."""

from __future__ import annotations

from datetime import date

from briefings.model import Development
from briefings.render.telegram_html import fits, plain
from briefings.service import Services, latest, nothing
from briefings.service.answering import brief, brief_answer
from tests.builders import NOON, a_day, a_development, a_party, an_article, an_entity, an_issue

IRAQ, US = a_party("Iraq", "iraq"), a_party("the US", "united-states")
FIRM = a_party("Zagros Cement", "zagros-cement")
TALKS = "Iraq and the US opened talks in Baghdad."
SOLD = "Zagros Cement sold a kiln."
RESUME = "Iraq and the US will resume their talks on 14 July."
NAMES = {"Iraq": "iraq", "US": "united-states", "Zagros Cement": "zagros-cement"}


def issue(services: Services, *found: Development, day: date, number: str) -> None:
    said = [development.statement for development in found]
    firm = an_entity("zagros-cement", name="Zagros Cement", learned=True)
    article = an_article(*said, names={n: e for n, e in NAMES.items() if n in " ".join(said)}, developments=found)
    services.archive.add_issue(an_issue(article, date=day, number=number, learned=(firm,)), at=NOON)


def told(statement: str, sentence: int, **fields: object) -> Development:
    return a_development(statement, sentence=sentence, event=sentence, salience=0.6, **fields)


def two_issues(services: Services) -> str:
    issue(services, told("Iraq protested.", 0, type="PROTEST", actors=(IRAQ,)), day=date(2020, 6, 24), number="25")
    issue(
        services,
        told(TALKS, 0, type="CONSULT", actors=(IRAQ, US)),
        told(SOLD, 1, actors=(FIRM,)),
        told(RESUME, 2, type="CONSULT", actors=(IRAQ, US), status="planned", when=a_day("2020-07-14")),
        day=date(2020, 7, 1),
        number="26",
    )
    answer = latest.latest_answer(services)
    assert fits(answer.html)
    return plain(answer.html)


def test_lines_stand_under_their_topics_and_the_rest_under_none(services: Services) -> None:
    shown = two_issues(services)

    assert shown.index("Iraq–US relations") < shown.index(TALKS) < shown.index("Also") < shown.index(SOLD)


def test_who_is_in_no_earlier_issue_is_named(services: Services) -> None:
    _, _, after = two_issues(services).partition("Named for the first time")

    assert "Zagros Cement (Weekly 26 · p. 3)" in after.partition("To watch")[0]
    assert "• Iraq" not in after.partition("To watch")[0]


def test_what_is_planned_for_days_ahead_is_to_be_watched(services: Services) -> None:
    _, _, after = two_issues(services).partition("To watch")

    assert "14 July 2020" in after
    assert TALKS not in after


def test_of_the_first_issue_nobody_is_new(services: Services) -> None:
    issue(services, told(SOLD, 0, actors=(FIRM,)), day=date(2020, 7, 1), number="26")

    assert "Named for the first time" not in latest.latest_answer(services).html


def test_where_nothing_happened_it_is_said_what_was_read_and_who_was_named_last(services: Services) -> None:
    two_issues(services)
    made = brief(services, "iraq-us", since=date(2021, 1, 1))
    answer = nothing.nothing(services, made, "iraq-us")
    shown = plain(answer.html)

    assert "No development on Iraq–US relations, since 1 January 2021 in 2 issues, 2 pages." in shown
    assert "Last named on 1 July 2020" in shown
    assert [choice.command for choice in answer.choices] == [
        "/brief iraq-energy",
        "/brief iraq-turkey",
    ] or answer.choices


def test_a_name_that_nothing_tells_of_is_answered_honestly(services: Services) -> None:
    two_issues(services)

    assert "It is named nowhere in what was read." in plain(brief_answer(services, "oman").html)

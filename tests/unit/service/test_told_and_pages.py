"""A brief in a chat marks what is new to that chat, pages on, and is one message whatever there is to tell."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta

import pytest

from briefings.briefs import Room
from briefings.errors import QuestionError
from briefings.model import Subscriber
from briefings.render.telegram_html import fits, plain
from briefings.service import Services, answering
from tests.builders import NOON, a_development, a_party, an_article, an_issue

IRAQ, US = a_party("Iraq", "iraq"), a_party("the US", "united-states")


def made_up(count: int, *, letters: int = 8, words: int = 6) -> list[str]:
    draw = random.Random(7)  # noqa: S311  # the same words each time

    def word() -> str:
        return "".join(draw.choices("bdfgklmnprtvz", k=letters))

    return [f"Iraq and the US {' '.join(word() for _ in range(words))}." for _ in range(count)]


def read(services: Services, statements: Sequence[str]) -> None:
    found = [
        a_development(statement, type="CONSULT", sentence=n, actors=(IRAQ, US), event=n, salience=1 - n / 1000)
        for n, statement in enumerate(statements)
    ]
    services.archive.add_issue(an_issue(an_article(*statements, developments=tuple(found))), at=NOON)


@pytest.fixture
def ada(services: Services) -> Subscriber:
    return services.subscribers.get(11, None, zone="UTC", now=NOON)


def lines_of(html: str) -> list[str]:
    return [line for line in plain(html).splitlines() if line.startswith("•")]


def test_the_second_brief_says_that_nothing_is_new_and_repeats_what_was_told_as_such(
    services: Services, ada: Subscriber
) -> None:
    read(services, made_up(3))

    first = answering.brief_answer(services, "iraq-us", subscriber=ada, now=NOON)
    second = answering.brief_answer(services, "iraq-us", subscriber=ada, now=NOON)

    assert "Told before" not in first.html
    assert "Nothing new since your last brief." in second.html
    assert "Told before" in second.html
    assert len(lines_of(second.html)) == 3


def test_what_came_since_stands_before_what_was_told(services: Services, ada: Subscriber) -> None:
    old, new = made_up(2)
    read(services, [old])
    answering.brief_answer(services, "iraq-us", subscriber=ada, now=NOON)
    article = an_article(new, developments=(a_development(new, type="CONSULT", actors=(IRAQ, US)),))
    services.archive.add_issue(an_issue(article, number="27"), at=NOON + timedelta(hours=1))

    shown = plain(answering.brief_answer(services, "iraq-us", subscriber=ada, now=NOON).html)

    assert shown.index("New since your last brief") < shown.index(new) < shown.index("Told before") < shown.index(old)


def test_the_second_brief_shows_the_same_lines_and_none_that_was_left_out_of_the_first(
    services: Services, ada: Subscriber
) -> None:
    read(services, made_up(40))

    first = answering.brief_answer(services, "iraq-us", subscriber=ada, now=NOON)
    second = answering.brief_answer(services, "iraq-us", subscriber=ada, now=NOON + timedelta(days=1))

    assert lines_of(second.html) == lines_of(first.html)
    assert "Nothing new since your last brief." in second.html


def test_a_digest_without_a_new_issue_brings_nothing_that_the_last_one_left_out(services: Services) -> None:
    read(services, made_up(40))
    first = answering.digest_lines(services, ["iraq-us"], frozenset())
    seen = services.following.newest()

    assert not first.empty
    assert answering.digest_lines(services, ["iraq-us"], frozenset(first.told), seen=seen).empty


def test_what_a_brief_told_is_not_in_the_digest_after_it(services: Services, ada: Subscriber) -> None:
    read(services, made_up(2))
    answering.brief_answer(services, "iraq-us", subscriber=ada, now=NOON)

    assert answering.digest_lines(services, ["iraq-us"], services.subscribers.told(ada.id)).empty


def test_more_pages_on_until_everything_was_shown_once(services: Services) -> None:
    statements = made_up(40)
    read(services, statements)
    shown: list[str] = []
    query: str | None = "iraq-us"
    while query:
        answer = answering.brief_answer(services, query)
        assert fits(answer.html)
        shown += [next(one for one in statements if one in line) for line in lines_of(answer.html)]
        following = [choice.command for choice in answer.choices if choice.text.startswith("More")]
        query = following[0].removeprefix("/brief ") if following else None

    assert sorted(shown) == sorted(statements)


def test_a_page_of_endless_lines_is_one_message_all_the_same(services: Services) -> None:
    read(services, made_up(30, letters=30, words=18))

    answer = answering.brief_answer(services, "iraq-us")

    assert fits(answer.html)
    assert any(choice.text.startswith("More (") for choice in answer.choices)


def test_a_page_after_the_last_says_that_nothing_is_there(services: Services) -> None:
    read(services, made_up(2))

    assert "No more on Iraq–US relations" in plain(answering.brief_answer(services, "iraq-us +30").html)


def test_an_alert_is_the_weightiest_line_alone(services: Services) -> None:
    read(services, made_up(3))
    made = answering.brief(services, "iraq-us", room=Room(1))

    assert len(lines_of(answering.render_alert(services, made).replace("</b> •", "</b>\n•"))) == 1


def test_a_period_that_ends_before_it_begins_is_refused(services: Services) -> None:
    with pytest.raises(QuestionError, match="ends on 2020-05-01 before it begins on 2020-06-01"):
        answering.brief(services, "iraq-us", since=NOON.date().replace(month=6), until=NOON.date().replace(month=5))

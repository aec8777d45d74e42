"""A brief takes the weightiest lines that its room holds, none that says what another does, and pages on."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from briefings.briefs import MOST_LINES, Material, Room, compose
from briefings.model import Brief, Development, ReadCount, Topic
from tests.builders import ISSUE_DATE, a_day, a_development, a_party, a_quote, cited

ALL = Topic(id="", title="All")
DONE = (
    "Ada sold house seven.", "Bert resigned.", "Carl fled to Rome.", "Dora won an election.", "Emil bombed ships.",
    "Fay met bankers.", "Gus dug wells.", "Hal cut wages.", "Ida freed prisoners.", "Jo raised taxes.",
)  # fmt: skip


def told(number: int, statement: str, salience: float = 0.5, day: date = ISSUE_DATE) -> Development:
    made = a_development(statement, event=0, salience=salience)
    return cited(made, a_quote(statement, article_id=number, issue_id=number, date=day), development_id=number)


def brief_of(*found: Development, room: Room | None = None) -> Brief:
    return compose(ALL, Material(found, {}), as_of=ISSUE_DATE, read=ReadCount(1, 1, 0), room=room)


def many() -> list[Development]:
    return [told(n, statement, n / 20) for n, statement in enumerate(DONE, start=1)]


def words_of(made: Brief) -> int:
    return sum(len(line.development.statement.split()) for line in made.lines)


@given(st.integers(1, 90))
def test_a_brief_has_at_most_so_many_words_and_at_least_a_line(words: int) -> None:
    made = brief_of(*many(), room=Room(MOST_LINES, words))

    assert made.lines
    assert words_of(made) <= max(words, 3)
    assert len(made.lines) + made.more == len(DONE)


def test_a_line_that_does_not_fit_leaves_room_for_a_shorter_one() -> None:
    long = told(1, "Ada bought nine of the ten mills that stand along the upper river near Basra.", 0.9)
    short = told(2, "Bert resigned as head of Bolt.", 0.8)
    shorter = told(3, "Carl fled.", 0.1)

    made = brief_of(long, short, shorter, room=Room(MOST_LINES, 9))

    assert [line.development.statement for line in made.lines] == [short.statement, shorter.statement]


def test_pages_follow_one_another_without_gap_or_repeat() -> None:
    first, second = (brief_of(*many(), room=Room(6, after=after)) for after in (0, 6))
    ranks = [line.rank for made in (first, second) for line in made.lines]

    assert sorted(ranks) == list(range(1, len(DONE) + 1))
    assert (first.more, second.more) == (4, 0)


def test_a_line_that_says_what_another_says_is_not_shown() -> None:
    more = told(1, "Ada bought nine mills along the upper river near Basra from Bolt.", 0.9)
    less = told(2, "Ada bought nine mills along the river.", 0.5)

    assert [line.development.statement for line in brief_of(more, less).lines] == [more.statement]


def test_of_everything_the_latest_comes_before_the_weightiest() -> None:
    old = told(1, "Ada bought nine mills from Bolt.", 1.0, date(2019, 7, 1))
    new = told(2, "Carl resigned as head of Dora.", 0.2)

    assert [line.development.statement for line in brief_of(old, new, room=Room(1)).lines] == [new.statement]


def test_five_hundred_developments_on_one_day_are_one_brief() -> None:
    draw = random.Random(1)  # noqa: S311  # the same words each time
    words = ["".join(draw.choices("bdfgklmnprtvz", k=9)) for _ in range(2500)]
    found = [told(n, f"{' '.join(words[n * 5 : n * 5 + 5])}.") for n in range(500)]

    made = brief_of(*found)

    assert len(made.lines) == 15
    assert made.more == 485


def test_a_line_that_holds_a_later_event_too_neither_leads_nor_joins_the_two() -> None:
    first, second = "Ada raided the mill in Basra.", "The May raid was followed by another: Bert arrested 14 men."
    lines = [
        (first, first, 0, a_day("2020-05-01", "2020-05-31"), 0.5),
        (second, second, 0, a_day("2020-05-01", "2020-05-31"), 0.9),
        ("Bert arrested 14 men.", second, 1, a_day("2020-06-25"), 0.8),
    ]
    found = [
        cited(
            a_development(line, event=event, when=when, salience=salience, sentence=int(sentence == second)),
            a_quote(sentence, article_id=1, issue_id=1),
            development_id=number,
        )
        for number, (line, sentence, event, when, salience) in enumerate(lines, start=1)
    ]

    assert [line.development.statement for line in brief_of(*found).lines] == [first, "Bert arrested 14 men."]


def test_the_same_words_of_other_parties_days_or_places_tell_another_event() -> None:
    said = "attacked the old depot near the river and killed ten guards at dawn."
    acme, bolt = (a_party(name, name.lower()) for name in ("Acme", "Bolt"))
    first, second = a_day("2020-06-20"), a_day("2020-06-25")

    def lines(one: dict[str, Any], other: dict[str, Any]) -> int:
        found = [told(1, f"Ada {said}"), told(2, f"Bert {said}")]
        quotes = [replace(development.evidence[0], article_id=1, issue_id=1) for development in found]
        pairs = zip(found, quotes, (one, other), strict=True)
        return len(
            brief_of(*(replace(made, event=made.id or 0, evidence=(q,), **more) for made, q, more in pairs)).lines
        )

    assert lines({"actors": (acme,)}, {"actors": (bolt,)}) == 2
    assert lines({"when": first}, {"when": second}) == 2
    assert lines({"place": "Basra"}, {"place": "Mosul"}) == 2
    assert lines({"actors": (acme,), "when": first}, {"actors": (acme,), "when": first}) == 1


def test_two_lines_of_one_sentence_that_say_the_same_are_one_though_their_days_differ() -> None:
    sentence = "The May raid was followed by another in which soldiers of Acme detained nine members of the guild."
    short = "Soldiers of Acme detained nine members of the guild."
    cut = a_development(short, event=0, salience=0.9, when=a_day("2020-06-25"))
    whole = a_development(sentence, event=1, salience=0.3, when=a_day("2020-05-01", "2020-05-31"), trigger="raid")
    quote = a_quote(sentence, article_id=1, issue_id=1)

    made = brief_of(cited(cut, quote, development_id=1), cited(whole, quote, development_id=2))

    assert [line.development.statement for line in made.lines] == [short]

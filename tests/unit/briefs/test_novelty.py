"""Against what a reader was told, a line is new, developed, contradicted (with what it contradicts) or unchanged."""

from __future__ import annotations

from datetime import date
from typing import Any

from briefings.briefs import Material, Reader, Room, compose, key
from briefings.model import Brief, Development, ReadCount
from tests.builders import ISSUE_DATE, a_day, a_development, a_party, a_quote, a_topic, cited

ACME, BOLT = a_party("Acme", "acme"), a_party("Bolt", "bolt")
MAY = date(2020, 5, 10)


def told(number: int, statement: str, day: date = ISSUE_DATE, **fields: Any) -> Development:
    given = {"salience": 0.6, "actors": (ACME,), "targets": (BOLT,), "trigger": "raid", "when": a_day("2020-05-09")}
    made = a_development(statement, type="ASSAULT", event=0, **{**given, **fields})
    return cited(made, a_quote(statement, article_id=number, issue_id=number, date=day), development_id=number)


def brief_of(*found: Development, told: frozenset[str] = frozenset(), seen: int | None = None) -> Brief:
    read = ReadCount(2, 2, 0)
    return compose(a_topic(), Material(found, {}), as_of=ISSUE_DATE, read=read, reader=Reader(told, seen), again=True)


OLD = told(1, "Acme raided the Basra offices of Bolt.", MAY)
SAME = told(2, "Acme raided the offices of Bolt in Basra.")


def test_what_nobody_told_before_is_new_and_what_was_told_whole_is_unchanged() -> None:
    assert [line.novelty for line in brief_of(SAME).lines] == ["new"]
    assert [line.novelty for line in brief_of(SAME, told=frozenset({key(SAME.evidence[0])})).lines] == ["unchanged"]


def test_more_on_what_was_told_is_developed() -> None:
    (line,) = brief_of(OLD, SAME, told=frozenset({key(OLD.evidence[0])})).lines

    assert (line.novelty, line.earlier) == ("developed", None)


def test_without_a_reader_earlier_issues_stand_for_what_was_told() -> None:
    assert [line.novelty for line in brief_of(OLD, SAME).lines] == ["developed"]


def test_a_denial_contradicts_and_shows_both_lines() -> None:
    denied = told(2, "Acme did not raid the Basra offices of Bolt.", status="denied")

    (line,) = brief_of(OLD, denied).lines

    assert line.novelty == "contradicted"
    assert line.development.statement == denied.statement
    assert line.earlier is not None
    assert line.earlier.statement == OLD.statement


def test_a_not_in_one_of_two_lines_contradicts_too() -> None:
    (line,) = brief_of(OLD, told(2, "Acme has not raided the Basra offices of Bolt.")).lines

    assert line.novelty == "contradicted"


def test_what_was_not_told_goes_before_what_was() -> None:
    known = told(1, "Acme raided a mill of Bolt near Mosul.", salience=0.9)
    fresh = told(2, "Acme and Bolt freed seven prisoners.", salience=0.1, trigger="free", when=a_day("2020-06-09"))
    read = ReadCount(1, 1, 0)
    made = compose(
        a_topic(),
        Material([known, fresh], {}),
        as_of=ISSUE_DATE,
        read=read,
        room=Room(1),
        reader=Reader(frozenset({key(known.evidence[0])})),
        again=True,
    )

    assert [line.development.statement for line in made.lines] == [fresh.statement]
    assert made.more == 1


def test_what_stood_in_the_archive_when_a_reader_was_told_is_no_news_though_it_was_not_shown() -> None:
    shown = told(1, "Acme raided a mill of Bolt near Mosul.", salience=0.9)
    left_out = told(2, "Acme and Bolt freed seven prisoners.", salience=0.1, trigger="free", when=a_day("2020-06-09"))
    came_since = told(3, "Bolt paid Acme for ten ships.", salience=0.1, trigger="pay", when=a_day("2020-06-12"))

    made = brief_of(shown, left_out, came_since, told=frozenset({key(shown.evidence[0])}), seen=2)

    news = {line.development.id: line.novelty for line in made.lines}
    assert news == {1: "unchanged", 2: "unchanged", 3: "new"}
    assert made.again


def test_who_was_never_told_of_it_reads_a_brief_as_others_do() -> None:
    assert not brief_of(SAME).again

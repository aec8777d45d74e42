"""A brief shows what bears on its topic, each event once, proved, in time order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from briefings.briefs import Material, Reader, compose, group, key, line_keys
from briefings.briefs.events import lead_first
from briefings.model import Development, EntityId, ReadCount, Topic
from tests.builders import ISSUE_DATE, a_day, a_development, a_party, a_quote, a_topic, cited

ALL = Topic(id="", title="All")
READ = ReadCount(issues=1, pages=4, unreadable=0)
ACME, BOLT, CARL = a_party("Acme", "acme"), a_party("Bolt", "bolt"), a_party("Carl", "carl")


def stored(number: int, statement: str, **fields: Any) -> Development:
    sentence = fields.pop("said", statement)
    quote = a_quote(str(sentence), article_id=1, issue_id=1)
    made = a_development(statement, sentence=number, salience=0.6, event=number, **fields)
    return cited(made, quote, development_id=number + 1)


def brief_of(*developments: Development, topic: Topic | None = None, told: frozenset[str] = frozenset()) -> list[str]:
    named = {d.id: frozenset[EntityId]() for d in developments if d.id is not None}
    made = compose(topic or a_topic(), Material(developments, named), as_of=ISSUE_DATE, read=READ, reader=Reader(told))
    return [line.development.statement for line in made.lines]


def test_only_what_bears_on_the_topic_is_shown() -> None:
    both = stored(0, "Acme sued Bolt.", actors=(ACME,), targets=(BOLT,))
    one = stored(1, "Carl sued Bolt.", actors=(CARL,), targets=(BOLT,))

    assert brief_of(both, one) == ["Acme sued Bolt."]


def test_lines_stand_in_time_order_and_undated_ones_on_the_issues_day() -> None:
    undated = stored(0, "Acme left Bolt.", actors=(ACME,), targets=(BOLT,))
    june = stored(1, "Acme sued Bolt.", actors=(ACME,), targets=(BOLT,), when=a_day("2020-06-03"))
    may = stored(2, "Acme met Bolt.", actors=(ACME,), targets=(BOLT,), when=a_day("2020-05-09"))

    assert brief_of(undated, june, may) == ["Acme met Bolt.", "Acme sued Bolt.", "Acme left Bolt."]


def test_two_developments_of_one_event_are_one_line_with_both_sentences() -> None:
    first = stored(0, "Acme sued Bolt.", actors=(ACME,), targets=(BOLT,))
    second = cited(
        a_development("Acme went to court.", sentence=1, event=0, salience=0.2, actors=(ACME,), targets=(BOLT,)),
        a_quote("Acme went to court.", article_id=1),
        development_id=2,
    )
    made = compose(a_topic(), Material([first, second], {}), as_of=ISSUE_DATE, read=READ)

    assert [line.development.statement for line in made.lines] == ["Acme sued Bolt."]
    assert [q.sentence for q in made.lines[0].development.evidence] == ["Acme sued Bolt.", "Acme went to court."]


def test_a_line_that_its_sentence_does_not_prove_is_told_by_the_sentence() -> None:
    false = stored(0, "Acme sued Bolt.", said="Acme has not sued Bolt.", actors=(ACME,), targets=(BOLT,))

    assert brief_of(false) == ["Acme has not sued Bolt."]


def test_what_was_told_before_is_not_told_again() -> None:
    old = stored(0, "Acme sued Bolt.", actors=(ACME,), targets=(BOLT,))
    new = stored(1, "Acme met Bolt.", actors=(ACME,), targets=(BOLT,))

    assert brief_of(old, new, told=frozenset({key(old.evidence[0])})) == ["Acme met Bolt."]


def test_every_line_has_evidence_and_its_keys() -> None:
    made = compose(
        a_topic(),
        Material([stored(0, "Acme sued Bolt.", actors=(ACME,), targets=(BOLT,))], {}),
        as_of=ISSUE_DATE,
        read=READ,
    )

    assert all(line.development.evidence and line_keys(line) for line in made.lines)


def test_the_same_event_in_two_issues_is_one_line_led_by_the_later_issue() -> None:
    early = cited(
        a_development(
            "Acme raided the offices of Bolt in Basra.", when=a_day("2020-06-25"), actors=(ACME,), targets=(BOLT,)
        ),
        a_quote("Acme raided the offices of Bolt in Basra.", article_id=1, date=a_day("2020-06-26").first),
        development_id=1,
    )
    late = cited(
        a_development(
            "Acme raided the Basra offices of Bolt.", when=a_day("2020-06-25"), actors=(ACME,), targets=(BOLT,)
        ),
        a_quote("Acme raided the Basra offices of Bolt.", article_id=2),
        development_id=2,
    )
    made = compose(a_topic(), Material([early, late], {}), as_of=ISSUE_DATE, read=READ)

    assert [line.development.statement for line in made.lines] == ["Acme raided the Basra offices of Bolt."]
    assert made.lines[0].novelty == "developed"
    assert len(made.lines[0].development.evidence) == 2


def test_an_event_is_not_an_entitys_because_another_of_its_sentences_names_it() -> None:
    raid = stored(0, "Acme raided Carl in May.", actors=(ACME,), targets=(CARL,))
    again = cited(
        a_development("The May raid was followed by one on Bolt.", sentence=1, event=0, salience=0.1),
        a_quote("The May raid was followed by one on Bolt.", article_id=1),
        development_id=2,
    )
    about_bolt = Topic(id="bolt", title="Bolt", entities=(EntityId("bolt"),))
    material = Material([raid, again], {2: frozenset({EntityId("bolt")})})

    assert compose(about_bolt, material, as_of=ISSUE_DATE, read=READ).lines == ()


def dated(number: int, statement: str, day: str | None, **fields: Any) -> Development:
    made = a_development(statement, event=0, when=None if day is None else a_day(day), **fields)
    return cited(made, a_quote(statement, article_id=1, issue_id=1, date=ISSUE_DATE), development_id=number)


def test_a_line_takes_no_day_of_another_that_it_speaks_against() -> None:
    lead = dated(1, "Acme is blamed for the raid of 27 December, in which a guard died.", None, salience=0.9)
    found = (lead, dated(2, "Bolt lost two guards on 11 March.", "2020-03-11"), dated(3, "A guard died.", "2019-12-27"))

    (event,) = group(ALL, Material(found, {}))

    assert (event.lead, event.when) == (lead, a_day("2019-12-27"))


def test_what_stands_alone_leads_before_what_a_later_issue_says_of_it() -> None:
    early, late = dated(1, "Acme raided Bolt on 11 March.", None), dated(2, "It raided Bolt on 11 March.", None)
    before = replace(early, evidence=(replace(early.evidence[0], date=ISSUE_DATE - timedelta(7)),))

    assert lead_first((late, before))[0] is before


def test_a_day_that_heads_a_line_is_not_told_twice() -> None:
    found = dated(1, "25 JUNE: Acme raids Bolt.", "2020-06-25")

    assert brief_of(found, topic=ALL) == ["Acme raids Bolt."]


def test_a_line_longer_than_a_message_has_room_for_is_left_out_for_length() -> None:
    found = dated(1, f"Acme raided Bolt{' and Bolt' * 400}.", None)
    made = compose(ALL, Material((found,), {}), as_of=ISSUE_DATE, read=ReadCount(1, 1, 0))

    assert (made.lines, made.more, made.withheld) == ((), 1, 0)

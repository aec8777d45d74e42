"""What bears on a relation: who acts on both sides weighs most, who is named aside little, what is left out nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from briefings.briefs import Material, group, widened
from briefings.model import Development, EntityId, Topic
from tests.builders import a_development, a_party, a_quote, a_topic, cited

ACME, BOLT, TOWN = a_party("Acme", "acme"), a_party("Bolt", "bolt"), a_party("Acmeville", "acmeville")
ID = EntityId


def told(number: int, statement: str, *, article: int | None = None, **fields: Any) -> Development:
    made = a_development(statement, event=number, sentence=number, salience=0.6, **fields)
    return cited(made, a_quote(statement, article_id=article or number), development_id=number)


def relevance(topic: Topic, *developments: Development, named: dict[int, set[str]] | None = None, **more: Any) -> float:
    names = {number: frozenset(map(ID, those)) for number, those in (named or {}).items()}
    found = group(topic, Material(developments, names, **more))
    return max((event.relevance for event in found), default=0.0)


def test_who_acts_on_both_sides_weighs_more_than_who_is_named() -> None:
    both_act = relevance(a_topic(), told(1, "Acme sued Bolt.", actors=(ACME,), targets=(BOLT,)))
    one_named = relevance(a_topic(), told(1, "Acme left Bolt.", actors=(ACME,)), named={1: {"acme", "bolt"}})
    aside = relevance(a_topic(), told(1, "Carl, of Acme and Bolt, died."), named={1: {"acme", "bolt"}})

    assert both_act > one_named > aside > 0


def test_a_side_that_is_a_country_has_its_towns_and_people_too() -> None:
    topic = widened(a_topic(), {ID("acmeville"): ID("acme"), ID("acme-oil"): ID("acme")}, without={ID("acme-oil")})

    assert topic.pair == ((ID("acme"), ID("acmeville")), (ID("bolt"),))
    assert relevance(topic, told(1, "Bolt shelled Acmeville.", actors=(BOLT,), targets=(TOWN,))) > 0.5


def test_who_stands_on_a_side_by_name_stands_on_no_other() -> None:
    topic = widened(a_topic(), {ID("bolt"): ID("acme")}, without=())

    assert topic.pair == ((ID("acme"),), (ID("bolt"),))


def test_what_one_side_has_on_the_other_s_ground_stands_on_both() -> None:
    topic = replace(a_topic(), pair=((ID("acme"),), (ID("bolt"), ID("bolt-embassy"))))

    on_both = widened(topic, {ID("bolt-embassy"): ID("acme")}, sites={ID("bolt-embassy")})

    assert on_both.pair == ((ID("acme"), ID("bolt-embassy")), (ID("bolt"), ID("bolt-embassy")))


def test_what_is_done_to_a_town_alone_bears_less_than_what_is_done_to_its_country() -> None:
    shelled = told(1, "Carl shelled Acmeville.", targets=(TOWN,))
    topic = replace(a_topic(), pair=((ID("acme"), ID("acmeville")), (ID("bolt"),)))
    asked: dict[str, Any] = {"named": {1: {"acmeville", "bolt"}}, "sides": frozenset(map(ID, ("acme", "bolt")))}

    assert relevance(topic, shelled, **asked, grounds=frozenset({ID("acmeville")})) < relevance(topic, shelled, **asked)


def test_who_acts_on_a_relation_weighs_more_than_to_whom_a_third_does_something() -> None:
    both = {1: {"acme", "bolt"}}
    acts = relevance(a_topic(), told(1, "Acme left Bolt.", actors=(ACME,)), named=both)
    undergoes = relevance(a_topic(), told(1, "Acme was hit beside Bolt.", targets=(ACME,)), named=both)
    carl = a_party("Carl", "carl")
    by_another = relevance(a_topic(), told(1, "Carl hit Acme at Bolt.", actors=(carl,), targets=(ACME,)), named=both)

    assert acts > undergoes > by_another > 0


def test_people_of_a_country_who_are_no_entity_act_for_it() -> None:
    left = told(1, "Three Acme soldiers left Bolt.", actors=(a_party("Three Acme soldiers"),))
    known = {"Three Acme soldiers": ID("acme")}
    both = {1: {"acme", "bolt"}}

    assert relevance(a_topic(), left, named=both, people=known) > relevance(a_topic(), left, named=both)


@pytest.mark.parametrize("sentences", [1, 2, 6])
def test_a_short_note_is_on_a_relation_that_it_names_a_long_article_only_where_it_does_often(sentences: int) -> None:
    first = told(1, "Acme was founded.", article=1, actors=(ACME,))
    others = [told(n, f"Dora sold house {n}.", article=1) for n in range(2, sentences)]
    last = told(9, "Bolt was sold.", article=1, actors=(BOLT,))
    found = relevance(a_topic(), first, *others, last, named={1: {"acme"}, 9: {"bolt"}})

    assert (found > 0) == (sentences < 3)


def test_what_a_topic_leaves_out_does_not_bear_on_it() -> None:
    sued = told(1, "Acme sued Bolt.", actors=(ACME,), targets=(BOLT,))

    assert relevance(replace(a_topic(), without=(ID("carl"),)), sued, named={1: {"carl"}}) == 0
    assert relevance(a_topic(), sued, left_out=frozenset({1})) == 0

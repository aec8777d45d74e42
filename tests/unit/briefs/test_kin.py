"""What is told in the words of what surely bears on a relation comes before what merely names both sides."""

from __future__ import annotations

from briefings.briefs import Told
from briefings.briefs.kin import with_kin
from tests.builders import a_development, a_quote, cited


def told(number: int, sentence: str, relevance: float) -> Told:
    quote = a_quote(sentence, article_id=number)
    return Told((cited(a_development(sentence), quote, development_id=number),), relevance)


SURE = [told(number, f"Acme fired rockets at camp {number} of Bolt.", 1.0) for number in range(10)]


def test_words_of_the_surest_events_are_worth_something() -> None:
    rockets, ballet = told(90, "Rockets hit a camp of Bolt.", 0.65), told(91, "Dancers of Bolt toured with Acme.", 0.65)

    *_, with_them, without = with_kin([*SURE, rockets, ballet])

    assert with_them.kin > without.kin >= 0
    assert with_them.score(of_relation=True) > without.score(of_relation=True)


def test_the_words_of_one_article_are_its_writer_s_and_say_nothing() -> None:
    one_article = [
        Told(tuple(cited(one.lead, a_quote(one.lead.statement, article_id=1)) for one in (event,)), 1.0)
        for event in SURE
    ]

    assert {event.kin for event in with_kin(one_article)} == {0.0}


def test_an_event_is_no_witness_of_its_own_words() -> None:
    alone = told(92, "Zebras grazed.", 1.0)

    assert with_kin([*SURE, alone])[-1].kin == 0

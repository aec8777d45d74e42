"""What `ports.Archive` promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from briefings.model import (
    CitedSentence,
    DaySpan,
    Decision,
    Development,
    EntityId,
    Figure,
    PageRead,
    Party,
    Quote,
    ReadCount,
    Stored,
)
from briefings.ports import Archive
from tests.builders import (
    NOON,
    a_day,
    a_development,
    a_party,
    a_role,
    an_article,
    an_entity,
    an_issue,
)

ACME, BOLT, CORA = EntityId("acme"), EntityId("bolt"), EntityId("cora")


def add(archive: Archive, *articles: object, **fields: object) -> int:
    return archive.add_issue(an_issue(*articles, **fields), at=NOON).issue_id  # type: ignore[arg-type]


def statements(found: tuple[Development, ...]) -> list[str]:
    return [development.statement for development in found]


# --- issues --------------------------------------------------------------------------------------------------------


def test_an_issue_is_known_by_source_and_bytes(archive: Archive) -> None:
    add(archive, digest="d1")

    assert archive.has("Weekly", "d1")
    assert not archive.has("Weekly", "d2")
    assert not archive.has("Daily", "d1")


def test_the_same_bytes_change_nothing(archive: Archive) -> None:
    first = archive.add_issue(an_issue(), at=NOON)
    again = archive.add_issue(an_issue(), at=NOON)

    assert first.outcome == "added"
    assert again == Stored("unchanged", first.issue_id)
    assert len(archive.developments()) == 1


def test_the_same_bytes_under_another_number_change_nothing(archive: Archive) -> None:
    issue = an_issue(digest="d1")
    first = archive.add_issue(issue, at=NOON)

    assert archive.add_issue(replace(issue, number="99"), at=NOON) == Stored("unchanged", first.issue_id)
    assert [record.number for record in archive.issues()] == ["26"]


def test_the_same_bytes_of_another_source_are_another_issue(archive: Archive) -> None:
    archive.add_issue(an_issue(digest="d1"), at=NOON)

    assert archive.add_issue(an_issue(source="Daily", digest="d1"), at=NOON).outcome == "added"


def test_a_new_edition_replaces_the_old_one_and_keeps_its_id(archive: Archive) -> None:
    old = add(archive, an_article("Acme sold Bolt.", developments=(a_development("Acme sold Bolt."),)))
    new = archive.add_issue(an_issue(), at=NOON)

    assert new == Stored("replaced", old)
    assert statements(archive.developments()) == ["Acme bought Bolt."]
    assert archive.search("sold") == ()
    assert len(archive.issues()) == 1


def test_without_a_number_the_date_makes_the_edition(archive: Archive) -> None:
    add(archive, number=None, digest="d1")

    assert archive.add_issue(an_issue(number=None, digest="d2"), at=NOON).outcome == "replaced"
    assert archive.add_issue(an_issue(number=None, digest="d3", date=date(2020, 7, 2)), at=NOON).outcome == "added"


@pytest.mark.parametrize("other", [{"number": "27"}, {"date": date(2020, 7, 8)}, {"source": "Daily"}, {"number": None}])
def test_another_number_date_or_source_is_another_issue(archive: Archive, other: dict[str, object]) -> None:
    add(archive)

    assert archive.add_issue(an_issue(**other), at=NOON).outcome == "added"
    assert len(archive.issues()) == 2


def test_issues_are_listed_latest_first_with_what_is_in_them(archive: Archive) -> None:
    pages = (PageRead(1, "3"), PageRead(2, "4", readable=False, reason="A picture."))
    add(archive, number="25", date=date(2020, 6, 24))
    add(archive, an_article(), an_article(developments=(a_development(), a_development())), pages=pages)

    latest, earlier = archive.issues()
    assert (latest.number, latest.pages, latest.unreadable, latest.articles, latest.developments) == ("26", 2, 1, 2, 2)
    assert (latest.source, latest.date, latest.file) == ("Weekly", date(2020, 7, 1), "weekly-26.pdf")
    assert (earlier.number, earlier.articles, earlier.developments) == ("25", 1, 1)


def test_what_was_read_is_counted_up_to_a_date(archive: Archive) -> None:
    assert archive.read_count() == ReadCount(0, 0, 0)
    add(archive, number="25", date=date(2020, 6, 24), pages=(PageRead(1, None, readable=False), PageRead(2, None)))
    add(archive)
    add(archive, number="27", date=date(2020, 7, 8), pages=())

    assert archive.read_count() == ReadCount(3, 3, 1)
    assert archive.read_count(until=date(2020, 7, 1)) == ReadCount(2, 3, 1)
    assert archive.read_count(until=date(2020, 6, 24)) == ReadCount(1, 2, 1)


def test_forgetting_says_whether_there_was_such_an_issue(archive: Archive) -> None:
    issue = add(archive)

    assert archive.forget(issue)
    assert not archive.forget(issue)
    assert archive.issues() == ()


def test_the_id_of_a_forgotten_issue_is_never_given_again(archive: Archive) -> None:
    forgotten = add(archive)
    archive.forget(forgotten)

    assert add(archive) != forgotten


# --- developments --------------------------------------------------------------------------------------------------


def test_a_development_comes_back_whole_with_its_evidence(archive: Archive) -> None:
    sentence = "In May Acme bought at least two plants of Bolt, a company in Basra, for $5m, Cora said."
    told = a_development(
        sentence,
        sentence=1,
        actors=(a_party("Acme", "acme"), Party("several men", "several men")),
        targets=(a_party("Bolt", "bolt"),),
        when=DaySpan(date(2020, 5, 1), date(2020, 5, 31), "2020-05"),
        place="Basra",
        figures=(Figure("at least two plants", 2.0, "plants", "at least"), Figure("$5m", None)),
        status="reported",
        source="Cora",
        salience=0.75,
        trigger="buy",
    )
    issue = add(archive, an_article("Before.", sentence, page="10", headline="Acme grows", developments=(told,)))

    (found,) = archive.developments()
    (quote,) = found.evidence
    assert replace(found, evidence=(), id=None, story=None) == told
    assert found.id is not None
    assert replace(quote, article_id=None) == Quote(
        "Weekly", "26", date(2020, 7, 1), "10", "Acme grows", sentence, issue_id=issue
    )
    assert quote.article_id is not None


def test_developments_come_by_issue_date_then_place(archive: Archive) -> None:
    add(
        archive,
        an_article("One.", "Two.", developments=(a_development("b", sentence=1), a_development("a", sentence=0))),
        an_article(developments=(a_development("c"),)),
    )
    add(archive, an_article(developments=(a_development("z"),)), number="25", date=date(2020, 6, 24))

    assert statements(archive.developments()) == ["z", "a", "b", "c"]


def test_developments_are_chosen_by_actor_target_or_name_in_the_sentence(archive: Archive) -> None:
    names = {"Cora": "cora"}
    add(
        archive,
        an_article(
            "Acme bought Bolt.",
            "Cora was not asked.",
            "It rained.",
            names=names,
            developments=(
                a_development("both", actors=(a_party("Acme", "acme"),), targets=(a_party("Bolt", "bolt"),)),
                a_development("named", sentence=1, actors=(Party("it", "it"),)),
                a_development("nobody", sentence=2),
            ),
        ),
    )

    assert statements(archive.developments(entities=[ACME])) == ["both"]
    assert statements(archive.developments(entities={BOLT, CORA})) == ["both", "named"]
    assert statements(archive.developments(entities=[EntityId("dune")])) == []
    assert statements(archive.developments(entities=[])) == []
    assert len(archive.developments(entities=None)) == 3


def test_each_development_keeps_its_own_parties(archive: Archive) -> None:
    told = tuple(a_development(name, actors=(a_party(name, name),), targets=(a_party(f"to {name}"),)) for name in "abc")
    add(archive, an_article(developments=told))

    found = archive.developments()
    assert [(d.actors[0].name, d.targets[0].name) for d in found] == [("a", "to a"), ("b", "to b"), ("c", "to c")]


def test_days_of_a_development_decide_not_those_of_its_issue(archive: Archive) -> None:
    told = (a_development("may", when=a_day("2020-05-10", "2020-05-20")), a_development("undated"))
    add(archive, an_article(developments=told))

    assert statements(archive.developments(since=date(2020, 5, 20))) == ["may", "undated"]
    assert statements(archive.developments(since=date(2020, 5, 21))) == ["undated"]
    assert statements(archive.developments(until=date(2020, 5, 10))) == ["may"]
    assert statements(archive.developments(until=date(2020, 5, 9))) == []
    assert statements(archive.developments(since=date(2020, 7, 1), until=date(2020, 7, 1))) == ["undated"]
    assert statements(archive.developments(since=date(2020, 7, 2))) == []


def test_later_issues_are_unknown_to_an_earlier_day(archive: Archive) -> None:
    add(archive, an_article(developments=(a_development("then", when=a_day("2020-06-01")),)))
    add(
        archive,
        an_article(developments=(a_development("later told", when=a_day("2020-06-01")),)),
        number="27",
        date=date(2020, 7, 8),
    )

    assert statements(archive.developments(issue_until=date(2020, 7, 7))) == ["then"]
    assert statements(archive.developments(issue_until=date(2020, 7, 8))) == ["then", "later told"]


def test_entities_of_a_sentence_are_those_named_in_it(archive: Archive) -> None:
    add(
        archive,
        an_article(
            "Acme bought Bolt.",
            "Cora rose.",
            names={"Acme": "acme", "Bolt": "bolt", "Cora": "cora"},
            developments=(a_development("one"), a_development("two", sentence=1)),
        ),
    )
    one, two = (d.id or 0 for d in archive.developments())

    assert archive.entities_in_sentences([one, two]) == {one: {ACME, BOLT}, two: {CORA}}
    assert archive.entities_in_sentences([]) == {}
    assert archive.entities_in_sentences([two, 10**6]) == {two: {CORA}, 10**6: frozenset()}


def test_a_question_for_very_many_developments_is_answered(archive: Archive) -> None:
    add(archive, an_article(names={"Acme": "acme"}, developments=(a_development(),)))
    (one,) = (d.id or 0 for d in archive.developments())

    named = archive.entities_in_sentences(range(one, one + 40_000))
    assert named[one] == {ACME}
    assert len(named) == 40_000


# --- words ---------------------------------------------------------------------------------------------------------


def test_a_search_finds_sentences_that_hold_all_the_words(archive: Archive) -> None:
    add(archive, an_article("Acme bought Bolt.", "Acme sold Cora.", "The price of Bolt fell.", page="7"))

    assert [quote.sentence for quote in archive.search("bolt acme")] == ["Acme bought Bolt."]
    assert {quote.sentence for quote in archive.search("ACME")} == {"Acme bought Bolt.", "Acme sold Cora."}
    assert archive.search("acme rain") == ()
    assert archive.search("bolt acme")[0].page == "7"


def test_a_search_keeps_to_its_limit(archive: Archive) -> None:
    add(archive, an_article(*(f"Acme bought plant {n}." for n in range(30))))

    assert len(archive.search("acme")) == 10
    assert len(archive.search("acme", limit=3)) == 3


def test_among_equally_good_sentences_the_latest_comes_first(archive: Archive) -> None:
    for number, day in (("25", 24), ("27", 28), ("26", 26)):
        add(archive, number=number, date=date(2020, 6, day))

    assert [quote.number for quote in archive.search("acme")] == ["27", "26", "25"]


def test_developments_are_found_by_the_words_of_their_sentence(archive: Archive) -> None:
    told = (a_development("x"), a_development("y", sentence=1))
    add(archive, an_article("Acme bought Bolt.", "Acme sold Cora.", developments=told))
    x, y = (d.id for d in archive.developments())

    assert archive.developments_with_words("acme bought") == {x}
    assert archive.developments_with_words("acme") == {x, y}
    assert archive.developments_with_words("  ") == frozenset()


# --- names ---------------------------------------------------------------------------------------------------------


def test_spellings_come_most_frequent_first_with_first_and_last_place(archive: Archive) -> None:
    names = {"Kataib": "kh", "Khataib": "kh"}
    add(archive, an_article("Kataib left.", "Khataib came.", names=names, page="10"))
    add(archive, an_article("Kataib fell.", names=names, page="2"), number="24", date=date(2020, 6, 17))
    add(archive, an_article("Kataib rose.", names=names, page="5"), number="25", date=date(2020, 6, 24))

    often, seldom = archive.names_of(EntityId("kh"))
    assert (often.text, seldom.text) == ("Kataib", "Khataib")
    assert (often.first.sentence, often.first.number, often.first.page) == ("Kataib fell.", "24", "2")
    assert (often.last.sentence, often.last.number) == ("Kataib left.", "26")
    assert seldom.first == seldom.last
    assert archive.names_of(EntityId("nobody")) == ()


def test_roles_come_latest_first_and_the_same_once(archive: Archive) -> None:
    spoken = an_article("The buyer, Acme, grew.", roles=((a_role(role="the buyer"), 0),))
    add(archive, spoken, number="25", date=date(2020, 6, 24))
    add(
        archive,
        an_article(
            "Acme, the Buyer.",
            "Acme, then-owner.",
            roles=((a_role(role="the Buyer"), 0), (a_role(role="owner", former=True), 1)),
        ),
    )

    found = archive.roles_of(ACME)
    assert [(role.role, role.former) for role in found] == [("the Buyer", False), ("owner", True)]
    assert found[0].evidence is not None
    assert found[0].evidence.sentence == "Acme, the Buyer."


def test_descriptions_are_the_sentences_that_say_what_an_entity_is(archive: Archive) -> None:
    add(archive, an_article("It rained.", "Acme is a company.", descriptions=((ACME, 1), (ACME, 1))))

    assert [quote.sentence for quote in archive.descriptions_of(ACME)] == ["Acme is a company."]
    assert archive.descriptions_of(BOLT) == ()


def test_company_is_who_is_named_in_the_same_sentences(archive: Archive) -> None:
    names = {"Acme": "acme", "Bolt": "bolt", "BOLT": "bolt", "Cora": "cora", "Dune": "dune"}
    add(archive, an_article("Acme bought Bolt and Cora.", "Bolt and Bolt told Acme.", "Dune slept.", names=names))
    add(archive, an_article("Acme left BOLT.", names=names), number="27", date=date(2020, 7, 8))

    bolt, cora = archive.named_with(ACME)
    assert (bolt.entity, bolt.name, bolt.count, bolt.evidence.sentence) == (BOLT, "Bolt", 3, "Acme left BOLT.")
    assert (cora.entity, cora.count) == (CORA, 1)
    assert [relation.entity for relation in archive.named_with(ACME, limit=1)] == [BOLT]
    assert archive.named_with(EntityId("nobody")) == ()


def test_mentions_are_counted(archive: Archive) -> None:
    add(archive, an_article("Acme met Acme and Bolt.", names={"Acme": "acme", "Bolt": "bolt"}))

    assert archive.mention_counts() == {ACME: 2, BOLT: 1}


def test_a_mention_outside_every_sentence_counts_and_breaks_nothing(archive: Archive) -> None:
    article = an_article("Acme bought Bolt.", "Acme grew.", names={"Acme": "acme"})
    add(archive, replace(article, sentences=(CitedSentence(18, 28, "Acme grew.", "3"),)))

    assert archive.mention_counts() == {ACME: 2}
    assert [seen.first.sentence for seen in archive.names_of(ACME)] == ["Acme grew."]


# --- what was learned ----------------------------------------------------------------------------------------------


def test_learned_entities_come_back_with_the_aliases_learned_for_them(archive: Archive) -> None:
    taught = an_entity("acme", description="a company", country="IQ", prominence=2, aliases=("ACME Ltd",))
    add(archive, an_article("Acme, or the Buyer.", aliases=((ACME, "the Buyer", 0),)), learned=(taught,))

    assert archive.learned_entities() == (replace(taught, aliases=("ACME Ltd", "the Buyer"), learned=True),)
    assert archive.learned_aliases() == {ACME: ("the Buyer",)}


def test_what_two_issues_taught_of_one_entity_is_put_together(archive: Archive) -> None:
    add(
        archive,
        learned=(an_entity("acme", name="ACME", aliases=("A",), wikidata="Q1"),),
        number="27",
        date=date(2020, 7, 8),
    )
    add(archive, learned=(an_entity("acme", name="Acme", aliases=("A", "B")),))

    (acme,) = archive.learned_entities()
    assert (acme.name, acme.aliases, acme.wikidata) == ("Acme", ("A", "B", "ACME"), "Q1")


def test_an_issue_that_goes_takes_along_what_it_alone_taught(archive: Archive) -> None:
    learned_here = an_article("Acme, or the Buyer.", aliases=((ACME, "the Buyer", 0),))
    issue = add(archive, learned_here, learned=(an_entity("acme"),))
    add(archive, learned=(an_entity("bolt"),), number="27")

    archive.forget(issue)

    assert [entity.id for entity in archive.learned_entities()] == [BOLT]
    assert archive.learned_aliases() == {}


def test_an_entity_that_another_issue_names_outlives_the_one_that_taught_it(archive: Archive) -> None:
    taught = an_entity("acme", name="Acme Holding", aliases=("the Buyer",), description="a secret")
    issue = add(archive, an_article("Acme Holding came.", names={"Acme Holding": "acme"}), learned=(taught,))
    add(archive, an_article("Acme left.", "Acme fell.", names={"Acme": "acme"}), number="27")

    archive.forget(issue)

    (acme,) = archive.learned_entities()
    assert (acme.id, acme.kind, acme.name, acme.aliases, acme.description) == ("acme", "company", "Acme", (), None)


def test_a_new_edition_teaches_anew(archive: Archive) -> None:
    add(archive, an_article("Acme came.", names={"Acme": "acme"}), learned=(an_entity("acme", description="old"),))
    add(archive, an_article("Acme left.", names={"Acme": "acme"}), number="27")
    archive.add_issue(an_issue(learned=(an_entity("acme", description="new"),)), at=NOON)

    assert [entity.description for entity in archive.learned_entities()] == ["new"]


def test_the_stamp_changes_with_what_is_read_and_decided_and_with_nothing_else(archive: Archive) -> None:
    seen = [archive.stamp()]
    issue = add(archive, number="1", digest="a")
    seen.append(archive.stamp())
    archive.add_issue(an_issue(number="1", digest="b"), at=NOON + timedelta(hours=1))
    seen.append(archive.stamp())
    made = archive.decide(Decision("alias", ACME, "Ada", NOON, name="The Acme"))
    seen.append(archive.stamp())
    assert archive.undo(made.id or 0, by="Ada", at=NOON)
    seen.append(archive.stamp())

    assert archive.stamp() == seen[-1]
    archive.forget(issue)
    seen.append(archive.stamp())
    assert len(set(seen)) == 6

"""/alias, /merge, /split: they hold for what was read and will be, and each is undone as if it had never been."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, cast

import pytest

from briefings.errors import QuestionError
from briefings.model import AnalysedIssue, Dossier, EntityId
from briefings.render.telegram_html import plain
from briefings.service import Services, answering, deciding, dossiers, ingesting, timelines
from briefings.service.deciding import Author
from briefings.service.index import known_entities
from briefings.service.ingested import Given
from tests.builders import NOON, a_development, a_party, a_role, an_article, an_entity, an_issue

if TYPE_CHECKING:
    from briefings.analysis import Analyst

ADA = Author("Ada (7)", NOON)
SAID = ("The Blue Harbour Guard seized a ship.", "Harbor Guards freed it.", "The Lanterns watched.")
NAMES = {"Blue Harbour Guard": "blue-harbour-guard", "Harbor Guards": "harbor-guards"}
LEARNED = (an_entity("blue-harbour-guard"), an_entity("harbor-guards"))


def week(number: str = "26", file: str = "a.pdf") -> AnalysedIssue:
    seized = a_development(SAID[0], type="COERCE", actors=(a_party("Blue Harbour Guard", "blue-harbour-guard"),))
    freed = a_development(SAID[1], type="AID", sentence=1, actors=(a_party("Harbor Guards", "harbor-guards"),))
    article = an_article(*SAID, names={**NAMES, "Lanterns": ""}, developments=(seized, freed))
    mentions = tuple(m if m.entity else type(m)(m.start, m.end, m.text, m.label) for m in article.mentions)
    article = type(article)(
        headline=article.headline, text=article.text, sentences=article.sentences, mentions=mentions,
        developments=article.developments,
    )  # fmt: skip
    return an_issue(article, number=number, file=file, learned=LEARNED if file == "a.pdf" else ())


@pytest.fixture
def read(services: Services) -> Services:
    services.archive.add_issue(week(), at=NOON)
    return services


def seen(services: Services, name: str) -> list[str]:
    found = dossiers.who(services, name)
    assert isinstance(found, Dossier)
    return sorted(one.text for one in found.names)


def did(services: Services, name: str) -> list[str]:
    found = dossiers.who(services, name)
    assert isinstance(found, Dossier)
    return sorted(one.statement for one in found.developments)


def test_a_merge_makes_one_dossier_and_is_undone(read: Services) -> None:
    made = deciding.merge(read, "blue-harbour-guard", "harbor-guards", ADA, "the same flag")

    assert seen(read, "harbor guards") == ["Blue Harbour Guard", "Harbor Guards"]
    assert did(read, "blue harbour guard") == sorted(SAID[:2])
    assert made.id is not None

    deciding.undo(read, made.id, ADA)

    assert seen(read, "blue harbour guard") == ["Blue Harbour Guard"]
    assert did(read, "blue harbour guard") == [SAID[0]]
    assert did(read, "harbor-guards") == [SAID[1]]


def test_links_to_what_was_merged_lead_to_where_it_went(read: Services) -> None:
    deciding.merge(read, "blue-harbour-guard", "harbor-guards", ADA)

    found = dossiers.who(read, "harbor-guards")

    assert isinstance(found, Dossier)
    assert found.entity.id == "blue-harbour-guard"
    assert answering.brief(read, "harbor-guards").title == "Blue Harbour Guard"


def test_reading_an_issue_again_or_forgetting_it_undoes_no_decision(read: Services) -> None:
    deciding.merge(read, "blue-harbour-guard", "harbor-guards", ADA)

    again = read.archive.add_issue(week(file="b.pdf"), at=NOON)

    assert again.outcome == "replaced"
    assert seen(read, "harbor guards") == ["Blue Harbour Guard", "Harbor Guards"]
    read.archive.forget(again.issue_id)
    assert known_entities(read)[EntityId("blue-harbour-guard")].aliases == ("Harbor Guards",)


def test_what_an_issue_taught_is_known_after_it_was_read_again(read: Services) -> None:
    read.archive.add_issue(week(file="b.pdf"), at=NOON)

    assert seen(read, "harbor-guards") == ["Harbor Guards"]


def test_an_alias_finds_mentions_that_named_nobody(read: Services) -> None:
    made = deciding.add_alias(read, "blue harbour guard", "Lanterns", ADA)

    assert "Lanterns" in seen(read, "lanterns")
    deciding.undo(read, made.id or 0, ADA)
    assert "Lanterns" not in seen(read, "blue harbour guard")


def test_a_split_name_is_an_entity_of_its_own(read: Services) -> None:
    deciding.merge(read, "blue-harbour-guard", "harbor-guards", ADA)
    deciding.split(read, "blue-harbour-guard", "Harbor Guards", ADA, why="another flag")

    assert seen(read, "blue harbour guard") == ["Blue Harbour Guard"]
    assert seen(read, "harbor guards") == ["Harbor Guards"]
    assert did(read, "harbor guards") == [SAID[1]]


def test_decisions_say_who_when_and_why(read: Services) -> None:
    deciding.merge(read, "blue-harbour-guard", "harbor-guards", ADA, "the same flag")
    one = read.archive.decisions()[0]

    assert (one.by, one.at, one.why) == ("Ada (7)", NOON, "the same flag")
    assert "Ada (7)" in plain(deciding.undo_answer(read, "", ADA).html)


@pytest.mark.parametrize(
    ("name", "other", "says"),
    [
        ("blue-harbour-guard", "blue harbour guard", "both"),
        ("zzzzy", "blue-harbour-guard", "no name that is known"),
        ("", "blue-harbour-guard", "Name the entity"),
        ("x" * 10_000, "harbor-guards", "at most"),
    ],
)
def test_a_merge_that_cannot_be_says_why_and_changes_nothing(read: Services, name: str, other: str, says: str) -> None:
    with pytest.raises(QuestionError, match=says):
        deciding.merge(read, name, other, ADA)

    assert read.archive.decisions() == ()


@pytest.mark.parametrize("alias", ["", "🙂", "\u200f", "x" * 500, "Blue Harbour Guard", "the blue harbour-guard"])
def test_a_name_that_is_none_or_known_is_refused(read: Services, alias: str) -> None:
    with pytest.raises(QuestionError):
        deciding.add_alias(read, "blue-harbour-guard", alias, ADA)


def test_undoing_twice_or_what_never_was_says_so(read: Services) -> None:
    made = deciding.merge(read, "blue-harbour-guard", "harbor-guards", ADA)
    deciding.undo(read, made.id or 0, ADA)

    with pytest.raises(QuestionError, match="was undone by Ada"):
        deciding.undo(read, made.id or 0, ADA)
    with pytest.raises(QuestionError, match="no decision 99"):
        deciding.undo(read, 99, ADA)


def test_a_cycle_of_merges_leaves_one_entity(read: Services) -> None:
    deciding.merge(read, "blue-harbour-guard", "harbor-guards", ADA)

    with pytest.raises(QuestionError, match="both"):
        deciding.merge(read, "harbor-guards", "blue-harbour-guard", ADA)


def test_after_a_merge_parties_have_the_name_of_what_stayed_and_after_undoing_it_their_own(read: Services) -> None:
    made = deciding.merge(read, "blue-harbour-guard", "harbor-guards", ADA)
    freed = next(d for d in read.archive.developments() if d.statement == SAID[1])

    assert (freed.actors[0].entity, freed.actors[0].name) == ("blue-harbour-guard", "Blue Harbour Guard")

    deciding.undo(read, made.id or 0, ADA)
    freed = next(d for d in read.archive.developments() if d.statement == SAID[1])

    assert (freed.actors[0].entity, freed.actors[0].name) == ("harbor-guards", "Harbor Guards")


class Reader:
    """Reads any bytes as one issue, whose names it knows as they are after the decisions."""

    def analyse(self, *_: object, **__: object) -> AnalysedIssue:
        kept = EntityId("blue-harbour-guard")
        party = replace(a_party("Harbor Guards", "blue-harbour-guard"), name="Blue Harbour Guard")
        article = an_article(
            "The Harbor Guards, a militia, or Red Buoys, swam.",
            names={"Harbor Guards": "blue-harbour-guard"},
            developments=(a_development("The Harbor Guards swam.", actors=(party,)),),
            roles=((a_role(kept, "militia"), 0),),
            aliases=((kept, "Red Buoys", 0),),
            descriptions=((kept, 0),),
        )
        return an_issue(article, number="27", file="b.txt")


def test_what_is_learned_while_two_are_one_goes_back_with_the_name_when_they_are_not(read: Services) -> None:
    made = deciding.merge(read, "blue-harbour-guard", "harbor-guards", ADA)
    given = Given("Weekly", "27", date(2020, 7, 8))
    ingesting.ingest_bytes(read, cast("Analyst", Reader()), b"The Harbor Guards swam.\n" * 9, "b.txt", given)
    both = dossiers.who(read, "blue-harbour-guard")
    assert isinstance(both, Dossier)

    assert [role.role for role in both.roles] == ["militia"]
    assert len(both.descriptions) == 1

    deciding.undo(read, made.id or 0, ADA)
    one, other = dossiers.who(read, "blue-harbour-guard"), dossiers.who(read, "harbor-guards")
    assert isinstance(one, Dossier)
    assert isinstance(other, Dossier)

    assert (one.roles, one.descriptions, one.learned) == ((), (), ())
    assert [role.role for role in other.roles] == ["militia"]
    assert [text for text, _ in other.learned] == ["Red Buoys"]
    assert len(other.descriptions) == 1
    theirs = {d.statement: d for d in read.archive.developments(entities=[EntityId("harbor-guards")])}
    assert set(theirs) == {SAID[1], "The Harbor Guards swam."}
    assert theirs["The Harbor Guards swam."].actors[0].name == "Harbor Guards"


def test_a_cycle_closed_by_undoing_what_was_between_leaves_one_entity(read: Services) -> None:
    first = deciding.merge(read, "blue-harbour-guard", "harbor-guards", ADA)
    deciding.undo(read, first.id or 0, ADA)
    deciding.merge(read, "harbor-guards", "blue-harbour-guard", ADA)

    assert seen(read, "blue-harbour-guard") == seen(read, "harbor-guards") == ["Blue Harbour Guard", "Harbor Guards"]
    assert "blue-harbour-guard" not in known_entities(read)


def test_a_dossier_of_what_only_the_catalogue_knows_says_so(read: Services) -> None:
    answer = plain(dossiers.who_answer(read, "rosneft").html)

    assert "No mention in 1 issue, 1 page." in answer


def test_a_dossier_has_what_was_done_and_ways_on(read: Services) -> None:
    answer = dossiers.who_answer(read, "blue-harbour-guard")

    assert "Did" in plain(answer.html)
    assert "Last seen" in plain(answer.html)
    assert [choice.command for choice in answer.choices] == [
        "/who blue-harbour-guard more",
        "/timeline blue-harbour-guard",
        "/watch blue-harbour-guard",
    ]
    assert "Blue Harbour Guard" in plain(dossiers.who_answer(read, "blue-harbour-guard more").html)


def test_an_old_button_of_a_dossier_gives_the_timeline(read: Services) -> None:
    old = dossiers.who_answer(read, "blue-harbour-guard timeline")

    assert old.html == timelines.timeline_answer(read, "blue-harbour-guard").html
    assert "Blue Harbour Guard · timeline" in plain(old.html)

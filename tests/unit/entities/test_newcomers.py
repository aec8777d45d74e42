"""Which names are learned from a text, and of what kind."""

from __future__ import annotations

import pytest

from briefings.entities import NameIndex, resolve
from briefings.entities.newcomers import learned_entity, looks_real, own_names
from briefings.model import Entity, EntityId, Mention


def learned(text: str, name: str, label: str) -> list[str]:
    start = text.index(name)
    result = resolve([Mention(start, start + len(name), name, label)], text, NameIndex([]))
    return [one.name for one in result.learned]


@pytest.mark.parametrize(
    ("name", "label", "kind"),
    [
        ("Marsh Brigade", "PERSON", "armed_group"),
        ("Marsh Lions Battalion", "GPE", "armed_group"),
        ("Marsh Liberation Front", "ORG", "armed_group"),
        ("Free Marsh Movement", "ORG", "armed_group"),
        ("Marsh National Army", "ORG", "armed_group"),
        ("Army of the Marsh", "ORG", "armed_group"),
        ("Oil Facilities Guard", "ORG", "armed_group"),
        ("Marsh Liberation Movement-North", "ORG", "armed_group"),
        ("Liwa al-Ahwar", "ORG", "armed_group"),
        ("Marsh Oil Co", "ORG", "company"),
        ("Marsh Petroleum", "ORG", "company"),
        ("Ahwar Energy plc", "ORG", "company"),
        ("Marsh Drilling Corp.", "ORG", "company"),
        ("Marsh Ministry", "ORG", "organisation"),
        ("Ministry of Marsh Oil", "ORG", "organisation"),
        ("Marsh Oil Authority", "ORG", "organisation"),
        ("Marsh Council", "ORG", "organisation"),
        ("Marsh Unity Party", "ORG", "party"),
        ("Ahwar Alliance", "ORG", "party"),
        ("Oil Crescent", "ORG", "organisation"),
        ("Sara Power", "PERSON", "person"),
        ("Marsh Gas", "FAC", "facility"),
        ("Marsh Air Base", "GPE", "facility"),
    ],
)
def test_the_head_of_a_name_says_what_it_is(name: str, label: str, kind: str) -> None:
    assert learned_entity([name], label).kind == kind


@pytest.mark.parametrize(
    "name",
    [
        "Suspected Marsh Lions",
        "Alleged Marsh Lions",
        "Former Marsh Lions",
        "Another Marsh Group",
        "Iranian Former Officer",
        "Senior Marsh Lions",
    ],
)
@pytest.mark.parametrize("label", ["ORG", "PERSON"])
def test_a_hedge_begins_no_name(name: str, label: str) -> None:
    assert learned(f"They met {name} there.", name, label) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fresh\n\nThey met.", "Fresh"),
        ("It ended. Warships came.", "Warships"),
        ("They saw the Yield, a yield of wheat.", "Yield"),
    ],
)
def test_a_lone_word_that_may_be_any_word_is_not_learned(text: str, name: str) -> None:
    assert learned(text, name, "ORG") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They met in Zueitina.", "Zueitina"),
        ("It ended. Zueitina, which lies east, is calm.", "Zueitina"),
        ("It ended. Zueitina's port is calm.", "Zueitina"),
        ("It ended. ZPC signed.", "ZPC"),
    ],
)
def test_a_lone_word_that_is_a_name_is_learned(text: str, name: str) -> None:
    assert learned(text, name, "ORG") == [name]


def test_a_long_form_of_kind_words_is_the_name_and_not_its_acronym() -> None:
    entity = learned_entity(["National Oil Corp.", "NOC"], "ORG")

    assert (entity.id, entity.kind, entity.aliases) == ("national-oil-corp", "company", ("NOC",))


def test_the_label_of_the_longest_spelling_counts() -> None:
    text = "Karim Zangana came. Zangana left. Zangana slept."
    spans = [(0, 13, "PERSON"), (20, 27, "GPE"), (34, 41, "GPE")]
    result = resolve([Mention(a, b, text[a:b], label) for a, b, label in spans], text, NameIndex([]))

    assert [(one.id, one.kind) for one in result.learned] == [("karim-zangana", "person")]


def test_a_base_named_after_a_prince_is_no_person() -> None:
    text = "They hit Prince Hamid Air Base."
    result = resolve([Mention(9, 30, "Prince Hamid Air Base", "PERSON")], text, NameIndex([]))

    assert [(one.name, one.kind) for one in result.learned] == [("Prince Hamid Air Base", "facility")]
    assert [mention.label for mention in result.mentions] == ["FAC"]


def test_an_office_is_not_learned_as_a_body() -> None:
    assert learned("The National Security Adviser left.", "National Security Adviser", "ORG") == []


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Buyers in Asia pay more.", "Asia", "GPE"),
        ("He covers the Near East for us.", "Near East", "LOC"),
        ("Pipes run to Eastern Europe now.", "Eastern Europe", "LOC"),
        ("A Yank and a Marshlander were killed.", "Marshlander", "GPE"),
        ("Trains met near the North Marshian city.", "North Marshian", "GPE"),
        ("It has rules for Former Marsh Citizens too.", "Marsh Citizens", "ORG"),
        ("Enter it on Line 86 of the form.", "Line 86", "ORG"),
        ("As said in Subchapter J of the code.", "Subchapter J", "PERSON"),
    ],
)
def test_regions_peoples_and_parts_of_documents_are_nobody_to_know(text: str, name: str, label: str) -> None:
    assert learned(text, name, label) == []


def test_a_periodical_learns_nothing_of_itself_and_its_sections() -> None:
    own = own_names("Marsh & Reed Weekly", ("In Brief", None))
    text = "Write to Marsh & Reed or the editor of MRW. The Marsh Brigade met."
    names = (("Marsh & Reed", "ORG"), ("MRW", "ORG"), ("Marsh Brigade", "ORG"))
    seen = [Mention(text.index(name), text.index(name) + len(name), name, label) for name, label in names]

    assert {"Marsh & Reed Weekly", "Marsh & Reed", "Reed Weekly", "In Brief"} <= own
    assert [one.name for one in resolve(seen, text, NameIndex([]), own=own).learned] == ["Marsh Brigade"]


def test_a_name_is_learned_without_its_owner_mark_or_country() -> None:
    index = NameIndex(
        [Entity(EntityId("reedland"), "government", "Reedland"), Entity(EntityId("reedville"), "place", "Reedville")]
    )

    def names(text: str, name: str, label: str) -> list[str]:
        mention = Mention(text.index(name), text.index(name) + len(name), name, label)
        return [one.name for one in resolve([mention], text, index).learned]

    assert names("They shelled Reedville’s Blue Zone again.", "Reedville’s Blue Zone", "FAC") == ["Blue Zone"]
    assert names("It met • Marsh Brigade men.", "• Marsh Brigade", "ORG") == ["Marsh Brigade"]
    assert names("The president of Reedland Ann Grey left.", "Reedland Ann Grey", "PERSON") == ["Ann Grey"]


def test_a_court_is_a_body_wherever_its_name_was_taken_for_a_place() -> None:
    assert learned_entity(["Marsh District Court"], "GPE").kind == "organisation"
    assert learned_entity(["Assembly of the Marsh People"], "ORG").kind == "organisation"
    assert looks_real("Assembly of the Marsh People", "ORG")

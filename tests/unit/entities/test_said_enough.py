"""A mention is an entity only where it says enough of its name, adds nothing, and stands where the entity does."""

from __future__ import annotations

import pytest

from briefings.catalogue import load_entities
from briefings.entities import NameIndex, resolve
from briefings.model import Entity, EntityId, EntityKind, Mention


@pytest.fixture(scope="module")
def catalogue() -> NameIndex:
    return NameIndex(load_entities())


def an_index(name: str, kind: EntityKind, *aliases: str, prominence: int = 2) -> NameIndex:
    return NameIndex([Entity(EntityId("it"), kind, name, aliases, prominence=prominence)])


def linked(text: str, index: NameIndex, **labels: str) -> dict[str, str | None]:
    """The known entity of each mention; names that were seen by label, underscores standing for spaces."""
    names = {name.replace("_", " "): label for name, label in labels.items()}
    seen = [Mention(text.index(name), text.index(name) + len(name), name, label) for name, label in names.items()]
    return {
        one.text: one.entity if one.entity and index.get(one.entity) else None
        for one in resolve(seen, text, index).mentions
    }


# --- bodies ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("US embassy", "US Embassy in Ruritania"),
        ("Guardian", "Guardian Council"),
        ("Guardians of the", "Council of Guardians"),
        ("Liberal Party", "Liberal People's Party"),
        ("Senate", "US Senate"),
        ("US fleet", "US Ninth Fleet"),
        ("Ruritania", "Ruritania Air Base"),
        ("Iraqi Army", "Iraqi National Army"),
        ("Sons of the Valley", "Sons of the Valley in Oman"),
        ("Tandem", "Tandem Engineering"),
        ("Tandem", "Tandem E&C"),
        ("Saudi Arabian", "Saudi Arabian Oil Company"),
        # and with a word more
        ("United Leagues Convention", "United Leagues"),
        ("Imam of Ruritania", "Ruritania Council"),
        ("Iraqi Air Army", "Iraqi Army"),
        ("Northern Valley League Academy", "Northern Valley League"),
    ],
)
def test_a_generic_part_of_a_name_or_a_name_with_another_word_is_not_the_body(text: str, name: str) -> None:
    assert an_index(name, "organisation").link(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Popular Mobilization", "Popular Mobilization Forces"),
        ("Tandem Wells plc", "Tandem Wells"),
        ("US Central Survey Agency", "Central Survey Agency"),
        ("Kurdish Valley Protection Units", "Valley Protection Units"),
        ("Northern Valley League membership", "Northern Valley League"),
        ("Tandem", "Tandem Group"),
    ],
)
def test_a_shorter_form_that_names_the_body_is_it_still(text: str, name: str) -> None:
    found = an_index(name, "organisation").link(text)

    assert found is not None


def test_the_letters_us_are_no_arabic_article(catalogue: NameIndex) -> None:
    assert catalogue.link("Senate") is None
    assert (found := catalogue.link("US Senate")) is not None
    assert found.entity.id == "us-senate"


def test_a_name_in_one_script_is_not_compared_with_another_script_where_there_is_no_need() -> None:
    one = Entity(EntityId("it"), "person", "Nawaf Salamah", ("نواف سلام",), prominence=2)

    assert NameIndex([one]).link("Grand Slam") is None
    assert an_index("Marsa al-Brega", "facility", "البريقة").link("Prague") is None
    assert an_index("نواف سلام", "person").link("Nawaf Salam") is not None


def test_the_embassy_named_before_is_the_embassy_still(catalogue: NameIndex) -> None:
    text = "Rockets fell beside the US Embassy in Baghdad on Monday. The US embassy was not hit."

    found = linked(text, catalogue, US_Embassy_in_Baghdad="FAC", US_embassy="ORG")

    assert found["US embassy"] == found["US Embassy in Baghdad"] == "us-embassy-baghdad"


def test_letters_in_brackets_behind_several_names_stand_for_all_of_them(catalogue: NameIndex) -> None:
    text = "Envoys of Acme, Bolt, and the European Union (the P2) met. The P2 will meet again."

    found = linked(text, catalogue, European_Union="ORG", P2="ORG")

    assert found["European Union"] == "european-union"
    assert found["P2"] is None


def test_a_party_with_a_common_name_is_not_meant_where_only_other_countries_are_named(catalogue: NameIndex) -> None:
    text = "In Nigeria the People's Democratic Party has lost the vote."
    lone = "Fatah and the Israeli army fought."
    other = "In the Turkish east the People's Democratic Party has won the vote."

    assert linked(text, catalogue, **{"People's_Democratic_Party": "ORG"})["People's Democratic Party"] is None
    assert linked(lone, catalogue, Fatah="ORG")["Fatah"] == "fatah"
    assert linked(other, catalogue, **{"People's_Democratic_Party": "ORG"})["People's Democratic Party"] == "hdp"


# --- people ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anguilla", "Angela Merkel"),
        ("Angela", "Angela Merkel"),
        ("Bellingen", "Antony Blinken"),
        ("Giants", "Benny Gantz"),
        ("Salman Khan", "King Salman"),
        ("President of Angola", "Angela Merkel"),
    ],
)
def test_a_word_that_only_sounds_like_a_part_of_a_name_is_not_the_person(text: str, name: str) -> None:
    assert an_index(name, "person", name.rsplit(maxsplit=1)[-1]).link(text, label="PERSON") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jabouri", "Salim al-Jubouri"),
        ("Rohani", "Hassan Rouhani"),
        ("Mullah Hibatullah", "Hibatullah Akhundzada"),
        ("Anna Grey of Ruritania", "Anna Grey"),
    ],
)
def test_a_family_name_in_another_spelling_is_the_person(text: str, name: str) -> None:
    assert an_index(name, "person", prominence=3).link(text, label="PERSON") is not None


# --- places ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "name"), [("Niger State", "Niger"), ("Imam of Oman", "Oman"), ("Oman City", "Oman")])
def test_a_country_is_no_city_or_province_of_its_name(text: str, name: str) -> None:
    assert an_index(name, "government").link(text) is None


@pytest.mark.parametrize(("text", "name"), [("Angara", "Ankara"), ("Samarra", "Samawra")])
def test_a_place_with_another_consonant_is_another(text: str, name: str) -> None:
    assert an_index(name, "place").link(text) is None


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Government of Oman", "Oman", "government"),
        ("State of Oman", "Oman", "government"),
        ("Hasakeh", "Hasakah", "place"),
        ("Aleppo Governorate", "Aleppo", "place"),
        ("North Korean", "North Korea", "government"),
    ],
)
def test_a_place_in_another_form_is_it_still(text: str, name: str, kind: EntityKind) -> None:
    assert an_index(name, kind).link(text) is not None


def test_the_country_of_a_currency_is_not_named(catalogue: NameIndex) -> None:
    assert linked("Acme pays US$3 million to Bolt.", catalogue, US="GPE") == {}
    assert linked("The US pays $3 million.", catalogue, US="GPE") == {"US": "united-states"}


def test_a_place_that_is_new_is_another_unless_a_sentence_begins_so(catalogue: NameIndex) -> None:
    assert linked("A court of New Mexico has ruled.", catalogue, Mexico="GPE") == {"New Mexico": None}
    assert linked("New Mexico has ruled.", catalogue, New_Mexico="GPE") == {"New Mexico": None}
    assert linked("New Iraq talks begin.", catalogue, Iraq="GPE") == {"Iraq": "iraq"}


@pytest.mark.parametrize(
    ("text", "name", "entity"),
    [
        ("A shop burnt in Moscow, Idaho, at night.", "Moscow", None),
        ("A shop burnt in Moscow, Russia, at night.", "Moscow", "moscow"),
        ("A bomb fell in Tripoli, Lebanon, at night.", "Tripoli", None),
        ("A bomb fell in Tripoli, Libya, at night.", "Tripoli", "tripoli"),
        ("The borders of Gaza, Egypt, and Israel are open.", "Gaza", "gaza"),
        ("Farmers in the state of Georgia are glad.", "Georgia", None),
        ("Farmers in Springfield, Georgia are glad.", "Georgia", None),
        ("Farmers in Tbilisi, Georgia are glad.", "Georgia", "georgia"),
        ("Farmers in Florida and Georgia are glad.", "Georgia", None),
        ("Georgia says that it is glad.", "Georgia", "georgia"),
        ("Farmers in Springfield, Washington are glad.", "Washington", None),
        ("Farmers in London, Washington and Rome are glad.", "Washington", "washington"),
        ("The Clown, Washington, D.C., is a shop.", "Washington", "washington"),
        ("Farmers in Washington state are glad.", "Washington", None),
    ],
)
def test_a_namesake_in_another_country_is_not_the_place(
    catalogue: NameIndex, text: str, name: str, entity: str | None
) -> None:
    assert linked(text, catalogue, **{name: "GPE"})[name] == entity


def test_a_namesake_is_not_learned_so_that_the_place_is_found_in_the_next_article(catalogue: NameIndex) -> None:
    text = "A shop burnt in Moscow, Idaho, at night."
    at = text.index("Moscow")

    assert resolve([Mention(at, at + 6, "Moscow", "GPE")], text, catalogue).learned == ()


def test_the_taliban_of_pakistan_are_others(catalogue: NameIndex) -> None:
    found = linked("The Pakistani Taliban and the Afghan Taliban met.", catalogue)

    assert found == {"Pakistani Taliban": "pakistani-taliban", "Afghan Taliban": "taliban"}

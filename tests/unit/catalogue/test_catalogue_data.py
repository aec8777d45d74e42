"""The packaged catalogue holds together."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from itertools import combinations

import pytest

from briefings.catalogue import Countries, load_countries, load_entities, load_event_types, load_topics
from briefings.developments.lexicon import TYPES
from briefings.entities import NameIndex
from briefings.entities.sounds import is_arabic
from briefings.model import Entity


@pytest.fixture(scope="module")
def entities() -> tuple[Entity, ...]:
    return load_entities()


@pytest.fixture(scope="module")
def countries(entities: tuple[Entity, ...]) -> Countries:
    return load_countries(entities=entities)


def test_event_types_are_those_that_are_detected() -> None:
    assert set(load_event_types()) == set(TYPES)


def test_no_name_belongs_to_two_entities(entities: tuple[Entity, ...]) -> None:
    index = NameIndex(entities)

    for entity in entities:
        for name in (entity.name, *entity.aliases):
            linked = index.link(name)
            assert linked is not None, name
            assert linked.entity.id == entity.id, name


def test_every_name_is_found_by_itself(entities: tuple[Entity, ...]) -> None:
    index = NameIndex(entities)

    for entity in entities:
        found = index.look_up(entity.name)
        assert (found.outcome, found.candidates[0].entity.id) == ("found", entity.id)


def test_groups_and_people_of_the_region_have_their_native_names(entities: tuple[Entity, ...]) -> None:
    region = {"iraq", "iran", "saudi-arabia", "kuwait", "qatar", "oman", "uae", "lebanon", "yemen", "syria"}
    bare = [
        one.id
        for one in entities
        if one.kind in ("person", "armed_group") and one.country in region and not any(map(is_arabic, one.aliases))
    ]

    assert bare == []


def test_topics_can_be_asked_for_by_the_names_people_use(entities: tuple[Entity, ...]) -> None:
    topics = {topic.id: topic for topic in load_topics(entities=entities)}

    assert {
        "iraq-us",
        "iraq-armed-groups",
        "iran-us",
        "gulf-energy",
        "opec",
        "iraq-energy",
        "israel-iran",
        "yemen",
        "libya",
        "lebanon",
        "syria",
        "kurdistan",
        "sudan",
        "east-mediterranean",
    } <= set(topics)
    assert {"iraq", "us-iraq", "usa-iraq", "iraq–us"} <= set(topics["iraq-us"].aliases)


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Iraqi", "iraq"),
        ("Iraqis", "iraq"),
        ("American", "united-states"),
        ("US", "united-states"),
        ("british", "united-kingdom"),
        ("Emirati", "uae"),
        ("Italian", "italy"),
        ("Greeks", "greece"),
        ("South Korean", "south-korea"),
        ("Sudanese", "sudan"),
        ("South Sudanese", "south-sudan"),
        ("Palestinians", "palestine"),
        ("Nigerian", "nigeria"),
        ("Nigerien", "niger"),
        ("us", None),
        ("eu", None),
        ("Kurdish", None),
        ("", None),
    ],
)
def test_nationalities(countries: Countries, word: str, country: str | None) -> None:
    assert countries.nationality(word) == country


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Washington", "united-states"),
        ("the White House", "united-states"),
        ("Baghdad", "iraq"),
        ("Tehran’s", "iran"),
        ("Riyadh", "saudi-arabia"),
        ("the Kremlin", "russia"),
        ("Khartoum", "sudan"),
        ("Athens", "greece"),
        ("Addis Ababa", "ethiopia"),
        ("Kyiv", "ukraine"),
        ("Ramallah", "palestine"),
        ("Basra", None),
        ("Benghazi", None),
    ],
)
def test_seats_of_government(countries: Countries, name: str, country: str | None) -> None:
    assert countries.metonym(name) == country


def test_a_seat_of_government_that_is_an_entity_lies_in_its_country(
    countries: Countries, entities: tuple[Entity, ...]
) -> None:
    index = NameIndex(entities)
    above = {one.id: one.country for one in entities}  # Erbil is the region's seat, and in Iraq
    seats = {name: index.link(name) for name in countries.metonyms}
    lies = {name: seat.entity.country for name, seat in seats.items() if seat and seat.entity.kind == "place"}

    assert [
        name
        for name, country in lies.items()
        if country not in (countries.metonyms[name], above[countries.metonyms[name]])
    ] == []


def test_every_country_has_its_adjective(countries: Countries, entities: tuple[Entity, ...]) -> None:
    stateless = {"kurdistan-region", "gna", "libyan-gnu"}
    states = {one.id for one in entities if one.kind == "government"} - stateless

    assert states - set(countries.demonyms.values()) == set()


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("Haftar", "khalifa-haftar"),
        ("Fayez Serraj", "fayez-al-sarraj"),
        ("LNA", "lna"),
        ("Libyan National Army", "lna"),
        ("National Oil Corp.", "noc"),
        ("Saad al-Hariri", "saad-hariri"),
        ("Hemedti", "hemedti"),
        ("Abiy Ahmed", "abiy-ahmed"),
        ("Abdrabbuh Mansur Hadi", "abd-rabbu-mansour-hadi"),
        ("STC", "stc"),
        ("the Gulf", "persian-gulf"),
        ("Gulf of Aden", "gulf-of-aden"),
    ],
)
def test_actors_of_the_wider_region_are_known(entities: tuple[Entity, ...], name: str, entity: str) -> None:
    linked = NameIndex(entities).link(name)

    assert linked is not None
    assert linked.entity.id == entity


_TERM = re.compile(
    r"(?P<whose>[A-Z][\w ]*?(?:'s)?) (?P<office>(?:[a-z]+ )*?(?:president|prime minister|minister|king|emir|speaker))"
    r" from (?P<first>(?:[A-Z][a-z]+ )?\d{4})(?: (?:to|until .*? in) (?P<last>(?:[A-Z][a-z]+ )?\d{4}))?"
)
_DATE = r"(?:[A-Z][a-z]+ )?\d{4}"
_SPAN = re.compile(
    rf"from (?P<first>{_DATE})(?: (?:to|until [^,;]*? in) (?P<last>{_DATE}))?"
    r"|(?P<other>\b(?:minister|then|before|ambassador|adviser|vice-president|head)\b)"
)
_OPEN = 9999 * 12
_DIED = re.compile(rf"\b(?:killed|died|death|executed)\b[^;]*? in (?:\d+ )?({_DATE})")
_LED = re.compile(r"\bled by ([A-Z][\w’'-]*(?: (?:al-|[A-Z])[\w’'-]*){1,3})")
_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}


def _month(text: str, *, default: int) -> int:
    *month, year = text.split()
    return int(year) * 12 + (_MONTHS[month[0]] if month and month[0] in _MONTHS else default)


def terms(entity: Entity) -> list[tuple[str, str, int, int]]:
    """Whose office, which, its first and its last month, for each "from … to …" behind it."""
    found = []
    for told in _TERM.finditer(entity.description or ""):
        rest = (entity.description or "")[told.start("first") - len("from ") :].split(";")[0]
        for span in _SPAN.finditer(rest):
            if span["other"]:
                break  # another office
            last = _month(span["last"], default=1) if span["last"] else _OPEN
            found.append((told["whose"], told["office"], _month(span["first"], default=12), last))
    return found


def test_no_two_people_hold_one_office_at_the_same_time(entities: tuple[Entity, ...]) -> None:
    held = [(*term, entity.id) for entity in entities if entity.kind == "person" for term in terms(entity)]
    clashes = [
        (one[4], other[4])
        for one, other in combinations(held, 2)
        if one[:2] == other[:2] and one[4] != other[4] and one[2] < other[3] and other[2] < one[3]
    ]

    assert len(held) > 75
    assert clashes == []


def test_a_term_ends_after_it_began_and_nobody_holds_an_office_after_death(entities: tuple[Entity, ...]) -> None:
    people = [entity for entity in entities if entity.kind == "person"]
    held = [(*term, entity) for entity in people for term in terms(entity)]
    dead = {
        entity.id: _month(found[1], default=12)
        for entity in people
        if (found := _DIED.search(entity.description or ""))
    }

    ends = [(first if last == _OPEN else last, entity.id) for _, _, first, last, entity in held]

    assert [entity.id for _, _, first, last, entity in held if first > last + 11] == []
    assert [who for end, who in ends if who in dead and end > dead[who]] == []
    assert len(dead) > 10


def test_who_leads_a_group_is_known_and_of_its_country(entities: tuple[Entity, ...]) -> None:
    index = NameIndex(entities)
    led = [(entity, found[1]) for entity in entities for found in [_LED.search(entity.description or "")] if found]
    leaders = {(entity.id, name): index.link(name, label="PERSON") for entity, name in led}
    countries = {entity.id: entity.country for entity in entities}

    assert len(led) > 8
    assert [
        who for who, found in leaders.items() if found is not None and found.entity.kind not in ("person", "government")
    ] == []
    assert [
        who
        for who, found in leaders.items()
        if found is not None and found.entity.kind == "person" and countries[who[0]] not in (None, found.entity.country)
    ] == []


def test_what_is_a_state_s_has_its_country(entities: tuple[Entity, ...]) -> None:
    """A ministry, a central bank, a party in a parliament or an army; those of several states have none."""
    heads = re.compile(r"\b(?:Ministry|Ministers|Central Bank|Parliament|Armed Forces|Army|Senate|Supreme Court)\b")
    several = {"free-syrian-army", "baath-party"}
    without = [one.id for one in entities if one.country is None and one.kind in ("organisation", "party")]

    assert [one for one in without if heads.search(next(e.name for e in entities if e.id == one))] == []
    assert [one.id for one in entities if one.kind == "party" and not one.country and one.id not in several] == []


def test_no_wikidata_item_is_that_of_two_entities(entities: tuple[Entity, ...]) -> None:
    items = [entity.wikidata for entity in entities if entity.wikidata]

    assert len(items) == len(set(items)) > 100
    assert [item for item in items if not re.fullmatch(r"Q[1-9]\d*", item)] == []


def test_the_region_is_known_by_its_people_bodies_companies_and_facilities(entities: tuple[Entity, ...]) -> None:
    kinds: Counter[str] = Counter(entity.kind for entity in entities)

    assert len(entities) >= 400
    assert all(
        kinds[kind] >= least for kind, least in {"person": 200, "facility": 100, "company": 100, "party": 20}.items()
    )


def test_every_country_of_the_catalogue_has_its_code(countries: Countries, entities: tuple[Entity, ...]) -> None:
    stateless = {"kurdistan-region", "gna", "libyan-gnu"}

    assert {one.id for one in entities if one.kind == "government"} - stateless - set(countries.codes) == set()
    assert len(set(countries.codes.values())) == len(countries.codes)

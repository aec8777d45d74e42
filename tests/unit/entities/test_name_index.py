"""Looking names up: found, ambiguous or none."""

from __future__ import annotations

import time

import pytest

from briefings.catalogue import load_entities
from briefings.entities import NameIndex
from briefings.model import Entity, EntityId, EntityKind


@pytest.fixture(scope="module")
def catalogue() -> NameIndex:
    return NameIndex(load_entities())


def an_entity(
    name: str, *aliases: str, kind: EntityKind = "person", prominence: int = 1, learned: bool = False
) -> Entity:
    return Entity(EntityId(name.lower().replace(" ", "-")), kind, name, aliases, prominence=prominence, learned=learned)


@pytest.mark.parametrize(
    ("query", "entity"),
    [
        ("kataib", "kataib-hezbollah"),
        ("khataib", "kataib-hezbollah"),
        ("Kata'ib", "kataib-hezbollah"),
        ("khataib hizbullah", "kataib-hezbollah"),
        ("Kata'ib Hezbollah", "kataib-hezbollah"),
        ("Kata’ib Hizballah", "kataib-hezbollah"),
        ("Khataib Hezbollah", "kataib-hezbollah"),
        ("كتائب حزب الله", "kataib-hezbollah"),
        ("کتائب حزب‌الله", "kataib-hezbollah"),
        ("KH", "kataib-hezbollah"),
        ("kh", "kataib-hezbollah"),
        ("kataib hezbolla", "kataib-hezbollah"),
        ("KSS", "kataib-sayyid-al-shuhada"),
        ("Kataib Sayyid al-Shuhada", "kataib-sayyid-al-shuhada"),
        ("kataib sayed al shohada", "kataib-sayyid-al-shuhada"),
        ("sayyid al shuhada", "kataib-sayyid-al-shuhada"),
        ("كتائب سيد الشهداء", "kataib-sayyid-al-shuhada"),
        ("Kataeb", "kataeb-party"),
        ("Kataeb Party", "kataeb-party"),
        ("حزب الكتائب", "kataeb-party"),
        ("Hezbollah", "hezbollah"),
        ("hizbullah", "hezbollah"),
        ("hezbolla", "hezbollah"),
        ("حزب الله", "hezbollah"),
        ("Lebanese Hezbollah", "hezbollah"),
        ("nujaba", "harakat-al-nujaba"),
        ("Harakat Hezbollah al-Nujaba", "harakat-al-nujaba"),
        ("Hezbollah al-Nujaba", "harakat-al-nujaba"),
        ("حركة النجباء", "harakat-al-nujaba"),
        ("kadhimi", "mustafa-al-kadhimi"),
        ("al-kadhimi", "mustafa-al-kadhimi"),
        ("al-Kadhimi", "mustafa-al-kadhimi"),
        ("Mustafa al-Kadhimi", "mustafa-al-kadhimi"),
        ("mostafa kazemi", "mustafa-al-kadhimi"),
        ("الكاظمي", "mustafa-al-kadhimi"),
        ("prime minister kadhimi", "mustafa-al-kadhimi"),
        ("Vengeance of God", "thaer-allah"),
        ("thar allah", "thaer-allah"),
        ("daesh", "islamic-state"),
        ("aramko", "saudi-aramco"),
        ("basrah oil company", "basra-oil-company"),
        ("erdogan", "recep-tayyip-erdogan"),
        ("opec", "opec"),
        ("opec+", "opec-plus"),
        ("hashd shabi", "popular-mobilisation-forces"),
        ("سلیمانی", "qassem-soleimani"),
        ("hewler", "erbil"),
    ],
)
def test_a_name_is_found(catalogue: NameIndex, query: str, entity: str) -> None:
    found = catalogue.look_up(query)

    assert found.outcome == "found"
    assert found.candidates[0].entity.id == entity


@pytest.mark.parametrize("query", ["barzani", "allawi", "salman"])
def test_a_name_of_several_asks_which(catalogue: NameIndex, query: str) -> None:
    found = catalogue.look_up(query)

    assert found.outcome == "ambiguous"
    assert len(found.candidates) > 1


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "!!!",
        "the",
        "of",
        "qwerty",
        "good morning",
        "who won the match",
        "the militia",
        "party",
        "<b>.*</b>",
        "(a+)+$",
        "\u202e\u200f",
        "prime minister of atlantis",
        "Naguib Mahfouz",
        "فيروز",
        "Omar Sharif",
    ],
)
def test_what_is_no_known_name_fits_nothing(catalogue: NameIndex, query: str) -> None:
    assert catalogue.look_up(query).outcome == "none"


def test_a_miss_offers_the_nearest(catalogue: NameIndex) -> None:
    found = catalogue.look_up("Iraqi Hezbollah")

    assert found.outcome == "none"
    assert "hezbollah" in [one.entity.id for one in found.candidates]


@pytest.mark.parametrize("query", ["k" * 4000, "kataib " * 600, "", "😀" * 500])
def test_an_endless_query_fits_nothing_at_once(catalogue: NameIndex, query: str) -> None:
    start = time.perf_counter()
    found = catalogue.look_up(query)

    assert found.outcome == "none"
    assert time.perf_counter() - start < 0.5


def test_candidates_say_which_name_fitted_and_why(catalogue: NameIndex) -> None:
    best = catalogue.look_up("khataib hizbullah").candidates[0]

    assert best.name in (best.entity.name, *best.entity.aliases)
    assert best.why == "khataib, hizbullah = hezbollah (sound)"
    assert 0.7 <= best.score <= 1.0


def test_no_more_candidates_come_than_asked_for(catalogue: NameIndex) -> None:
    assert len(catalogue.look_up("barzani", limit=2).candidates) == 2


def test_being_named_often_settles_a_half_name() -> None:
    brothers = [an_entity("Karim Zangana"), an_entity("Nawzad Zangana")]

    unread = NameIndex(brothers).look_up("zangana")
    read = NameIndex(brothers, {EntityId("karim-zangana"): 200}).look_up("zangana")

    assert unread.outcome == "ambiguous"
    assert (read.outcome, read.candidates[0].entity.id) == ("found", "karim-zangana")


def test_learned_entities_give_way_to_the_catalogue() -> None:
    index = NameIndex([an_entity("Karim Zangana", prominence=1), an_entity("Nawzad Zangana", learned=True)])

    assert index.look_up("zangana").candidates[0].entity.id == "karim-zangana"
    assert index.look_up("Nawzad Zangana").candidates[0].entity.id == "nawzad-zangana"


def test_an_entity_given_twice_is_one_with_the_names_of_both() -> None:
    index = NameIndex([an_entity("Karim Zangana"), an_entity("Karim Zangana", "Abu Lana")])

    assert len(index) == 1
    assert index.look_up("abu lana").candidates[0].entity.id == "karim-zangana"


def test_entities_may_be_added_later() -> None:
    index = NameIndex([an_entity("Karim Zangana")])
    index.add([an_entity("Yahya Rasool")])

    assert index.look_up("rasul").candidates[0].entity.id == "yahya-rasool"
    assert index.get(EntityId("yahya-rasool")) is not None


def test_words_of_the_description_may_stand_in_a_query() -> None:
    described = Entity(EntityId("hamad"), "person", "Hamad bin Isa", description="King of Bahrain", prominence=2)

    assert NameIndex([described]).look_up("king hamad bahrain").outcome == "found"


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Khataib Hezbollah", "kataib-hezbollah"),
        ("the Kata'ib Hezbollah's", "kataib-hezbollah"),
        ("Prime Minister Mustafa al-Kadhimi", "mustafa-al-kadhimi"),
        ("al-Kadhimi", "mustafa-al-kadhimi"),
        ("US", "united-states"),
        ("U.S.", "united-states"),
        ("ISIL", "islamic-state"),
        ("Iraq's Parliament", "iraqi-parliament"),
        ("Basra Oil Co.", "basra-oil-company"),
        ("Saudi Arabian Oil Co", "saudi-aramco"),
    ],
)
def test_a_sure_mention_is_linked_whatever_its_label(catalogue: NameIndex, text: str, entity: str) -> None:
    for label in (None, "PERSON", "ORG"):
        linked = catalogue.link(text, label=label)

        assert linked is not None
        assert linked.entity.id == entity


@pytest.mark.parametrize(
    "text",
    [
        "us",
        "is",
        "Kataib",
        "Ali",
        "Mustafa",
        "Hussein",
        "Mohammed",
        "Barzani",
        "Sherif al-Sudani",
        "Iraqi Hezbollah",
        "Ministry of Oil",
        "General Yahya Rasool",
        "14",
        "",
    ],
)
def test_an_unsure_mention_is_not_linked(catalogue: NameIndex, text: str) -> None:
    assert catalogue.link(text) is None


@pytest.mark.parametrize(
    ("query", "entity"),
    [
        ("K\u0430t\u0430ib Hezbollah", "kataib-hezbollah"),  # Cyrillic letters that look Latin
        ("\u202eكتائب حزب الله\u202c", "kataib-hezbollah"),
        ("kataib حزب الله", "kataib-hezbollah"),
        ("Эрдоган", "recep-tayyip-erdogan"),
        ("Месуд Барзани", "masoud-barzani"),
        ("maliki nouri", "nouri-al-maliki"),
        ("pasdaran", "irgc"),
        ("abqayq", "abqaiq"),
        ("petroline", "east-west-pipeline"),
        ("haniya", "ismail-haniyeh"),
    ],
)
def test_other_scripts_and_orders_are_read(catalogue: NameIndex, query: str, entity: str) -> None:
    found = catalogue.look_up(query)

    assert (found.outcome, found.candidates[0].entity.id) == ("found", entity)


def test_a_part_of_a_name_is_no_answer_where_a_whole_name_fits_better(catalogue: NameIndex) -> None:
    found = catalogue.look_up("opek")

    assert (found.outcome, found.candidates[0].entity.id) == ("none", "opec")


def test_several_ministries_of_one_name_ask_which(catalogue: NameIndex) -> None:
    found = catalogue.look_up("oil ministry")

    assert found.outcome == "ambiguous"
    assert {one.entity.kind for one in found.candidates} == {"organisation"}


@pytest.mark.parametrize("query", ["jufra", "zubara", "the refinery"])
def test_a_place_that_only_sounds_like_another_is_not_answered_with_it(query: str) -> None:
    index = NameIndex([an_entity("Kufra", kind="place"), an_entity("Zubair", kind="facility")])

    assert index.look_up(query).outcome == "none"


@pytest.mark.parametrize(
    "query",
    [
        "\x00",
        "kataib\x00hezbollah",
        "\ud800",
        "a\ud83d",
        "((((((((((",
        "(?:a|a)*$" * 12,
        "\\",
        "%_%",
        "the of and for in",
        "و في من",
        "\u200f\u200e\u202e\u2066",
        "كتائب hezbollah Путин 哈马斯 😀",
        "\u0301" * 100,
        "ﷺ" * 119,
        "ﷺ" * 200,
        "12345678901234567890",
        "'" * 110,
        "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k l m n o p",
        "al al al al al al bin bin bin abd abu abd abu",
        "prime minister of " * 6,
        "ıİſßŉ",
    ],
)
def test_a_strange_query_is_answered_soon_and_without_error(catalogue: NameIndex, query: str) -> None:
    start = time.perf_counter()
    catalogue.look_up(query)
    catalogue.link(query)

    assert time.perf_counter() - start < 1


def test_a_letter_of_another_alphabet_that_looks_the_same_does_not_hide_a_name(catalogue: NameIndex) -> None:
    for query in ("K\u0430taib", "Kаtаib Неzbollah", "\u0410ramco", "K\u0430dhimi"):  # Cyrillic letters among them
        assert catalogue.look_up(query).outcome == "found"

"""Names that sound like a known one and are somebody or something else, in look-ups and in running text."""

from __future__ import annotations

import pytest

from briefings.catalogue import load_entities
from briefings.entities import NameIndex, Resolution, resolve
from briefings.entities.names import parse
from briefings.entities.surely import is_acronym, may_join
from briefings.model import Entity, EntityId, EntityKind, Mention


@pytest.fixture(scope="module")
def catalogue() -> NameIndex:
    return NameIndex(load_entities())


def an_index(*entities: tuple[str, EntityKind, tuple[str, ...]]) -> NameIndex:
    return NameIndex(
        Entity(EntityId(name.lower().replace(" ", "-")), kind, name, aliases, prominence=2)
        for name, kind, aliases in entities
    )


def resolved(text: str, index: NameIndex, **labels: str) -> dict[str, str | None]:
    return {mention.text: mention.entity for mention in done(text, index, **labels).mentions}


def done(text: str, index: NameIndex, **labels: str) -> Resolution:
    """Resolve names by label; underscores stand for spaces, two for a hyphen."""
    names = {name.replace("__", "-").replace("_", " "): label for name, label in labels.items()}
    mentions = [Mention(text.index(name), text.index(name) + len(name), name, label) for name, label in names.items()]
    return resolve(mentions, text, index)


@pytest.mark.parametrize(
    "text",
    ["MPs", "KNPD", "CPECC", "OPAC", "Deir", "Turki al-Maliki", "Ahmad Nasser al-Sabah", "Nasser Sabah al-Ahmad"],
)
@pytest.mark.parametrize("label", ["PERSON", "ORG", "GPE"])
def test_a_mention_that_only_sounds_alike_is_not_linked(catalogue: NameIndex, text: str, label: str) -> None:
    assert catalogue.link(text, label=label) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Naqoura", "Ankara"),
        ("Hadera", "Hodeidah"),
        ("Sohar", "Sahar"),
        ("Dammam", "Amman"),
        ("Erbil airport", "Erbil"),
    ],
)
def test_a_place_is_another_only_by_a_letter(text: str, name: str) -> None:
    assert an_index((name, "place", ())).link(text) is None


@pytest.mark.parametrize(
    ("text", "name"), [("Hodeida", "Hodeidah"), ("Sulaimaniyah", "Sulaymaniyah"), ("Karbala city", "Karbala")]
)
def test_a_letter_more_or_less_is_still_the_place(text: str, name: str) -> None:
    assert an_index((name, "place", ())).link(text) is not None


def test_a_given_name_must_be_the_entitys_own() -> None:
    index = an_index(("Nouri al-Maliki", "person", ("al-Maliki",)), ("Mohammad Javad Zarif", "person", ()))

    assert index.link("Turki al-Maliki") is None
    assert index.link("Jawad Zarif") is not None
    assert index.link("Nuri al-Maleki") is not None
    assert index.link("Prime Minister al-Maliki") is not None


@pytest.mark.parametrize("text", ["Sadr", "Abadi", "Putin"])
def test_a_short_family_name_is_known_as_written(catalogue: NameIndex, text: str) -> None:
    assert catalogue.link(text) is not None


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ("atlantis", "nato"),
        ("MPs", "mohammed-bin-salman"),
        ("CPECC", "kpc"),
        ("Arabian Oil Co.", "saudi-aramco"),
        ("Ahmad Nasser al-Sabah", "sabah-al-ahmad"),
        ("Sudan Liberation Movement", "splm-n"),
        ("Deir", "deir-ez-zor"),
    ],
)
def test_a_query_that_only_sounds_alike_is_offered_and_not_answered(
    catalogue: NameIndex, query: str, nearest: str
) -> None:
    found = catalogue.look_up(query)

    assert found.outcome == "none"
    assert nearest in [one.entity.id for one in found.candidates]


@pytest.mark.parametrize(
    ("query", "name", "kind"),
    [
        ("KNPC", "CNPC", "company"),
        ("SNA", "Sanaa", "place"),
        ("Adana", "Dana Gas", "company"),
        ("zour", "Deir ez-Zor", "place"),
    ],
)
def test_an_unknown_word_is_not_answered_by_a_like_one(query: str, name: str, kind: EntityKind) -> None:
    assert an_index((name, kind, ())).look_up(query).outcome == "none"


@pytest.mark.parametrize(
    ("query", "entity"),
    [
        ("Kuwait Oil Co.", "koc"),
        ("KOC", "koc"),
        ("NOC", "noc"),
        ("National Oil Corp.", "noc"),
        ("suez", "suez-canal"),
        ("prime minister kadhimi", "mustafa-al-kadhimi"),
        ("sadr", "muqtada-al-sadr"),
    ],
)
def test_what_is_meant_is_answered(catalogue: NameIndex, query: str, entity: str) -> None:
    found = catalogue.look_up(query)

    assert (found.outcome, found.candidates[0].entity.id) == ("found", entity)


@pytest.mark.parametrize(
    ("short", "written_out"), [("Marsh Oil Co.", "Marsh Oil Company"), ("Marsh Corp", "Marsh Corporation")]
)
def test_a_legal_form_may_be_shortened(short: str, written_out: str) -> None:
    linked = an_index((written_out, "company", ())).link(short)

    assert linked is not None
    assert linked.score == 1.0


@pytest.mark.parametrize(
    ("text", "acronym"),
    [("KNPC", True), ("U.S.", True), ("MPs", True), ("SPLM-N", True), ("Eni", False), ("A B", False)],
)
def test_acronyms_are_told(text: str, acronym: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_acronym(text) is acronym


@pytest.mark.parametrize(
    ("a", "b", "person", "may"),
    [
        ("Sudan Liberation Movement", "Sudan People's Liberation Movement-North", False, False),
        ("Transitional Council", "Southern Transitional Council", False, True),
        ("Karim Zangana", "Nawzad Zangana", True, False),
        ("Zangana", "Nawzad Zangana", True, True),
    ],
)
def test_a_shorter_form_is_a_stretch_of_the_longer(a: str, b: str, person: bool, may: bool) -> None:  # noqa: FBT001 - columns of the table
    assert may_join(parse(a), parse(b), person=person) is may


def test_an_acronym_belongs_to_the_long_form_that_the_text_gives() -> None:
    index = an_index(("Northern Ore Company", "company", ("NOC",)))
    text = "The National Oil Corp. (NOC) reopened two ports. NOC said more."
    seen = resolved(text, index)

    assert seen["National Oil Corp"] == seen["NOC"] == "national-oil-corp"


def test_an_acronym_stays_the_entitys_whose_name_is_spelt_otherwise(catalogue: NameIndex) -> None:
    text = "The Popular Mobilization Force (PMF) and the Islamic Revolution Guard Corps (IRGC) agreed."
    seen = resolved(text, catalogue, Popular_Mobilization_Force="ORG", Islamic_Revolution_Guard_Corps="ORG")

    assert seen["PMF"] == seen["Popular Mobilization Force"] == "popular-mobilisation-forces"
    assert seen["IRGC"] == seen["Islamic Revolution Guard Corps"] == "irgc"


def test_another_group_is_not_the_one_named_before() -> None:
    text = "The Marsh Front fired. Another rebel group, the Marsh Free Front, did not. The Marsh Free Front left."
    seen = resolved(text, NameIndex([]), Marsh_Front="ORG", Marsh_Free_Front="ORG")

    assert seen["Marsh Front"] == "marsh-front"
    assert seen["Marsh Free Front"] == "marsh-free-front"


def test_another_group_is_not_linked_to_a_like_name() -> None:
    index = an_index(("Sons of the Marshes", "armed_group", ()))
    text = "Another group, the Sons of the Marsh, fired."

    assert resolved(text, index, Sons_of_the_Marsh="ORG")["Sons of the Marsh"] == "sons-of-the-marsh"


def test_a_person_behind_a_title_is_the_person(catalogue: NameIndex) -> None:
    text = "It was signed by Saudi Energy Minister Prince Abdulaziz bin Salman."
    result = done(text, catalogue, Saudi_Energy_Minister_Prince_Abdulaziz_bin_Salman="ORG")

    assert [(m.text, m.label, m.entity) for m in result.mentions if m.label == "PERSON"] == [
        ("Prince Abdulaziz bin Salman", "PERSON", "abdulaziz-bin-salman")
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kuwait's then-oil minister, Bakhtiar Zanganawi, resigned.", "Bakhtiar Zanganawi"),
        ("In Adana they held a former mayor, Hussein Zanganawi, and left.", "Hussein Zanganawi"),
        ("Kuwait Oil Minister Bakhtiar Zanganawi resigned.", "Oil Minister Bakhtiar Zanganawi"),
    ],
)
def test_a_name_behind_an_office_is_a_persons_whatever_its_label(text: str, name: str) -> None:
    result = resolve([Mention(text.index(name), text.index(name) + len(name), name, "ORG")], text, NameIndex([]))

    assert [(one.name.split()[-1], one.kind) for one in result.learned] == [("Zanganawi", "person")]
    assert [mention.label for mention in result.mentions] == ["PERSON"]


def test_a_given_name_behind_a_royal_title_is_no_family_name() -> None:
    text = "Sheikh Ahmad Nasser al-Zangana came. The emir, Sheikh Zangana, left."
    seen = resolved(text, NameIndex([]), Ahmad_Nasser_al__Zangana="PERSON", Sheikh_Zangana="PERSON")

    assert seen["Ahmad Nasser al-Zangana"] != seen["Sheikh Zangana"]


def test_a_people_is_no_family_name(catalogue: NameIndex) -> None:
    text = "Houthi fire hit the port, said Abdul-Malik al-Houthi."
    seen = resolved(text, catalogue, Houthi="NORP", Abdul__Malik_al__Houthi="PERSON")

    assert seen["Houthi"] == "houthis"


def test_labels_are_set_right_by_the_entity(catalogue: NameIndex) -> None:
    text = "Khalifa Haftar came. Haftar met Khartoum and South Sudan by the Gulf."
    result = done(text, catalogue, Haftar="GPE", Khartoum="PERSON", South_Sudan="LOC", Gulf="LOC")

    assert {m.text: m.label for m in result.mentions} == {
        "Khalifa Haftar": "PERSON",
        "Haftar": "PERSON",
        "Khartoum": "GPE",
        "South Sudan": "GPE",
        "Gulf": "LOC",
    }


def test_a_month_or_day_before_a_known_name_is_no_part_of_it(catalogue: NameIndex) -> None:
    text = "Last Thursday Islamic State fled."
    seen = resolved(text, catalogue, Thursday_Islamic_State="EVENT")

    assert seen == {"Islamic State": "islamic-state"}


def test_a_hedge_hides_no_name(catalogue: NameIndex) -> None:
    text = "They fought suspected men. Suspected Islamic State gunmen fired."
    seen = resolved(text, catalogue, Suspected_Islamic_State="ORG")

    assert seen == {"Islamic State": "islamic-state"}


def test_somebody_of_a_clan_is_not_the_group_named_after_it(catalogue: NameIndex) -> None:
    assert catalogue.link("Nasser al-Houthi", label="ORG") is None
    assert catalogue.look_up("Nasser al-Houthi").outcome == "none"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("National Oil Co.", "National Oil Corporation"),
        ("Marsh Oil Co.", "Marsh National Oil Company"),
        ("Marsh National Petroleum Co.", "Marsh Petroleum Corporation"),
    ],
)
def test_companies_of_like_names_are_kept_apart(text: str, name: str) -> None:
    assert an_index((name, "company", ())).link(text) is None

"""Which sentences tell an event, and of which type."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefings.model import Annotation, Development

Read = Callable[[str], Annotation]


def told(annotation: Annotation) -> list[str]:
    return [development.type for development in annotation.developments if development.type != "STATEMENT"]


def the_only(annotation: Annotation) -> Development:
    found = [development for development in annotation.developments if development.type != "STATEMENT"]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Three days later the UK bombed a Libyan port.", "ASSAULT"),
        ("Oman cut prices in March.", "ENERGY_PRICE"),
        ("Algeria shut the refinery.", "ENERGY_OUTAGE"),
        ("Tripoli cut off payments to the guard last June.", "SANCTION"),
        ("Pakistan put its troops on alert.", "MOBILIZE"),
        ("India shot down a Pakistani jet on Friday.", "ASSAULT"),
        ("The army fought rebels in Darfur.", "ASSAULT"),
        ("Canada froze the assets of the bank in May.", "SANCTION"),
        ("Police beat protesters in Tunis on Monday.", "ASSAULT"),
        ("The navy sank a boat off Aden.", "ASSAULT"),
        ("Chad and Niger held talks on Sunday.", "CONSULT"),
        ("Shell sold its stake in Bonga in May.", "ENERGY_CONTRACT"),
        ("The army drove the rebels out of Sebha in January.", "ASSAULT"),
    ],
)
def test_a_past_tense_is_a_verb_whatever_its_form(read: Read, sentence: str, kind: str) -> None:
    assert the_only(read(sentence)).type == kind


@pytest.mark.parametrize(
    ("sentence", "kind", "actor"),
    [
        ("The EU imposed sanctions on Belarus in October.", "SANCTION", "the eu"),
        ("Sudan bombed Abyei.", "ASSAULT", "Sudan"),
        ("Omani jets bombed Salalah.", "ASSAULT", "Omani jets"),
        ("Ecuador quit OPEC in January 2020.", "RETREAT", "Ecuador"),
        ("Egypt agreed to host talks between Sudan and Chad.", "AGREE", "Egypt"),
        ("Bahrain threatened to close ports to Qatari ships.", "THREATEN", "Bahrain"),
        ("Turkey avoided attacking Russian forces in Idlib.", "ASSAULT", "Turkey"),
        ("Kurdish forces shelled Turkish villages in Syria on Monday.", "ASSAULT", "Kurdish forces"),
        ("Media in Tunis said Algerian forces had bombed Ghat.", "ASSAULT", "Algerian forces"),
    ],
)
def test_a_verb_read_as_an_adjective_is_the_verb(read: Read, sentence: str, kind: str, actor: str) -> None:
    found = the_only(read(sentence))

    assert found.type == kind
    assert [party.text.lower() for party in found.actors] == [actor.lower()]


@pytest.mark.parametrize(
    ("sentence", "kind", "target"),
    [
        ("Canada lifted sanctions on Belarus in May.", "CONCEDE", "Belarus"),
        ("Egypt ended its blockade of Qatar in January.", "CONCEDE", "Qatar"),
        ("The rebels halted their attacks on Chad in May.", "RETREAT", "Chad"),
        ("France called off a strike on Syria in June.", "RETREAT", "Syria"),
        ("The operator lifted force majeure at Brega on Saturday.", "ENERGY_PRODUCTION", "Brega"),
        ("The embargo on Mali was eased on Friday.", "CONCEDE", "Mali"),
    ],
)
def test_ending_a_thing_is_not_doing_it(read: Read, sentence: str, kind: str, target: str) -> None:
    found = the_only(read(sentence))

    assert found.type == kind
    assert target in " ".join(party.text for party in found.targets)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Missiles struck the Ras Tanura terminal on March 7.", "ASSAULT"),
        ("Oil workers went on strike on Monday.", "PROTEST"),
        ("Rockets landed at the airport on March 3.", "ASSAULT"),
        ("A bomb went off in Kirkuk on Monday.", "ASSAULT"),
        ("Soldiers mutinied in Bamako in August.", "COERCE"),
        ("Keita was overthrown in August 2020.", "COERCE"),
        ("Tunisia summoned the Libyan ambassador on Monday.", "ACCUSE"),
        ("Italy sent two frigates to Libya on Wednesday.", "MOBILIZE"),
        ("The talks collapsed on Monday.", "CONSULT"),
        ("The Geneva talks have been extended until May 9.", "CONSULT"),
        ("A fifth round is scheduled for June.", "CONSULT"),
        ("Chad and Sudan demarcated their border in May.", "AGREE"),
        ("Eni evacuated staff from Brega last year.", "RETREAT"),
        ("Exports averaged 90,000 bpd in July.", "ENERGY_EXPORT"),
        ("Angola's output has fallen to 1.1mn bpd.", "ENERGY_PRODUCTION"),
        ("Brent jumped by 9% on Monday.", "ENERGY_PRICE"),
        ("A fire broke out at the Skikda refinery on Monday.", "ENERGY_OUTAGE"),
        ("A tanker ran aground off Suez on Monday.", "ENERGY_OUTAGE"),
        ("OPEC extended its cuts on June 6.", "ENERGY_POLICY"),
        ("Oman postponed the tender in May.", "ENERGY_TENDER"),
        ("Tullow wrote off $300mn in March.", "ENERGY_INVESTMENT"),
        ("Oman welcomed the agreement on Tuesday.", "SUPPORT"),
    ],
)
def test_words_of_the_news_name_their_events(read: Read, sentence: str, kind: str) -> None:
    assert told(read(sentence)) == [kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "The new cabinet was sworn in on December 17.",
        "Output there fell short of its target last year.",
        "No group claimed the attack.",
        "The pipeline runs to Ceyhan.",
        "Drillers, most of them armed, waited.",
    ],
)
def test_what_only_looks_like_an_event_is_none(read: Read, sentence: str) -> None:
    found = [d for d in read(sentence).developments if d.type != "ENERGY_PRODUCTION"]

    assert found == []


def test_a_claim_of_responsibility_is_the_group_s_word(read: Read) -> None:
    found = read("Boko Haram claimed responsibility for the attack on Monday.").developments

    assert [(d.type, d.status) for d in found] == [("STATEMENT", "reported")]
    assert [party.text for party in found[0].actors] == ["Boko Haram"]


def test_what_a_sentence_tells_in_passing_is_marked(read: Read) -> None:
    annotation = read("Oman rejected a plan by OPEC, which Qatar left in 2019.")
    marked = {development.type: development.passing for development in annotation.developments}

    assert marked == {"REJECT": False, "RETREAT": True}


def test_a_month_is_no_march(read: Read) -> None:
    assert "PROTEST" not in told(read("Output fell after protesters closed the Sharara field on 3 March."))

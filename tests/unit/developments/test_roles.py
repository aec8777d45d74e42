"""Who did it to whom: a wrong doer is worse than none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefings.model import Annotation, Development

Read = Callable[[str], Annotation]


def of_type(annotation: Annotation, kind: str) -> Development:
    return next(development for development in annotation.developments if development.type == kind)


def actors(development: Development) -> list[str]:
    return [party.text for party in development.actors]


def targets(development: Development) -> list[str]:
    return [party.text for party in development.targets]


@pytest.mark.parametrize(
    ("sentence", "kind", "doers"),
    [
        ("Gunmen believed to be linked to Chad attacked the French embassy on Monday.", "ASSAULT", ["Gunmen"]),
        ("A militia linked to Sudan bombed Abeche in March.", "ASSAULT", ["A militia"]),
        ("Hamas, suspected of killing Omar Saleh, denied the charge.", "REJECT", ["Hamas"]),
        ("Rebels said to be close to Sudan killed two soldiers.", "ASSAULT", ["Rebels"]),
        (
            "The firm's chief, Omar Saleh, resigned after lawmakers accused him of fraud.",
            "RETREAT",
            ["The firm's chief"],
        ),
        ("The firm's chief, Omar Saleh, resigned after lawmakers accused him of fraud.", "ACCUSE", ["lawmakers"]),
        ("Total, the French major, pulled out of Block 9 in 2018.", "RETREAT", ["Total"]),
        ("Kenya's foreign minister, Grace Otieno, met Paul Biya.", "CONSULT", ["Kenya's foreign minister"]),
        ("Missiles struck the terminal.", "ASSAULT", []),
        ("Kenya survived an attack by Somali rebels in May.", "ASSAULT", ["Somali rebels"]),
        ("The rebels seized tankers off Aden after Chad imposed sanctions on the port.", "SANCTION", ["Chad"]),
        (
            "Canada, which under former president Paul Martin had eased sanctions, threatened to leave.",
            "THREATEN",
            ["Canada"],
        ),
        ("A group calling itself the Free Army claimed responsibility.", "STATEMENT", ["A group"]),
    ],
)
def test_the_doer_is_the_subject_of_its_own_verb(read: Read, sentence: str, kind: str, doers: list[str]) -> None:
    assert actors(of_type(read(sentence), kind)) == doers


def test_names_behind_by_belong_together(read: Read) -> None:
    found = read("The chief of the army, who was seen as backed by Egypt, Jordan and Sudan, was reported to have left.")

    assert actors(of_type(found, "RETREAT")) in ([], ["The chief of the army"])
    assert {"Egypt", "Jordan"} <= set(actors(of_type(found, "SUPPORT")))


def test_a_person_set_off_by_commas_is_the_party(read: Read) -> None:
    found = of_type(read("The head of the Sahel Force, Omar Saleh, visited Mali in March."), "CONSULT")

    assert [party.name for party in found.actors] == ["Omar Saleh"]


def test_where_talks_are_held_is_nobody_s_side(read: Read) -> None:
    found = of_type(read("Greece and Turkey held talks in Berlin on Monday."), "CONSULT")

    assert targets(found) == []


def test_what_is_fired_is_no_target(read: Read) -> None:
    assert targets(of_type(read("In May, 12 rockets were fired at the airport."), "ASSAULT")) == ["the airport"]


def test_a_month_is_no_part_of_a_target(read: Read) -> None:
    assert targets(of_type(read("The rebels seized a base in May."), "COERCE")) == ["a base"]


def test_a_charge_is_no_part_of_the_accused(read: Read) -> None:
    found = of_type(read("Opposition lawmakers accused the government of corruption."), "ACCUSE")

    assert targets(found) == ["the government"]


def test_whom_one_sends_is_no_target(read: Read) -> None:
    assert targets(of_type(read("Italy sent 200 troops to Niger."), "MOBILIZE")) == ["Niger"]


def test_a_dismissed_report_has_no_target(read: Read) -> None:
    assert targets(of_type(read("Chad denied reports of a Sudanese raid."), "REJECT")) == []


def test_a_noun_whose_name_was_left_open_stands_for_nobody_named_before(read: Read) -> None:
    annotation = read("Sonatrach cut off supplies to a trader. The company, which was not named, denied doing so.")
    denial = annotation.developments[-1]

    assert denial.trigger == "deny"
    assert [party.entity for party in denial.actors] == [None]


def test_a_count_since_a_day_is_no_day_to_count_on_from(read: Read) -> None:
    annotation = read("Chad attacked Sebha on 10 June. Forty have died since 8 June. Niger bombed Abyei a day later.")
    bombing = annotation.developments[-1]

    assert bombing.trigger == "bomb"
    assert bombing.when is None


def test_a_single_day_goes_on_to_what_its_actor_did_next_alone(read: Read) -> None:
    same = read("Chad invaded Niger on 10 June. Chad seized a port.").developments[-1]
    other = read("Chad invaded Niger on 10 June. Niger agreed to a truce.").developments[-1]

    assert same.when is not None
    assert other.when is None


def test_days_counted_from_what_cannot_be_told_are_none(read: Read) -> None:
    annotation = read(
        "Chad seized Sebha on Monday. Niger was silent. Nobody was hurt. The road was shut. "
        "Two days earlier Oman had bombed Abyei."
    )
    assert [d.when for d in annotation.developments if d.trigger == "bomb"] == [None]


@pytest.mark.parametrize(
    ("sentence", "kind", "doers", "hit"),
    [
        ("The talks held between Chad and Mali ended on Monday.", "CONSULT", ["Chad", "Mali"], []),
        ("Residents fled the raids carried out by the army against rebels.", "COERCE", ["the army"], ["rebels"]),
        ("Sudan began a campaign to isolate Abeche in May.", "ASSAULT", ["Sudan"], ["Abeche"]),
        ("Oslo repeated its commitment to support Tunisia.", "SUPPORT", ["Oslo"], ["Tunisia"]),
        ("Chad conducted 15 strikes with drones and jets against rebels.", "ASSAULT", ["Chad"], ["rebels"]),
        ("Ann Grey, commander, Northern Fleet, met Paul Biya.", "CONSULT", ["Ann Grey"], ["Paul Biya"]),
        ("Rebels besieged Tripoli, Libya.", "ASSAULT", ["Rebels"], ["Tripoli"]),
        ("Ministers discussed the Syria crisis in Oslo.", "CONSULT", ["Ministers"], []),
        ("Two soldiers died in an attack by rebels in Gao.", "ASSAULT", ["rebels in Gao"], ["Two soldiers"]),
        (
            "Newly appointed Prime Minister Paul Biya has refused to sign.",
            "REJECT",
            ["Newly appointed Prime Minister Paul Biya"],
            [],
        ),
        ("Grace Otieno is in Oslo for talks with Paul Biya.", "CONSULT", ["Grace Otieno"], ["Paul Biya"]),
    ],
)
def test_both_sides_of_an_event(read: Read, sentence: str, kind: str, doers: list[str], hit: list[str]) -> None:
    told = of_type(read(sentence), kind)

    assert (actors(told), targets(told)) == (doers, hit)


@pytest.mark.parametrize(
    "sentence",
    [
        "Acme took over Bolt for $2bn.",
        "The fund took control of the company in May.",
        "The ruling reinforces why Chad left.",
        "The minister ordered troops to stay in camp.",
        "The press conference ended at noon.",
    ],
)
def test_what_is_no_deed_of_force_is_none(read: Read, sentence: str) -> None:
    told = read(sentence).developments

    assert not [one for one in told if one.type in ("COERCE", "ASSAULT", "MOBILIZE")]
    assert not [party for one in told for party in one.actors if party.text == "press"]

"""Nothing hedged becomes fact, and no fact is hedged."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefings.model import Annotation

Read = Callable[[str], Annotation]


def statuses(annotation: Annotation, *types: str) -> list[str]:
    return [development.status for development in annotation.developments if development.type in types]


@pytest.mark.parametrize(
    ("sentence", "kind", "status"),
    [
        ("Fears of a French attack on Mali have receded.", "ASSAULT", "conditional"),
        ("The threat of EU sanctions on Belarus has receded.", "SANCTION", "planned"),
        ("Algeria foiled an attack on its embassy in May.", "ASSAULT", "denied"),
        ("The alleged attack on the Omani tanker was denied by Sudan.", "ASSAULT", "alleged"),
        ("Reports of a Chadian raid on Sebha were denied by Niger.", "COERCE", "denied"),
        ("Rumours of an attack on Sebha spread in June.", "ASSAULT", "alleged"),
        ("Ethiopia is drawing up plans for an attack on Eritrea.", "ASSAULT", "planned"),
        ("Parliament voted in July to authorise the deployment of troops abroad.", "MOBILIZE", "planned"),
        ("A possible strike on Benghazi was debated in Cairo.", "ASSAULT", "conditional"),
    ],
)
def test_an_event_noun_is_hedged_by_what_stands_around_it(read: Read, sentence: str, kind: str, status: str) -> None:
    assert statuses(read(sentence), kind) == [status]


def test_a_call_for_an_event_is_a_demand_alone(read: Read) -> None:
    found = read("Parliament has called for the withdrawal of French troops.").developments

    assert [(d.type, d.status) for d in found] == [("REQUEST", "stated")]


def test_a_definite_event_stays_a_fact_in_somebody_s_words(read: Read) -> None:
    found = read("The Friday night raid on the villa was intended to send a message, General Omar Saleh said.")

    assert statuses(found, "COERCE") == ["stated"]


@pytest.mark.parametrize(
    ("sentence", "kind", "status"),
    [
        ("Judge Omar Saleh has yet to charge any minister.", "ACCUSE", "denied"),
        ("Kenya stopped short of accusing Somalia of the attack.", "ACCUSE", "denied"),
        ("Kenya refrained from attacking Somalia in June.", "ASSAULT", "denied"),
        ("There is no evidence that Eritrea attacked the tanker.", "ASSAULT", "denied"),
        ("Ethiopia is on the verge of attacking Eritrea.", "ASSAULT", "planned"),
        ("Egypt rarely attacks Islamists in Libya.", "ASSAULT", "denied"),
        ("None of the tankers was seized by Oman.", "COERCE", "denied"),
        ("No soldiers were killed on Monday.", "ASSAULT", "denied"),
        ("The law obliges the government to expel UN inspectors.", "SANCTION", "planned"),
        ("Officials dismissed reports that Oman had signed a contract with Shell.", "ENERGY_CONTRACT", "denied"),
        ("Oman is unlikely to sign the agreement with Yemen.", "AGREE", "conditional"),
        ("Kenya came close to bombing Somalia in May.", "ASSAULT", "denied"),
        ("The court is due to sentence the former minister on Monday.", "COERCE", "planned"),
        ("The army was about to storm the village.", "COERCE", "planned"),
        ("Total is not thought to have found gas there.", "ENERGY_DISCOVERY", "denied"),
        ("Angola is estimated to have exported 1.2mn bpd in May.", "ENERGY_EXPORT", "reported"),
        ("Egypt dropped plans to withdraw its troops from Sinai.", "RETREAT", "denied"),
        ("Plans to raise output at Bonga were shelved in May.", "ENERGY_PRODUCTION", "denied"),
        ("Egypt has not intervened in Libya.", "ASSAULT", "denied"),
        ("The talks were cancelled on Monday.", "CONSULT", "denied"),
        ("Neither Chad nor Libya attacked the convoy.", "ASSAULT", "denied"),
        ("Neither the army nor the rebels have attacked the dam.", "ASSAULT", "denied"),
        ("Neither Iran nor its allies seized the tanker.", "COERCE", "denied"),
        ("The rebels have not been deterred from attacking oil sites.", "ASSAULT", "conditional"),
        ("Far from attacking Chad, Sudan offered talks.", "ASSAULT", "denied"),
        ("Sudan barely avoided an attack on its port.", "ASSAULT", "denied"),
        ("No evidence was found that Kenya bombed the village.", "ASSAULT", "denied"),
        ("Had Israel bombed the plant, Iran would have retaliated.", "ASSAULT", "conditional"),
        ("The government never ordered troops into the city.", "MOBILIZE", "denied"),
        ("Britain did not want the rebels to attack Aden.", "REQUEST", "denied"),
        ("No soldiers died in the raid on the base.", "ASSAULT", "denied"),
    ],
)
def test_a_hedge_keeps_an_event_from_being_stated(read: Read, sentence: str, kind: str, status: str) -> None:
    assert statuses(read(sentence), kind) == [status]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Hamas was accused of storing arms in Sidon, where a blast killed 20 people.", "ASSAULT"),
        ("The rebels managed to seize the port.", "COERCE"),
        ("There is no doubt that Eritrea attacked the tanker.", "ASSAULT"),
        ("Boko Haram, as the group calls itself, released 12 prisoners on Monday.", "CONCEDE"),
        ("Nobody was killed in the attack on the Omani tanker.", "ASSAULT"),
        ("The IMF approved a loan to Egypt in June.", "AID"),
    ],
)
def test_what_stands_outside_the_hedge_is_stated(read: Read, sentence: str, kind: str) -> None:
    assert "stated" in statuses(read(sentence), kind)


@pytest.mark.parametrize(
    ("sentence", "kind", "status"),
    [
        ("Analysts fear that the army attacked the village.", "ASSAULT", "reported"),
        ("The rebels claimed to have shot down a drone.", "ASSAULT", "reported"),
        ("According to the UN, militiamen killed nine farmers.", "ASSAULT", "reported"),
        ("Should the truce collapse, Togo could attack.", "ASSAULT", "conditional"),
        ("Zambia ordered its troops to attack the camp.", "ASSAULT", "planned"),
        ("It is believed that the group kidnapped the engineers.", "COERCE", "alleged"),
        ("Kenyan troops shelled the border town of Mandera.", "ASSAULT", "stated"),
    ],
)
def test_how_an_event_is_known_decides_its_status(read: Read, sentence: str, kind: str, status: str) -> None:
    assert status in statuses(read(sentence), kind)


@pytest.mark.parametrize(
    ("sentence", "kind", "status"),
    [
        ("Kenya became the first state to attack the militia.", "ASSAULT", "stated"),
        ("Ghana was the last country to bomb the camp.", "ASSAULT", "stated"),
        ("Chad was able to bomb the camp.", "ASSAULT", "stated"),
        ("Police prevented protesters from storming the court.", "COERCE", "denied"),
        ("Niger attacked the bridge instead of bombing the camp.", "ASSAULT", "stated"),
        ("The rebels appear to have bombed the camp.", "ASSAULT", "reported"),
        ("Peru to expel Bolivian envoys", "SANCTION", "planned"),
        ("If attacked, Gabon would retaliate.", "THREATEN", "conditional"),
        ("Had talks failed, Ghana would have bombed the camp.", "THREATEN", "conditional"),
        ("No fewer than ten soldiers were killed in Mali.", "ASSAULT", "stated"),
    ],
)
def test_the_word_above_decides_whether_an_infinitive_has_happened(
    read: Read, sentence: str, kind: str, status: str
) -> None:
    assert status in statuses(read(sentence), kind)


@pytest.mark.parametrize(
    ("sentence", "kind", "status"),
    [
        ("Nor did the army bomb the camp.", "ASSAULT", "denied"),
        ("Nor has the army bombed the camp.", "ASSAULT", "denied"),
        ("It is possible that rebels attacked the patrol.", "ASSAULT", "conditional"),
        ("It is doubtful that Ghana will sign a treaty with Mali.", "AGREE", "conditional"),
        ("There is little prospect that Ghana will sign a treaty with Mali.", "AGREE", "denied"),
        ("There is little chance of the parties signing a treaty.", "AGREE", "denied"),
        ("An attempt to kidnap the envoys failed.", "COERCE", "denied"),
        ("A plan to expel the envoys was voted down.", "SANCTION", "denied"),
        ("Kuwait failed to stop the rebels from seizing two tankers.", "COERCE", "stated"),
        ("The court was told that rebels had kidnapped the envoy.", "COERCE", "reported"),
        ("Villagers told aid workers that soldiers had looted shops.", "COERCE", "reported"),
        ("The jury cleared the captain of murdering the cook.", "ASSAULT", "denied"),
        ("The army was not accused of bombing the camp.", "ASSAULT", "denied"),
    ],
)
def test_what_is_doubted_failed_or_only_told_is_no_fact(read: Read, sentence: str, kind: str, status: str) -> None:
    found = statuses(read(sentence), kind)

    assert found
    assert set(found) == {status}


@pytest.mark.parametrize("done", ["attacked the port", "bombed a school", "seized a tanker", "arrested two bishops"])
@pytest.mark.parametrize(
    "frame",
    [
        "Neither Chad nor Mali {}.",
        "Neither of the two armies {}.",
        "Nobody in Chad {}.",
        "Had Chad {}, Mali would have left the talks.",
        "Chad denied that it had {}.",
        "It is not true that Chad {}.",
        "There is no sign that Chad {}.",
        "No proof was shown that Chad {}.",
        "Chad is alleged to have {}.",
        "Chad has been blamed for claims that it {}.",
    ],
)
def test_what_did_not_happen_for_sure_is_never_stated(read: Read, frame: str, done: str) -> None:
    told = read(frame.format(done)).developments

    assert not [one for one in told if one.type in ("ASSAULT", "COERCE") and one.status == "stated"]


@pytest.mark.parametrize(
    "frame", ["was not deterred from {}", "was dissuaded from {}", "was kept from {}", "stopped short of {}"]
)
@pytest.mark.parametrize("doing", ["attacking the port", "bombing a school", "seizing a tanker"])
def test_what_somebody_was_to_be_kept_from_is_never_stated(read: Read, frame: str, doing: str) -> None:
    told = read(f"The army {frame.format(doing)}.").developments

    assert not [one for one in told if one.type in ("ASSAULT", "COERCE") and one.status == "stated"]


def test_an_infinitive_below_a_wish_is_no_event_of_its_own(read: Read) -> None:
    told = read("Oslo wants Chad to disarm the militias.").developments

    assert [(one.type, [p.text for p in one.actors], [p.text for p in one.targets]) for one in told] == [
        ("REQUEST", ["Oslo"], ["Chad"])
    ]

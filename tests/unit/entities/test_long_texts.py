"""A text twice as long takes about twice as long, and what a country has is found without it."""

from __future__ import annotations

import time

from briefings.entities import NameIndex, resolve
from briefings.model import Mention
from tests.builders import an_entity

BODY = an_entity("people-guard", kind="armed_group", name="People’s Harbour Guard", country="iraq")
IRAQ = an_entity("iraq", kind="government", name="Iraq")
EGYPT = an_entity("egypt", kind="government", name="Egypt")


def seconds(times: int) -> float:
    names = ("Adam Roe", "the Lantern Front", "Roe", "Northern Salt Company", "Lantern Front", "Salt Works Board")
    text, mentions = "", []
    for number in range(times * 60):
        name = names[number % len(names)]
        text += "On Monday "
        mentions.append(Mention(len(text), len(text) + len(name), name, "PERSON" if "Roe" in name else "ORG"))
        text += f"{name} went home and nothing was said.\n\n"
    index = NameIndex([IRAQ])
    begun = time.perf_counter()
    resolve(mentions, text, index)
    return time.perf_counter() - begun


def test_resolving_is_not_quadratic() -> None:
    seconds(1)
    short, long = min(seconds(8) for _ in range(2)), min(seconds(32) for _ in range(2))

    assert long < 9 * short + 0.2


def test_what_a_country_has_is_the_entity_of_that_country_alone() -> None:
    index = NameIndex([BODY, IRAQ, EGYPT])

    def entity(text: str) -> str | None:
        mention = Mention(0, len(text), text, "ORG")
        return next((m.entity for m in resolve([mention], f"{text} met.", index).mentions if m.text == text), None)

    assert entity("Iraq’s People’s Harbour Guard") == "people-guard"
    assert entity("Egypt’s People’s Harbour Guard") != "people-guard"

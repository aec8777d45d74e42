"""/share and the links that it hands out, over the wire."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.sandbox import Message, Person, Sandbox
from briefings.service import Services, sharing
from tests.builders import NOON
from tests.unit.bot.support import ask

pytestmark = pytest.mark.usefixtures("bot")

BOT = "https://t.me/dragoman_sandbox_bot"
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


def links(answer: Message) -> list[str]:
    return re.findall(rf"{BOT}\S*", answer.text)


def payloads(answer: Message) -> list[str]:
    return [query["start"][0] for link in links(answer) if "start" in (query := parse_qs(urlsplit(link).query))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/share", [BOT]),
        ("/share acme", [f"{BOT}?start=who_acme", f"{BOT}?start=brief_acme"]),
        (
            "/share Acme – Bolt",
            [f"{BOT}?start=brief_acme-bolt", f"{BOT}?start=sub_acme-bolt", f"{BOT}?startgroup=sub_acme-bolt"],
        ),
    ],
)
async def test_a_subject_has_its_links(ada: Person, text: str, expected: list[str]) -> None:
    assert links(await ask(ada, text)) == expected


async def test_each_link_has_a_button_that_passes_it_on(ada: Person) -> None:
    answer = await ask(ada, "/share acme")
    who, brief, card = answer.inline_buttons

    assert answer.buttons == ["Share: Who it is", "Share: Brief", "Put a card into a chat"]
    assert (
        who.value
        == f"https://t.me/share/url?url={BOT.replace(':', '%3A').replace('/', '%2F')}%3Fstart%3Dwho_acme&text=Acme"
    )
    assert "brief_acme" in brief.value
    assert (card.action, card.value) == ("switch_inline_query", "acme")


@pytest.mark.parametrize("words", ["acme 28 june 2020", "Acme accused of fraud " + "x" * 60, "ﷺ fraud"])
async def test_what_does_not_fit_into_a_link_has_a_number_there(services: Services, words: str) -> None:
    payload = sharing.payload(services, "brief", words, now=NOON)

    assert PAYLOAD.fullmatch(payload)
    assert payload == sharing.payload(services, "brief", words, now=NOON)
    assert sharing.subject_of(services, "brief", payload.removeprefix("brief_")) == words


async def test_a_link_with_a_number_asks_its_question(ada: Person) -> None:
    [payload] = payloads(await ask(ada, "/share acme 28 june 2020"))
    answer = await ask(ada, f"/start {payload}")

    assert PAYLOAD.fullmatch(payload)
    assert "Acme, 28 June 2020" in answer.text
    assert "Bolt accused Acme" in answer.text


SEAL = "0123456789abcdef"


@pytest.mark.parametrize("payload", [f"who__1-{SEAL}", f"brief__{'9' * 15}-{SEAL}", f"sub__7-{SEAL}", f"who__0-{SEAL}"])
async def test_a_number_that_stands_for_nothing_is_old(ada: Person, payload: str) -> None:
    assert "too old" in (await ask(ada, f"/start {payload}")).text


async def test_a_number_of_another_kind_or_chat_opens_nothing(ada: Person, services: Services) -> None:
    here = services.buttons.number("/brief acme", chat_id=ada.id, at=NOON)
    other = services.buttons.number("/merge a = b", chat_id=0, at=NOON)
    follow = sharing.payload(services, "sub", "ü", now=NOON)

    for payload in (f"brief__{here}-{SEAL}", f"brief__{other}-{SEAL}", follow.replace("sub", "who")):
        assert "too old" in (await ask(ada, f"/start {payload}")).text


async def test_what_others_asked_is_not_found_by_counting(ada: Person, services: Services) -> None:
    payload = sharing.payload(services, "brief", "the secret plan of acme", now=NOON)
    number = int(payload.removeprefix("brief__").partition("-")[0])

    for made_up in (f"brief__{number}", f"brief__{number}-{SEAL}", f"brief__{number}-"):
        assert "secret plan" not in (await ask(ada, f"/start {made_up}")).text


@pytest.mark.parametrize(
    "payload",
    [
        "who_<b>x</b>",
        "brief_\u202efoo",
        "who_" + "z̷̢̛" * 20,
        "brief_" + "😀" * 50,
        "sub_mars",
        "who_",
        "_",
        "__1",
        "ref_42",
        "brief_a b",
    ],
)
async def test_a_payload_made_by_hand_is_answered_and_breaks_nothing(ada: Person, payload: str) -> None:
    answer = await ask(ada, f"/start {payload}")

    assert answer.text
    assert not [entity for entity in answer.content.entities if entity.type == "text_link"]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("<b>&amp;</b> zzyzx", "<b>&amp;</b> zzyzx"),
        ("\u202ezzyzx", "No mention of zzyzx"),
        ("z̷̢̛y̸z̴" * 20, "No mention"),
        ("😀" * 4089, "letters"),
        ("acme from 3 june 2020 to 1 june 2020", "before it begins"),
    ],
)
async def test_odd_words_have_no_link_and_break_nothing(ada: Person, words: str, part: str) -> None:
    answer = await ask(ada, f"/share {words}")

    assert part in answer.text
    assert links(answer) == []


async def test_what_was_not_read_has_no_link(ada: Person) -> None:
    assert "No mention of zzyzx" in (await ask(ada, "/share zzyzx")).text
    assert "400" in (await ask(ada, "/share " + "x" * 400)).text


async def test_a_link_brings_what_the_latest_issue_has(ada: Person) -> None:
    assert "Latest: Weekly 26" in (await ask(ada, "/start latest")).text


async def test_a_group_follows_by_a_link_of_its_administrators_only(
    sandbox: Sandbox, ada: Person, ben: Person, services: Services
) -> None:
    group = sandbox.group("Gulf desk", ada, ben)
    group.add_bot(ada)

    await ben.send("/start@dragoman_sandbox_bot sub_bolt", to=group)
    assert "only its administrators" in (await ben.wait_for_answer(to=group)).text
    await ada.send("/start@dragoman_sandbox_bot sub_bolt", to=group)
    assert "All of Bolt" in (await ada.wait_for_answer(to=group)).text

    subscriber = services.subscribers.get(group.id, None, zone="UTC", now=NOON)
    assert services.subscribers.topics(subscriber.id) == ("bolt",)
    await ben.send("/start@dragoman_sandbox_bot who_acme", to=group)
    assert (await ben.wait_for_answer(to=group)).text.startswith("Acme")

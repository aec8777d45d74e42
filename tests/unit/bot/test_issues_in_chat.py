"""/issue over the wire: what stands in an issue, and which there are."""

from __future__ import annotations

from datetime import date

import pytest

from bot.sandbox import Person
from briefings.model import PageRead
from briefings.service import Services
from tests.builders import NOON, an_article, an_issue
from tests.unit.bot.support import Serving, ask

LONG = "A headline that goes on for as long as the paper had room on its page, and then a little longer, number"


@pytest.fixture
def several(services: Services) -> Services:
    """Weekly 26 and 27, and a large one of another paper."""
    ports, banks = (
        an_article("The port opened.", page="3", headline="Port"),
        an_article("Banks shut.", page="4–5", headline=None),
    )
    pages = (
        PageRead(1, "3"),
        PageRead(2, "7", readable=False, confidence=0.0, reason="it is a picture"),
        PageRead(3, None, readable=False),
    )
    services.archive.add_issue(
        an_issue(ports, banks, number="27", date=date(2020, 7, 8), pages=pages, file="weekly-27.pdf"), at=NOON
    )
    many = [an_article(f"Sentence {n}.", page=str(n // 9 + 1), headline=f"{LONG} {n}") for n in range(90)]
    services.archive.add_issue(
        an_issue(*many, source="Gazette", number="26", date=date(2020, 6, 1), file="gazette.txt"), at=NOON
    )
    return services


@pytest.mark.usefixtures("several", "bot")
@pytest.mark.parametrize(
    "text",
    [
        "/issue 27",
        "/issue Weekly 27",
        "/issue no. 27",
        "/issue #27",
        "/issue 8 july 2020",
        "/issue 2020-07-08",
        "/issue weekly 8 july 2020",
        "/issue week 27",
    ],
)
async def test_an_issue_is_shown_page_by_page(ada: Person, text: str) -> None:
    answer = await ask(ada, text)

    assert answer.text.startswith("Weekly 27 · 8 July 2020")
    assert "p. 3 · Port" in answer.text
    assert "p. 4–5 · Banks shut." in answer.text
    assert "Not readable\np. 7 · it is a picture\np. 3" in answer.text
    assert answer.buttons == ["What it brings", "← Weekly 26", "All issues"]


@pytest.mark.usefixtures("several", "bot")
async def test_issues_are_offered_where_none_is_named_or_several_fit(ada: Person) -> None:
    assert (await ask(ada, "/issue")).buttons == ["Weekly 27", "Weekly 26", "Gazette 26"]
    answer = await ask(ada, "/issue 26")
    assert answer.buttons == ["Weekly 26", "Gazette 26"]

    await ada.press(answer, "Weekly 26").answered()
    shown = await ada.wait_for_answer()
    assert shown.text.startswith("Weekly 26 · 1 July 2020")
    await ada.press(shown, "All issues").answered()
    assert (await ada.wait_for_answer()).buttons == ["Weekly 27", "Weekly 26", "Gazette 26"]


@pytest.mark.usefixtures("several", "bot")
async def test_a_long_issue_is_paged_and_nothing_is_lost(ada: Person) -> None:
    answer = await ask(ada, "/issue gazette")
    shown = answer.text
    while any(button.startswith("More") for button in answer.buttons):
        assert len(answer.text) <= 4096
        await ada.press(answer, "More").answered()
        answer = await ada.wait_for_answer()
        shown += f"\n{answer.text}"

    assert all(f"{LONG} {n}\n" in shown + "\n" for n in range(90))


@pytest.mark.usefixtures("several", "bot")
@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("/issue 99", "No issue “99” was read"),
        ("/issue <b>&amp;", "No issue “<b>&amp;” was read"),
        ("/issue \u202e62", "was"),
        ("/issue " + "z̷̢̛" * 40, "No issue"),
        ("/issue " + "😀" * 4000, "4,000 letters"),
        ("/issue 31 february 2020", "on no calendar"),
        ("/issue =999", "This button is old"),
        ("/issue =1 +99999", "Weekly 26"),
        ("/issue june 2019", "No issue “june 2019”"),
    ],
)
async def test_what_is_no_issue_says_so(ada: Person, text: str, part: str) -> None:
    answer = await ask(ada, text)

    assert part in answer.text
    assert len(answer.text) < 700


async def test_an_empty_archive_has_no_issue(serving: Serving, empty_services: Services, ada: Person) -> None:
    for issue in empty_services.archive.issues():
        empty_services.archive.forget(issue.id)
    async with serving():
        assert "Nothing was read yet" in (await ask(ada, "/issue")).text

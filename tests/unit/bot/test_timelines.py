"""/timeline over the wire: words and a picture."""

from __future__ import annotations

import pytest

from bot.sandbox import Person
from briefings.service import Services
from tests.builders import NOON, a_development, a_party, an_article, an_issue
from tests.unit.bot.support import Serving, ask


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("text", ["/timeline acme-bolt", "timeline of acme and bolt", "/timeline acme june 2020"])
async def test_a_timeline_comes_with_its_picture_first(ada: Person, text: str) -> None:
    picture = await ask(ada, text)
    words = await ada.wait_for_answer()

    assert picture.file is not None
    assert picture.content.text.endswith("timeline")
    assert words.text.index("25 June 2020") < words.text.index("28 June 2020")
    assert "Acme bought Bolt" in words.text
    assert "Weekly 26 · p. 3" in words.text
    assert "Brief" in words.buttons


@pytest.mark.usefixtures("bot")
async def test_a_period_bounds_a_timeline(ada: Person) -> None:
    await ask(ada, "/timeline acme 28 june 2020")
    words = await ada.wait_for_answer()

    assert "28 June 2020" in words.text
    assert "Acme bought Bolt" not in words.text


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("/timeline", "/timeline acme-bolt"),
        ("/timeline zzyzx", "No mention of zzyzx"),
        ("/timeline acme from 3 june 2020 to 1 june 2020", "before it begins"),
        ("/timeline acme 2019", "Nothing with a date was read"),
        ("/timeline " + "x" * 4000, "4,000"),
    ],
)
async def test_what_has_no_timeline_is_answered_in_words_alone(ada: Person, text: str, part: str) -> None:
    answer = await ask(ada, text)

    assert answer.file is None
    assert part in answer.text


async def test_what_was_never_dated_has_no_picture(serving: Serving, empty_services: Services, ada: Person) -> None:
    said = "Acme is said to like Bolt."
    liked = a_development(said, actors=(a_party("Acme", "acme"),))
    article = an_article(said, names={"Acme": "acme"}, developments=(liked,))
    empty_services.archive.add_issue(an_issue(article), at=NOON)
    async with serving():
        answer = await ask(ada, "/timeline acme")

    assert answer.file is None
    assert "Nothing with a date was read" in answer.text
    assert "1 issue" in answer.text

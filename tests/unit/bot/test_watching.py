"""Watches, mutes and alerts, over the wire."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import Group, Message, Person, Sandbox
from briefings.model import AnalysedIssue, Decision
from briefings.service import Services
from tests.builders import NOON, a_day, a_development, a_party, an_article, an_entity, an_issue
from tests.unit.bot.support import ask, until

pytestmark = pytest.mark.usefixtures("bot")

SOLD = "Bolt sold its pipeline on 6 July 2020."
WATCHED = "You watch Bolt now, under every name: when a new issue tells of it, I tell you at once."


def an_issue_on_bolt(sentence: str = SOLD, **fields: Any) -> AnalysedIssue:
    """Weekly 27, which tells of Bolt."""
    sold = a_development(sentence, type="ENERGY_CONTRACT", actors=(a_party("Bolt", "bolt"),), when=a_day("2020-07-06"))
    article = an_article(sentence, names={"Bolt": "bolt"}, developments=(sold,), headline="Bolt sells")
    return an_issue(article, **{"number": "27", "date": a_day("2020-07-08").first, **fields})


def number(services: Services, person: Person | Group) -> int:
    return services.subscribers.get(person.id, None, zone="UTC", now=NOON).id


READ_BY_ANOTHER = """
import sys
from datetime import date
from briefings.storage import SqlArchive, open_database
from tests.builders import NOON, a_development, a_party, an_article, an_issue
text = "Bolt sold its pipeline on 6 July 2020."
sold = a_development(text, actors=(a_party("Bolt", "bolt"),))
issue = an_issue(an_article(text, names={"Bolt": "bolt"}, developments=(sold,)), number="27", date=date(2020, 7, 8))
SqlArchive(open_database(sys.argv[1])).add_issue(issue, at=NOON)
"""


async def comes_in(services: Services, **fields: Any) -> None:
    """An issue on Bolt that another process reads, once the bot knows what stood in the archive before."""
    await until(lambda: services.following.mark("alerts") == services.following.newest())
    services.archive.add_issue(an_issue_on_bolt(**fields), at=NOON)


def an_alert(message: Message) -> bool:
    return message.text.startswith("Alert")


async def test_a_watch_tells_within_two_seconds_what_a_new_issue_has(ada: Person, services: Services) -> None:
    answer = await ask(ada, "/watch bolt")
    assert answer.text == WATCHED
    assert answer.buttons == ["Who: Bolt", "Unwatch", "All watches"]

    await comes_in(services)
    alert = await ada.wait_for_answer(2.5)

    assert alert.text == (
        "Alert · Weekly 27, 8 July 2020\n\nBolt\n"
        "• 6 July 2020 · Bolt sold its pipeline on 6 July 2020. (Weekly 27 · p. 3)"
    )
    assert alert.buttons == ["Brief: Bolt", "Who: Bolt", "Mute this story", "Unwatch Bolt"]


async def test_what_another_process_reads_is_told_once(ada: Person, services: Services) -> None:
    await ask(ada, "/watch bolt")
    await until(lambda: services.following.mark("alerts") == services.following.newest())
    reading = await asyncio.create_subprocess_exec(
        sys.executable, "-c", READ_BY_ANOTHER, services.settings.database, cwd=Path(__file__).parents[3]
    )
    assert await reading.wait() == 0

    assert SOLD in (await ada.wait_for_answer(2.5)).text
    assert services.following.alerts_since(number(services, ada), NOON) == 1


@pytest.mark.parametrize("name", ["BOLT", "Bolt", "“bolt”", "words: oil price", "words=oil price"])
async def test_names_are_watched_however_they_are_written(ada: Person, services: Services, name: str) -> None:
    answer = await ask(ada, f"/watch {name}")

    assert answer.text.startswith("You watch")
    assert len(services.following.watches(number(services, ada))) == 1
    assert "already" in (await ask(ada, f"/watch {name}")).text


async def test_a_name_that_nobody_knows_is_offered_as_words(ada: Person, services: Services) -> None:
    answer = await ask(ada, "/watch pipeline repair")
    assert "I know nobody called pipeline repair" in answer.text
    assert answer.buttons == ["The words “pipeline repair”"]
    ada.press(answer, "The words")

    assert (await ada.wait_for_answer()).text.startswith("You watch “pipeline repair” now")
    (watch,) = services.following.watches(number(services, ada))
    assert watch.words == "pipeline repair"


@pytest.mark.parametrize("typed", ['"pipeline repair"', "“pipeline repair”", "«pipeline repair»"])
async def test_quoted_words_are_meant_as_they_are(ada: Person, services: Services, typed: str) -> None:
    assert (await ask(ada, f"/watch {typed}")).text.startswith("You watch “pipeline repair” now")
    (watch,) = services.following.watches(number(services, ada))
    assert watch.words == "pipeline repair"


async def test_a_topic_is_offered_to_be_followed(ada: Person) -> None:
    answer = await ask(ada, "/watch acme-bolt")

    assert "Follow the topic Acme – Bolt" in answer.buttons


@pytest.mark.parametrize("words", ["words: !", "x" * 150, "words: " + "y" * 150, "?"])
async def test_what_is_no_name_and_no_words_is_refused(ada: Person, services: Services, words: str) -> None:
    assert "in at most 100 letters" in (await ask(ada, f"/watch {words}")).text
    assert services.following.watches(number(services, ada)) == ()


async def test_the_list_of_watches_drops_them_in_place(ada: Person, services: Services) -> None:
    await ask(ada, "/watch bolt")
    await ask(ada, "/watch words: oil price")
    listed = await ask(ada, "/watching")
    assert listed.buttons == ["✕ Bolt", "✕ “oil price”", "← Settings"]
    ada.press(listed, "✕ Bolt")
    edited = await ada.wait_for_answer()

    assert (edited.id, edited.buttons) == (listed.id, ["✕ “oil price”", "← Settings"])
    assert [one.name for one in services.following.watches(number(services, ada))] == ["oil price"]


async def test_nothing_is_watched_at_first(ada: Person) -> None:
    for command in ("/watching", "/watch", "/unwatch"):
        assert "You watch nothing yet." in (await ask(ada, command)).text
    assert "not watched here" in (await ask(ada, "/unwatch bolt")).text


@pytest.mark.parametrize("words", ["bolt", "BOLT", "all"])
async def test_a_watch_is_dropped_by_name_and_taken_up_again(ada: Person, services: Services, words: str) -> None:
    await ask(ada, "/watch bolt")
    answer = await ask(ada, f"/unwatch {words}")
    assert answer.text == "You watch Bolt no more."
    assert services.following.watches(number(services, ada)) == ()
    ada.press(answer, "Watch Bolt again")

    assert (await ada.wait_for_answer()).text == WATCHED


async def test_an_alert_is_answered_by_its_buttons(ada: Person, services: Services) -> None:
    await ask(ada, "/watch bolt")
    await comes_in(services)
    alert = await ada.wait_for_answer(2.5)

    ada.press(alert, "Mute this story")
    muted = await ada.wait_for_answer()
    assert muted.text.startswith("Muted: Bolt sells.")
    ada.press(alert, "Unwatch Bolt")
    assert (await ada.wait_for_answer()).text == "You watch Bolt no more."
    ada.press(alert, "Brief: Bolt")
    assert SOLD in (await ada.wait_for_answer()).text
    ada.press(muted, "Take back")
    assert "You will hear of Bolt sells again." in (await ada.wait_for_answer()).text


async def test_a_muted_story_is_listed_and_taken_back_in_place(ada: Person, services: Services) -> None:
    story = services.archive.stories()[0].story
    await ask(ada, f"/mute {story}")
    listed = await ask(ada, "/mute")
    assert listed.buttons == ["✕ Acme buys", "← Settings"]
    ada.press(listed, "✕ Acme buys")
    edited = await ada.wait_for_answer()

    assert edited.id == listed.id
    assert "No story is muted" in edited.text
    assert services.following.mutes(number(services, ada)) == ()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/mute 4711", "This button is old"),
        ("/mute the pipeline", "by the button under"),
        ("/unmute 4711", "not muted"),
        ("/unmute everything now", "see what is muted"),
        ("/unmute", "No story is muted"),
        ("/muted -x", "for the buttons"),
        ("/watching -x", "for the buttons"),
    ],
)
async def test_what_is_no_story_is_refused(ada: Person, command: str, said: str) -> None:
    assert said in (await ask(ada, command)).text


async def test_a_brief_still_tells_a_muted_story(ada: Person, services: Services) -> None:
    await ask(ada, f"/mute {services.archive.stories()[0].story}")

    assert "Acme bought Bolt" in (await ask(ada, "/brief bolt")).text


async def test_alerts_on_topics_are_switched_in_the_settings(ada: Person, services: Services) -> None:
    await ask(ada, "/subscribe bolt")
    panel = await ask(ada, "/settings")
    ada.press(panel, "Alerts: off")
    edited = await ada.wait_for_answer()
    assert edited.id == panel.id
    assert "Alerts: on" in edited.buttons
    await comes_in(services)
    alert = await ada.wait_for_answer(2.5, where=an_alert)

    assert "All of Bolt" in alert.text
    assert "Unfollow All of Bolt" in alert.buttons


async def test_a_watch_set_before_a_merge_tells_after_it(ada: Person, services: Services) -> None:
    await ask(ada, "/watch bolt")
    acme, bolt = an_entity("acme"), an_entity("bolt")
    services.archive.decide(Decision("merge", acme.id, "Ada", NOON, other=bolt.id, name="Bolt", records=(acme, bolt)))
    assert "✕ Acme" in (await ask(ada, "/watching")).buttons
    assert "already" in (await ask(ada, "/watch acme")).text
    await comes_in(services)

    assert "Acme\n• 6 July" in (await ada.wait_for_answer(2.5, where=an_alert)).text


@pytest.fixture
def desk(sandbox: Sandbox, ada: Person, ben: Person) -> Group:
    """A group that Ada owns and Ben is in."""
    return sandbox.group("Gulf desk", ada, ben)


async def test_a_group_watches_by_its_administrators(desk: Group, ada: Person, ben: Person, services: Services) -> None:
    await ben.send("/watch bolt", to=desk)
    assert "only its administrators" in (await ben.wait_for_answer(to=desk)).text
    await ada.send("/watch bolt", to=desk)
    assert (await ada.wait_for_answer(to=desk)).text == WATCHED
    await comes_in(services)
    alert = await ada.wait_for_answer(2.5, to=desk, where=an_alert)

    refused = await ben.press(alert, "Unwatch Bolt").answered()
    assert refused.alert
    assert len(services.following.watches(number(services, desk))) == 1


async def test_a_forum_topic_watches_for_itself(sandbox: Sandbox, ada: Person, services: Services) -> None:
    forum = sandbox.group("Forum", ada, forum=True)
    topic = forum.open_topic("Energy", ada)
    await ada.send("/watch bolt", to=forum, topic=topic)
    await ada.wait_for_answer(to=forum)
    await comes_in(services)

    assert (await ada.wait_for_answer(2.5, to=forum, where=an_alert)).thread_id == topic.id


async def test_a_group_that_is_upgraded_takes_its_watches_along(sandbox: Sandbox, ada: Person) -> None:
    group = sandbox.group("Small", ada, kind="group")
    await ada.send("/watch bolt", to=group)
    await ada.wait_for_answer(to=group)
    larger = group.migrate()
    await ada.send("/watching", to=larger)

    assert (await ada.wait_for_answer(to=larger)).buttons == ["✕ Bolt", "← Settings"]


async def test_plain_words_do_as_well(ada: Person) -> None:
    assert (await ask(ada, "watch bolt")).text == WATCHED
    assert (await ask(ada, "what do I watch?")).buttons == ["✕ Bolt", "← Settings"]
    assert (await ask(ada, "stop watching Bolt")).text == "You watch Bolt no more."


async def test_a_channel_watches_by_its_own_posts(sandbox: Sandbox, ada: Person, services: Services) -> None:
    channel = sandbox.group("News", ada, kind="channel")
    await ada.send("/watch bolt", to=channel)
    await ada.wait_for_answer(to=channel)
    await comes_in(services)

    assert SOLD in (await ada.wait_for_answer(2.5, to=channel, where=an_alert)).text

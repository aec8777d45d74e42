"""People as tests drive them."""

import asyncio

import pytest
from telegram import Bot

from bot.sandbox import Person, Sandbox
from bot.sandbox.actions import NotPossibleError


async def test_answers_are_returned_once_and_in_order(bot: Bot, ada: Person) -> None:
    await ada.send("hello")
    for text in ("one", "two"):
        await bot.send_message(ada.id, text)

    assert [(await ada.wait_for_answer()).text for _ in range(2)] == ["one", "two"]
    with pytest.raises(TimeoutError, match="no answer to Ada in Ada within"):
        await ada.wait_for_answer(timeout=0.01)


async def test_what_came_before_the_question_is_no_answer(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "old")
    await ada.send("hello")
    await bot.send_message(ada.id, "new")

    assert (await ada.wait_for_answer()).text == "new"


async def test_an_answer_is_waited_for_and_may_be_chosen(bot: Bot, ada: Person) -> None:
    waiting = asyncio.create_task(ada.wait_for_answer(where=lambda message: "wanted" in message.text))
    await bot.send_message(ada.id, "other")
    await bot.send_message(ada.id, "wanted")

    assert (await waiting).text == "wanted"


async def test_an_edit_is_an_answer_too(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "a")
    await ada.wait_for_answer()
    await bot.edit_message_text("b", ada.id, sent.id)

    assert (await ada.wait_for_answer()).text == "b"


async def test_groups_and_topics_are_told_apart(sandbox: Sandbox, bot: Bot, ada: Person) -> None:
    forum = sandbox.group("Desk", ada, forum=True)
    topic = forum.open_topic("Iraq", ada)
    await ada.send("/brief", to=forum, topic=topic)
    [update] = await bot.get_updates(offset=-1)
    assert update.message is not None
    assert (update.message.message_thread_id, update.message.is_topic_message) == (topic.id, True)

    await bot.send_message(forum.id, "here", message_thread_id=topic.id)
    answer = await ada.wait_for_answer(to=forum)
    assert (answer.text, answer.thread_id, ada.messages) == ("here", topic.id, [])


async def test_documents_pictures_and_places_arrive(bot: Bot, ada: Person) -> None:
    await ada.send_document("issue.pdf", b"%PDF-1.4", "Week 26")
    await ada.send_photo(b"GIF89a\x03\x00\x02\x00 and so on")
    await ada.send_location(33.3, 44.4)
    document, photo, place = [update.message for update in await bot.get_updates(offset=-3)]

    assert document is not None
    assert document.document is not None
    assert (document.document.file_name, document.document.mime_type, document.caption) == (
        "issue.pdf", "application/pdf", "Week 26",
    )  # fmt: skip
    assert bytes(await (await document.document.get_file()).download_as_bytearray()) == b"%PDF-1.4"
    assert photo is not None
    assert (photo.photo[-1].width, photo.photo[-1].height) == (3, 2)
    assert place is not None
    assert place.location is not None
    assert (place.location.latitude, place.location.longitude) == (33.3, 44.4)


async def test_an_edit_of_ones_own_message_is_told(bot: Bot, ada: Person) -> None:
    said = await ada.send("helo")
    await ada.edit(said, "hello")

    [update] = await bot.get_updates(offset=-1)
    assert update.edited_message is not None
    assert update.edited_message.text == "hello"
    await bot.send_message(ada.id, "a")
    with pytest.raises(NotPossibleError):
        await ada.edit(ada.answers[0], "b")


async def test_people_do_only_what_their_app_offers(sandbox: Sandbox, ada: Person) -> None:
    bea = sandbox.person("Bea")
    desk, news = sandbox.group("Desk", ada), sandbox.group("News", ada, bea, kind="channel")

    for sentence, to in [("Bea is not in Desk", desk), ("only administrators write in a channel", news)]:
        with pytest.raises(NotPossibleError, match=sentence):
            await bea.send("hello", to=to)
    for text in ("", " \n", "x" * 4097):
        with pytest.raises(NotPossibleError):
            await bea.send(text)
    bea.block()
    with pytest.raises(NotPossibleError, match="Bea has blocked the bot"):
        await bea.send("hello")
    bea.unblock()
    await bea.send("hello")


async def test_somebody_unknown_is_written_to_only_after_they_wrote(sandbox: Sandbox, bot: Bot) -> None:
    shy = sandbox.person("Shy", started=False)
    await shy.send("/start")

    assert (await bot.send_message(shy.id, "hello")).chat_id == shy.id


async def test_joining_and_leaving_is_told(sandbox: Sandbox, bot: Bot, ada: Person) -> None:
    bea = sandbox.person("Bea")
    desk = sandbox.group("Desk", ada)
    desk.add(bea)
    desk.remove(bea)
    joined, left = [update.message for update in await bot.get_updates(offset=-2)]

    assert joined is not None
    assert [user.first_name for user in joined.new_chat_members] == ["Bea"]
    assert left is not None
    assert left.left_chat_member is not None
    assert left.left_chat_member.first_name == "Bea"


async def test_the_same_names_have_the_same_ids_in_every_run() -> None:
    ids = {
        (box.person("Ada").id, box.group("Desk", kind="group").id, box.group("News").id)
        for box in (Sandbox(), Sandbox())
    }

    [(person, group, supergroup)] = ids
    assert 0 < person < 2**31
    assert -(2**31) < group < 0
    assert supergroup < -(10**12)


async def test_namesakes_are_two_people(sandbox: Sandbox) -> None:
    assert sandbox.person("Ada").id != sandbox.person("Ada").id

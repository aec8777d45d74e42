"""Issues sent to the bot as files, over the wire, read by the real process."""

from __future__ import annotations

import io
import multiprocessing
import zipfile
from dataclasses import fields
from pathlib import Path

import pytest

from bot.sandbox import Message, Person, Sandbox
from bot.sandbox.model import StoredFile
from briefings.service import Services
from tests.unit.bot.support import Serving, ask, until, with_settings

TEXT = (
    "Harbour Notes\n\nAcme opens a yard\n\n"
    "Acme opened a shipyard in Basra on 6 July 2020. The minister of oil met the company's chairman there.\n\n"
    "Bolt accused Acme of fraud on 5 July 2020 and asked a court in Dubai to stop the work.\n"
)
CORRECTED = TEXT.replace("a shipyard in Basra", "two shipyards in Basra")
LABEL = "Harbour Notes Week 28 2020-07-08"
LONG = 60.0  #: seconds, for a process that loads a language model on a busy machine

slow = pytest.mark.filterwarnings("default")


async def told(person: Person, *words: str, timeout: float = LONG) -> Message:  # noqa: ASYNC109
    return await person.wait_for_answer(timeout, where=lambda message: all(word in message.text for word in words))


def issues_of(services: Services) -> list[tuple[str, str | None]]:
    return [(issue.source, issue.number) for issue in services.archive.issues() if issue.source != "Weekly"]


def as_local(file: StoredFile, path: str) -> StoredFile:
    """The file as a Bot API server on this machine names it."""

    class Local(StoredFile):
        @property
        def path(self) -> str:
            return path

    return Local(**{field.name: getattr(file, field.name) for field in fields(file)})


def a_zip(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_txt", ".txt"), data)
    return packed.getvalue()


@pytest.mark.usefixtures("bot")
async def test_an_issue_is_read_replaced_after_a_question_and_known_again(ada: Person, services: Services) -> None:
    await ada.send_document("../../notes\u202etxt.28.txt", TEXT.encode(), LABEL)
    reading = await told(ada, "Reading")
    found = await told(ada, "Week 28")

    assert "notestxt.28.txt" in reading.text
    assert found.id == reading.id
    assert "1 page" in found.text
    assert ("Harbour Notes", "Week 28") in [(i.source, i.number) for i in services.archive.issues()]

    await ada.send_document("again.txt", TEXT.encode(), LABEL)
    assert "was read before" in (await told(ada, "Week 28")).text

    await ada.send_document("new.txt", CORRECTED.encode(), LABEL)
    question = await told(ada, "take the place")
    before = services.archive.issues()[0]
    assert (await ask(ada, "/who acme")).text.startswith("Acme")

    ada.press(question, "Replace it")
    replaced = await told(ada, "replaces the earlier one")

    assert replaced.id == question.id
    assert services.archive.issues()[0].id != before.id or services.archive.issues()[0].file == "new.txt"
    assert "two shipyards" in " ".join(services.archive.texts(services.archive.issues()[0].id))
    assert list((services.settings.data_dir / "uploads").iterdir()) == []

    await ada.send_document("old.txt", TEXT.encode(), LABEL)
    question = await told(ada, "take the place")
    ada.press(question, "Keep")
    assert "is dropped" in (await told(ada, "dropped")).text
    assert "two shipyards" in " ".join(services.archive.texts(services.archive.issues()[0].id))
    assert list((services.settings.data_dir / "uploads").iterdir()) == []


@pytest.mark.usefixtures("bot")
async def test_an_issue_without_a_label_is_asked_for_and_two_at_once_are_both_read(
    ada: Person, services: Services
) -> None:
    await ada.send_document("notes.txt", TEXT.encode())
    await ada.send_document("pair.zip", a_zip(a__one_txt=CORRECTED.encode()), "Other Notes No. 5 9 July 2020")
    question = await told(ada, "Which issue is it")
    zipped = await told(ada, "Other Notes No. 5")

    assert "article" in zipped.text
    await ada.send("Harbour Notes Week 28 2020-07-08", reply_to=question)
    found = await told(ada, "Harbour Notes Week 28", "article")

    assert found.id != question.id
    assert {("Harbour Notes", "Week 28"), ("Other Notes", "No. 5")} <= {
        (issue.source, issue.number) for issue in services.archive.issues()
    }


@pytest.mark.usefixtures("bot")
async def test_what_cannot_be_read_says_why_and_a_process_that_is_killed_leaves_nothing(
    sandbox: Sandbox, ada: Person, services: Services
) -> None:
    before = services.archive.issues()
    sandbox.fail_next("editMessageText", 429, retry_after=1, times=2)
    locked = bytearray(a_zip(a_txt=b"text"))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.find(mark) + at] |= 1
    for name, data, word in (
        ("broken.pdf", b"%PDF-1.4 nothing", "broken.pdf"),
        ("locked.zip", bytes(locked), "password"),
        ("torn.zip", a_zip(a_txt=b"text" * 99)[:60], "damaged zip archive"),
        ("empty.zip", a_zip(), "holds no issue"),
        ("photo.bin", bytes(range(256)) * 9, "photo.bin"),
        ("lines.jsonl", b'{"id": 1}\n', "line 1"),
    ):
        await ada.send_document(name, data, LABEL)
        assert await told(ada, word, "⚠"), name

    await ada.send_document("notes.txt", TEXT.encode() * 500, LABEL)  # it takes a while
    await told(ada, "Reading")
    await until(lambda: services.uploads.get(7) is not None and services.uploads.get(7).state == "reading")  # type: ignore[union-attr]
    (child,) = multiprocessing.active_children()
    child.kill()
    broken = await told(ada, "broke off")

    assert services.archive.issues() == before
    ada.press(broken, "Drop the file")
    assert (await told(ada, "is dropped")).id == broken.id
    assert list((services.settings.data_dir / "uploads").iterdir()) == []


@pytest.mark.usefixtures("bot")
async def test_a_file_that_is_no_upload_gets_a_word_at_once(ada: Person, services: Services) -> None:
    await ada.send_document("empty.txt", b"")
    assert (await told(ada, "is empty")).text
    await ada.send_document("large.pdf", b"%PDF" + b"0" * (25 * 2**20))
    large = await told(ada, "too large")
    assert "dragoman ingest" in large.text
    await ada.send_document("a.txt", b"x", "MEOG 2020-13-45")
    assert "no date" in (await told(ada, "2020-13-45")).text
    await ada.send_photo(bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"))
    assert (await ada.wait_for_answer()).text
    assert services.uploads.begin() is None


@pytest.mark.usefixtures("bot")
async def test_a_reply_to_a_file_is_a_question_unless_it_says_which_issue_it_is(
    ada: Person, services: Services
) -> None:
    await ada.send_document("empty.txt", b"")
    await told(ada, "is empty")
    mine = next(message for message in ada.messages if message.file is not None)
    await ada.send("who is acme?", reply_to=mine)
    assert (await ada.wait_for_answer()).text.startswith("Acme")
    await ada.send(LABEL, reply_to=mine)
    assert (await told(ada, "is empty")).text
    await ada.send("/export")
    export = await ada.wait_for_answer(where=lambda message: message.file is not None)
    await ada.send("2020-07-08 acme", reply_to=export)
    assert "Reading" not in (await ada.wait_for_answer()).text
    assert services.uploads.begin() is None


async def test_a_reader_who_sends_a_file_gets_a_word(
    ada: Person, ben: Person, services: Services, serving: Serving
) -> None:
    with_settings(services, ben)
    async with serving():
        await ada.send_document("notes.txt", TEXT.encode(), LABEL)
        answer = await ada.wait_for_answer()

    assert "only the operators hand in issues" in answer.text
    assert not (services.settings.data_dir / "uploads").exists()


async def test_a_question_survives_a_restart_and_a_reading_that_broke_off_is_asked_about(
    ada: Person, services: Services, serving: Serving
) -> None:
    async with serving():
        await ada.send_document("notes.txt", TEXT.encode())
        question = await told(ada, "Which issue is it")
    await ada.send_document("other.txt", TEXT.encode(), "Other Notes No. 5 2020-07-09")
    async with serving():
        await told(ada, "Reading")
        await until(lambda: services.uploads.get(2) is not None and services.uploads.get(2).state == "reading")  # type: ignore[union-attr]
    assert issues_of(services) == []
    async with serving():
        again = await told(ada, "broke off")
        ada.press(again, "Read it again")
        await told(ada, "Other Notes No. 5", "article")
        ada.press(question, "Drop the file")
        await told(ada, "is dropped")
        old = await ask(ada, "/upload 1 yes")

    assert "was dropped" in old.text


async def test_a_file_outside_the_folder_of_a_local_server_is_not_read(
    sandbox: Sandbox, ada: Person, services: Services, serving: Serving, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(TEXT)
    mine = tmp_path / sandbox.token / "documents"
    mine.mkdir(parents=True)
    (mine / "file.txt").symlink_to(secret)
    async with serving():
        for path in (str(secret), f"{mine}/../../secret.txt", str(mine / "file.txt"), "/etc/passwd", "../secret.txt"):
            message = await ada.send_document("a.txt", TEXT.encode(), LABEL)
            sandbox.world.files[message.file.id] = as_local(message.file, path)  # type: ignore[union-attr,arg-type]
            assert (await told(ada, "could not be fetched")).text
        (mine / "own.txt").touch()
        message = await ada.send_document("a.txt", b"other", LABEL)
        sandbox.world.files[message.file.id] = as_local(message.file, str(mine / "own.txt"))  # type: ignore[union-attr,arg-type]
        assert (await told(ada, "is empty")).text

    assert services.uploads.begin() is None

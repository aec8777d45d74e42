"""Uploads and announcements as their answers say them; announcements go out once whatever happens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefings.errors import QuestionError
from briefings.model import Outgoing, Upload
from briefings.render.telegram_html import plain
from briefings.service import Answer, Services, announcing, uploading
from briefings.service.ingested import Ingested
from tests.builders import NOON


@pytest.fixture
def upload(services: Services) -> Upload:
    path = uploading.kept(services, b"text", "a.pdf")
    services.uploads.add(Upload(0, 5, "<a>.pdf", path, "waiting", "Ada (5)", NOON, message_id=7))
    begun = services.uploads.begin()
    assert begun is not None
    return begun[0]


def an_item(**more: object) -> Ingested:
    found = Ingested("a.pdf", "added", "MEOG Week 27 of 2020-07-08: read, 32 pages (2 unreadable), 41 articles.")
    return replace(found, source="MEOG", number="Week 27", day=date(2020, 7, 8), pages=32, **more)  # type: ignore[arg-type]


def buttons(answer: Answer) -> list[str]:
    return [choice.command for choice in answer.choices]


def test_unreadable_pages_are_told_by_their_folios(services: Services, upload: Upload) -> None:
    answer = uploading.finished(services, upload, [an_item(unreadable=2, folios=("3", "iv"))])

    assert plain(answer.html).splitlines() == [an_item().sentence, "Pages 3, iv could not be read."]
    assert buttons(answer) == ["/latest"]
    assert not uploading.path_of(services, upload).exists()


def test_of_many_issues_some_are_told_and_the_others_counted(services: Services, upload: Upload) -> None:
    answer = uploading.finished(services, upload, [an_item()] * 20)

    assert answer.html.count("MEOG Week 27") == 12
    assert "And 8 more issues." in answer.html


def test_one_that_would_replace_another_is_asked_about_while_the_others_are_in(
    services: Services, upload: Upload
) -> None:
    answer = uploading.finished(services, upload, [an_item(), an_item(outcome="corrected")])

    assert "Shall <b>&lt;a&gt;.pdf</b> take the place" in answer.html
    assert buttons(answer) == [f"/upload {upload.id} yes", f"/upload {upload.id} no"]
    assert uploading.path_of(services, upload).exists()
    with pytest.raises(QuestionError, match="no such file"):
        uploading.decide(services, f"{upload.id} yes", 6)
    uploading.decide(services, f"{upload.id} yes", 5)
    with pytest.raises(QuestionError, match="waits for its turn"):
        uploading.decide(services, f"{upload.id} yes", 5)
    assert services.uploads.begin() == (replace(upload, state="reading"), True)


def test_one_of_several_that_says_nothing_of_itself_is_to_be_sent_alone(services: Services, upload: Upload) -> None:
    lost = Ingested("b.txt", "failed", "b.txt has no date.", unlabelled=True)
    answer = uploading.finished(services, upload, [an_item(), lost])

    assert "b.txt</b> does not say which issue it is. Send it by itself" in answer.html
    assert not uploading.path_of(services, upload).exists()


def test_an_issue_that_says_nothing_of_itself_is_asked_about(services: Services, upload: Upload) -> None:
    answer = uploading.finished(services, upload, [Ingested("a.pdf", "failed", "No date.", unlabelled=True)])

    assert plain(answer.html).startswith("⚠ a.pdf does not say which issue it is.\n\nWhich issue is it?")
    assert buttons(answer) == [f"/upload {upload.id} no"]


def test_a_file_that_was_lost_meanwhile_is_told(services: Services, upload: Upload) -> None:
    uploading.broken_off(services, upload)
    uploading.forget_file(services, upload.path)

    with pytest.raises(QuestionError, match="not kept any more"):
        uploading.decide(services, f"{upload.id} again", 5)


@pytest.mark.parametrize("words", ["", "x yes", "9 yes", "1 please read it", f"{10**20} yes"])
def test_half_a_decision_says_what_is_missing(services: Services, upload: Upload, words: str) -> None:
    uploading.broken_off(services, upload)

    with pytest.raises(QuestionError):
        uploading.decide(services, words, 5)


def test_an_announcement_that_was_cut_short_reaches_each_chat_once(services: Services) -> None:
    reached = [services.subscribers.get(chat, None, zone="UTC", now=NOON) for chat in (5, 6, 7)]
    announcing.announce(services, "Hello", by="Ola (1)", at=NOON)
    first = Outgoing(5, None, "announcement", "announcement:1", ("Hello",), subscriber_id=reached[0].id)
    services.outbox.add(first, due=NOON)  # and then the power went
    answer = announcing.decide(services, "1 send", at=NOON)

    assert "3 chats" in answer.html
    assert services.outbox.counts()["due"] == 3
    with pytest.raises(QuestionError, match="sent already"):
        announcing.decide(services, "1 send", at=NOON)

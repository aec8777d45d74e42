"""Reading many labelled texts tells how far it is, and a part of them never passes for the whole."""

from __future__ import annotations

import pytest

from briefings.commands.measured import reading
from briefings.commands.measured.archives import archive_of
from briefings.errors import IngestError
from briefings.service.answering import brief

RECORD = {"id": "1", "source": "Weekly", "date": "2020-07-01", "text": "Iraqi forces raided a base of Acme in May."}


def test_items_pass_while_progress_is_told_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    times = iter([0.0, 1.0, 6.0, 6.0, 7.0])
    monkeypatch.setattr(reading, "monotonic", lambda: next(times))

    assert list(reading.counted("abc", "letters", 3)) == ["a", "b", "c"]
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "letters: 2 of 3\n")


def test_labelled_articles_are_asked_in_an_archive_of_their_own() -> None:
    with archive_of([RECORD], "briefs, one") as services:
        lines = brief(services, "").lines

    assert [line.development.statement for line in lines] == [RECORD["text"]]
    assert [quote.key for line in lines for quote in line.development.evidence] == ["1"]


def test_articles_that_cannot_be_read_are_not_measured_in_part() -> None:
    with (
        pytest.raises(IngestError, match=r"briefs, two cannot be measured: .*is none"),
        archive_of([{**RECORD, "date": "July"}], "briefs, two"),
    ):
        pytest.fail("nothing was read")

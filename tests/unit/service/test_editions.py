"""An issue that is handed in again is known, corrected editions replace, and nothing else is ever lost."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from briefings.analysis import Analyst
from briefings.errors import IngestError
from briefings.model import AnalysedIssue, IssueText, digest_of
from briefings.service import Services, ingesting
from briefings.service.ingested import Given, Ingested
from briefings.service.ingesting import ingest_bytes
from tests.builders import an_article, an_issue

STORM = (
    "The port of Nadira was closed on Monday after a storm had damaged both of its piers, the harbour master said. "
    "Repairs will take until the end of the spring, and ships must use the smaller harbour of Kalba."
)
TRAINS = (
    "A second train runs to the north each day since Thursday, and the railway says that grain can be brought to the "
    "coast within a day. The line had been closed for three years before the bridges were built again."
)
GIVEN = Given("Weekly", "Week 26", date(2020, 7, 1))


class PlainReader:
    """Stores the text as it is, with every paragraph for a sentence."""

    def analyse(
        self, text: IssueText, *, source: str, number: str | None, day: date, data: bytes, file: str
    ) -> AnalysedIssue:
        articles = tuple(an_article(*(part.text for part in one.paragraphs)) for one in text.articles)
        joined = tuple(
            replace(article, text="\n\n".join(part.text for part in one.paragraphs))
            for article, one in zip(articles, text.articles, strict=True)
        )
        return an_issue(*joined, source=source, number=number, date=day, digest=digest_of(data), file=file)


class Read:
    """Hands texts in, one after the other."""

    def __init__(self, services: Services) -> None:
        self.services = services

    def __call__(self, text: str, name: str = "a.txt", label: Given = GIVEN) -> Ingested:
        return ingest_bytes(self.services, cast("Analyst", PlainReader()), text.encode(), name, label)


@pytest.fixture
def read(services: Services) -> Read:
    return Read(services)


def test_the_same_bytes_under_another_name_were_read_before(read: Read, services: Services) -> None:
    read(STORM)
    again = read(STORM, "copy.txt")

    assert again.outcome == "unchanged"
    assert again.sentence == "Weekly Week 26 of 2020-07-01 was read before from a.txt; nothing changes."
    assert len(services.archive.issues()) == 1


def test_the_same_words_in_another_file_were_read_before(read: Read) -> None:
    read(STORM)

    assert read(STORM.replace("Repairs", "Re-\npairs") + "\n\n\n", "other.txt").outcome == "unchanged"


def test_a_corrected_edition_replaces_and_says_what_it_replaces(read: Read, services: Services) -> None:
    read(f"{STORM}\n\n{TRAINS}")
    done = read(f"{STORM}\n\n{TRAINS.replace('three years', 'four years')}", "corrected.txt")

    assert done.outcome == "replaced"
    assert "replaces the earlier one, read from a.txt (1 paragraph changed)" in done.sentence
    assert [record.file for record in services.archive.issues()] == ["corrected.txt"]


def test_another_issue_under_the_same_label_never_takes_its_place(read: Read, services: Services) -> None:
    read(STORM)

    with pytest.raises(IngestError, match=r"Week 26 of 2020-07-01 stands .* read from a\.txt.*dragoman forget \d+"):
        read(TRAINS, "b.txt")

    assert [record.file for record in services.archive.issues()] == ["a.txt"]


@pytest.mark.parametrize("text", [STORM, f"{STORM}\n"])
def test_the_same_text_under_another_label_is_pointed_out(read: Read, services: Services, text: str) -> None:
    read(STORM)
    done = read(text, "b.txt", Given("Weekly", "Week 27", date(2020, 7, 8)))

    assert done.outcome == "unchanged"
    assert "b.txt has the text of Weekly Week 26 of 2020-07-01, read from a.txt" in done.sentence
    assert "said to be Weekly Week 27 of 2020-07-08" in done.sentence
    assert len(services.archive.issues()) == 1


def test_two_issues_with_one_number_are_kept_and_told(read: Read, services: Services) -> None:
    read(STORM)
    near = read(TRAINS, "b.txt", Given("Weekly", "Week 26", date(2020, 7, 8)))

    assert near.outcome == "added"
    assert "Weekly Week 26 of 2020-07-01 has the same number; both are kept." in near.sentence
    assert len(services.archive.issues()) == 2


def test_next_years_issue_of_the_same_week_is_nothing_to_tell(read: Read) -> None:
    read(STORM)

    assert "same number" not in read(TRAINS, "b.txt", Given("Weekly", "Week 26", date(2021, 6, 30))).sentence


def test_another_source_may_bring_the_same_text(read: Read, services: Services) -> None:
    read(STORM)
    read(STORM, "b.txt", Given("Daily", None, date(2020, 7, 1)))

    assert len(services.archive.issues()) == 2


def test_missing_pages_are_told(read: Read) -> None:
    parts = zip(
        (1, 2, 4), (STORM, TRAINS, "The harbour of Kalba is too small, its master said on Tuesday."), strict=True
    )
    done = read("\f".join(f"Page {number} - Weekly Week 26\n\n{text}" for number, text in parts))

    assert done.missing == ("3",)
    assert done.sentence.endswith("Page 3 is missing.")


def test_an_archive_file_that_would_lose_an_issue_leaves_it_out_and_reads_the_others(
    read: Read,
    services: Services,
    tmp_path: Path,
) -> None:
    read(STORM)
    head = {"source": "Weekly", "title": "Trains"}
    records = [
        {"id": "1", **head, "number": "Week 26", "date": "2020-07-01", "text": TRAINS},
        {"id": "2", **head, "number": "Week 27", "date": "2020-07-08", "text": TRAINS},
    ]
    data = "\n".join(json.dumps(record) for record in records).encode()
    path = tmp_path / "trains.jsonl"
    path.write_bytes(data)
    done = list(ingesting.ingest_file(services, cast("Analyst", PlainReader()), path, GIVEN))

    assert [one.outcome for one in done] == ["failed", "added"]


def test_an_article_without_text_is_left_out_and_named(services: Services, tmp_path: Path) -> None:
    head = {"source": "Railway Gazette", "date": "2020-07-01"}
    records = [
        {"id": "1", **head, "number": "26", "text": TRAINS},
        {"id": "2", **head, "number": "26", "text": " "},
        {"id": "3", **head, "number": "27", "text": ""},
    ]
    path = tmp_path / "trains.jsonl"
    path.write_text("\n".join(json.dumps(record) for record in records))
    first, second = ingesting.ingest_file(services, cast("Analyst", PlainReader()), path, GIVEN)

    assert (first.outcome, first.articles) == ("added", 1)
    assert first.sentence.endswith("1 article without text left out: 2.")
    assert second.sentence == "Nothing was read. 1 article without text left out: 3."
    assert len(services.archive.issues()) == 1

"""The sample periodical is for trying: a real bot never has it, and what the operator read stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefings.sample import SOURCE, sample_issues
from briefings.service import Services, ingesting, open_services
from briefings.settings import SANDBOX_BOT, Settings
from tests.builders import NOON, an_issue

TOKEN = "123456:a-real-token"


@contextmanager
def opened(folder: Path, token: str | None = None) -> Iterator[Services]:
    services = open_services(Settings(data_dir=folder, telegram_token=token))
    try:
        yield services
    finally:
        services.close()


def test_the_sample_goes_into_an_empty_archive_alone(tmp_path: Path) -> None:
    with opened(tmp_path) as services:
        done = ingesting.ingest_sample(services)
        again = ingesting.ingest_sample(services)

        assert [item.outcome for item in done] == ["added"] * len(sample_issues())
        assert again == []
        assert {issue.source for issue in services.archive.issues()} == {SOURCE}
        assert services.archive.read_count().unreadable == 0


def test_an_archive_that_holds_something_gets_no_sample(tmp_path: Path) -> None:
    with opened(tmp_path) as services:
        services.archive.add_issue(an_issue(), at=NOON)

        assert ingesting.ingest_sample(services) == []


def test_a_real_bot_finds_nothing_of_the_sample_and_all_of_the_operators_own(tmp_path: Path) -> None:
    with opened(tmp_path) as services:
        ingesting.ingest_sample(services)
        services.archive.add_issue(an_issue(), at=NOON)
    with opened(tmp_path, TOKEN) as services:
        assert [issue.source for issue in services.archive.issues()] == ["Weekly"]


def test_an_operators_own_source_of_that_name_stays(tmp_path: Path) -> None:
    with opened(tmp_path) as services:
        services.archive.add_issue(an_issue(source=SOURCE), at=NOON)
    with opened(tmp_path, TOKEN) as services:
        assert [issue.source for issue in services.archive.issues()] == [SOURCE]


def test_the_bot_is_told_by_its_token(tmp_path: Path) -> None:
    assert Settings(data_dir=tmp_path, telegram_token=TOKEN).bot == 123456
    assert Settings(data_dir=tmp_path, telegram_token=None).bot == SANDBOX_BOT

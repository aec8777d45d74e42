"""Labelled articles read as an operator reads them, into an archive that goes when they were measured."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from briefings.commands.measured.reading import counted
from briefings.errors import IngestError
from briefings.service import Services, open_services
from briefings.settings import Settings


@contextmanager
def archive_of(records: Iterable[Mapping[str, str]], what: str) -> Iterator[Services]:
    """Services on an archive of these articles alone.

    Args:
        records: lines of a `.jsonl` archive; see `briefings.sources.archive`.
        what: what they are called in a line of progress.
    """
    from briefings.service.ingested import Given  # noqa: PLC0415
    from briefings.service.ingesting import ingest_paths  # noqa: PLC0415  # loads spaCy

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl"
        listed = list(records)
        file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in listed), encoding="utf-8")
        issues = len({(one["source"], one["date"]) for one in listed})
        services = open_services(Settings(data_dir=Path(folder), database_url=None, telegram_token=None))
        try:
            for one in counted(ingest_paths(services, [file], Given()), f"{what}, days read", issues):
                if one.outcome == "failed":  # figures of a part would pass for those of the whole
                    raise IngestError(f"{what} cannot be measured: {one.sentence}")
            yield services
        finally:
            services.close()

"""Labelled articles read as an operator reads them, into an archive that goes when they were measured."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from briefings.service import Services, open_services
from briefings.settings import Settings


@contextmanager
def archive_of(records: Iterable[Mapping[str, str]]) -> Iterator[Services]:
    """Services on an archive of these articles alone.

    Args:
        records: lines of a `.jsonl` archive; see `briefings.sources.archive`.
    """
    from briefings.service.ingesting import Given, ingest_paths  # noqa: PLC0415  # loads spaCy

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl"
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        file.write_text("".join(lines), encoding="utf-8")
        services = open_services(Settings(data_dir=Path(folder), database_url=None, telegram_token=None))
        try:
            for _ in ingest_paths(services, [file], Given()):
                pass
            yield services
        finally:
            services.close()

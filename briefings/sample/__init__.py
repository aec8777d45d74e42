"""The sample periodical: three weekly issues of our own writing, so that the first questions have answers.

`sample_issues` hands out the PDFs of the package. Their source is `text/*.md`; `python -m briefings.sample.make` sets
them as PDF and as exported text (`*.txt`), and needs fpdf2, which only development installs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib import resources

SOURCE = "Sample"  #: what the archive calls the periodical

_DATES = {25: date(2020, 6, 17), 26: date(2020, 6, 24), 27: date(2020, 7, 1)}


@dataclass(frozen=True, slots=True)
class SampleIssue:
    """One issue as it is handed to the reader of issues."""

    number: str  #: "Week 25"
    date: date
    name: str  #: file name
    data: bytes  #: the PDF


def sample_issues() -> list[SampleIssue]:
    """All issues of the sample, the oldest first."""
    folder = resources.files(__name__)
    return [
        SampleIssue(f"Week {week}", day, f"week{week}.pdf", folder.joinpath(f"week{week}.pdf").read_bytes())
        for week, day in _DATES.items()
    ]

"""Which pages of an issue a file lacks, told from the folios of those that it has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

_OF = re.compile(r"\b(?:page|pg\.?|p\.)\s?(\d{1,4})\s*(?:of|/)\s*(\d{1,4})\b", re.IGNORECASE)
_Seen = tuple[int, int]  #: place in the file, folio


def missing_pages(folios: Sequence[str | None], furniture: Iterable[str]) -> tuple[str, ...]:
    """Folios of the pages that are not there.

    A folio that does not go on from its neighbours is taken for a misprint, unless all behind it go on from it.

    Args:
        folios: of the pages, in the file's order; None where none is printed or it was not read.
        furniture: running titles of all pages, one of which may say how many pages there are ("page 3 of 12").

    Returns:
        "3" for a page, "5–8" for several, "3 or 4" where a page without folio stands beside one that is missing.
    """
    seen = _in_step([(place, int(folio)) for place, folio in enumerate(folios) if folio and folio.isdigit()])
    gaps = [gap for before, after in pairwise(seen) if (gap := _gap(before, after))]
    total = _said(furniture)
    if seen and total is not None and len(folios) < total and seen[-1][1] <= total:
        first, last = seen[0], (len(folios), total + 1)
        gaps = [*_all(_gap((-1, 0), first)), *gaps, *_all(_gap(seen[-1], last))]
    return tuple(gaps)


def _in_step(seen: Sequence[_Seen]) -> list[_Seen]:
    """The longest run of folios that rise at least as fast as the pages, and by no more than pages that there are."""
    best: list[list[_Seen]] = []
    for place, folio in seen:
        before = [run for run in best if 0 <= _more(run[-1], (place, folio)) <= len(seen)]
        best.append([*max(before, key=len, default=[]), (place, folio)])
    return max(best, key=len, default=[])


def _more(before: _Seen, after: _Seen) -> int:
    """How many pages the folios skip."""
    return (after[1] - before[1]) - (after[0] - before[0])


def _gap(before: _Seen, after: _Seen) -> str | None:
    skipped = _more(before, after)
    if skipped <= 0:
        return None
    first, last = before[1] + 1, after[1] - 1
    if last - first + 1 == skipped:
        return str(first) if first == last else f"{first}–{last}"
    if skipped == 1:
        return (
            " or ".join(str(folio) for folio in range(first, last + 1))
            if last - first < 4
            else f"one of {first}–{last}"
        )
    return f"{skipped} of {first}–{last}"


def _said(furniture: Iterable[str]) -> int | None:
    """How many pages the running titles say that there are, where they agree."""
    totals = Counter(
        int(found[2]) for line in furniture if (found := _OF.search(line)) and int(found[1]) <= int(found[2])
    )
    return next(iter(totals)) if len(totals) == 1 else None


def _all(gap: str | None) -> list[str]:
    return [gap] if gap is not None else []

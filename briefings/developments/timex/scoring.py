"""How well expressions of time were found and read, against annotated ones.

The formulas are those of `score.py` beside the labelled data (`data/briefs`): each found expression is matched with the
annotated one of its sentence that it overlaps most, one to one, in the order of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FIGURES = ("value_f1", "relaxed_f1", "strict_f1", "type_f1", "calendar_dates_resolved")
_CALENDAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Timed:
    """One expression of a text, annotated or found."""

    start: int  #: characters of the text, or of its sentence
    end: int
    value: str  #: TIMEX3, or as the annotation writes days
    type: str = ""  #: DATE, TIME, DURATION, SET; "" where the annotation has none
    sentence: int = 0  #: only expressions of one sentence are matched


def figures(annotated: Iterable[Sequence[Timed]], found: Iterable[Sequence[Timed]]) -> dict[str, float]:
    """Agreement over texts, each a list of its expressions.

    Returns:
        `n_gold` and `n_sys`, how many there are; `value_f1`, `type_f1`: of those that overlap one with the same value
        or type; `relaxed_f1`: of those that overlap; `strict_f1`: with the same first and last letter; `relaxed_p`,
        `relaxed_r`; `value_acc_when_found`; `calendar_dates_resolved`: share of the annotated dates and times with a
        year whose first ten letters were given, and `n_calendar`, how many these are.
    """
    counts = counted(annotated, found)

    def f1(name: str) -> float:
        return _f1(_share(counts[name], counts["found"]), _share(counts[name], counts["annotated"]))

    return {
        "n_gold": counts["annotated"],
        "n_sys": counts["found"],
        "value_f1": f1("value"),
        "relaxed_f1": f1("relaxed"),
        "strict_f1": f1("strict"),
        "type_f1": f1("type"),
        "relaxed_p": _share(counts["relaxed"], counts["found"]),
        "relaxed_r": _share(counts["relaxed"], counts["annotated"]),
        "value_acc_when_found": _share(counts["value"], counts["relaxed"]),
        "calendar_dates_resolved": _share(counts["day"], counts["calendar"]),
        "n_calendar": counts["calendar"],
    }


def counted(annotated: Iterable[Sequence[Timed]], found: Iterable[Sequence[Timed]]) -> Counter[str]:
    """What the figures are shares of."""
    counts: Counter[str] = Counter()
    for ours, theirs in zip(found, annotated, strict=True):
        counts.update({"found": len(ours), "annotated": len(theirs), "calendar": sum(map(_is_calendar, theirs))})
        for one, other in matched(theirs, ours):
            alike = one.value.strip()[:10] == other.value.strip()[:10]
            counts.update(
                {
                    "relaxed": 1,
                    "strict": (one.start, one.end) == (other.start, other.end),
                    "value": one.value.strip() == other.value.strip(),
                    "type": one.type == other.type,
                    "day": _is_calendar(other) and alike,
                }
            )
    return counts


def matched(annotated: Sequence[Timed], found: Sequence[Timed]) -> list[tuple[Timed, Timed]]:
    """Found expressions with the annotated ones that they overlap most, one to one."""
    pairs, used = [], set[int]()
    for one in sorted(found, key=lambda time: (time.start, -time.end)):
        free = [index for index, other in enumerate(annotated) if index not in used and _overlap(one, other) > 0]
        if free:
            best = max(free, key=lambda index: _overlap(one, annotated[index]))
            used.add(best)
            pairs.append((one, annotated[best]))
    return pairs


def _overlap(one: Timed, other: Timed) -> int:
    if one.sentence != other.sentence:
        return 0
    return min(one.end, other.end) - max(one.start, other.start)


def _is_calendar(time: Timed) -> bool:
    return time.type in ("DATE", "TIME", "") and _CALENDAR.match(time.value.strip()) is not None


def _share(part: int, whole: int) -> float:
    return part / max(1, whole)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

"""A timeline as a picture for a phone: how many developments of each kind, by day, week, month or longer.

matplotlib is imported when the first picture is drawn and no sooner: it takes some 40 MB. It shapes Arabic and Persian
itself since 3.11. One picture is drawn at a time, for its font cache is one for all threads.
"""

from __future__ import annotations

import io
import re
import textwrap
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from typing import TYPE_CHECKING, Any

from briefings.render import speech
from briefings.render.dates import short_month
from briefings.render.speech import gettext, marked, ngettext

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIDE = 1080  #: pixels: what Telegram shows on a phone without scaling
MOST_COLUMNS, MOST_ROWS = 24, 9
_DPI = 150
_INK, _GREY, _LINE, _PAPER = "#1b1f24", "#5b6470", "#e3e6ea", "#ffffff"
_TITLES = (
    (20.0, 38, 2, 0.052),
    (15.5, 50, 3, 0.041),
)  #: size, letters of a line, lines, their height
_SOURCE_LETTERS, _SOURCE_LINES = 66, 3
_SMALLEST, _NUMBERED, _LARGEST = 60.0, 240.0, 1900.0  #: areas of circles, square points; from which one has its number
_STRETCHED = 8  #: times that the span of all may exceed that of nine tenths before the rest is left out

#: How each kind of development is called under a picture, and its colour: red harms, blue talks, green helps.
KINDS = {
    "ASSAULT": (marked("attacks"), "#c62828"),
    "COERCE": (marked("raids, arrests"), "#d84315"),
    "MOBILIZE": (marked("troop moves"), "#ad5a00"),
    "PROTEST": (marked("protests"), "#e08600"),
    "THREATEN": (marked("threats"), "#b71c5c"),
    "SANCTION": (marked("sanctions"), "#8e24aa"),
    "ACCUSE": (marked("accusations"), "#9c3d6b"),
    "REJECT": (marked("refusals"), "#795548"),
    "REQUEST": (marked("demands"), "#6d6a1f"),
    "CONSULT": (marked("talks"), "#1565c0"),
    "AGREE": (marked("agreements"), "#00838f"),
    "COOPERATE": (marked("cooperation"), "#2e7d32"),
    "SUPPORT": (marked("support"), "#558b2f"),
    "AID": (marked("aid"), "#00796b"),
    "CONCEDE": (marked("concessions"), "#3949ab"),
    "RETREAT": (marked("withdrawals"), "#5e6b8c"),
    "STATEMENT": (marked("statements"), "#607d8b"),
    "ENERGY_PRODUCTION": (marked("production"), "#37474f"),
    "ENERGY_OUTAGE": (marked("outages"), "#b23b00"),
    "ENERGY_DISCOVERY": (marked("discoveries"), "#8d6e00"),
    "ENERGY_CONTRACT": (marked("contracts"), "#00695c"),
    "ENERGY_INVESTMENT": (marked("investments"), "#1b5e20"),
    "ENERGY_TENDER": (marked("tenders"), "#4527a0"),
    "ENERGY_PRICE": (marked("prices"), "#ad1457"),
    "ENERGY_EXPORT": (marked("exports"), "#0277bd"),
    "ENERGY_PIPELINE": (marked("pipelines"), "#4e342e"),
    "ENERGY_POLICY": (marked("energy policy"), "#283593"),
}
_OTHER = (marked("other"), "#78909c")

#: What a column is, behind the number of developments.
_BY = {
    "day": marked("by day"),
    "week": marked("by week"),
    "month": marked("by month"),
    "quarter": marked("by quarter"),
    "year": marked("by year"),
    "five years": marked("by five years"),
    "decade": marked("by decade"),
    "century": marked("by century"),
    "five centuries": marked("by five centuries"),
}

_FEW = 4  #: developments at least that the largest circle stands for
_FACE = "DejaVu Sans"
_CUT = " …"  #: behind a text that is longer than its lines
_LRM, _RLM = "\N{LEFT-TO-RIGHT MARK}", "\N{RIGHT-TO-LEFT MARK}"
_ARABIC = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"  #: letters that run from the right
_RIGHT_TO_LEFT = re.compile(rf"[{_ARABIC}](?:[^A-Za-z0-9]*[{_ARABIC}])*")
_drawing = threading.Lock()


@dataclass(frozen=True, slots=True)
class Chart:
    """What a picture is drawn from."""

    title: str
    events: Sequence[tuple[date, str]]  #: first day and type of each development; never empty
    source: str  #: what was read, a line under the picture


@dataclass(frozen=True, slots=True)
class Scale:
    """Columns of one kind: each a day, a week, a month, or longer."""

    unit: str
    starts: tuple[date, ...]  #: first day of each column


def draw_timeline(chart: Chart) -> bytes:
    """Draw a timeline as a square PNG of `SIDE` pixels; safe in any thread.

    Raises:
        ValueError: the chart has no events.
    """
    if not chart.events:
        raise ValueError("a chart needs an event")
    events, left_out = within_reach(chart.events)
    with _drawing:
        figure = _sheet()
        _draw(figure, chart, events, left_out)
        out = io.BytesIO()
        figure.savefig(out, format="png", dpi=_DPI)
    return out.getvalue()


# --- columns and rows ----------------------------------------------------------------------------------------------


def within_reach(events: Sequence[tuple[date, str]]) -> tuple[list[tuple[date, str]], int]:
    """The events that stand near one another, and how many far ones are left out.

    One event of 1958 must not press those of this year into a single column.
    """
    days = sorted(day for day, _ in events)
    low, high = days[len(days) // 20], days[-1 - len(days) // 20]
    core = max((high - low).days, 13)
    if len(days) < 2 * MOST_ROWS or (days[-1] - days[0]).days <= _STRETCHED * core:
        return list(events), 0
    near = [event for event in events if low - _span(core, low) <= event[0] and event[0] - high <= timedelta(core)]
    return near, len(events) - len(near)


def _span(days: int, day: date) -> timedelta:
    return timedelta(days=min(days, (day - date.min).days))


def scale_of(days: Sequence[date]) -> Scale:
    """The finest unit that shows the days in at most `MOST_COLUMNS` columns, from the first to the last."""
    first, last = min(days), max(days)
    for unit, begin, step in _UNITS:
        starts = []
        for start in _starts(begin(first), step, last):
            starts.append(start)
            if len(starts) > MOST_COLUMNS:
                break
        else:
            return Scale(unit, tuple(starts))
    raise AssertionError((first, last))  # a calendar has a hundred centuries at most, in fives


def _starts(start: date, step: Callable[[date], date | None], last: date) -> Iterator[date]:
    here: date | None = start
    while here is not None and here <= last:
        yield here
        here = step(here)


def _days(count: int) -> Callable[[date], date | None]:
    return lambda day: day + timedelta(count) if (date.max - day).days >= count else None


def _months(count: int) -> Callable[[date], date | None]:
    def step(day: date) -> date | None:
        year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
        return date(year, month + 1, 1) if year <= MAXYEAR else None

    return step


def _round(years: int) -> Callable[[date], date]:
    return lambda day: date(max(day.year // years * years, 1), 1, 1)


_UNITS: tuple[tuple[str, Callable[[date], date], Callable[[date], date | None]], ...] = (
    ("day", lambda day: day, _days(1)),
    ("week", lambda day: day - _span(day.weekday(), day), _days(7)),
    ("month", lambda day: day.replace(day=1), _months(1)),
    ("quarter", lambda day: date(day.year, 3 * ((day.month - 1) // 3) + 1, 1), _months(3)),
    ("year", _round(1), _months(12)),
    ("five years", _round(5), _months(60)),
    ("decade", _round(10), _months(120)),
    ("century", _round(100), _months(1200)),
    ("five centuries", _round(500), _months(6000)),
)


def counted(events: Sequence[tuple[date, str]], scale: Scale) -> tuple[list[tuple[str, str]], Counter[tuple[int, int]]]:
    """The rows (name and colour), the fullest first, and the number of events in each (row, column)."""
    names = [KINDS.get(kind, _OTHER) for _, kind in events]
    often = [name for name, _ in Counter(names).most_common()]
    named = [name for name in often if name != _OTHER]
    rows = often if len(often) <= MOST_ROWS else [*named[: MOST_ROWS - 1], _OTHER]
    counts: Counter[tuple[int, int]] = Counter()
    for (day, _), name in zip(events, names, strict=True):
        column = max(index for index, start in enumerate(scale.starts) if start <= day)
        counts[rows.index(name if name in rows else _OTHER), column] += 1
    return rows, counts


def labels(scale: Scale) -> list[str]:
    """What stands under each column: the day, the month, the year; what repeats is said once."""
    said: list[str] = []
    before = None
    for start in scale.starts:
        said.append(_label(scale.unit, start, before))
        before = start
    return said


def _label(unit: str, start: date, before: date | None) -> str:
    year = "" if before is not None and before.year == start.year else f"\n{start.year}"
    if unit in {"day", "week"}:
        same = before is not None and not year and before.month == start.month
        return speech.digits(f"{start.day}" if same else f"{start.day}\n{short_month(start)}{year}")
    return speech.digits(f"{short_month(start)}{year}" if unit in {"month", "quarter"} else str(start.year))


# --- drawing -------------------------------------------------------------------------------------------------------


def _sheet() -> Figure:
    from matplotlib.figure import Figure  # noqa: PLC0415  # no sooner than the first picture

    inches = SIDE / _DPI
    return Figure(figsize=(inches, inches), dpi=_DPI, facecolor=_PAPER)


def _draw(figure: Figure, chart: Chart, events: Sequence[tuple[date, str]], left_out: int) -> None:
    scale = scale_of([day for day, _ in events])
    rows, counts = counted(events, scale)
    size, title, height = _title(chart.title)
    source = _left_to_right(
        _wrapped(" · ".join(filter(None, (chart.source, _far_off(left_out)))), _SOURCE_LETTERS, _SOURCE_LINES)
    )
    style = _style()
    figure.text(0.045, 0.955, title, fontsize=size, fontweight="bold", color=_INK, va="top", **style)
    below = 0.955 - height
    figure.text(0.045, below, _number(len(events), scale.unit), fontsize=13, color=_GREY, va="top", **style)
    figure.text(0.045, 0.03, source, fontsize=10.5, color=_GREY, va="bottom", linespacing=1.35, **style)
    foot = 0.165 + 0.03 * source.count("\n")
    axes = figure.add_axes((0.29, foot, 0.67, below - 0.085 - foot))
    _draw_grid(axes, rows, scale)
    _draw_circles(axes, rows, counts)


def _number(count: int, unit: str) -> str:
    many = ngettext("%(count)s dated development", "%(count)s dated developments", count, count=count)
    return gettext("%(developments)s %(by)s", developments=many, by=gettext(_BY[unit]))


def _far_off(count: int) -> str:
    return ngettext("%(count)s far off not shown", "%(count)s far off not shown", count, count=count) if count else ""


def _draw_grid(axes: Axes, rows: Sequence[tuple[str, str]], scale: Scale) -> None:
    columns = len(scale.starts)
    axes.set_xlim(-0.7, columns - 0.3)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.hlines(range(len(rows)), -0.7, columns - 0.3, color=_LINE, linewidth=1.2, zorder=0)
    every = max(1, -(-columns // 9))
    said = labels(scale)
    shown = [index for index in range(columns) if index % every == 0]
    thinned = labels(Scale(scale.unit, tuple(scale.starts[index] for index in shown))) if every > 1 else said
    axes.set_xticks(shown, thinned, fontsize=12, color=_INK, **_style())
    axes.set_yticks(range(len(rows)), [gettext(name) for name, _ in rows], fontsize=14, color=_INK, **_style())
    axes.tick_params(length=0, pad=9)


def _draw_circles(axes: Axes, rows: Sequence[tuple[str, str]], counts: Counter[tuple[int, int]]) -> None:
    most = max(*counts.values(), _FEW)
    room = _LARGEST * min(1.0, (8 / (axes.get_xlim()[1] - axes.get_xlim()[0])) ** 1.3, (5 / len(rows)) ** 1.3)
    areas = {place: max(room * count / most, _SMALLEST) for place, count in counts.items()}
    axes.scatter(
        [column for _, column in areas],
        [row for row, _ in areas],
        s=list(areas.values()),
        c=[rows[row][1] for row, _ in areas],
        alpha=0.88,
        linewidths=0,
        zorder=2,
    )
    for (row, column), area in areas.items():
        if counts[row, column] > 1 and area > _NUMBERED:
            many = speech.number(counts[row, column])
            axes.text(column, row, many, color=_PAPER, fontsize=10 if area < 2 * _NUMBERED else 13, fontweight="bold",
                      ha="center", va="center_baseline", zorder=3, **_style())  # fmt: skip


def _style() -> dict[str, Any]:
    """The face that comes with matplotlib, which has Latin, Cyrillic, Greek and Arabic letters."""
    return {"fontfamily": _FACE, "parse_math": False}


def _title(text: str) -> tuple[float, str, float]:
    """The size of a title, its text, and how much of the picture it takes: a long name is smaller, hardly ever cut."""
    made = [(size, _wrapped(text, letters, lines), height) for size, letters, lines, height in _TITLES]
    size, title, height = next((one for one in made if not one[1].endswith(_CUT)), made[-1])
    return size, title, height * (title.count("\n") + 1)


def _left_to_right(text: str) -> str:
    """A text of ours with names of the other direction in it: each line and what follows a name run the text's way."""
    if speech.way() == "rtl":
        return "\n".join(_RLM + line.replace(" · ", f" · {_RLM}") for line in text.split("\n"))
    return "\n".join(_LRM + _RIGHT_TO_LEFT.sub(rf"\g<0>{_LRM}", line) for line in text.split("\n"))


def _wrapped(text: str, letters: int, lines: int) -> str:
    cut = textwrap.wrap(" ".join(_known(text).split()), letters, max_lines=lines, placeholder=_CUT)
    return "\n".join(cut)


def _known(text: str) -> str:
    """The text with a square for each letter that the face lacks, and no control characters."""
    from matplotlib.font_manager import FontProperties, findfont, get_font  # noqa: PLC0415

    face = get_font(findfont(FontProperties(family=[_FACE]))).get_charmap()
    return "".join(
        letter if ord(letter) in face else "□" if letter.isprintable() else " " if letter.isspace() else ""
        for letter in text
    )

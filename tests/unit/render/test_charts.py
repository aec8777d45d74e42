"""A timeline's picture: square, of few columns and rows, whatever the days are."""

from __future__ import annotations

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from briefings.render.charts import (
    KINDS,
    MOST_COLUMNS,
    MOST_ROWS,
    SIDE,
    Chart,
    _left_to_right,
    _title,
    counted,
    draw_timeline,
    labels,
    scale_of,
    within_reach,
)

RAID = date(2020, 6, 25)
events = st.lists(st.tuples(st.dates(), st.sampled_from([*KINDS, "UNHEARD_OF"])), min_size=1, max_size=60)


def drawn(*told: tuple[date, str], title: str = "Acme – Bolt") -> Image.Image:
    return Image.open(io.BytesIO(draw_timeline(Chart(title, told, "Weekly · 1 issue, 32 pages · as of 1 July 2020"))))


@pytest.mark.parametrize(
    "told",
    [
        [(RAID, "COERCE")],
        [(RAID, "CONSULT")] * 500,
        [(date(20, 1, 1), "ASSAULT"), (date(2020, 1, 1), "AGREE")],
        [(date.min, "ASSAULT"), (date.max, "AGREE")],
        [(RAID + timedelta(days), kind) for days, kind in enumerate(KINDS)],
    ],
    ids=["one event", "500 on one day", "2,000 years", "the whole calendar", "every kind"],
)
def test_a_picture_is_square_and_has_ink(told: list[tuple[date, str]]) -> None:
    picture = drawn(*told)

    assert picture.size == (SIDE, SIDE)
    assert len(set(picture.convert("L").resize((90, 90)).get_flattened_data())) > 5


def test_arabic_is_shaped() -> None:
    """Letters that join, joined: the word is narrower than its letters set one by one."""
    apart = "ك‌ت‌ا‌ئ‌ب"  # with zero-width non-joiners between
    joined, single = (_width(drawn((RAID, "COERCE"), title=title)) for title in ("كتائب", apart))

    assert joined < 0.9 * single


def _width(picture: Image.Image) -> int:
    title = picture.convert("L").crop((0, 40, SIDE, 85)).point(lambda shade: 255 if shade < 128 else 0)
    left, _, right, _ = title.getbbox() or (0, 0, 0, 0)
    return right - left


def test_a_long_name_is_set_smaller_and_whole() -> None:
    short, long = "Acme and Bolt", "The Organization of Companies of the Northern Coast and a Society for Ships of Oslo"

    assert _title(short)[0] > _title(long)[0]
    assert " ".join(_title(long)[1].split()) == long
    assert _title(long)[1].count("\n") < 3
    assert _title("long " * 90)[1].endswith("…")


def test_a_name_from_right_to_left_does_not_turn_the_line_around_it() -> None:
    mark = "\N{LEFT-TO-RIGHT MARK}"

    assert _left_to_right("كتائب حزب, Acme\n12 pages") == f"{mark}كتائب حزب{mark}, Acme\n{mark}12 pages"
    assert _left_to_right("Acme, كتائب · 12") == f"{mark}Acme, كتائب{mark} · 12"


@pytest.mark.parametrize("title", ["$5 and $6 \\frac{", "a " * 400, "x" * 300, "", "日本 \x07 \ud800"])
def test_any_title_is_drawn(title: str) -> None:
    assert drawn((RAID, "COERCE"), title=title).size == (SIDE, SIDE)


def test_threads_may_draw_at_once() -> None:
    chart = Chart("Acme", [(RAID, "COERCE")], "Weekly")
    with ThreadPoolExecutor(4) as pool:
        pictures = set(pool.map(draw_timeline, [chart] * 4))

    assert len(pictures) == 1


def test_nothing_is_no_picture() -> None:
    with pytest.raises(ValueError, match="needs an event"):
        draw_timeline(Chart("Acme", [], "Weekly"))


def test_matplotlib_is_not_there_before_the_first_picture() -> None:
    told = "import sys, bot.application; print('matplotlib' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout == "False\n"


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        ("2020-06-25", "2020-06-25", "day"),
        ("2020-06-01", "2020-06-24", "day"),
        ("2020-06-01", "2020-07-01", "week"),
        ("2019-10-01", "2020-07-01", "month"),
        ("2016-10-01", "2020-07-01", "quarter"),
        ("2003-03-20", "2020-07-01", "year"),
        ("1920-01-01", "2020-07-01", "five years"),
        ("0020-01-01", "2020-07-01", "century"),
    ],
)
def test_columns_are_as_fine_as_fit(first: str, last: str, unit: str) -> None:
    assert scale_of([date.fromisoformat(first), date.fromisoformat(last)]).unit == unit


def test_what_repeats_under_columns_is_said_once() -> None:
    assert labels(scale_of([date(2019, 11, 3), date(2020, 2, 1)])) == labels(
        scale_of([date(2019, 11, 3), date(2020, 2, 1)])
    )
    assert labels(scale_of([date(2019, 10, 30), date(2019, 11, 2)])) == ["30\nOct\n2019", "31", "1\nNov", "2"]


def test_one_event_of_long_ago_does_not_press_the_rest_into_a_column() -> None:
    near = [(RAID + timedelta(days), "COERCE") for days in range(30)]

    assert within_reach([*near, (date(1958, 1, 1), "AGREE")]) == (near, 1)


@given(events)
def test_every_event_is_counted_in_a_row_and_a_column(told: list[tuple[date, str]]) -> None:
    shown, left_out = within_reach(told)
    scale = scale_of([day for day, _ in shown])
    rows, counts = counted(shown, scale)

    assert len(shown) + left_out == len(told)
    assert 1 <= len(scale.starts) <= MOST_COLUMNS
    assert len(rows) <= MOST_ROWS
    assert counts.total() == len(shown)
    assert all(row < len(rows) and column < len(scale.starts) for row, column in counts)
    assert scale.starts[0] <= min(day for day, _ in shown)

"""The time zone of a place on the map."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.errors import QuestionError
from briefings.service.hours import read_zone
from briefings.service.places import zone_at


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (33.31, 44.36, "Asia/Baghdad"),
        (36.19, 44.01, "Asia/Baghdad"),
        (35.69, 51.39, "Asia/Tehran"),
        (25.20, 55.27, "Asia/Dubai"),
        (51.51, -0.13, "Europe/London"),
        (40.71, -74.01, "America/New_York"),
        (0.0, -150.0, "Etc/GMT+10"),
    ],
)
def test_a_place_has_its_zone(latitude: float, longitude: float, zone: str) -> None:
    assert zone_at(latitude, longitude) == zone


@given(latitude=st.floats(-90, 90), longitude=st.floats(-180, 180))
def test_every_place_on_earth_has_a_zone_that_the_clock_knows(latitude: float, longitude: float) -> None:
    zone = zone_at(latitude, longitude)

    assert ZoneInfo(read_zone(zone)).key


@pytest.mark.parametrize(("latitude", "longitude"), [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0)])
def test_what_is_no_place_is_refused(latitude: float, longitude: float) -> None:
    with pytest.raises(QuestionError, match="cannot tell"):
        zone_at(latitude, longitude)

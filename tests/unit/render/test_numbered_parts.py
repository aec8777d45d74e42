"""Long answers: numbered parts that each fit a message and lose nothing."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from briefings.render.telegram_html import fits, numbered, plain

PARAGRAPHS = st.lists(st.text("abcdefg .🛢", min_size=1, max_size=900), min_size=1, max_size=40)


def test_what_fits_one_message_has_no_number() -> None:
    assert numbered("<b>Short</b>") == ["<b>Short</b>"]


def test_parts_are_numbered_and_cut_between_paragraphs() -> None:
    parts = numbered("\n\n".join(f"<b>{place}</b> " + "word " * 200 for place in range(9)))

    assert [part.split("\n")[0] for part in parts] == [f"<i>{place}/3</i>" for place in (1, 2, 3)]
    assert all(part.split("\n")[1].startswith("<b>") for part in parts)


@given(PARAGRAPHS)
def test_every_part_fits_and_every_letter_is_in_one(paragraphs: list[str]) -> None:
    text = "\n\n".join(f"<b>{paragraph}</b>" for paragraph in paragraphs)

    parts = numbered(text)

    assert all(fits(part) for part in parts)
    said = "".join(re.sub(r"^<i>\d+/\d+</i>\n", "", part) for part in parts)
    assert re.sub(r"\s", "", plain(said)) == re.sub(r"\s", "", plain(text))

"""Pages that an issue has and the file lacks are noticed from the folios of the others."""

from __future__ import annotations

import pytest

from briefings.layout.completeness import missing_pages
from briefings.layout.issue import rebuild_text_issue


@pytest.mark.parametrize(
    ("folios", "missing"),
    [
        (["1", "2", "4", "5"], ("3",)),
        (["1", "2", "6", "7", "8"], ("3–5",)),
        (["1", "3", "4", "6"], ("2", "5")),
        (["10", "11", "12"], ()),
        (["10"], ()),
        ([], ()),
        ([None, "2", None, "4"], ()),
        (["1", "2", None, "5", "6"], ("3 or 4",)),
        (["1", "2", "30", "4", "5"], ()),
        (["1", "2", "3", "40"], ()),
        (["1", "2", "3", "2020"], ()),
        (["i", "ii", "1", "2"], ()),
        (["1", "2", "2", "3", "4"], ()),
    ],
)
def test_a_folio_that_skips_pages_shows_which(folios: list[str | None], missing: tuple[str, ...]) -> None:
    assert missing_pages(folios, []) == missing


def test_a_running_title_that_says_how_many_pages_there_are_shows_those_at_the_ends() -> None:
    titles = [f"The Weekly, page {number} of 6" for number in (2, 3, 4, 5)]

    assert missing_pages(["2", "3", "4", "5"], titles) == ("1", "6")
    assert missing_pages(["1", "2", "3", "4", "5", "6"], titles) == ()
    assert missing_pages(["2", "3", "4", "5"], [*titles, "page 2 of 9"]) == ()


def test_an_issue_tells_what_it_lacks() -> None:
    pages = [[f"Page {number} - NAM Week 3", "The port of Nadira is open again."] for number in (1, 2, 4, 5)]

    assert rebuild_text_issue(pages).facts.missing == ("3",)

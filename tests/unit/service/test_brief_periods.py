"""Briefs with a period behind the question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefings.errors import QuestionError
from briefings.service import Services, answering, asking


@pytest.mark.parametrize(
    ("query", "title"),
    [("oman 2019", "Oman, 1 January 2019 to 31 December 2019"), ("Oman since 1 may 2020", "Oman, since 1 May 2020")],
)
def test_a_period_behind_a_name_bounds_the_brief_and_stands_in_its_head(
    services: Services, query: str, title: str
) -> None:
    made = answering.brief(services, query)

    assert made.title == title
    whole = answering.brief(services, "oman")
    assert {line.development.statement for line in made.lines} <= {line.development.statement for line in whole.lines}


def test_a_name_that_ends_like_a_period_is_a_name(services: Services) -> None:
    (first, *others) = services.entities
    known = replace(services, entities=(replace(first, aliases=(*first.aliases, "Vision 2030")), *others))

    assert asking.is_known(known, "vision 2030")


def test_a_period_that_cannot_be_is_refused(services: Services) -> None:
    with pytest.raises(QuestionError, match="on no calendar"):
        answering.brief(services, "oman 31 june")

"""A dossier has what means an armed group by description, told apart and never in a message."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.commands import shapes
from briefings.model import Dossier
from briefings.service import Services, dossiers
from briefings.service.dossiers import LINES, MOST_TOLD
from tests.builders import NOON, a_development, a_party, an_article, an_issue

KATAIB = "kataib-hezbollah"
BOMBED = "Planes bombed Kataib Hezbollah, an Iran-backed militia in Iraq."
SUMMONED = "Iraq summoned an envoy over raids on the Iran-backed militia."


def add(services: Services, day: int, said: str, names: dict[str, str], *, month: int = 1) -> None:
    parties = tuple(a_party(name, entity) for name, entity in names.items())
    article = an_article(said, names=names, developments=(a_development(said, type="ASSAULT", actors=parties),))
    services.archive.add_issue(an_issue(article, date=date(2020, month, day), number=f"{month}-{day}"), at=NOON)


@pytest.fixture
def read(services: Services) -> Services:
    add(services, 3, BOMBED, {"Kataib Hezbollah": KATAIB, "Iraq": "iraq"})
    return services


def told(services: Services) -> dict[str, str | None]:
    found = dossiers.who(services, KATAIB)
    assert isinstance(found, Dossier)
    return {one["statement"]: one.get("described") for one in shapes.who(found)["developments"]}


def test_what_means_it_by_its_marks_in_the_days_around_is_told_with_its_words(read: Services) -> None:
    add(read, 5, SUMMONED, {"Iraq": "iraq"})

    assert told(read) == {BOMBED: None, SUMMONED: "Iran-backed militia"}


def test_it_is_in_no_message(read: Services) -> None:
    add(read, 5, SUMMONED, {"Iraq": "iraq"})

    for asked in (KATAIB, f"{KATAIB} more"):
        html = dossiers.who_answer(read, asked).html
        assert "bombed" in html
        assert "summoned" not in html


@pytest.mark.parametrize(
    ("day", "month", "said", "names"),
    [
        (5, 6, SUMMONED, {"Iraq": "iraq"}),  # months later
        (5, 1, "Syria bombed an Iran-backed militia.", {"Syria": "syria"}),  # in another country
        (5, 1, "Iraq disarmed a Sunni militia.", {"Iraq": "iraq"}),  # of another kind
        (5, 1, "Iraq disarmed the militia.", {"Iraq": "iraq"}),  # by no mark at all
        (5, 1, "Iraq praised Badr, an Iran-backed militia.", {"Iraq": "iraq", "Badr": "badr-organisation"}),  # named
    ],
)
def test_what_may_mean_another_is_left_out(
    read: Services, day: int, month: int, said: str, names: dict[str, str]
) -> None:
    add(read, day, said, names, month=month)

    assert told(read) == {BOMBED: None}


def test_another_like_it_that_is_named_as_often_in_these_days_makes_it_unsure(read: Services) -> None:
    add(read, 4, "Asaib Ahl al-Haq marched in Iraq.", {"Asaib Ahl al-Haq": "asaib-ahl-al-haq", "Iraq": "iraq"})
    add(read, 5, SUMMONED, {"Iraq": "iraq"})

    assert told(read) == {BOMBED: None}


def test_a_dossier_has_all_of_many_developments_the_weightiest_of_a_message_first(services: Services) -> None:
    for day in range(1, 29):
        odd = f"{'bdfgklmnprst'[day % 12]}o{'mnrst'[day // 12]}"
        add(services, day, f"Kataib Hezbollah {odd}ado {odd}uli {odd}ise.", {"Kataib Hezbollah": KATAIB})

    found, short = dossiers.who(services, KATAIB), dossiers.who(services, KATAIB, lines=LINES)

    assert isinstance(found, Dossier)
    assert isinstance(short, Dossier)
    assert len(found.developments) == 28 <= MOST_TOLD
    assert found.developments[:LINES] == short.developments
    assert found.more == 0

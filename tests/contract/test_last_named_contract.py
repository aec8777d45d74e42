"""What `ports.Archive` promises about the last issues, and about where somebody was named last or before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from briefings.model import AnalysedArticle, CitedSentence, EntityId, Mention
from briefings.ports import Archive
from briefings.storage import names
from tests.builders import NOON, a_development, a_party, an_article, an_issue

ACME, BOLT, CORA = EntityId("acme"), EntityId("bolt"), EntityId("cora")
FIRST = date(2020, 7, 1)


def naming(*entities: EntityId, mark: str = "") -> AnalysedArticle:
    """An article of one sentence that names some entities."""
    text = " and ".join(entities) + f" met{mark}."
    mentions = tuple(Mention(text.index(one), text.index(one) + len(one), one, "ORG", one) for one in entities)
    return AnalysedArticle("Met", text, (CitedSentence(0, len(text), text, "1"),), mentions, ())


def read(archive: Archive, *days_and_articles: tuple[int, AnalysedArticle]) -> None:
    """Issues of so many days after the first, read in this order."""
    for number, (days, article) in enumerate(days_and_articles):
        issue = an_issue(article, number=str(number), date=FIRST + timedelta(days=days), digest=str(number))
        archive.add_issue(issue, at=NOON)


def test_the_latest_issues_are_those_of_the_latest_date(archive: Archive) -> None:
    assert archive.latest_issues() == ()
    read(archive, (7, naming(ACME)), (7, naming(BOLT)), (0, naming(CORA)))

    assert sorted(issue.number or "" for issue in archive.latest_issues()) == ["0", "1"]
    assert set(archive.latest_issues()) < set(archive.issues())


@pytest.mark.parametrize("apart", [1, 90, 900, 4000])
def test_who_was_named_last_is_told_by_the_date_whatever_was_read_last(archive: Archive, apart: int) -> None:
    read(archive, (apart, naming(ACME, mark=" late")), (0, naming(ACME, mark=" early")), (2 * apart, naming(CORA)))

    last = archive.last_named([ACME, BOLT])
    assert last is not None
    assert last.sentence == "acme met late."
    before = archive.last_named([ACME], until=FIRST + timedelta(days=apart - 1))
    assert before is not None
    assert before.sentence == "acme met early."
    assert archive.last_named([BOLT]) is None
    assert archive.last_named([]) is None
    assert archive.last_named([ACME], until=date(2000, 1, 1)) is None


def test_who_was_named_before_a_day(archive: Archive) -> None:
    read(archive, (7, naming(ACME, BOLT)), (0, naming(ACME)))

    assert archive.named_before([ACME, BOLT, CORA], FIRST + timedelta(days=7)) == {ACME}
    assert archive.named_before([ACME], FIRST) == frozenset()


@pytest.mark.parametrize("seldom", [0, 5000])
def test_sentences_of_two_come_with_how_each_is_printed(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, seldom: int
) -> None:
    monkeypatch.setattr(names, "_SELDOM", seldom)
    read(archive, (0, naming(ACME, BOLT, mark=" 1")), (1, naming(ACME, BOLT, mark=" 2")), (2, naming(ACME, CORA)))

    assert archive.together(ACME, [BOLT], limit=1) == ((BOLT, "acme and bolt met 2.", "acme", "bolt"),)
    assert {row[0] for row in archive.together(ACME, [BOLT, CORA])} == {BOLT, CORA}
    bolt = next(one for one in archive.named_with(ACME) if one.entity == BOLT)
    assert (bolt.count, bolt.name, bolt.evidence.sentence) == (2, "bolt", "acme and bolt met 2.")


def test_words_are_looked_for_among_some_developments(archive: Archive) -> None:
    told = ("Acme bought Bolt.", "Cora sold gas.", "Acme sold oil.")
    acted = tuple(
        a_development(text, sentence=n, actors=(a_party("Acme", ACME),), targets=()) for n, text in enumerate(told)
    )
    archive.add_issue(an_issue(an_article(*told, developments=acted)), at=NOON)
    first, second, third = (one.id or 0 for one in archive.developments())

    assert archive.developments_with_words("sold") == {second, third}
    assert archive.developments_with_words("sold", among=[first, second]) == {second}
    assert archive.developments_with_words("acme bought", "sold gas", among=[first, second, third]) == {first, second}
    assert archive.developments_with_words("sold", among=[]) == frozenset()
    assert archive.developments_with_words(among=[first]) == frozenset()
    assert archive.is_said("oil acme")
    assert not archive.is_said("oil gas")
    assert not archive.is_said(" ")

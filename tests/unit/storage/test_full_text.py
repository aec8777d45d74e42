"""What people type never reaches FTS5 as a query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.storage.archive import SqlArchive
from briefings.storage.engine import Database
from briefings.storage.search import plain
from tests.builders import NOON, an_article, an_issue

SENTENCES = (
    "The Iraq-US talks began; the US attacked.",
    "Kataib Hezbollah (كتائب حزب الله) denied it.",
    "O'Neill met U.S. officers NEAR Basra AND left.",
    "Output rose 3.5 per cent in São Paulo.",
)


@pytest.fixture
def archive(database: Database) -> SqlArchive:
    kept = SqlArchive(database)
    kept.add_issue(an_issue(an_article(*SENTENCES)), at=NOON)
    return kept


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("iraq-us", [0]),
        ("US–Iraq", [0]),
        ("attack", [0]),
        ('"iraq" us', [0]),
        ("كتائب", [1]),
        ("حزب الله kataib", [1]),
        ("O'Neill", [2]),
        ("U.S. officers", [2]),
        ("near AND basra", [2]),
        ("NEAR(basra left)", [2]),
        ("text:basra", []),
        ("bas*", []),
        ("sao paulo", [3]),
        ("3.5", [3]),
        ("NOT kataib", []),
    ],
)
def test_words_are_plain_words(archive: SqlArchive, typed: str, found: list[int]) -> None:
    assert [quote.sentence for quote in archive.search(typed)] == [SENTENCES[n] for n in found]


@pytest.mark.parametrize(
    "typed",
    ["", " ", '"', "*", "(", ")", "'", "--", "-", "^", ":", "{}", "NEAR(*)", "AND", "OR NOT", '""""', "a" * 4000,
     "a " * 2000, " ".join(f"w{n}" for n in range(3000)), "\0", "a\0b", "\ud83d", "🛢️", "_", "__", "%", "\\", "?",
     "كتائب*", "a.b.c", "'.'", "ء", "\u202eabc"],
)  # fmt: skip
def test_nothing_that_is_typed_is_an_error(archive: SqlArchive, typed: str) -> None:
    assert isinstance(archive.search(typed), tuple)
    assert isinstance(archive.developments_with_words(typed), frozenset)


@given(st.text(st.characters(exclude_categories=())))
def test_a_query_is_nothing_but_quoted_words(typed: str) -> None:
    query = plain(typed)

    if query is not None:
        assert all(word.startswith('"') and word.endswith('"') and word.count('"') == 2 for word in query.split(" "))


def test_sentences_that_go_are_found_no_more(archive: SqlArchive) -> None:
    archive.add_issue(an_issue(an_article("Nothing but rain.")), at=NOON)

    assert archive.search("iraq") == ()
    assert len(archive.search("rain")) == 1

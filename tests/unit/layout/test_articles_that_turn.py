"""Articles that go on elsewhere are put together; none takes another's text."""

from __future__ import annotations

from itertools import count

import pytest

from briefings.layout.articles import gather_articles
from briefings.layout.lexicon import Lexicon
from briefings.layout.turns import Turn, read_turn
from briefings.layout.wordmodel import shipped_model
from briefings.model import Article, Block, BlockKind, Page

KINDS: dict[str, BlockKind] = {"#": "headline", "=": "heading", "~": "furniture", "!": "table", "^": "caption"}
CUTS = "Troops will leave two bases, the ministry"
REST = "said on Monday. No day was given."
PORT = "A storm closed the port of Nadira on Friday."


def page(number: int, *texts: str, folio: str | None = None, readable: bool = True) -> Page:
    """A page of blocks: "#" before a headline, "=" a heading, "~" furniture, "!" a table, "^" a caption."""
    blocks = [
        Block(KINDS.get(text[0], "paragraph"), 0, text.lstrip("#=~!^"), (text.lstrip("#=~!^"),)) for text in texts
    ]
    return Page(number, folio or str(number), tuple(blocks), readable=readable)


def articles(*pages: Page) -> list[Article]:
    return list(gather_articles(pages, [None] * len(pages), Lexicon.of([], shipped_model())))


def texts(article: Article) -> list[str]:
    return [paragraph.text for paragraph in article.paragraphs]


@pytest.mark.parametrize(
    ("line", "turn"),
    [
        ("continued on page 12", Turn("on", "12", frozenset())),
        ("(Continued on p. 12)", Turn("on", "12", frozenset())),
        ("Turn to IRAQ, page 12", Turn("on", "12", frozenset({"iraq"}))),
        ("Troop cuts, cont’d on p. 4", Turn("on", "4", frozenset({"troop", "cuts"}))),
        ("See IRAQ, Page A12", Turn("on", "A12", frozenset({"iraq"}), sure=False)),
        ("continued overleaf", Turn("on", None, frozenset())),
        ("Continued on next page", Turn("on", None, frozenset())),
        ("IRAQ from page 1", Turn("from", "1", frozenset({"iraq"}))),
        ("Continued from front page", Turn("from", "1", frozenset())),
        ("IRAQ, continued from previous page", Turn("from", None, frozenset({"iraq"}))),
        ("See page 4", None),
        ("He turned to page 12 of the report", None),
        ("The talks continued on Monday", None),
        ("Oil exports from page one", None),
    ],
)
def test_lines_that_turn_the_reader_are_told_from_others(line: str, turn: Turn | None) -> None:
    assert read_turn(line) == turn


def test_an_article_is_joined_over_pages_and_other_articles_by_number_and_word() -> None:
    read = articles(
        page(
            1, "#US cuts troops in Iraq", CUTS, "Turn to IRAQ, page 3", "#Storm shuts port", PORT, "It may open in May."
        ),
        page(2, "#Trains run north", "A second train runs each day."),
        page(3, "#IRAQ", "Continued from page 1", REST, "#Wheat prices fall", "Wheat fell by a tenth."),
    )

    assert [article.headline for article in read] == [
        "US cuts troops in Iraq",
        "Storm shuts port",
        "Trains run north",
        "Wheat prices fall",
    ]
    assert texts(read[0]) == [f"{CUTS} {REST}"]
    assert read[0].paragraphs[0].breaks == ((len(CUTS) + 1, "3"),)
    assert texts(read[1]) == [PORT, "It may open in May."]


def test_two_articles_that_turn_to_one_page_each_find_their_own() -> None:
    read = articles(
        page(
            1,
            "#US cuts troops in Iraq",
            CUTS,
            "IRAQ, cont. on page 3",
            "#Storm shuts port",
            PORT,
            "See PORT, page 3",
        ),
        page(3, "PORT from page 1", "Ships go to Kalba.", "IRAQ from page 1", REST),
    )

    assert [texts(article) for article in read] == [[f"{CUTS} {REST}"], [PORT, "Ships go to Kalba."]]


def test_a_turn_at_the_pages_edge_counts_though_it_was_taken_for_furniture() -> None:
    read = articles(
        page(1, "#US cuts troops in Iraq", CUTS, "~Continued on page 3"),
        page(2, "The editors welcome letters.", "They may be cut."),
        page(3, REST, "#Wheat prices fall", "Wheat fell.", "~Continued from page 1"),
    )

    assert texts(read[0]) == [f"{CUTS} {REST}"]
    assert texts(read[1]) == ["The editors welcome letters.", "They may be cut."]


def test_a_turn_that_opens_or_ends_a_paragraph_is_taken_off() -> None:
    first = Block("paragraph", 0, f"{CUTS} continued on page 3", (CUTS, "continued on page 3"))
    second = Block("paragraph", 0, f"IRAQ from page 1 {REST}", ("IRAQ from page 1", REST))
    read = articles(Page(1, "1", (first,)), Page(2, "2", ()), Page(3, "3", (second,)))

    assert [texts(article) for article in read] == [[f"{CUTS} {REST}"]]


def test_a_piece_that_no_article_sent_on_stays_an_article_of_its_own() -> None:
    read = articles(
        page(7, "#Storm shuts port", PORT, "continued on page 9"),
        page(9, "IRAQ from page 2", REST, "#Wheat prices fall", "Wheat fell."),
    )

    assert [texts(article) for article in read] == [[PORT], [REST], ["Wheat fell."]]


def test_an_article_that_goes_on_far_away_takes_nothing_from_the_next_page() -> None:
    read = articles(
        page(1, "#US cuts troops in Iraq", CUTS, "continued on page 9"),
        page(2, "Wheat fell by a tenth.", "So did rye."),
    )

    assert [texts(article) for article in read] == [[CUTS], ["Wheat fell by a tenth.", "So did rye."]]


def test_no_article_runs_over_a_page_that_could_not_be_read() -> None:
    read = articles(page(1, "#US cuts troops", CUTS), page(2, "x", readable=False), page(3, REST))

    assert [texts(article) for article in read] == [[CUTS], [REST]]


def test_the_article_that_stopped_inside_a_sentence_goes_on_not_the_box_under_it() -> None:
    read = articles(page(1, "#US cuts troops", CUTS, "#In brief", PORT), page(2, REST))

    assert [texts(article) for article in read] == [[f"{CUTS} {REST}"], [PORT]]


def test_an_end_mark_ends_an_article() -> None:
    read = articles(page(1, "#Storm shuts port", f"{PORT} ■", "Letters are welcome."), page(2, "So are books."))

    assert [texts(article) for article in read] == [[PORT], ["Letters are welcome."], ["So are books."]]


def test_tables_and_captions_are_no_paragraphs() -> None:
    read = articles(page(1, "#Storm shuts port", "!a 1\nb 2", PORT, "^Photo: the pier"))

    assert texts(read[0]) == [PORT]


def test_a_kicker_is_the_section_and_a_byline_is_no_paragraph() -> None:
    read = articles(
        page(
            1,
            "#IRAQ",
            "#US cuts troops in Iraq",
            "By Jane Roe in Baghdad",
            CUTS,
            REST,
            "=ENERGY",
            "#Storm shuts port",
            PORT,
        )
    )

    assert [(article.section, article.headline) for article in read] == [
        ("IRAQ", "US cuts troops in Iraq"),
        ("ENERGY", "Storm shuts port"),
    ]
    assert read[0].byline == "By Jane Roe in Baghdad"
    assert texts(read[0]) == [CUTS, REST]


@pytest.mark.parametrize("text", ["By Friday the port was open.", "By then nobody knew", "From page to page it grew"])
def test_a_sentence_is_no_byline(text: str) -> None:
    read = articles(page(1, "#Storm shuts port", text, PORT))

    assert read[0].byline is None


def test_no_text_is_lost_or_moved_between_articles_of_a_long_issue() -> None:
    number = count(1)
    stories = [(f"#Story {word} begins", *(f"{word} says line {n}." for n in range(4))) for word in "abcdefgh"]
    read = articles(*(page(next(number), *one, *other) for one, other in zip(stories[::2], stories[1::2], strict=True)))

    assert [[article.headline, *texts(article)] for article in read] == [
        [story[0].lstrip("#"), *story[1:]] for story in stories
    ]

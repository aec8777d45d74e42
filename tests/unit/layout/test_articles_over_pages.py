"""Articles run over columns and pages, and each paragraph knows its page."""

from __future__ import annotations

from briefings.layout.articles import gather_articles
from briefings.layout.issue import rebuild_text_issue
from briefings.layout.lexicon import Lexicon
from briefings.layout.wordmodel import shipped_model
from briefings.model import Block, IssueText, Page

HEAD = "Page {} - NAM Week 3"
STORM = [
    "The port of Nadira was closed on Monday after a storm had damaged",
    "both of its piers, the harbour master said. Repairs will take until",
    "the end of the spring, and ships must use the smaller harbour of",
]
REST = [
    "Kalba until then. The ministry has promised to pay for the cranes",
    "that were lost, and will send engineers on Thursday to look at the",
    "foundations of the northern pier, which moved during the night.",
]
OTHER = [
    "A second train runs to the north each day since Thursday, and the",
    "railway says that grain can be brought to the coast within a day.",
]


def issue(*pages: list[str]) -> IssueText:
    return rebuild_text_issue([[HEAD.format(number), *lines] for number, lines in enumerate(pages, start=14)])


def test_a_page_that_begins_inside_a_sentence_continues_the_article_before() -> None:
    read = issue(["Storm closes the port of Nadira", "", *STORM], REST)

    assert len(read.articles) == 1
    paragraph = read.articles[0].paragraphs[0]
    assert "the smaller harbour of Kalba until then." in paragraph.text
    assert (paragraph.page, paragraph.folio) == (1, "14")
    assert paragraph.breaks == ((paragraph.text.index("Kalba"), "15"),)


def test_a_word_cut_at_the_end_of_a_page_is_joined_and_the_break_stands_there() -> None:
    cut = [*STORM[:2], "the end of the spring, and ships must use the smaller har-"]
    read = issue(
        ["Storm closes the port of Nadira", "", *cut], ["bour of Kalba until then. The ministry will pay.", *REST[1:]]
    )

    paragraph = read.articles[0].paragraphs[0]
    assert "the smaller harbour of Kalba until then." in paragraph.text
    assert paragraph.text[paragraph.breaks[0][0] :].startswith("bour of Kalba")


def test_a_line_that_says_where_the_article_goes_on_is_left_out() -> None:
    read = issue(["Storm closes the port of Nadira", "", *STORM, "", "continued on page 15"], REST)

    assert "continued" not in " ".join(paragraph.text for paragraph in read.articles[0].paragraphs)


def test_a_new_headline_begins_a_new_article() -> None:
    read = issue(
        ["Storm closes the port of Nadira", "", *STORM[:2], "May."], ["Trains run again to the north", "", *OTHER]
    )

    assert [article.headline for article in read.articles] == [
        "Storm closes the port of Nadira",
        "Trains run again to the north",
    ]
    assert read.articles[1].paragraphs[0].folio == "15"


def test_every_page_has_its_folio() -> None:
    assert [page.folio for page in issue([*STORM], [*REST]).pages] == ["14", "15"]
    assert issue([*STORM], [*REST]).facts.source == "NAM"


def test_a_box_between_two_pages_of_an_article_is_a_text_of_its_own() -> None:
    first = Page(
        1,
        "14",
        (
            Block("headline", None, "Storm closes the port", ()),
            Block("paragraph", 0, "Ships must use the smaller harbour of", ()),
            Block("headline", 1, "The harbour in figures", (), aside=True),
            Block("paragraph", 1, "It has two piers.", (), aside=True),
        ),
    )
    second = Page(2, "15", (Block("paragraph", 0, "Kalba until the spring.", ()),))

    articles = gather_articles([first, second], [None, None], Lexicon.of([], shipped_model()))

    assert [(article.headline, [part.text for part in article.paragraphs]) for article in articles] == [
        ("Storm closes the port", ["Ships must use the smaller harbour of Kalba until the spring."]),
        ("The harbour in figures", ["It has two piers."]),
    ]

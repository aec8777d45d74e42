"""Words with boxes are put into lines, columns and reading order by geometry alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.layout.columns import find_gutters
from briefings.layout.geometry import Word, WordPage, body_size
from briefings.layout.issue import rebuild_word_issue
from briefings.layout.lines import group_rows, set_drop_capitals
from briefings.layout.wordmodel import shipped_model
from briefings.layout.wordpages import read_word_page
from briefings.model import IssueText
from tests.unit.layout.typesetting import column, set_column, set_line, word

FIRST = (
    "The port of Nadira was closed on Monday after a storm had damaged both of its piers, the harbour master said.",
    "Repairs will take a month. Until then ships must use the smaller harbour of Kalba, which has room for two.",
)
SECOND = (
    "Fishermen have asked the ministry for help because their boats cannot leave the inner basin before the spring.",
    "A spokesman promised an answer within a week, and said that the money had been set aside in the autumn.",
)
THIRD = (
    "The railway that serves the port runs again since Thursday, with two trains each day in both directions.",
    "Grain from the north will be loaded at Kalba, where a second crane has been put up by the army.",
)


def page(words: Sequence[Word], number: int = 1) -> WordPage:
    return WordPage(number, 800, 1000, tuple(words))


def rebuilt(*pages: WordPage) -> IssueText:
    return rebuild_word_issue(list(pages))


def texts(issue: IssueText, number: int = 1) -> list[str]:
    return [block.text for block in issue.pages[number - 1].blocks if block.kind != "furniture"]


def two_columns(top: float = 200) -> list[Word]:
    return [*set_column(FIRST * 2, 50, top), *set_column(SECOND * 2, 320, top)]


def test_two_columns_are_read_one_after_the_other() -> None:
    assert texts(rebuilt(page(two_columns()))) == [*FIRST * 2, *SECOND * 2]


def test_the_order_of_the_content_stream_plays_no_part() -> None:
    words = two_columns()
    by_row = sorted(words, key=lambda one: (one.baseline, one.x0))
    shuffled = sorted(words, key=lambda one: hash((one.x1 * 7919) % 97))

    assert texts(rebuilt(page(by_row))) == texts(rebuilt(page(words))) == texts(rebuilt(page(shuffled)))


def test_three_columns_are_read_one_after_the_other() -> None:
    words = [
        *set_column(FIRST * 2, 40, 200, width=32),
        *set_column(SECOND * 2, 260, 200, width=32),
        *set_column(THIRD * 2, 480, 200, width=32),
    ]

    assert texts(rebuilt(page(sorted(words, key=lambda one: one.baseline)))) == [*FIRST * 2, *SECOND * 2, *THIRD * 2]


def test_a_headline_over_the_columns_comes_first_and_names_the_article() -> None:
    issue = rebuilt(page([*two_columns(), *set_line("Storm closes the port of Nadira", 50, 150, 24)]))

    assert issue.articles[0].headline == "Storm closes the port of Nadira"
    assert [paragraph.text for paragraph in issue.articles[0].paragraphs] == [*FIRST * 2, *SECOND * 2]


def test_a_headline_between_parts_the_columns_and_the_articles() -> None:
    lower = [*set_column(THIRD, 50, 500), *set_column(THIRD, 320, 500)]
    heads = [*set_line("Storm closes the port", 50, 150, 24), *set_line("Trains run again to the north", 50, 440, 24)]

    articles = rebuilt(page([*two_columns(), *lower, *heads])).articles

    assert [article.headline for article in articles] == ["Storm closes the port", "Trains run again to the north"]
    assert [paragraph.text for paragraph in articles[1].paragraphs] == [*THIRD, *THIRD]


def test_a_paragraph_runs_on_from_column_to_column() -> None:
    lines = column(
        ["The repairs of the long pier at the northern end of the harbour will take until the end of May."], 30
    )
    words = [one for index, line in enumerate(column(FIRST, 40)) for one in set_line(line, 50, 200 + 12 * index)]
    low = 200 + 12 * len(column(FIRST, 40))
    words += [
        one
        for index, line in enumerate(lines[:2])
        for one in set_line(line, 62 if index == 0 else 50, low + 12 * index)
    ]
    words += [one for index, line in enumerate(lines[2:]) for one in set_line(line, 320, 200 + 12 * index)]
    words += [one for index, line in enumerate(column(SECOND, 40)) for one in set_line(line, 320, 250 + 12 * index)]

    assert "at the northern end of the harbour will take until the end of May." in " ".join(texts(rebuilt(page(words))))


def test_a_table_is_read_row_by_row() -> None:
    rows = [
        ("Brent crude", "45.31", "44.20", "46.13"),
        ("Dubai", "43.10", "42.07", "44.90"),
        ("Urals", "44.0", "41.2", "45.5"),
    ]
    words = [
        one
        for index, cells in enumerate([("Grade", "Open", "Low", "High"), *rows * 2])
        for at, cell in enumerate(cells)
        for one in set_line(cell, 60 + 150 * at, 300 + 14 * index)
    ]

    table = texts(rebuilt(page(words)))[0].split("\n")

    assert table[1] == "Brent crude 45.31 44.20 46.13"
    assert find_gutters(group_rows(words), 10.0) == []


def test_a_table_in_two_copies_is_read_copy_by_copy() -> None:
    names = ["ALPHA", "BRAVO", "CHARLIE", "DELTA", "ECHO", "FOXTROT"]
    words = [
        one
        for index, (left, right) in enumerate([("NAME", "NAME"), *zip(names[:3], names[3:], strict=True)])
        for x, cell in (
            (60, left),
            (200, str(index) if index else "CODE"),
            (330, right),
            (470, str(index) if index else "CODE"),
        )
        for one in set_line(cell, x, 300 + 14 * index)
    ]

    text = " ".join(texts(rebuilt(page(words)))).split()

    assert text.index("CHARLIE") < text.index("DELTA")


def test_a_drop_capital_belongs_to_the_first_word() -> None:
    words = [word("N", 50, 224, 36)]
    words += [*set_line("othing moved in the port", 75, 200), *set_line("on the first day after", 75, 212)]
    words += [
        *set_line("the storm, the pilots said.", 75, 224),
        *set_line("They waited for the wind to turn.", 50, 236),
    ]

    assert texts(rebuilt(page(words)))[0].startswith("Nothing moved in the port on the first day")


def test_a_drop_capital_that_is_a_word_stays_one() -> None:
    words = [
        word("A", 50, 224, 36),
        *set_line("harbour pilot said that", 75, 200),
        *set_line("nothing moved there", 75, 212),
    ]
    placed = set_drop_capitals(words, 10.0, shipped_model())

    assert [one.text for one in placed][:2] == ["A", "harbour"]


def test_running_titles_and_folios_are_furniture_and_give_the_facts() -> None:
    pages = [
        page(
            [
                *two_columns(),
                *set_line("NADIRA Shipping", 50, 40, 9),
                *set_line(f"The Nadira Monitor No. 14 12 March 2021 page {number}", 50, 980, 9),
            ],
            number,
        )
        for number in (7, 8, 9)
    ]

    issue = rebuilt(*pages)

    assert issue.facts.source == "The Nadira Monitor"
    assert issue.facts.number == "No. 14"
    assert str(issue.facts.date) == "2021-03-12"
    assert [one.folio for one in issue.pages] == ["7", "8", "9"]
    assert not any("Monitor" in text for text in texts(issue))


def test_a_sub_heading_in_bold_is_a_heading_of_its_article() -> None:
    words = set_column(FIRST, 50, 200)
    low = max(one.baseline for one in words)
    words += [*set_line("Help for fishermen", 50, low + 26, bold=True), *set_column(SECOND, 50, low + 44)]

    paragraphs = rebuilt(page(words)).articles[0].paragraphs

    assert [paragraph.text for paragraph in paragraphs if paragraph.heading] == ["Help for fishermen"]
    assert len(paragraphs) == 5


def test_text_along_the_margin_is_furniture() -> None:
    words = [*two_columns(), replace(word("COPYRIGHT", 780, 500), upright=False)]
    read = read_word_page(page(words), lambda _: False, shipped_model())

    assert "COPYRIGHT" in read.furniture


def test_a_page_that_could_not_be_read_gives_no_articles_and_says_why() -> None:
    issue = rebuilt(WordPage(1, 600, 800, (), "Page 1 is a picture with no text."))

    assert issue.articles == ()
    assert not issue.pages[0].readable
    assert issue.pages[0].reason == "Page 1 is a picture with no text."


words_anywhere = st.builds(
    word,
    st.text(alphabet="abcdeXY.-", min_size=1, max_size=9),
    st.floats(0, 700).map(lambda value: round(value, 1)),
    st.floats(20, 980).map(lambda value: round(value, 1)),
    st.sampled_from([8.0, 10.0, 10.0, 10.0, 14.0]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(words_anywhere, min_size=1, max_size=40))
def test_no_word_is_lost_in_layout(words: list[Word]) -> None:
    read = read_word_page(page(words), lambda text: text.isupper(), shipped_model())
    out = Counter(token for line in read.lines for token in line.text.split())
    out.update(token for line in read.furniture for token in line.split())

    assert out == Counter(one.text for one in words)


def test_the_size_of_the_body_is_that_of_most_letters() -> None:
    assert body_size([*set_line("a short title", 0, 10, 30), *set_column(FIRST, 0, 50)]) == 10.0

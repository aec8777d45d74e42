"""The shipped sample is what its manuscripts say, and can be read back."""

from __future__ import annotations

import os
import re
from collections import Counter
from datetime import date
from importlib import resources
from pathlib import Path

import pypdfium2
import pytest

from briefings.sample import SOURCE, sample_issues
from briefings.sample.make import WEEKS, TruthPage, pdf_of, text_of, truth
from briefings.sample.manuscript import read_manuscript

pytestmark = pytest.mark.parametrize("week", WEEKS)


def shipped(name: str) -> bytes:
    return resources.files("briefings.sample").joinpath(name).read_bytes()


def letters(text: str) -> str:
    """What stays the same however lines are cut and openings are capitalised."""
    return re.sub(r"[\s\x02\ufffe-]", "", text).casefold()


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def pdf_texts(data: bytes) -> list[str]:
    """The text of each page as PDFium gives it, line-end hyphens undone."""
    with pypdfium2.PdfDocument(data) as document:
        texts = [document[index].get_textpage().get_text_range() for index in range(len(document))]
    return [re.sub(r"[\x02\ufffe]\s*|(?<=\w)-\r?\n", "", text) for text in texts]


def columns_read_down(page: TruthPage) -> str:
    """The page's rows in reading order: full rows as they come, columns left before right between them."""
    text, left, right = "", "", ""
    for row in page.rows:
        if row.kind == "full":
            text, left, right = f"{text}{left}{right}{row.cols[0]}\n", "", ""
        else:
            left, right = f"{left}{row.cols[0]}\n", f"{right}{row.cols[1]}\n"
    return text + left + right


def test_the_shipped_files_are_what_the_manuscript_makes(week: int) -> None:
    assert shipped(f"week{week}.pdf") == pdf_of(week)
    assert shipped(f"week{week}.txt") == text_of(week).encode()


def test_an_issue_knows_its_number_and_its_wednesday(week: int) -> None:
    issue = next(issue for issue in sample_issues() if issue.number == f"Week {week}")
    manuscript = read_manuscript(week)

    assert (issue.number, issue.date) == (manuscript.number, manuscript.date)
    assert issue.date.isocalendar() == (2020, week, 3)
    assert issue.data == pdf_of(week)
    assert issue.name == f"week{week}.pdf"


def test_an_issue_has_four_full_pages(week: int) -> None:
    pages = truth(week).pages

    assert len(pages) >= 4
    assert all(600 <= sum(len(text.split()) for text in page.text) <= 850 for page in pages)


def test_every_word_of_the_truth_stands_on_its_page_of_the_pdf(week: int) -> None:
    texts = pdf_texts(pdf_of(week))
    pages = truth(week).pages

    assert len(texts) == len(pages)
    for text, page in zip(texts, pages, strict=True):
        missing = Counter(words(" ".join(page.text))) - Counter(words(text))
        # A word with a hyphen of its own may be cut there; PDFium then gives it in one piece.
        assert all(word in letters(text) for word in missing)
        assert sum(missing.values()) <= 12
        assert Counter(letters(text)) == Counter(letters(" ".join([*page.text, *page.furniture])))


def test_the_exported_text_has_one_line_for_each_row_of_print(week: int) -> None:
    rows = [row for page in truth(week).pages for row in page.rows]

    assert text_of(week).splitlines() == [" ".join(filter(None, row.cols)) for row in rows]
    assert sum(row.kind == "cols" and all(row.cols) for row in rows) > 0.6 * len(rows)


def test_each_exported_page_stands_between_its_header_and_its_folio(week: int) -> None:
    for number, page in enumerate(truth(week).pages, 1):
        assert page.rows[0].cols == (f"Page {number} - {SOURCE} Week {week}",)
        assert page.rows[-1].cols[0].startswith(f"P{number} ")
        assert [row.line for row in page.rows] == list(range(1, len(page.rows) + 1))


def test_the_columns_read_down_give_the_truth(week: int) -> None:
    for page in truth(week).pages:
        read = columns_read_down(page)
        head, foot = len(page.furniture), 1
        body = "\n".join(read.splitlines()[head : len(read.splitlines()) - foot])

        assert letters(body) == letters("\n".join(page.text))


def test_an_article_runs_over_a_page_end(week: int) -> None:
    articles = truth(week).articles
    pages = [
        {str(paragraph.page) for paragraph in article.paragraphs}
        | {label for paragraph in article.paragraphs for _, label in paragraph.breaks}
        for article in articles
    ]

    assert any(len(stood_on) == 2 for stood_on in pages)
    assert all(
        0 < offset < len(paragraph.text)
        for article in articles
        for paragraph in article.paragraphs
        for offset, _ in paragraph.breaks
    )


def test_the_articles_and_the_pages_say_the_same(week: int) -> None:
    """Page by page, articles are the pages without tables and pull quotes."""
    made = truth(week)
    on_pages = letters(" ".join(text for page in made.pages for text in page.text))

    for article in made.articles:
        assert letters(article.headline or "") in on_pages
        for paragraph in article.paragraphs:
            ends = [offset for offset, _ in paragraph.breaks]
            parts = zip([0, *ends], [*ends, len(paragraph.text)], strict=True)
            assert all(letters(paragraph.text[start:end]) in on_pages for start, end in parts)


def test_lines_end_in_cut_words_here_and_there(week: int) -> None:
    cols = [text for page in truth(week).pages for row in page.rows if row.kind == "cols" for text in row.cols]
    cut = sum(text.endswith("-") for text in cols)

    assert 10 <= cut <= 0.12 * len(cols)


def test_the_text_needs_no_font_file(week: int) -> None:
    text_of(week).encode("cp1252")

    assert b"/FontFile" not in pdf_of(week)
    assert len(pdf_of(week)) < 60_000


def test_a_sub_heading_and_a_table_or_a_box_are_there(week: int) -> None:
    stories = read_manuscript(week).stories
    kinds = Counter(piece.kind for story in stories for piece in story.pieces)

    assert kinds["heading"] >= 2
    assert kinds["pullquote"] == 1
    assert any(story.table for story in stories)
    assert len({story.section for story in stories}) == 3


def test_nothing_is_copied_from_the_real_page(week: int) -> None:
    shared = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).parents[3].parent / "shared"))
    page = shared / "data" / "seed" / "meog_week26_p10.txt"
    if not page.exists():
        pytest.skip("the real page is not at hand")

    def runs(text: str) -> set[tuple[str, ...]]:
        found = words(text)
        return {tuple(found[start : start + 8]) for start in range(len(found) - 7)}

    ours = " ".join(piece.text for story in read_manuscript(week).stories for piece in story.pieces)
    assert not runs(ours) & runs(columns_of(page.read_text(encoding="utf-8")))


def columns_of(spliced: str) -> str:
    """Roughly unspliced: left halves, then right halves, then the lines as they are."""
    lines = [line.split() for line in spliced.splitlines()]
    left = [" ".join(line[: len(line) // 2]) for line in lines]
    right = [" ".join(line[len(line) // 2 :]) for line in lines]
    return "\n".join([*left, *right])


def test_the_dates_follow_each_other(week: int) -> None:
    assert read_manuscript(week).date == date.fromordinal(date(2020, 6, 17).toordinal() + 7 * (week - 25))

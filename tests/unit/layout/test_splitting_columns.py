"""Columns that were joined line by line come apart."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.layout.issue import rebuild_text_issue
from briefings.layout.spliced import split_columns
from briefings.layout.wordmodel import shipped_model
from briefings.model import IssueText
from briefings.sources.text import read_text_pages
from tests.unit.layout.typesetting import column, splice


def _paragraphs(text: str) -> tuple[str, ...]:
    """Paragraphs with an empty line between; a hyphen alone is an empty line of the page."""
    return tuple("" if part.strip() == "-" else " ".join(part.split()) for part in text.strip().split("\n\n"))


LEFT = _paragraphs("""
liBYa THE national oil company of Libya said on Monday that it had lifted force majeure at the port of Zueitina
after talks with the guards who had blocked it since January. The move could bring back 120,000 barrels per day of
output within three weeks, the company said, if the storage tanks that were hit in the spring can be repaired in
time.

Engineers from the Zueitina Oil Company entered the terminal on Sunday under the protection of a joint force, and
found that two of the nine tanks had burnt out. The uS embassy in Tripoli welcomed the agreement and called on all
sides to let the company work across the whole of the country. Turkey, which backs the government in the capital,
has offered to send a floating power station.

-

Fragile truce

Officials in Benghazi were more careful. They said that the guards had been promised their unpaid salaries by the
end of the month, and that the valves would be closed again if the money did not come. A similar promise was made in
2018 and was broken within weeks, after which exports fell to a fifth of their usual level.

The united Nations mission has proposed that the revenues be held in an account abroad until a fair division is
agreed. Neither parliament nor the government has accepted this, although both have sent technical teams to Geneva
for a second round of talks on the matter next week.
""")
RIGHT = _paragraphs("""
Diplomats in Cairo, who asked not to be named, said that Egypt had pressed Khalifa Haftar to let the exports begin
because it feared a Turkish advance on Sirte. Mohammed al-Bashiri, the head of the guards, denied on Tuesday that
any foreign power had been involved and told reporters that his men had acted for the good of the people of the
region.

Oil traders have reacted calmly. The price of Brent crude fell by less than a dollar on the news, and two tankers
that had been waiting off Malta were ordered to sail for Zueitina on Wednesday. Analysts at the bank of uBS wrote
that the market had expected an earlier return of Libyan barrels and that any delay would now be a surprise.

Much will depend on the pipeline from the Abu Attifel field, which has not been inspected since the winter. The
operator, a joint venture with the Italian company Eni, has asked for permission to fly its own specialists to the
field. The uK and the united States have both advised their citizens against any travel to the area.

Production stood at 1.2 million barrels per day before the blockade and has since fallen below 100,000, the lowest
level since the uprising in 2011. The government in Tripoli says that it has lost more than $6 billion in revenues,
and that it cannot pay its teachers and doctors without help from the central bank.
""")
HEAD = ("Page 7 - MEOG Week 31", "P. 7", "MEOG inV estM ent MEOG", "Libya reopens eastern oil port")
FOOT = "P7 www. NEWSBASE .com Week 31 05•August•2020"
SHARED = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).parents[4] / "shared"))
REAL_PAGE = SHARED / "data" / "seed" / "meog_week26_p10.txt"


@pytest.fixture(scope="module")
def rows() -> list[tuple[str, ...]]:
    return splice([column(LEFT, 41), column(RIGHT, 41)])[1]


@pytest.fixture(scope="module")
def issue(rows: list[tuple[str, ...]]) -> IssueText:
    return rebuild_text_issue([[*HEAD, *(" ".join(part for part in row if part) for row in rows), FOOT]])


@pytest.fixture(scope="module")
def real() -> IssueText:
    if not REAL_PAGE.exists():
        pytest.skip("the real page is not beside the repository")
    return rebuild_text_issue(read_text_pages(REAL_PAGE.read_bytes(), REAL_PAGE.name))


def test_every_line_of_two_columns_comes_apart(issue: IssueText, rows: list[tuple[str, ...]]) -> None:
    cut = issue.pages[0].rows

    assert [row.cols for row in cut[len(HEAD) : -1]] == rows


def test_each_physical_line_has_a_row_exactly_as_printed(issue: IssueText) -> None:
    page = issue.pages[0]

    assert [row.line for row in page.rows] == list(range(1, len(page.rows) + 1))
    assert page.rows[2].kind == "full"
    assert page.rows[2].cols == ("MEOG inV estM ent MEOG",)


def test_no_sentence_holds_words_of_both_columns(issue: IssueText) -> None:
    text = " ".join(paragraph.text for paragraph in issue.articles[0].paragraphs)

    assert "lifted force majeure at the port of Zueitina after talks with the guards" in text
    assert "Egypt had pressed Khalifa Haftar to let the exports begin because it feared" in text
    assert text.endswith("without help from the central bank.")


def test_the_facts_of_the_issue_are_read_from_its_running_titles(issue: IssueText) -> None:
    assert issue.facts.source == "MEOG"
    assert issue.facts.number == "Week 31"
    assert str(issue.facts.date) == "2020-08-05"
    assert issue.pages[0].folio == "7"


def test_the_headline_stands_over_the_columns_and_the_sub_heading_in_one(issue: IssueText) -> None:
    article = issue.articles[0]

    assert article.headline == "Libya reopens eastern oil port"
    assert [paragraph.text for paragraph in article.paragraphs if paragraph.heading] == ["Fragile truce"]


def test_a_broken_label_is_the_section_and_the_sentence_begins_after_it(issue: IssueText) -> None:
    article = issue.articles[0]

    assert article.section == "LIBYA"
    assert article.paragraphs[0].text.startswith("The national oil company of Libya said")


def test_broken_capitals_are_set_right_where_the_issue_shows_which_letter_broke(issue: IssueText) -> None:
    text = " ".join(paragraph.text for paragraph in issue.articles[0].paragraphs)

    assert "The US embassy in Tripoli" in text
    assert "The UK and the United States have both" in text
    assert "The United Nations mission" in text
    assert "under the protection" in text


def test_running_titles_are_furniture_and_no_part_of_an_article(issue: IssueText) -> None:
    furniture = [block.lines[0] for block in issue.pages[0].blocks if block.kind == "furniture"]

    assert furniture == [*HEAD[:3], FOOT]


def test_three_columns_come_apart() -> None:
    third = (
        (
            "The ministry of electricity in Baghdad has warned that the summer may bring longer cuts than last year, "
            "because two of the lines from Iran are out of service and gas deliveries have been cut. Officials said "
            "that repairs would begin as soon as the money for them had been approved by the cabinet."
        ),
    )
    columns = [column(LEFT[:2], 32), column(RIGHT[:2], 32), column(third * 2, 32)]
    size = min(len(lines) for lines in columns)
    lines, rows = splice([lines[:size] for lines in columns])

    split = split_columns(lines, 3, shipped_model())

    right = sum(cut.cols == row for cut, row in zip(split.rows, rows, strict=True))
    assert right >= 0.8 * len(rows)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(alphabet="ab cd.-X", max_size=30), max_size=8))
def test_no_word_is_lost_in_splitting(lines: list[str]) -> None:
    split = split_columns(lines, 2, shipped_model())

    for line, row in zip(lines, split.rows, strict=True):
        assert " ".join(part for part in row.cols if part).split() == line.split()


def test_every_line_of_the_real_page_comes_apart(real: IssueText) -> None:
    page = real.pages[0]
    ends = {
        44: "take tougher",
        48: "Green Zone,",
        50: "",
        51: "Fresh approach",
        60: "aimed in part",
        67: "against ISIL.",
    }

    for row in page.rows:
        if row.line in ends:
            assert row.cols[0].endswith(ends[row.line])
    assert [row.line for row in page.rows if row.kind == "full"] == [1, 2, 3, 4, 68]
    assert all(len(row.cols) == 2 for row in page.rows if row.kind == "cols")


def test_the_real_page_reads_as_its_article(real: IssueText) -> None:
    article = real.articles[0]
    text = " ".join(paragraph.text for paragraph in article.paragraphs)

    assert article.headline == "Iraq raids Iranian-backed militia"
    assert article.section == "IRAQ"
    assert text.startswith("In May, after barely a month in office")
    assert [paragraph.text for paragraph in article.paragraphs if paragraph.heading] == ["Fresh approach"]
    for words in (
        "al-Kadhimi, said on Friday",
        "then-prime minister",
        "a second initiative",
        "were limited to",
        "UK military",
    ):
        assert words in text
    assert "uS" not in text
    assert "-ond" not in text


def test_the_real_page_says_what_it_is(real: IssueText) -> None:
    assert real.pages[0].folio == "10"
    assert (real.facts.source, real.facts.number, str(real.facts.date)) == ("MEOG", "Week 26", "2020-07-01")


#: The right column ends a line earlier than the left one, whose last line goes on at the top of the right.
UNEVEN = """\
Iran's Revolutionary Guards (IRGC) seized an seizure the day before. The ship's captain asked
Iraqi-owned tanker near Farsi Island on Wednesday, not to return to sea. Tehran says no assurance was
state television said, the third such seizure in a given. Qatar Petroleum cut the number of jobs at
month. Seven sailors were arrested. Baghdad denied its headquarters by a fifth, two people close to
that the vessel, which had been carrying 700,000 the company said. The company declined to comment.
litres of diesel, belonged to its oil ministry. Its chief executive, Saad Sherida al-Kaabi, took
Britain said it would join a uS-led naval mission over as energy minister last November. In Aden,
to escort merchant ships through the Strait of fighters of the Southern Transitional Council
Hormuz. Germany declined to take part. Japan and (STC) stormed the presidential palace on 10
South Korea are thought to be weighing a request August. At least 40 people have been killed and
made by uS Secretary of State Mike Pompeo last 260 wounded since 8 August, according to the
month. "We will not be dragged into a war," said united Nations. The Saudi-led coalition bombed one
Heiko Maas, the German foreign minister. Gibraltar position of the STC a day later. The STC, which is
freed the Grace 1 on Thursday after receiving wri- backed by the UAE, agreed to a ceasefire but has
tten assurances that the ship would not sail to refused to hand over the barracks it took.
Syria. A uS court had issued a warrant for its
"""


def test_a_last_line_of_the_left_column_alone_is_not_shared_out() -> None:
    *_, last = split_columns(UNEVEN.splitlines(), 2, shipped_model()).rows

    assert last.cols[0] == "Syria. A uS court had issued a warrant for its"

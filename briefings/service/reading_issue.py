"""`/issue`: what stands in an issue, page by page, and which issues there are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from briefings.errors import NoIssueError, QuestionError
from briefings.model import ArticleHead, IssueContents, IssueRecord
from briefings.render.dates import day
from briefings.render.speech import gettext
from briefings.render.telegram_html import fits
from briefings.service.answers import Answer, Choice
from briefings.service.asking import LONGEST_QUERY, plain_name
from briefings.service.periods import ends_in_period, split_period
from briefings.service.services import Services

_LISTED = 12  #: issues that are offered as buttons
_BY_ID = re.compile(
    r"=(\d{1,15})(?: \+(\d{1,5}))?", re.ASCII
)  #: what a button writes: an issue, and what was shown of it
_SAID = frozenset({"issue", "number", "no", "nr", "the", "week", "wk"})  #: said around a number
_LONGEST = 160  #: letters of a first sentence that stands for a headline


def issue_answer(services: Services, words: str) -> Answer:
    """The contents of the issue of a number or a day; several, or none named, are offered as buttons.

    Args:
        services: the parts.
        words: "26", "weekly 26", "1 july 2020", "june 2020", or nothing.

    Raises:
        QuestionError: no issue is of that number or day.
    """
    issues = services.archive.issues()
    if not issues:
        return Answer(services.renderer.html("issues", issues=(), more=0))
    if len(words) > LONGEST_QUERY:
        raise QuestionError(
            "That is %(count)s letters; the number or the date of an issue has %(most)s at most.",
            count=len(words),
            most=LONGEST_QUERY,
        )
    numbered = _BY_ID.fullmatch(words.strip())
    if numbered:
        found = [issue for issue in issues if issue.id == int(numbered[1])]
        return _contents(services, issues, _only(found), int(numbered[2] or 0))
    found = _named(issues, words) if words.strip() else list(issues)
    if len(found) == 1 and words.strip():
        return _contents(services, issues, found[0], 0)
    return _offered(services, _several(found, words))


def _only(found: Sequence[IssueRecord]) -> IssueRecord:
    if not found:
        raise QuestionError("This button is old: its issue was taken out. /issue lists those there are.")
    return found[0]


def _several(found: Sequence[IssueRecord], words: str) -> Sequence[IssueRecord]:
    if not found:
        shown = words.strip()[:60]
        raise NoIssueError("No issue “%(asked)s” was read. /issue lists those there are.", asked=shown)
    return found


def _named(issues: Sequence[IssueRecord], words: str) -> list[IssueRecord]:
    """Issues of a number, a periodical, both, or a day or period; the latest first."""
    wanted = {word for word in plain_name(words.replace("#", " ").replace(".", " ")).split() if word not in _SAID}
    if not wanted:
        return list(issues)
    found = [issue for issue in issues if wanted <= _words(issue)]
    if found or not ends_in_period(words):
        return found
    rest, period = split_period(words, issues[0].date)
    since, until = (period.since, period.until) if period else (None, None)
    left = {word for word in plain_name(rest).split() if word not in _SAID}
    return [
        issue
        for issue in issues
        if left <= _words(issue) and (since is None or issue.date >= since) and (until is None or issue.date <= until)
    ]


def _words(issue: IssueRecord) -> frozenset[str]:
    """The words by which an issue is asked for; a number without its leading zeros, too."""
    words = plain_name(f"{issue.source} {issue.number or ''}").replace(".", " ").split()
    return frozenset((*words, *(word.lstrip("0") for word in words)))


# --- messages ------------------------------------------------------------------------------------------------------


def _offered(services: Services, found: Sequence[IssueRecord]) -> Answer:
    shown = found[:_LISTED]
    html = services.renderer.html("issues", issues=shown, more=len(found) - len(shown))
    return Answer(html, tuple(Choice(_label(issue), f"/issue ={issue.id}") for issue in shown))


def _contents(services: Services, issues: Sequence[IssueRecord], issue: IssueRecord, after: int) -> Answer:
    """What stands in an issue, from its first article or the one after those shown; as much as one message holds."""
    contents = services.archive.contents(issue.id)
    left = contents.articles[after:]
    count = len(left)
    html = _html(services, issue, contents, left, after)
    while not fits(html) and count > 1:
        count = count * 3 // 4
        html = _html(services, issue, contents, left[:count], after)
    choices = []
    if count < len(left):
        more = gettext("More (%(count)s)", count=len(left) - count)
        choices.append(Choice(more, f"/issue ={issue.id} +{after + count}"))
    if issue.date == issues[0].date:
        choices.append(Choice(gettext("What it brings"), "/latest"))
    back = (Choice(gettext("All issues"), "/issue"),) if len(issues) > 1 else ()
    return Answer(html, (*choices, *_beside(issues, issue), *back))


def _html(
    services: Services, issue: IssueRecord, contents: IssueContents, shown: Sequence[ArticleHead], after: int
) -> str:
    """The message of some articles; unreadable pages stand in the first one."""
    pages = [(page, [_headline(head) for head in heads]) for page, heads in groupby(shown, key=lambda head: head.page)]
    unreadable = () if after else contents.unreadable
    return services.renderer.html("issue", issue=issue, pages=pages, unreadable=unreadable, after=after)


def _headline(head: ArticleHead) -> str:
    text = head.headline or head.begins
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _beside(issues: Sequence[IssueRecord], issue: IssueRecord) -> list[Choice]:
    """The issues before and after one, of the same periodical."""
    own = [one for one in issues if one.source == issue.source]
    at = own.index(issue)
    choices = [Choice(f"← {_label(own[at + 1])}", f"/issue ={own[at + 1].id}")] if at + 1 < len(own) else []
    if at:
        choices.append(Choice(f"{_label(own[at - 1])} →", f"/issue ={own[at - 1].id}"))
    return choices


def _label(issue: IssueRecord) -> str:
    return " ".join(part for part in (issue.source, issue.number or day(issue.date)) if part)

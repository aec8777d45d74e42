"""Whether an issue that is handed in stands in the archive already: the same, corrected, or under another label."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from briefings.errors import IngestError
from briefings.model import IssueRecord
from briefings.ports import Archive

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_INSIDE = re.compile(r"(?<=\w)[-\u2010\u2011'’\u00ad](?=\w)")
_STOP = re.compile(r"(?<=[.!?])\s+")
_RUN = 4  #: words that are compared together
_FEW = 8  #: runs below which a text is compared word by word
_SAME_ISSUE = 0.3  #: share of the shorter text's runs that a corrected edition surely has
_SAME_TEXT = 0.95  #: share of the longer text's runs above which two issues have one text
_SOUGHT, _SOUGHT_WORDS = 4, (8, 30)  #: sentences, and how long, by which an issue's text is looked for
_NEAR = 200  #: days within which one source has no two issues with one number


@dataclass(frozen=True, slots=True)
class Label:
    """What an issue is said to be."""

    source: str
    number: str | None
    day: date

    def __str__(self) -> str:
        return f"{' '.join(part for part in (self.source, self.number) if part)} of {self.day}"


@dataclass(frozen=True, slots=True)
class Edition:
    """What an issue is to one that was read before."""

    kind: Literal["new", "same", "corrected", "mislabelled"]
    earlier: IssueRecord | None = None
    differ: int = 0  #: paragraphs of a corrected edition that the earlier one has not
    clash: IssueRecord | None = None  #: another issue that the source gave the same number not long before or after


def edition_of(archive: Archive, label: Label, texts: Sequence[str], digest: str) -> Edition:
    """Compare an issue, before it is analysed, with those of its source.

    Args:
        archive: what was read before.
        label: source, number and day of the issue.
        texts: of its articles, paragraphs with an empty line between them.
        digest: of its bytes.

    Raises:
        IngestError: another issue has this number and day; it would be lost if this one took its place.
    """
    if (known := archive.with_bytes(label.source, digest)) is not None:
        return Edition("same" if _labelled(known, label) else "mislabelled", known)
    editions = archive.editions(label.source, label.number, label.day)
    earlier = next((record for record in editions if record.date == label.day), None)
    if earlier is not None:
        return _beside(archive, earlier, label, texts)
    if (known := _with_text(archive, label.source, texts)) is not None:
        return Edition("mislabelled", known)
    near = [record for record in editions if abs((record.date - label.day).days) < _NEAR]
    return Edition("new", clash=near[0] if near else None)


def label_of(record: IssueRecord) -> Label:
    """What an issue in the archive is said to be."""
    return Label(record.source, record.number, record.date)


def _labelled(record: IssueRecord, label: Label) -> bool:
    return label_of(record) == label


def _beside(archive: Archive, earlier: IssueRecord, label: Label, texts: Sequence[str]) -> Edition:
    """The same issue with the same words, or with other ones."""
    before = archive.texts(earlier.id)
    old, new = _words(before), _words(texts)
    if old == new:
        return Edition("same", earlier)
    if old and _shared(old, new, of=min) < _SAME_ISSUE:
        raise IngestError(
            f"{label} stands in the archive with other text, read from {earlier.file}, and stays there. If this is "
            "another issue, give its own number and date with --number and --date; if it is to take the place of the "
            f"earlier one, take that out first: dragoman forget {earlier.id}."
        )
    known = set(_paragraphs(before))
    return Edition("corrected", earlier, differ=sum(part not in known for part in _paragraphs(texts)))


def _with_text(archive: Archive, source: str, texts: Sequence[str]) -> IssueRecord | None:
    """An issue of the source that has this text, whatever it is called."""
    found = Counter(
        quote.issue_id
        for sentence in _telling(texts)
        for quote in archive.search(sentence, limit=5)
        if quote.source == source and quote.issue_id is not None
    )
    words = _words(texts)
    for issue_id, _ in found.most_common(3):
        if _shared(_words(archive.texts(issue_id)), words, of=max) >= _SAME_TEXT:
            return next((record for record in archive.issues() if record.id == issue_id), None)
    return None


def _telling(texts: Iterable[str]) -> list[str]:
    """Some long sentences: hardly any other issue has one of them."""
    fewest, most = _SOUGHT_WORDS
    sentences = [sentence for text in texts for part in text.split("\n\n") for sentence in _STOP.split(part)]
    fitting = [sentence for sentence in sentences if fewest <= len(sentence.split()) <= most] or sentences
    return sorted(fitting, key=len, reverse=True)[:_SOUGHT]


def _words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in _WORD.findall(_INSIDE.sub("", text).lower())]


def _paragraphs(texts: Iterable[str]) -> list[tuple[str, ...]]:
    return [tuple(_words([part])) for text in texts for part in text.split("\n\n")]


def _shared(one: Sequence[str], other: Sequence[str], *, of: Callable[[int, int], int]) -> float:
    """How much two texts share, as a part of the shorter (`min`) or the longer (`max`) of them."""
    size = _RUN if min(len(one), len(other)) >= _FEW + _RUN else 1
    here, there = _runs(one, size), _runs(other, size)
    return (here & there).total() / max(1, of(here.total(), there.total()))


def _runs(words: Sequence[str], size: int) -> Counter[tuple[str, ...]]:
    return Counter(zip(*(words[offset:] for offset in range(size)), strict=False))

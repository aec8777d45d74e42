"""Articles that go on elsewhere in the issue: "Turn to IRAQ, page 12" here, "IRAQ from page 1" there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from briefings.layout.lexicon import Lexicon
from briefings.layout.repair import join_two
from briefings.layout.turns import Turn
from briefings.layout.wordmodel import ends_sentence
from briefings.model import Paragraph

_JUMP_WORDS = 3  #: of a headline that only names the article that goes on


@dataclass(slots=True)
class Draft:
    """An article, or a piece of one, while the issue is read."""

    headline: str | None
    section: str | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)  #: of the pages that it stands on, in order
    origin: Turn | None = None  #: where it comes from
    onward: Turn | None = None  #: where it goes on
    ended: bool = False  #: by a mark

    @property
    def unfinished(self) -> bool:
        """Whether its text stops in the middle of a sentence."""
        if self.ended or not self.paragraphs or self.paragraphs[-1].heading:
            return False
        return not ends_sentence(self.paragraphs[-1].text)

    @property
    def awaits_text(self) -> bool:
        """Whether more must come: its text stops in the middle of a sentence, or at a heading."""
        return self.unfinished or not self.paragraphs or self.paragraphs[-1].heading

    def goes_on_at(self, label: str) -> bool:
        """Whether it says that it goes on at this page, the next one where it gives no number."""
        return self.onward is not None and self.onward.sure and _same_page(self.onward.page, label)

    @property
    def begins_inside(self) -> bool:
        """Whether its text begins in the middle of a sentence."""
        first = next((part for part in self.paragraphs if not part.heading), None)
        return first is not None and first.text[:1].islower()


def run_on(draft: Draft, part: Paragraph, lexicon: Lexicon) -> None:
    """Add a paragraph from the top of another page; a sentence that was cut by the page's end is made whole."""
    last = draft.paragraphs[-1] if draft.paragraphs else None
    if last is None or not draft.unfinished or last.text.endswith(":"):
        draft.paragraphs.append(part)
        return
    text = join_two(last.text, part.text, lexicon)
    at = len(last.text) + (1 if text.startswith(last.text + " ") else 0 if text.startswith(last.text) else -1)
    moved = len(text) - len(part.text)
    further = tuple((offset + moved, label) for offset, label in part.breaks)
    draft.paragraphs[-1] = replace(last, text=text, breaks=(*last.breaks, (at, part.folio), *further))


def put_together(drafts: Iterable[Draft], lexicon: Lexicon) -> list[Draft]:
    """Join each piece to the article that it continues, where both ends, or one end and the sentence, say so.

    A piece for which several articles, or none, would do stays an article of its own.
    """
    whole: list[Draft] = []
    for draft in drafts:
        before = _beginning(whole, draft) if draft.paragraphs else None
        if before is None:
            whole.append(draft)
        else:
            _append(before, draft, lexicon)
    return whole


def _beginning(whole: Sequence[Draft], piece: Draft) -> Draft | None:
    weights = [(weight, draft) for draft in whole if (weight := _fits(draft, piece)) > 0]
    best = max((weight for weight, _ in weights), default=0)
    fitting = [draft for weight, draft in weights if weight == best]
    return fitting[0] if len(fitting) == 1 else None


def _fits(draft: Draft, piece: Draft) -> int:
    """How much says that the piece continues the article; 0 where it does not, or nothing but chance does."""
    there = draft.onward is not None and _same_page(draft.onward.page, piece.labels[0])
    back = piece.origin is not None and bool(draft.labels) and _same_page(piece.origin.page, draft.labels[-1])
    if there != (draft.onward is not None) or back != (piece.origin is not None) or not (there or back):
        return 0
    named = _names_in_common(draft, piece)
    sentence = draft.unfinished and piece.begins_inside
    if there and back:
        return 4 + 2 * bool(named) + sentence
    if named is None:
        return 0
    if back:
        return 2 * named + draft.unfinished * (1 + sentence)
    return (2 * named + sentence) * (sentence or (named and _is_jump_head(draft, piece)))


def _names_in_common(draft: Draft, piece: Draft) -> bool | None:
    """Whether both ends name the article alike; None where they name different ones."""
    here = draft.onward.title if draft.onward is not None else frozenset()
    there = piece.origin.title if piece.origin is not None else frozenset()
    there |= _words(piece.headline)
    if here and there:
        return bool(here & there) or None
    return bool((here | there) & (_words(draft.headline) | _words(draft.section)))


def _is_jump_head(draft: Draft, piece: Draft) -> bool:
    known = _words(draft.headline) | (draft.onward.title if draft.onward is not None else frozenset())
    return _words(piece.headline) <= known or len(_words(piece.headline)) <= _JUMP_WORDS


def _append(draft: Draft, piece: Draft, lexicon: Lexicon) -> None:
    first, *rest = piece.paragraphs
    if piece.headline is not None and not _is_jump_head(draft, piece):
        draft.paragraphs.append(Paragraph(first.page, first.folio, piece.headline, heading=True))
    if first.heading:
        draft.paragraphs.append(first)
    else:
        run_on(draft, first, lexicon)
    draft.paragraphs += rest
    draft.labels += piece.labels
    draft.onward, draft.ended = piece.onward, piece.ended


def _same_page(named: str | None, label: str) -> bool:
    """Whether a page that is named, or left unnamed, may be the one with this label: "A12" and "12" are one."""
    return named is None or re.sub(r"\D", "", named) == re.sub(r"\D", "", label)


def _words(text: str | None) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[^\W\d_]+", (text or "").lower()) if len(word) > 2)

"""Lines in reading order to blocks: headlines, sub-headings, paragraphs, captions, tables.

Both ways of reading a page, words with boxes and bare lines, hand over `SetLine`s; what a line's geometry or its
neighbours said about it is in its flags.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefings.layout.furniture import is_turn
from briefings.layout.lexicon import Lexicon
from briefings.layout.repair import join_lines, join_two
from briefings.layout.wordmodel import ends_sentence
from briefings.model import Block, BlockKind, Box

_HEADLINE = 1.3  #: times the body's size
_HEADING = 1.07
_HEADING_WORDS = 16
_HEADLINE_WORDS = 40
_QUOTE_WORDS = 45  #: of larger text between paragraphs, up to which it is a pull quote
_BULLET = re.compile(r"^(?:[•▪●◦‣■□►*–-]|\(?[a-z0-9]{1,2}[.)])\s+\S")
_CAPTION = re.compile(
    r"^(?:fig(?:ure)?\b\.?|table\b|chart\b|map\b|photo\b|source:|graphic:)\s*\S*[\d:.]", re.IGNORECASE
)
_WORDS = re.compile(r"[^\W_]+")
_HYPHENS = "-\u2010\u2011"


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line of a page with what is known about how it is set."""

    text: str
    column: int | None  #: 0 is the leftmost; None spans the columns
    size: float = 1.0  #: times the body's
    bold: bool = False
    gap: bool = False  #: white stands above it, or another part of the page
    opens: bool = False  #: indented, or hanging over the lines under it
    short: bool = False  #: ends well before its column's edge
    cells: int = 1  #: pieces with wide white between them
    heading: bool = False  #: known to be a heading or, across the columns, a headline
    box: Box | None = None  #: where it stands; none on bare text
    caption: bool = False  #: of a picture beside which it stands
    aside: bool = False  #: in a box or a note, beside the text of the page


def build_blocks(lines: Sequence[SetLine], lexicon: Lexicon) -> list[Block]:
    """Group lines into blocks, in the order given; every line is in exactly one block.

    A paragraph that runs on in the next column is one block, of the column it begins in.
    """
    runs: list[list[SetLine]] = []
    for line in lines:
        if runs and not _begins(runs[-1], line):
            runs[-1].append(line)
        else:
            runs.append([line])
    blocks: list[Block] = []
    last: tuple[int, SetLine] | None = None  # the paragraph that may run on, and its last line
    for run in runs:
        block = _block(run, lexicon)
        if block.kind in {"paragraph", "standfirst"}:
            if last is not None and _runs_on(last[1], run[0]):
                at = last[0]
                blocks[at] = _extended(blocks[at], block, lexicon)
            else:
                blocks.append(block)
                at = len(blocks) - 1
            last = (at, run[-1])
            continue
        if block.kind in {"headline", "heading"}:
            last = None
        blocks.append(block)
    return blocks


def _begins(run: Sequence[SetLine], line: SetLine) -> bool:
    """Whether a line begins a new block after this run."""
    before = run[-1]
    if _style(before) != _style(line) or before.column != line.column or before.aside != line.aside:
        return True
    if _style(line) != "text":
        return line.gap and not _is_unfinished(before)
    if line.cells > 1 and before.cells > 1:
        return line.gap and len(run) > 2 and before.short
    if line.gap or line.opens or _BULLET.match(line.text):
        return not before.text.endswith("-") or line.gap
    return before.short and ends_sentence(before.text)


def _style(line: SetLine) -> str:
    if line.caption:
        return "caption"
    if is_turn(line.text) or line.heading:
        return "turn" if is_turn(line.text) else "headline" if line.column is None else "heading"
    if line.size >= _HEADLINE:
        return f"large {round(line.size, 1)}"
    if line.size >= _HEADING or line.bold:
        return f"bold {round(line.size, 1)}"
    return "small" if line.size < 0.9 else "text"


def _is_unfinished(line: SetLine) -> bool:
    return not line.short and not ends_sentence(line.text)


def _block(run: Sequence[SetLine], lexicon: Lexicon) -> Block:
    kind, texts = _kind(run), tuple(line.text for line in run)
    text = "\n".join(texts) if kind == "table" else join_lines(texts, lexicon)
    return Block(kind, run[0].column, text, texts, _boxes(run), run[0].aside)


def _boxes(run: Sequence[SetLine]) -> tuple[Box, ...]:
    """The box around a run's lines, which all stand in one column."""
    boxes = [line.box for line in run if line.box is not None]
    if not boxes:
        return ()
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return ((min(lefts), min(tops), max(rights), max(bottoms)),)


def _kind(run: Sequence[SetLine]) -> BlockKind:
    first, words = run[0], sum(len(line.text.split()) for line in run)
    if first.caption:
        return "caption"
    if len(run) > 1 and sum(line.cells > 1 for line in run) >= 0.6 * len(run):
        return "table"
    if is_turn(first.text) or (_CAPTION.match(first.text) and words < 80):
        return "furniture" if is_turn(first.text) else "caption"
    if first.heading:
        return "headline" if first.column is None else "heading"
    stops = ends_sentence(run[-1].text) and not run[-1].text.rstrip("\"'”’").endswith(("?", "!"))
    if first.size >= _HEADLINE and words <= _HEADLINE_WORDS:
        return "headline" if not stops or words < 12 else "standfirst"
    return _kind_of_text(run, words, stops=stops)


def _kind_of_text(run: Sequence[SetLine], words: int, *, stops: bool) -> BlockKind:
    first = run[0]
    set_off = first.size >= _HEADING or first.bold
    if set_off and words <= _HEADING_WORDS and not stops and len(run) <= 3 and first.text[:1].isalnum():
        return "heading"
    return "standfirst" if first.size >= _HEADING and words > _HEADING_WORDS else "paragraph"


def _runs_on(before: SetLine, line: SetLine) -> bool:
    """Whether a paragraph that ended with `before` goes on with `line` in another part of the page."""
    if _style(before) != _style(line) or before.aside != line.aside or _BULLET.match(line.text):
        return False
    if before.text[-1:] in _HYPHENS and len(before.text) > 1 and before.text[-2].isalpha():
        return line.text[:1].isalpha()
    if ends_sentence(before.text) or before.text.endswith(":"):
        return False
    return line.text[:1].islower() or (not before.short and not line.opens)


def _extended(block: Block, more: Block, lexicon: Lexicon) -> Block:
    return replace(
        block,
        text=join_two(block.text, more.text, lexicon),
        lines=block.lines + more.lines,
        boxes=block.boxes + more.boxes,
    )


def mark_pull_quotes(blocks: Sequence[Block]) -> list[Block]:
    """Call pull quotes what says again, set apart, what stands in the page's running text.

    What is set larger may leave words of the text out, so four fifths of its runs of four words are enough.
    """
    runs = [_runs_of_words(block.text) for block in blocks]
    marked: list[Block] = []
    for index, block in enumerate(blocks):
        share = max(
            (
                len(runs[index] & other) / len(runs[index])
                for at, other in enumerate(runs)
                if at != index and runs[index] and len(other) > 1.5 * len(runs[index])
            ),
            default=0.0,
        )
        large = block.kind in {"headline", "standfirst"} and len(runs[index]) >= 3 and share >= 0.8
        repeats = large or (block.kind == "paragraph" and 7 <= len(runs[index]) <= 60 and share == 1.0)
        kind: BlockKind = "pullquote" if repeats else block.kind
        if kind == "standfirst" and not _follows_headline(marked):
            inside = bool(marked) and marked[-1].kind == "paragraph" and len(block.text.split()) <= _QUOTE_WORDS
            kind = "pullquote" if inside else "paragraph"
        marked.append(replace(block, kind=kind))
    return marked


def _follows_headline(blocks: Sequence[Block]) -> bool:
    return bool(blocks) and blocks[-1].kind in {"headline", "standfirst"}


def _runs_of_words(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORDS.findall(text.lower())
    return frozenset(zip(words, words[1:], words[2:], words[3:], strict=False))


def floats_last(blocks: Sequence[Block]) -> list[Block]:
    """Pull quotes and captions after the text that they interrupt, each kind as it stands on the page."""
    floating = {"pullquote", "caption"}
    return [block for block in blocks if block.kind not in floating] + [
        block for block in blocks if block.kind in floating
    ]

"""Names looked up among 100,000: how often the right entity comes first, in what time, and how soon the index is there.

The entities are the catalogue's and made-up people put together from its people's names. What is asked for are the
catalogue's own names, misspelt as people do it: another vowel, a letter less, doubled or swapped, and half names.
Beside it stands what one gets by scanning all names with rapidfuzz.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence

from anyascii import anyascii
from rapidfuzz import fuzz, process

from briefings.catalogue import load_entities
from briefings.commands.measured.made_up import people
from briefings.commands.measured.names import kept
from briefings.entities import NameIndex
from briefings.model import Entity

ENTITIES = 100_000
QUERIES = 300
SCANNED = 40  #: queries for what takes long
_SPELT = (("kh", "h"), ("oo", "u"), ("ee", "i"), ("ou", "u"), ("q", "k"), ("ei", "ai"), ("y", "i"), ("dh", "d"))
_VOWELS = str.maketrans("aeiou", "eiaua")


def run() -> None:
    """Measure and print."""
    known = load_entities()
    asked = list(_asked(known))
    crowd = [*known, *people(ENTITIES - len(known), _parts(known), ())]
    started = time.perf_counter()
    index = NameIndex(crowd)
    print(f"index of {len(crowd):,} entities built in {time.perf_counter() - started:.2f} s")
    _right("dragoman", asked, _loaded(index))
    names = [(anyascii(name).lower(), entity.id) for entity in crowd for name in (entity.name, *entity.aliases)]
    texts = [text for text, _ in names]

    def scanned(query: str) -> str | None:
        best = process.extractOne(anyascii(query).lower(), texts, scorer=fuzz.token_set_ratio)
        return names[best[2]][1] if best else None

    _right("token_set_ratio over all names in ASCII", asked[:SCANNED], scanned)


def _loaded(index: NameIndex) -> Callable[[str], str | None]:
    back, seconds, size = kept(index)
    print(f"loaded from {size / 1e6:.0f} MB on disk in {seconds:.2f} s")

    def first(query: str) -> str | None:
        found = back.look_up(query).candidates
        return found[0].entity.id if found else None

    return first


def _right(title: str, asked: Sequence[tuple[str, str]], first: Callable[[str], str | None]) -> None:
    """Time each query, and count how often its entity comes first."""
    started = time.perf_counter()
    hits = sum(first(query) == entity for query, entity in asked)
    mean = 1000 * (time.perf_counter() - started) / len(asked)
    print(f"{title}: hit@1 {hits / len(asked):.3f} of {len(asked)}, {mean:.1f} ms mean")


def _asked(known: Sequence[Entity]) -> Iterator[tuple[str, str]]:
    """Misspelt names of prominent and other entities, with whose they are; the same each time."""
    draw = random.Random(5)  # noqa: S311  # the same each time is the point
    some = draw.sample([entity for entity in known if len(entity.name) > 8], QUERIES)
    for entity in some:
        yield _misspelt(entity.name, draw), entity.id


def _misspelt(name: str, draw: random.Random) -> str:
    text = name.lower().replace("al-", draw.choice(["al ", "el-", "al-"]))
    for old, new in draw.sample(_SPELT, 3):
        text = text.replace(old, new)
    at = draw.randrange(2, len(text) - 1)
    changed = draw.choice([text[at].translate(_VOWELS), text[at] * 2, "" if text[at] in "aeiouh" else text[at]])
    return text[:at] + changed + text[at + 1 :]


def _parts(known: Sequence[Entity]) -> dict[str, list[str]]:
    """First and last names of the catalogue's people."""
    split = [entity.name.split() for entity in known if entity.kind == "person"]
    return {
        "given": sorted({words[0] for words in split}),
        "family": sorted({words[-1].removeprefix("al-").capitalize() for words in split}),
    }

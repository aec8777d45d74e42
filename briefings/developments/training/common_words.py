"""How often words stand in news of any kind: `python -m briefings.developments.training.common_words --data FOLDER`.

Counts stems in ECB+ (CC BY 3.0; its even topics) and in GUM's genre news (Wikinews, CC BY 2.5) and keeps those that
stand in five stories or more, so that no single story teaches its own words.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from briefings.developments.likeness import words

_STORIES = 5  #: that a word must stand in
_HEAD = """\
# Stems and how often they stand in a million words of news of any kind.
# Counted by briefings/developments/training/common_words.py over ECB+ (Cybulska and Vossen 2014, CC BY 3.0) and GUM's
# genre news (Wikinews, CC BY 2.5): stems that stand in at least five stories.
"""


def common_words(stories: Iterable[tuple[str, str]]) -> str:
    """The file `common_words.txt` from (story, text)."""
    counts: Counter[str] = Counter()
    standing: defaultdict[str, set[str]] = defaultdict(set)
    for story, text in stories:
        for word in words(text):
            counts[word] += 1
            standing[word].add(story)
    every = counts.total()
    kept = sorted(word for word, those in standing.items() if len(those) >= _STORIES and not word[0].isdigit())
    return _HEAD + "".join(f"{word} {counts[word] / every * 1e6:.0f}\n" for word in kept)


def _stories(data: Path) -> Iterator[tuple[str, str]]:
    for line in (data / "briefs" / "e_ecb.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["cluster"], " ".join(row["sentences"])
    for line in (data / "briefs" / "a_gum.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["genre"] == "news":
            yield row["id"], " ".join(sentence["text"] for sentence in row["sentences"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of labelled data")
    target = Path(__file__).parents[1] / "common_words.txt"
    target.write_text(common_words(_stories(parser.parse_args().data)), encoding="utf-8")

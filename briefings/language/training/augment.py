"""Changed copies of training sentences: damage as pages have it, and other verbs, nouns and names.

Damage is capitals in headings, lost capitals, "uS" for "US". Tokens and annotation stay as they are, but for the lemma
of a changed word.
"""

from __future__ import annotations

import calendar
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefings.language.training.convert import Sentence

VERBS = Path(__file__).with_name("verbs.txt")
NOUNS = Path(__file__).with_name("nouns.txt")

SHARE = 0.10  #: of the training Docs that come a second time, damaged
WORD_SHARE = 0.2  #: of the training Docs that come a second time with other verbs and nouns
_VERBS_CHANGED = 0.6  #: of the verbs in such a copy
_NOUNS_CHANGED = 0.3  #: of the nouns in such a copy
_NAMES_CHANGED = 0.5  #: of the names of one word in such a copy
_FROZEN = frozenset(
    {"nmod:unmarked", "obl:unmarked", "fixed", "flat", "goeswith"}
)  #: measures ("last week"), set phrases
_DOUBLED_IN_ING = frozenset(
    {"begin", "bid", "cut", "forbid", "forget", "hit", "put", "run", "shut", "split", "win"}
)  #: verbs that double the last letter although their past does not show it


def damaged_copies(
    groups: Iterable[Sequence[Sentence]], rng: random.Random, share: float = SHARE
) -> Iterator[Sequence[Sentence]]:
    """Pass every run of sentences on, and after some of them (a share of all) a damaged copy."""
    for group in groups:
        yield group
        if rng.random() < share:
            damage = rng.choice((capitals, swapped_case, swapped_case, lost_capitals))
            yield [damage(sentence, rng) for sentence in group]


def capitals(sentence: Sentence, rng: random.Random) -> Sentence:
    """Write a sentence in capitals, now and then with a capital at the head of each word only."""
    heading = rng.random() < 0.3
    return replace(sentence, words=tuple(word.title() if heading else word.upper() for word in sentence.words))


def lost_capitals(sentence: Sentence, rng: random.Random) -> Sentence:
    """Lose two capitals in three: scanned text and chat have such lines."""
    return replace(sentence, words=tuple(word.lower() if rng.random() < 0.66 else word for word in sentence.words))


def swapped_case(sentence: Sentence, rng: random.Random) -> Sentence:
    """Turn the first letter of some capitalised words small, "US" to "uS", as drop capitals leave it."""

    def damage(word: str) -> str:
        if word[:1].isupper() and ((len(word) < 4 and word.isupper()) or rng.random() < 0.15):
            return word[:1].lower() + word[1:]
        return word

    return replace(sentence, words=tuple(damage(word) for word in sentence.words))


_LONE = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss", "conj", "appos"})
_INNER = frozenset({"flat", "compound", "amod", "nummod", "det", "nmod:desc", "appos"})  #: what is within a longer name
_CALENDAR = frozenset((*calendar.month_name, *calendar.month_abbr, *calendar.day_name, *calendar.day_abbr))


@dataclass(frozen=True, slots=True)
class Word:
    """A verb or a noun, and its forms by Penn tag."""

    lemma: str
    forms: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words to put in the place of others."""

    verbs: Sequence[Word]
    nouns: Sequence[Word]
    names: Sequence[str] = ()  #: of one word


def read_verbs(path: Path = VERBS) -> list[Word]:
    """Read verbs: one in -e alone, others with their past, or with past and participle."""
    rows = [line.split() for line in path.read_text(encoding="utf8").splitlines() if not line.startswith("#")]
    return [_inflected(row[0], row[1:]) for row in rows if row]


def read_nouns(path: Path = NOUNS) -> list[Word]:
    """Read nouns, one a line, and make their plurals by rule."""
    lines = path.read_text(encoding="utf8").splitlines()
    return [Word(line, {"NN": line, "NNS": _with_s(line)}) for line in lines if line and not line.startswith("#")]


def read_words(paths: Iterable[Path]) -> list[str]:
    """Read the names of one word, letters only, from gazetteer files, whose first line is a comment."""
    lines = (line for path in paths for line in path.read_text(encoding="utf8").splitlines()[1:])
    return sorted({line for line in lines if line.isalpha() and line[0].isupper() and not line.isupper()})


def other_words(
    groups: Iterable[Sequence[Sentence]],
    words: Vocabulary,
    rng: random.Random,
) -> Iterator[Sequence[Sentence]]:
    """Pass every run of sentences on, and after some a copy with other verbs, nouns and names.

    The lemmatizer learns their forms, and the tagger that "raid" and "strike" are nouns where nouns stand, and that a
    name that it never saw is a name.
    """
    for group in groups:
        yield group
        if rng.random() < WORD_SHARE:
            yield [_with_other_words(sentence, words, rng) for sentence in group]


def _with_other_words(sentence: Sentence, vocabulary: Vocabulary, rng: random.Random) -> Sentence:
    syntax = sentence.syntax
    if syntax is None:
        return sentence
    words, lemmas = list(sentence.words), list(syntax.lemmas)
    for index, (tag, pos, dep) in enumerate(zip(syntax.tags, syntax.pos, syntax.deps, strict=True)):
        if pos == "PROPN" and vocabulary.names and _stands_alone(sentence, index):
            if rng.random() < _NAMES_CHANGED:
                words[index] = lemmas[index] = rng.choice(vocabulary.names)
            continue
        of_kind, share = (vocabulary.verbs, _VERBS_CHANGED) if pos == "VERB" else (vocabulary.nouns, _NOUNS_CHANGED)
        word = rng.choice(of_kind)
        if pos not in ("VERB", "NOUN") or tag not in word.forms or dep in _FROZEN or rng.random() >= share:
            continue
        if pos == "NOUN" and not _fits(words, index, word.forms[tag]):
            continue
        form = word.forms[tag]
        words[index] = form.capitalize() if words[index][:1].isupper() else form
        lemmas[index] = word.lemma
    return replace(sentence, words=tuple(words), syntax=replace(syntax, lemmas=tuple(lemmas)))


def _stands_alone(sentence: Sentence, index: int) -> bool:
    """Say whether a name is one word, not of the calendar, with no other word in it."""
    syntax, word = sentence.syntax, sentence.words[index]
    if syntax is None or syntax.tags[index] != "NNP" or not word.isalpha() or word.isupper() or word in _CALENDAR:
        return False
    within = {dep for head, dep in zip(syntax.heads, syntax.deps, strict=True) if head == index}
    return syntax.deps[index] in _LONE and within.isdisjoint(_INNER)


def _fits(words: Sequence[str], index: int, form: str) -> bool:
    """Say whether a noun may stand after "a" or "an", if one of them is there."""
    article = words[index - 1].lower() if index else ""
    return article not in ("a", "an") or (article == "an") == (form[0] in "aeiou")


def _with_s(lemma: str) -> str:
    """Return the plural of a noun or the third person of a verb; both follow one rule."""
    if lemma.endswith(("s", "sh", "ch", "x", "o")):
        return f"{lemma}es"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return f"{lemma[:-1]}ies"
    return f"{lemma}s"


def _inflected(lemma: str, forms: Sequence[str]) -> Word:
    past = forms[0] if forms else f"{lemma}d"
    doubled = past.endswith("ed") and past[:-2] == lemma + lemma[-1]
    stem = past[:-2] if doubled else lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma
    if lemma in _DOUBLED_IN_ING:
        stem = lemma + lemma[-1]
    by_tag = {"VBD": past, "VBN": forms[-1] if forms else past, "VBG": f"{stem}ing", "VBZ": _with_s(lemma)}
    return Word(lemma, by_tag)

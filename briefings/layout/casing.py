"""Broken small capitals set right, and words in capitals only because an article opens with them, on evidence.

Evidence comes from the issue itself: casing that is broken nowhere else in it stays as it was printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefings.layout.lexicon import COMMON, MIXED, Lexicon, is_damaged, normal_case
from briefings.layout.wordmodel import WordModel, ends_sentence, normal

_LETTERS = re.compile(r"[^\W\d_]+")
#: Openers of names that are ordinary words otherwise: they take their capital only before the rest of the name.
_OPENERS = {"united": {"states", "nations", "kingdom", "arab"}, "union": {"of"}, "upper": set(), "under": set()}
_ACRONYMS = frozenset({
    "US", "USA", "UK", "UN", "EU", "UAE", "UNHCR", "UNSC", "UNICEF", "UNESCO", "UNGA", "USAID", "IS", "ISIL", "ISIS",
    "IMF", "IEA", "IAEA", "NATO", "OPEC", "LNG", "LPG", "CEO", "PM", "MP", "GCC",
})  # fmt: skip
_ORDINARY = 50  #: times the model saw a word, above which capitals alone do not make it an acronym
_ALWAYS = 0.93  #: share of capitals, inside sentences, above which a word is a name wherever it stands
_OFTEN = 0.55
_SELDOM = 0.3
_NO_OPENING = re.compile(r"[:|\d(\[“\"]")  #: in a run of capitals that is a speaker, a place of writing or a figure
_LONG = 5  #: letters that acronyms seldom have
_LONGEST_RUN = 8  #: words in capitals that an article may open with


def repair_casing(text: str, lexicon: Lexicon) -> str:
    """Set capitals right that broken small capitals left small; words with no evidence stay as they are."""
    tokens = text.split(" ")
    repaired = []
    for index, token in enumerate(tokens):
        after = tokens[index + 1] if index + 1 < len(tokens) else ""
        opens = index == 0 or ends_sentence(tokens[index - 1])
        repaired.append(_recased(token, after, lexicon, opens=opens))
    return " ".join(repaired)


def _recased(token: str, after: str, lexicon: Lexicon, *, opens: bool) -> str:
    if is_damaged(token):
        if not lexicon.is_broken:
            return token
        return _LETTERS.sub(lambda found: _set_right(found[0], lexicon), token)
    word = normal_case(token)
    if not lexicon.broken or word[:1] not in lexicon.broken or not word[:1].islower():
        return token
    if opens or _is_name(word, after, lexicon.model):
        return token.replace(word, word[0].upper() + word[1:], 1)
    return token


def _set_right(word: str, lexicon: Lexicon) -> str:
    """One damaged run of letters: an acronym all in capitals, a word with its first alone."""
    if not MIXED.search(word):
        return word
    whole = word.upper()
    if whole in _ACRONYMS or whole in lexicon.shouted:
        return whole
    known = lexicon.knows(word)
    if re.fullmatch(r"[a-z][A-Z]{1,4}", word) and (word[0] in lexicon.broken or not known):
        return whole
    return word.capitalize() if known else word


def _is_name(word: str, after: str, model: WordModel) -> bool:
    """Whether a small word whose capital may be broken is (the beginning of) a name."""
    head, hyphen, rest = word.partition("-")
    if hyphen and rest[:1].isupper():
        return True
    follows = normal(after)
    if head.lower() in _OPENERS:
        return after[:1].isupper() and follows.split("-")[0] in _OPENERS[head.lower()]
    share = model.capital_share(normal(head))
    return share >= _ALWAYS or (share >= _OFTEN and after[:1].isupper())


@dataclass(frozen=True, slots=True)
class Opening:
    """An article's first paragraph, and the label that stood before it."""

    text: str
    label: str | None = None  #: "IRAQ"


def repair_opening(text: str, lexicon: Lexicon) -> Opening:
    """Undo what small capitals do to an article's first words.

    A run of damaged words before a sentence's own capital is a label from the margin ("iraQ IN May, after …" is the
    label IRAQ and "In May, after …"). Words that are set in capitals only because the article opens with them get
    their usual case.
    """
    tokens = text.split(" ")
    damaged = 0
    while damaged < min(4, len(tokens)) and _is_label(tokens[damaged], lexicon):
        damaged += 1
    label = None
    if 0 < damaged < len(tokens) and _opens_sentence(tokens[damaged]):
        label = " ".join(normal_case(token).upper() for token in tokens[:damaged])
        tokens = tokens[damaged:]
    return Opening(" ".join(_lowered(tokens, lexicon, labelled=label is not None)), label)


def _is_label(token: str, lexicon: Lexicon) -> bool:
    """A damaged word that is no acronym of the running text, and closes no clause."""
    word = normal_case(token)
    if not word.isalpha() or token != word:
        return False
    common = MIXED.search(word) is not None and lexicon.model.count(word.lower()) > COMMON
    if not is_damaged(token) and not common:  # "SauDi" might be set so on purpose, if it were no word
        return False
    return not (re.fullmatch(r"[a-z][A-Z]{1,4}", word) and _set_right(word, lexicon) == word.upper())


def _opens_sentence(token: str) -> bool:
    word = token.lstrip("\"'“‘(")
    return word[:1].isupper() and not is_damaged(token)


def open_in_capitals(openings: Iterable[str], lexicon: Lexicon) -> bool:
    """Whether an issue sets the first words of its articles in capitals: two or more begin with a word that has them.

    Args:
        openings: first paragraphs of its articles.
        lexicon: of the issue.
    """
    firsts = [text.split(None, 2)[:2] for text in openings]
    return sum(len(pair) > 1 and _is_ordinary(pair[0], lexicon) and not _is_shouted(pair[1]) for pair in firsts) >= 2


def _is_ordinary(token: str, lexicon: Lexicon) -> bool:
    """Whether it is a word in capitals that text does not set so: "FIGHTERS", not "WHO" where that is a name."""
    word = normal_case(token)
    if not _is_shouted(token) or not word.isalpha() or word in lexicon.shouted or word in _ACRONYMS:
        return False
    small = lexicon.model.capital_share(normal(word)) < _SELDOM
    return small and lexicon.model.count(normal(word)) > COMMON


def _is_long_word(token: str, lexicon: Lexicon) -> bool:
    """Whether it is a common word longer than acronyms are."""
    word = normal_case(token)
    long = len(word) >= _LONG and word not in lexicon.shouted and word not in _ACRONYMS
    return long and lexicon.model.count(normal(word)) > COMMON


def _lowered(tokens: Sequence[str], lexicon: Lexicon, *, labelled: bool) -> list[str]:
    """The run of capitals at the start in usual case; all of it stays if the whole text is in capitals."""
    run = 0
    while run < len(tokens) and _is_shouted(tokens[run]):
        run += 1
    if (
        run == 0
        or run == len(tokens)
        or run > _LONGEST_RUN
        or not _may_be_lowered(tokens, run, lexicon, labelled=labelled)
    ):
        return list(tokens)
    first = [_usual(token, lexicon, opens=index == 0) for index, token in enumerate(tokens[:run])]
    return [*first, *tokens[run:]]


def _may_be_lowered(tokens: Sequence[str], run: int, lexicon: Lexicon, *, labelled: bool) -> bool:
    """Whether a run of capitals opens running text, and is no speaker, place of writing, heading or acronym."""
    if run == 1 and _is_acronym(normal_case(tokens[0]), lexicon):
        return False
    if any(_NO_OPENING.search(token) for token in tokens[: run + 1]):
        return labelled and run == 1
    words = any(_is_ordinary(token, lexicon) or _is_long_word(token, lexicon) for token in tokens[:run])
    if not tokens[run][:1].islower():  # "PRESIDENT Jane Roe" may be a heading, or a name, elsewhere
        return labelled or (lexicon.capitals_open and words)
    return labelled or (lexicon.capitals_open and normal_case(tokens[0]) not in lexicon.shouted) or (run > 1 and words)


def _is_shouted(token: str) -> bool:
    word = normal_case(token)
    letters = [letter for letter in word if letter.isalpha()]
    return bool(letters) and all(letter.isupper() for letter in letters)


def _is_acronym(word: str, lexicon: Lexicon) -> bool:
    return word in _ACRONYMS or (word in lexicon.shouted and lexicon.model.count(normal(word)) <= _ORDINARY)


def _usual(token: str, lexicon: Lexicon, *, opens: bool) -> str:
    word = re.sub(r"['’]S$", "", normal_case(token))
    small = normal(word)
    if _is_acronym(word, lexicon) or not word.replace("-", "").isalpha():
        return re.sub(r"['’]S\b", lambda found: found[0].lower(), token)
    if not lexicon.knows(small):
        return token
    lowered = token.lower()
    if opens or lexicon.model.capital_share(small) >= _OFTEN:
        at = next(index for index, letter in enumerate(lowered) if letter.isalpha())
        lowered = lowered[:at] + lowered[at].upper() + lowered[at + 1 :]
    return lowered


def close_spaced(text: str, lexicon: Lexicon) -> str:
    """Put words together that broken small capitals pulled apart ("Poli C y", "inV estM ent"); for furniture only."""
    tokens = text.split(" ")
    at = 0
    while at < len(tokens):
        for length in (5, 4, 3, 2):
            piece = tokens[at : at + length]
            if len(piece) == length and _is_pulled_apart(piece, lexicon):
                tokens[at : at + length] = ["".join(piece).capitalize()]
                break
        at += 1
    return " ".join(tokens)


def _is_pulled_apart(piece: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the tokens make one common word, and one of them is broken: a letter alone, or small before capital."""
    if not all(token.isalpha() for token in piece) or not any(len(token) == 1 or is_damaged(token) for token in piece):
        return False
    whole = "".join(piece).lower()
    return len(whole) > 3 and lexicon.model.count(whole) > 20

"""Loading the language pipeline, and reading texts of any length and kind with it.

The shipped model is used unless the operator names another one. Whichever it is, it must analyse the way the rest of
the program reads: Universal Dependencies labels, tags, lemmas and entities. That is asked once, when it is loaded.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import spacy
from confection import ConfigValidationError
from spacy.language import Language
from spacy.tokens import Doc

from briefings.errors import SettingsError
from briefings.language.scripts import NAME as SCRIPT_GUARD
from briefings.language.sentences import NAME as GUARD

PIECE = 20_000  #: letters that the model reads at a time, about; memory grows with it, speed does not
_BATCH = 16  #: pieces that each component reads together; more take memory and no less time
LONGEST_WORD = 1_000  #: letters without a blank; spaCy's tokenizer takes quadratic time on longer ones

UD_LABELS = frozenset(
    {"nsubj", "nsubj:pass", "obj", "obl", "case", "mark", "conj", "nmod"}
)  #: in every English UD parser
OTHER_LABELS = frozenset({"dobj", "pobj", "nsubjpass", "prep"})  #: the CLEAR scheme of spaCy's own English pipelines

#: What a pipeline must have: the components that are known to give it, and what any other says that it assigns.
_NEEDS = {
    "a parser": (("parser", "experimental_biaffine_parser"), "token.dep"),
    "a tagger": (("tagger",), "token.tag"),
    "entities (ner)": (("ner", "beam_ner"), "doc.ents"),
    "lemmas": (("lemmatizer", "trainable_lemmatizer"), "token.lemma"),
}
#: Components by what they are made for: those that recognise names, those that these may listen to, and those that
#: say nothing to them. One of any other kind may ask anything of the others.
_NAMING = frozenset({"ner", "beam_ner", SCRIPT_GUARD})
_HEARD = frozenset({"tok2vec", "transformer", "curated_transformer"})
_DEAF = frozenset(
    {"tagger", "morphologizer", "lemmatizer", "trainable_lemmatizer", "parser", "experimental_biaffine_parser", GUARD}
)
_BREAKS = tuple(re.compile(pattern) for pattern in (r"\n\s*\n\s*", r"\n\s*", r"(?<=[.!?])\s+", r"\s+"))
_UNBROKEN = re.compile(rf"\S{{{LONGEST_WORD}}}")


def model_path() -> Path:
    """Return the folder of the shipped pipeline, which plain `spacy.load` reads."""
    return Path(__file__).parent / "model"


def load_pipeline(name_or_path: str | None = None) -> Language:
    """Load the shipped pipeline, or the one that is named; the same object for the same name.

    Args:
        name_or_path: an installed spaCy package or a folder; the shipped one if there is none.

    Raises:
        SettingsError: there is no such pipeline, it does not load, or it lacks what the program needs.
    """
    return _load(name_or_path or str(model_path()))


def check_pipeline(nlp: Language, name: str) -> Language:
    """Return the pipeline if it has a tagger, lemmas, entities and a parser with Universal Dependencies labels.

    Raises:
        SettingsError: it has not; the sentence names what is missing.
    """
    missing = [what for what in _NEEDS if not _giving(nlp, what)]
    if missing:
        raise SettingsError(
            f"The spaCy pipeline {name!r} lacks {', '.join(missing)}: it needs a parser with Universal Dependencies "
            "labels, a tagger, lemmas and entities. Leave DRAGOMAN_SPACY_MODEL empty for the shipped one."
        )
    labels = frozenset(_parser_labels(nlp))
    if not labels >= UD_LABELS or labels & OTHER_LABELS:
        found = ", ".join(sorted(labels & OTHER_LABELS)) or "others"
        raise SettingsError(
            f"The parser of the spaCy pipeline {name!r} has no Universal Dependencies labels (such as obj and "
            f"nsubj:pass) but {found}. Leave DRAGOMAN_SPACY_MODEL empty for the shipped one."
        )
    return nlp


def read_text(nlp: Language, text: str) -> Doc:
    """Analyse a text of any length as one Doc, whose text is exactly `text`.

    Long texts are read in pieces that end, where they can, at an empty line, so that no sentence runs over one; a run
    of letters without blank that is longer than any word is cut.
    """
    return next(read_texts(nlp, [text]))


def read_entities(nlp: Language, texts: Iterable[str]) -> Iterator[Doc]:
    """Tokens and entities of texts, without the analysis that entities do not need, in a third of the time."""
    return read_texts(nlp, texts, leaving_out=beside_entities(nlp))


def beside_entities(nlp: Language) -> tuple[str, ...]:
    """Names of the components that a pipeline's entities do not depend on; none where a component's kind is unknown."""
    factories = {name: nlp.get_pipe_meta(name).factory for name in nlp.pipe_names}
    if not set(factories.values()) <= _NAMING | _HEARD | _DEAF:
        return ()
    names = {name for name, factory in factories.items() if factory in _NAMING}
    return tuple(
        name
        for name, factory in factories.items()
        if factory in _DEAF or (factory in _HEARD and names.isdisjoint(_listeners(nlp, name, names)))
    )


def _listeners(nlp: Language, name: str, may_be: Iterable[str]) -> Iterable[str]:
    """Which components listen to one; `may_be` where it does not say."""
    heard: Any = nlp.get_pipe(name)
    return tuple(getattr(heard, "listening_components", may_be))


def read_texts(nlp: Language, texts: Iterable[str], *, leaving_out: Sequence[str] = ()) -> Iterator[Doc]:
    """Analyse texts as `read_text` does, many at a time; a Doc for each, in their order.

    Args:
        nlp: the pipeline.
        texts: of any length and kind.
        leaving_out: names of components that are not asked.
    """
    numbered = ((piece, number) for number, text in enumerate(texts) for piece in split_text(text) or [""])
    waiting: list[Doc] = []
    current = 0
    for doc, number in nlp.pipe(numbered, as_tuples=True, disable=list(leaving_out), batch_size=_BATCH):
        if number != current:
            yield _joined(waiting)
            waiting, current = [], number
        waiting.append(doc)
    if waiting:
        yield _joined(waiting)


def split_text(text: str, size: int = PIECE) -> list[str]:
    """Cut a text into pieces of at most `size` letters that give it again when joined.

    Cuts come after empty lines; where there are none, after line ends, after sentences, after blanks; else anywhere.
    """
    pieces: list[str] = []
    for part in _cut_unbroken(text):
        pieces += _cut(part, size, _BREAKS)
    return pieces


def _cut_unbroken(text: str) -> list[str]:
    cuts = [match.end() for match in _UNBROKEN.finditer(text)]
    bounds = [0, *cuts, len(text)]
    return [text[start:end] for start, end in itertools.pairwise(bounds) if start < end]


def _cut(text: str, size: int, breaks: Sequence[re.Pattern[str]]) -> list[str]:
    if len(text) <= size:
        return [text] if text else []
    if not breaks:
        return [text[start : start + size] for start in range(0, len(text), size)]
    pieces, start, last = [], 0, 0
    for match in breaks[0].finditer(text):
        if match.end() - start > size and last > start:
            pieces.append(text[start:last])
            start = last
        last = match.end()
    if len(text) - start > size and last > start:
        pieces.append(text[start:last])
        start = last
    pieces.append(text[start:])
    return [smaller for piece in pieces for smaller in _cut(piece, size, breaks[1:])]


def _joined(docs: Sequence[Doc]) -> Doc:
    if len(docs) == 1:
        return docs[0]
    joined = Doc.from_docs(list(docs), ensure_whitespace=False)
    if joined is None:  # only of no Docs at all, and there are some
        raise AssertionError
    return joined


@lru_cache(maxsize=2)
def _load(name: str) -> Language:
    try:
        nlp = spacy.load(name)
    except (OSError, ValueError, ImportError, ConfigValidationError) as error:
        raise SettingsError(
            f"The spaCy pipeline {name!r} does not load: it must be an installed package or a folder. ({error})"
        ) from error
    return _guarded(check_pipeline(nlp, name))


def _guarded(nlp: Language) -> Language:
    """Let print say where sentences begin and drop English names seen in other scripts, whichever pipeline it is."""
    if GUARD not in nlp.pipe_names:
        nlp.add_pipe(GUARD, before=_parser(nlp))
    if SCRIPT_GUARD not in nlp.pipe_names:
        nlp.add_pipe(SCRIPT_GUARD, after=_giving(nlp, "entities (ner)")[-1])
    return nlp


def _giving(nlp: Language, what: str) -> list[str]:
    """Names of the components that give what is needed; one made by hand says what it assigns."""
    factories, assigned = _NEEDS[what]
    metas = {pipe: nlp.get_pipe_meta(pipe) for pipe in nlp.pipe_names}
    known = [pipe for pipe, meta in metas.items() if meta.factory in factories]
    return known or [pipe for pipe, meta in metas.items() if assigned in meta.assigns]


def _parser(nlp: Language) -> str:
    return _giving(nlp, "a parser")[0]


def _parser_labels(nlp: Language) -> Iterable[str]:
    return tuple(nlp.pipe_labels.get(_parser(nlp), ()))

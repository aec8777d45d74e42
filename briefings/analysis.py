"""An issue or a text → what is in it: the language pipeline, names, dates and developments put together."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from briefings.catalogue import Countries
from briefings.developments import rank
from briefings.developments.attribution import find_attributions
from briefings.developments.coreference import named_by_noun
from briefings.developments.detect import World, detect
from briefings.developments.headlines import without_verb
from briefings.developments.merge import merge
from briefings.developments.misread import mend
from briefings.developments.pronouns import Stretch
from briefings.developments.quotations import carried
from briefings.developments.references import links
from briefings.developments.timex.finder import find_times
from briefings.developments.traits import Text, Traits
from briefings.entities import (
    NameIndex,
    Resolution,
    find_aliases,
    find_descriptions,
    find_roles,
    find_synonyms,
    own_names,
    resolve,
)
from briefings.language.names import read_all_with_names
from briefings.language.pipeline import read_entities
from briefings.model import (
    AnalysedArticle,
    AnalysedIssue,
    AnnotatedSentence,
    Annotation,
    Article,
    Attribution,
    CitedSentence,
    Development,
    Entity,
    EntityId,
    EntityKind,
    IssueText,
    Mention,
    PageRead,
    Role,
    TimeExpression,
    digest_of,
)

NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "EVENT", "LAW"})
_HEADING = 8  #: words of a heading, at most
_LONE = re.compile(r"[\ud800-\udfff]")  #: halves of letters, which no pipeline reads
_OTHER = re.compile(r"[^\W\d_\u0041-\u024f\u1e00-\u1eff]")  #: a letter of another script than Latin
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_GAP = "\n\n"  #: between paragraphs, so that no sentence runs over


@dataclass
class Analyst:
    """Reads texts with one pipeline, one catalogue and what was learned before; keeps what it learns."""

    nlp: Language
    entities: Sequence[Entity]
    countries: Countries
    counts: Mapping[EntityId, int] = field(default_factory=dict)
    progress: Callable[[int, int], None] = field(default=lambda _done, _of: None)
    """Told how many articles of an issue were read, and how many it has; of 0 while its pages are put together."""

    def __post_init__(self) -> None:
        self._known: dict[EntityId, Entity] = {entity.id: entity for entity in self.entities}
        self._index = NameIndex(self._known.values(), self.counts)
        self._own: frozenset[str] = frozenset()  # names of the periodical that is being read

    @property
    def world(self) -> World:
        """What detection asks of names."""
        return World(self.countries.nationality, self.countries.metonym, self._kind_of)

    def annotate(self, text: str, day: date | None) -> Annotation:
        """Everything found in one text; offsets are its characters."""
        return next(self.annotate_many([(text, day)]))

    def annotate_many(self, texts: Sequence[tuple[str, date | None]]) -> Iterator[Annotation]:
        """`annotate` for many texts, faster."""
        for (doc, mentions), (text, day) in zip(self._read([text for text, _ in texts]), texts, strict=True):
            yield _in_latin(self._annotation(text, doc, mentions, day), text)

    def with_traits(self, texts: Sequence[tuple[str, date | None]]) -> Iterator[tuple[Annotation, list[Traits]]]:
        """`annotate_many` with what speaks for each sentence: what salience is learned from."""
        for (doc, mentions), (text, day) in zip(self._read([text for text, _ in texts]), texts, strict=True):
            found = self._annotation(text, doc, mentions, day)
            yield found, rank.traits_of(Text(doc, mentions, found.times, found.attributions, found.developments))

    def analyse(  # noqa: PLR0913  # what identifies an issue
        self, issue: IssueText, *, source: str, number: str | None, day: date, data: bytes, file: str
    ) -> AnalysedIssue:
        """An issue, article by article; entities learned in one article are known in the next."""
        before = set(self._known)
        self._own = own_names(source, (article.section for article in issue.articles))
        texts = [_GAP.join(paragraph.text for paragraph in article.paragraphs) for article in issue.articles]
        articles: list[AnalysedArticle] = []
        for done, (article, text, (doc, mentions)) in enumerate(
            zip(issue.articles, texts, self._read(texts), strict=True)
        ):
            self.progress(done, len(texts))
            if text.strip():
                found = _in_latin(self._annotation(text, doc, mentions, day, article.headline), text)
                articles.append(self._article(article, text, found))
        return AnalysedIssue(
            source=source,
            number=number,
            date=day,
            digest=digest_of(data),
            file=file,
            pages=tuple(PageRead(p.number, p.folio, p.readable, p.confidence, p.reason) for p in issue.pages),
            articles=tuple(articles),
            learned=tuple(entity for id_, entity in self._known.items() if id_ not in before),
        )

    # --- one text ---

    def _read(self, texts: Sequence[str]) -> Iterator[tuple[Doc, tuple[Mention, ...]]]:
        """Each text read with its names as single words, and the names: first what is named, then the rest once."""
        named: deque[tuple[Mention, ...]] = deque()

        def with_names() -> Iterator[tuple[Doc, tuple[Mention, ...]]]:
            for doc, text in zip(read_entities(self.nlp, texts), texts, strict=True):
                found = self._resolved(doc, text).mentions
                named.append(tuple(self._with_country(mention) for mention in found))
                yield doc, named[-1]

        texts = [_LONE.sub("\N{REPLACEMENT CHARACTER}", text) for text in texts]
        for doc in read_all_with_names(self.nlp, with_names()):
            yield doc, named.popleft()

    def _resolved(self, doc: Doc, text: str) -> Resolution:
        recognised = [
            Mention(ent.start_char, ent.end_char, ent.text, ent.label_)
            for ent in map(without_verb, doc.ents)
            if ent.label_ in NAMES and not _in_heading(text, ent.start_char)
        ]
        found = resolve(recognised, text, self._index, own=self._own)
        self._known.update({entity.id: entity for entity in found.learned})
        self._index.add(found.learned)
        return found

    def _annotation(  # what is known of a text
        self, text: str, doc: Doc, mentions: tuple[Mention, ...], day: date | None, title: str | None = None
    ) -> Annotation:
        doc = mend(doc)
        times = find_times(doc, day)
        attributions = find_attributions(doc)
        heard = [one for one in attributions if one.voiced]
        heard += carried(text, heard)
        developments = self._developments(doc, mentions, times, heard, day)
        weights = rank.of_sentences(Text(doc, mentions, times, attributions, developments, title or ""))
        developments = rank.with_salience(developments, weights)
        sentences = tuple(
            AnnotatedSentence(*_trimmed(text, sent.start_char, sent.end_char), weight)
            for sent, weight in zip(doc.sents, weights, strict=True)
        )
        return Annotation(sentences, mentions, times, attributions, self._links(doc, text, mentions), developments)

    def _links(self, doc: Doc, text: str, mentions: Sequence[Mention]) -> tuple[tuple[Stretch, Stretch], ...]:
        """What stands for what was named before, and what the text itself says is one: "X (KH)", "the minister, X"."""
        said = {pair if pair[0] < pair[1] else pair[::-1] for pair in find_synonyms(text, mentions)}
        chains = links(doc, mentions, named_by_noun(doc, mentions, self._kind_of), self._kind_of)
        return tuple(sorted({*chains, *said}, key=lambda pair: (pair[1], pair[0])))

    def _with_country(self, mention: Mention) -> Mention:
        """An adjective or people ("Iraqi", "Iraqis") names its country."""
        if mention.label != "NORP" or mention.entity is not None:
            return mention
        return replace(mention, entity=self.countries.nationality(mention.text))

    def _developments(
        self,
        doc: Doc,
        mentions: Sequence[Mention],
        times: Sequence[TimeExpression],
        attributions: Sequence[Attribution],
        day: date | None,
    ) -> tuple[Development, ...]:
        found = detect(doc, mentions=mentions, times=times, attributions=attributions, issue_date=day, world=self.world)
        return merge([self._named(development) for development in found], day)

    def _named(self, development: Development) -> Development:
        """Parties under their canonical names."""
        return replace(
            development,
            actors=tuple(replace(p, name=self._name(p.entity, p.name)) for p in development.actors),
            targets=tuple(replace(p, name=self._name(p.entity, p.name)) for p in development.targets),
        )

    def _name(self, entity: EntityId | None, printed: str) -> str:
        return self._known[entity].name if entity in self._known else printed

    def _kind_of(self, entity: EntityId) -> EntityKind | None:
        """What kind an entity is; None for a learned body, whose kind was only guessed."""
        known = self._known.get(entity)
        return None if known is None or (known.learned and known.kind == "organisation") else known.kind

    # --- one article ---

    def _article(self, article: Article, text: str, annotation: Annotation) -> AnalysedArticle:
        pages = _page_marks(article)
        sentences = tuple(
            CitedSentence(s.start, s.end, " ".join(text[s.start : s.end].split()), _page_at(pages, s.start))
            for s in annotation.sentences
        )
        return AnalysedArticle(
            headline=article.headline,
            section=article.section,
            key=article.key,
            text=text,
            sentences=sentences,
            mentions=annotation.mentions,
            developments=tuple(_as_told(development) for development in annotation.developments),
            roles=tuple(self._roles(text, annotation)),
            aliases=tuple(self._aliases(text, annotation)),
            descriptions=tuple(self._descriptions(text, annotation)),
        )

    def _roles(self, text: str, annotation: Annotation) -> Iterator[tuple[Role, int]]:
        for role, start, _end in find_roles(text, annotation.mentions):
            yield role, _sentence_at(annotation, start)

    def _aliases(self, text: str, annotation: Annotation) -> Iterator[tuple[EntityId, str, int]]:
        for entity, alias, start in find_aliases(text, annotation.mentions):
            yield entity, alias, _sentence_at(annotation, start)

    def _descriptions(self, text: str, annotation: Annotation) -> Iterator[tuple[EntityId, int]]:
        for entity, start in find_descriptions(text, annotation.mentions):
            yield entity, _sentence_at(annotation, start)


def _as_told(development: Development) -> Development:
    """A development as a brief may tell it: what its line says in passing gives that line no day, and little weight."""
    return replace(development, when=None, salience=development.salience / 2) if development.passing else development


def _in_latin(found: Annotation, text: str) -> Annotation:
    """What was found outside sentences of another script: such a sentence is kept, but the pipeline cannot read it.

    Names of the catalogue stay, whatever their script.
    """
    if not _OTHER.search(text):
        return found
    foreign = {n for n, s in enumerate(found.sentences) if _is_foreign(text[s.start : s.end])}
    stretches = [(found.sentences[n].start, found.sentences[n].end) for n in sorted(foreign)]

    def readable(at: int) -> bool:
        return not any(start <= at < end for start, end in stretches)

    return replace(
        found,
        sentences=tuple(replace(s, salience=0.0) if n in foreign else s for n, s in enumerate(found.sentences)),
        mentions=tuple(m for m in found.mentions if m.entity is not None or readable(m.start)),
        times=tuple(time for time in found.times if readable(time.start)),
        attributions=tuple(a for a in found.attributions if readable(a.start) and readable(a.source_start)),
        links=tuple(pair for pair in found.links if readable(pair[0][0]) and readable(pair[1][0])),
        developments=tuple(d for d in found.developments if d.sentence not in foreign),
    )


def _is_foreign(sentence: str) -> bool:
    return len(_OTHER.findall(sentence)) > len(_LATIN.findall(sentence))


def _in_heading(text: str, at: int) -> bool:
    """Whether a place lies on a short line of its own with no full stop: such lines lend capitals to words."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)].rstrip()
    return start > 0 and len(line.split()) <= _HEADING and line[-1:] not in tuple('.!?:;”’"')


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    first = start + len(inside) - len(inside.lstrip())
    return first, max(first, start + len(inside.rstrip()))


def _sentence_at(annotation: Annotation, offset: int) -> int:
    return next((i for i, s in enumerate(annotation.sentences) if s.start <= offset < s.end), 0)


def _page_marks(article: Article) -> list[tuple[int, str]]:
    """(offset in the article's text, page label) where each page begins."""
    marks, at = [], 0
    for paragraph in article.paragraphs:
        marks.append((at, paragraph.folio))
        marks += [(at + offset, label) for offset, label in paragraph.breaks]
        at += len(paragraph.text) + len(_GAP)
    return marks


def _page_at(marks: Sequence[tuple[int, str]], offset: int) -> str:
    return [label for start, label in marks if start <= offset][-1]

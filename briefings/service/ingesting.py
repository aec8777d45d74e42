"""Issues into the archive: read, analysed, stored whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import structlog

from briefings.analysis import Analyst
from briefings.entities.decisions import standing
from briefings.entities.undecided import undecided
from briefings.errors import BriefingsError, IngestError, UnlabelledIssueError
from briefings.language.pipeline import load_pipeline
from briefings.model import AnalysedIssue, Article, IssueFacts, IssueRecord, IssueText, Page, Paragraph, digest_of
from briefings.sample import SOURCE, sample_issues
from briefings.service.editions import Edition, Label, edition_of, label_of
from briefings.service.index import known_entities, read_entities
from briefings.service.ingested import Given, Ingested, Progress, quiet
from briefings.service.services import Services
from briefings.sources.archive import ArchiveRecord, read_archive
from briefings.sources.issues import issue_files, read_issue
from briefings.sources.zipped import is_zip, unpacked

log = structlog.get_logger()

LARGEST_FILE = 200 * 2**20  #: bytes; an issue of 2,000 pages has a quarter of it
_WHAT = {"added": "read", "unchanged": "was read before; nothing changes", "replaced": "replaces the earlier one"}
_MISSING = 5  #: folios of missing pages that are named


def analyst(services: Services, progress: Callable[[int, int], None] = lambda _done, _of: None) -> Analyst:
    """The pipeline with all names known so far; loading it takes about a second. `progress` is as in `Analyst`."""
    return Analyst(
        load_pipeline(services.settings.spacy_model),
        tuple(known_entities(services).values()),
        services.countries,
        services.archive.mention_counts(),
        progress,
    )


def ingest_paths(
    services: Services, paths: Iterable[Path], given: Given, progress: Progress = quiet
) -> Iterator[Ingested]:
    """Read files and folders; one that fails is told and the others go on.

    Raises:
        IngestError: a path is not there, or holds nothing that can be read.
    """
    files = issue_files(paths)
    reader = analyst(services)
    for index, path in enumerate(files):
        progress(path.name, index, len(files))
        yield from ingest_file(services, reader, path, given)
    progress("", len(files), len(files))


def ingest_file(services: Services, reader: Analyst, path: Path, given: Given) -> Iterator[Ingested]:
    """The issue, or the issues of an archive, in one file; what cannot be read is told."""
    try:
        data = _bytes(path)
    except BriefingsError as error:
        yield _left_out(path.name, error)
    else:
        yield from ingest_data(services, reader, data, path.name, given)


def ingest_data(services: Services, reader: Analyst, data: bytes, name: str, given: Given) -> Iterator[Ingested]:
    """The issues in the bytes of a file: one, those of a `.jsonl` archive, or of the files of a zip archive."""
    try:
        if is_zip(data):
            issues = unpacked(data, name)
            if len(issues) > 1:  # one label cannot be that of them all
                given = replace(given, number=None, day=None)
            for inner, content in issues:
                if is_zip(content):
                    yield Ingested(inner, "failed", f"{inner} is a zip archive within {name}: unpack that one first.")
                else:
                    yield from ingest_data(services, reader, content, inner, given)
        elif name.lower().endswith(".jsonl"):
            yield from _archive(services, reader, data, name, given)
        else:
            yield ingest_bytes(services, reader, data, name, given)
    except BriefingsError as error:
        yield _left_out(name, error)


def _left_out(name: str, error: BriefingsError) -> Ingested:
    log.warning("issue left out", file=name, reason=type(error).__name__)
    return Ingested(name, "failed", str(error), unlabelled=isinstance(error, UnlabelledIssueError))


def read_file(
    services: Services, path: Path, name: str, given: Given, progress: Callable[[int, int], None]
) -> Iterator[Ingested]:
    """The issues in a file that is called otherwise than its path; what cannot be read is told.

    `progress` is as in `Analyst`.

    Raises:
        SettingsError: the language model does not load.
        StorageError: the database refused.
    """
    progress(0, 0)
    try:
        data = _bytes(path)
    except BriefingsError as error:
        yield _left_out(name, error)
    else:
        yield from ingest_data(services, analyst(services, progress), data, name, given)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise IngestError(f"{path.name} is larger than {LARGEST_FILE // 2**20} MB: split it and send the parts.")
        return path.read_bytes()
    except OSError as error:
        raise IngestError(f"{path.name} cannot be read ({error.strerror}): check its rights.") from error


def ingest_bytes(services: Services, reader: Analyst, data: bytes, name: str, given: Given) -> Ingested:
    """One issue from its bytes.

    Raises:
        IngestError: the bytes are no issue, or nobody says what it is of and when.
        StorageError: the archive refused; nothing of the issue is stored.
    """
    text = read_issue(data, name)
    source, day = _identity(text, name, given)
    label = Label(source, given.number or text.facts.number, day)
    return _take(services, reader, text, label, _File(name, name, data, given.replaces))


@dataclass(frozen=True, slots=True)
class _File:
    """Where an issue comes from."""

    name: str  #: of the file
    shown: str  #: for people; of an archive file also which of its issues
    data: bytes  #: what tells it from another
    replaces: bool = True  #: whether it takes the place of an earlier edition


def _take(services: Services, reader: Analyst, text: IssueText, label: Label, file: _File) -> Ingested:
    """Store an issue, unless the archive has it: that is said, and what it would replace or lose."""
    if not text.articles:
        raise IngestError(_nothing(text, file.name))
    texts = ["\n\n".join(part.text for part in article.paragraphs) for article in text.articles]
    edition = edition_of(services.archive, label, texts, digest_of(file.data))
    if edition.kind in {"same", "mislabelled"} and edition.earlier is not None:
        sentence = _known(edition.earlier, label, file, same=edition.kind == "same")
        return Ingested(file.shown, "unchanged", sentence, label.source, label.number, label.day)
    if edition.kind == "corrected" and edition.earlier is not None and not file.replaces:
        sentence = _would_replace(edition.earlier, label, edition.differ)
        return Ingested(file.shown, "corrected", sentence, label.source, label.number, label.day)
    issue = reader.analyse(
        text, source=label.source, number=label.number, day=label.day, data=file.data, file=file.name
    )
    return _stored(services, issue, file.shown, edition, text.facts.missing)


def _known(earlier: IssueRecord, label: Label, file: _File, *, same: bool) -> str:
    if not same:
        return (
            f"{file.name} has the text of {label_of(earlier)}, read from {earlier.file}, but is said to be {label}: "
            "nothing changes. If the earlier label was wrong, take that issue out and read this one again: "
            f"dragoman forget {earlier.id}."
        )
    whence = f" from {earlier.file}" if earlier.file != file.name else ""
    return f"{label} was read before{whence}; nothing changes."


def _would_replace(earlier: IssueRecord, label: Label, differ: int) -> str:
    changed = f"{_counted(differ, 'paragraph')} {'differs' if differ == 1 else 'differ'}"
    return f"{label} stands in the archive, read from {earlier.file}; in this file {changed} from it."


def _identity(text: IssueText, name: str, given: Given) -> tuple[str, date]:
    source = given.source or text.facts.source
    day = given.day or text.facts.date
    if source is None:
        raise UnlabelledIssueError(f"{name} does not say which periodical it is of: give it with --source NAME.")
    if day is None:
        raise UnlabelledIssueError(f"{name} has no date that could be found: give it with --date YYYY-MM-DD.")
    return source, day


def _nothing(text: IssueText, name: str) -> str:
    reasons = [page.reason for page in text.pages if page.reason]
    return (
        f"{name} holds no article that could be read. {reasons[0] if reasons else 'Send it as PDF or as plain text.'}"
    )


def _stored(
    services: Services, issue: AnalysedIssue, name: str, edition: Edition, missing: tuple[str, ...]
) -> Ingested:
    stored = services.archive.add_issue(_as_read(services, issue), at=datetime.now(UTC))
    found = sum(len(article.developments) for article in issue.articles)
    unreadable = sum(not page.readable for page in issue.pages)
    sentence = f"{Label(issue.source, issue.number, issue.date)}: {_WHAT[stored.outcome]}"
    if stored.outcome == "replaced" and edition.earlier is not None:
        sentence += f", read from {edition.earlier.file} ({_counted(edition.differ, 'paragraph')} changed)"
    if stored.outcome != "unchanged":
        sentence += f", {_counted(len(issue.pages), 'page')}" + (f" ({unreadable} unreadable)" if unreadable else "")
        sentence += f", {_counted(len(issue.articles), 'article')}, {_counted(found, 'development')}"
    sentence += "." + _lacking(missing)
    if edition.clash is not None:
        sentence += f" {label_of(edition.clash)} has the same number; both are kept."
    log.info("issue stored", outcome=stored.outcome, issue=stored.issue_id, pages=len(issue.pages), developments=found)
    return Ingested(
        name, stored.outcome, sentence, issue.source, issue.number, issue.date, len(issue.pages), unreadable,
        len(issue.articles), found, missing, tuple(p.folio or str(p.number) for p in issue.pages if not p.readable),
    )  # fmt: skip


def _as_read(services: Services, issue: AnalysedIssue) -> AnalysedIssue:
    """The issue as its text alone has it, so that a decision can be undone in it, too."""
    decisions = standing(services.archive.decisions())
    if not decisions:
        return issue
    known = {one.id: one for one in (*read_entities(services).values(), *issue.learned)}
    return replace(issue, articles=tuple(undecided(article, decisions, known) for article in issue.articles))


def _lacking(missing: Sequence[str]) -> str:
    if not missing:
        return ""
    named = ", ".join(missing[:_MISSING]) + (" and more" if len(missing) > _MISSING else "")
    one = len(missing) == 1 and not re.search(r"\D", missing[0])
    return f" Page {named} is missing." if one else f" Pages {named} are missing."


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _archive(services: Services, reader: Analyst, data: bytes, name: str, given: Given) -> Iterator[Ingested]:
    """Lines of a `.jsonl` archive; those of one source, number and day are one issue."""
    issues: dict[tuple[str, str | None, date], list[ArchiveRecord]] = {}
    for record in read_archive(data, name):
        issues.setdefault((record.source, record.number, record.date), []).append(record)
    for (source, number, day), records in issues.items():
        told = [record for record in records if record.text]
        shown = f"{name}: {source} {number or day}"
        left_out = _without_text(records)
        if not told:
            yield Ingested(shown, "unchanged", f"Nothing was read.{left_out}", source, number, day)
            continue
        whole = "\x1e".join(f"{record.id}\x1f{record.title}\x1f{record.text}" for record in told).encode()
        file = _File(name, shown, whole, given.replaces)
        taken = _one_of(services, reader, _from_records(told), Label(source, number, day), file)
        yield replace(taken, sentence=taken.sentence + left_out)


def _without_text(records: Iterable[ArchiveRecord]) -> str:
    """A sentence on the lines that hold no text, which are left out."""
    empty = [record.id for record in records if not record.text]
    if not empty:
        return ""
    named = ", ".join(empty[:_MISSING]) + (" and more" if len(empty) > _MISSING else "")
    return f" {_counted(len(empty), 'article')} without text left out: {named}."


def _one_of(services: Services, reader: Analyst, text: IssueText, label: Label, file: _File) -> Ingested:
    """One issue of an archive file; the others go in though it cannot."""
    try:
        return _take(services, reader, text, label, file)
    except IngestError as error:
        return Ingested(file.shown, "failed", str(error), label.source, label.number, label.day)


def _from_records(records: Iterable[ArchiveRecord]) -> IssueText:
    articles: list[Article] = []
    pages: dict[str, Page] = {}
    for record in records:
        label = str(record.page or 1)
        pages.setdefault(label, Page(len(pages) + 1, label, ()))
        paragraphs = tuple(
            Paragraph(pages[label].number, label, " ".join(part.split()))
            for part in record.text.split("\n\n")
            if part.strip()
        )
        articles.append(Article(record.title, paragraphs, key=record.id))
    return IssueText(IssueFacts(), tuple(pages.values()), tuple(articles))


def ingest_sample(services: Services, progress: Progress = quiet) -> list[Ingested]:
    """The sample periodical, into an archive that is empty; into any other nothing of it goes."""
    if services.archive.issues():
        return []
    issues = sample_issues()
    reader = analyst(services)
    done = []
    for index, issue in enumerate(issues):
        progress(f"Sample {issue.number}", index, len(issues))
        given = Given(SOURCE, issue.number, issue.date)
        done.append(ingest_bytes(services, reader, issue.data, issue.name, given))
    progress("", len(issues), len(issues))
    return done

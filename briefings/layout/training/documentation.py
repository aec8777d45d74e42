"""`python -m briefings.layout.training.documentation --packages FOLDER --out FILE`: running text of unpacked packages.

`FOLDER` has one folder for each Debian package named in `PACKAGES`, as `dpkg -x` leaves it (`apt-get download NAME`
fetches one). `FILE` (.txt.xz) gets a paragraph a line, English only, none twice; the training reads it with `--texts`.
"""

from __future__ import annotations

import argparse
import gzip
import lzma
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import ClassVar

#: Technical, administrative and essayistic English whose licences let statistics of it ship; see `data/README.md`.
PACKAGES = (
    *(
        "abs-guide",
        "anarchism",
        "apache2-doc",
        "debian-handbook",
        "debian-policy",
        "debian-reference-en",
        "debmake-doc",
    ),
    *("developers-reference", "dict-foldoc", "dict-gcide", "dict-jargon", "exim4-doc-html", "gimp-help-en", "git-doc"),
    *("gnome-user-docs", "installation-guide-amd64", "libreoffice-help-en-us", "lilypond-doc-html", "linux-doc-6.1"),
    *("maint-guide", "octave-doc", "postfix-doc", "postgresql-doc-15", "pspp", "python-django-doc", "python3.11-doc"),
    *("r-doc-html", "shorewall-doc", "slurm-wlm-doc", "sqlite3-doc", "zsh-doc"),
)
MOST_WORDS = 1_200_000  #: of one package
_FEWEST_WORDS = 8  #: of a paragraph
_COMMON = frozenset(("the", "of", "and", "to", "in", "is", "a", "that", "for", "it", "as", "be", "are", "with"))
_ENGLISH = 0.2  #: share of common words below which a paragraph is another language, a table or code


class _Paragraphs(HTMLParser):
    """Collects the text of paragraphs and list items; code and navigation are left out."""

    _OPEN: ClassVar = frozenset({"p", "li", "dd", "td", "blockquote", "title", "h1", "h2", "h3"})
    _SKIPPED: ClassVar = frozenset({"pre", "script", "style", "nav", "screen"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._text: list[str] = []
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base's
        self._skipping += tag in self._SKIPPED
        if tag in self._OPEN:
            self._end()

    def handle_endtag(self, tag: str) -> None:
        self._skipping = max(0, self._skipping - (tag in self._SKIPPED))
        if tag in self._OPEN:
            self._end()

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self._text.append(data)

    def _end(self) -> None:
        text = " ".join("".join(self._text).split())
        self._text.clear()
        if text:
            self.found.append(text)


def _is_english(text: str) -> bool:
    words = text.lower().split()
    return len(words) >= _FEWEST_WORDS and sum(word in _COMMON for word in words) >= _ENGLISH * len(words)


def _texts(package: Path) -> Iterator[str]:
    for path in sorted(package.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        if path.name.endswith(".dict.dz"):
            yield from gzip.decompress(path.read_bytes()).decode("utf-8", "replace").split("\n\n")
        elif path.suffix in {".html", ".htm", ".page"} or path.name.endswith((".html.gz", ".html.en")):
            raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            parser = _Paragraphs()
            parser.feed(raw.decode("utf-8", "replace"))
            yield from parser.found


def paragraphs(packages: Path, names: Iterable[str] = PACKAGES) -> Iterator[str]:
    """The English paragraphs of the packages, each once, at most `MOST_WORDS` of one package."""
    seen: set[int] = set()
    for name in names:
        words = 0
        for text in _texts(packages / name):
            line = " ".join(text.split())
            if words < MOST_WORDS and hash(line) not in seen and _is_english(line):
                seen.add(hash(line))
                words += len(line.split())
                yield line


def main() -> None:
    """Write the paragraphs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    with lzma.open(arguments.out, "wt", encoding="utf-8", preset=1) as out:
        out.writelines(line + "\n" for line in paragraphs(arguments.packages))


if __name__ == "__main__":
    main()

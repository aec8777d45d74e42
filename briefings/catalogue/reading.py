"""Reading data files strictly: every fault is a `CatalogueError` with file, line and field."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from briefings.errors import CatalogueError

#: Bytes; 100,000 entities have some 25 MB.
LARGEST = 64 * 2**20
LONGEST = 2_000  #: letters of any text
_UNPRINTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def source(path: Path | None, packaged: str) -> Traversable:
    """The operator's file, else the packaged one of that name."""
    return path if path is not None else files("briefings.catalogue").joinpath(packaged)


def json_lines(file: Traversable) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each object of a JSON-lines file with where it stands ("entities.jsonl, line 3").

    Raises:
        CatalogueError: the file cannot be read, or a line is no JSON object.
    """
    for number, line in enumerate(_text(file).split("\n"), start=1):  # a text may hold other ends of a line
        if not line.strip() or line.startswith("#"):
            continue
        where = f"{file.name}, line {number}"
        try:
            row = json.loads(line, object_pairs_hook=_once)
        except json.JSONDecodeError as error:
            raise CatalogueError(
                f"{where}: this is not JSON ({error.msg} at character {error.pos + 1}). Write one object a line."
            ) from error
        except _TwiceError as error:
            raise CatalogueError(f"{where}: field {error.args[0]!r} stands twice. Take one out.") from error
        except ValueError as error:
            raise CatalogueError(f"{where}: a number has too many digits.") from error
        except RecursionError as error:
            raise CatalogueError(f"{where}: this JSON is nested too deep. Write one object a line.") from error
        if not isinstance(row, dict):
            raise CatalogueError(f"{where}: this is not a JSON object. Write one object a line.")
        yield where, row


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose fields each stand once: of two, one would be lost in silence."""
    row = dict(pairs)
    if len(row) < len(pairs):
        names = [name for name, _ in pairs]
        raise _TwiceError(next(name for name in names if names.count(name) > 1))
    return row


class _TwiceError(Exception):
    """A field that stands twice in one object."""


def tables(file: Traversable) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each table of a TOML file: where it stands, its name, its fields.

    Raises:
        CatalogueError: the file cannot be read, is no TOML, or has something else than tables at the top.
    """
    text = _text(file)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{file.name}: this is not TOML ({error}).") from error
    for name, fields in data.items():
        where = f"{file.name}, line {_line_of(text, name)}"
        if not isinstance(fields, dict):
            raise CatalogueError(f"{where}: {name!r} stands outside a table. Write it under a [table].")
        yield where, name, fields


def _text(file: Traversable) -> str:
    try:
        if isinstance(file, Path) and file.stat().st_size > LARGEST:
            raise CatalogueError(f"{file.name} is larger than {LARGEST // 2**20} MB: split it into several files.")
        data = file.read_bytes()
    except OSError as error:
        raise CatalogueError(f"{file.name}: the file cannot be read ({error.strerror or error}).") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CatalogueError(f"{file.name}, line {line}: this is not UTF-8. Save the file as UTF-8.") from error


def _line_of(text: str, name: str) -> int:
    headings = (f"[{name}]", f'["{name}"]', f"{name} ", f"{name}=")
    return next((number for number, line in enumerate(text.splitlines(), start=1) if line.startswith(headings)), 1)


def known_fields(where: str, row: Mapping[str, Any], fields: frozenset[str]) -> None:
    """Refuse a field that the format does not have: a misspelt one would be lost in silence."""
    unknown = sorted(set(row) - fields)
    if unknown:
        raise CatalogueError(f"{where}: unknown field {unknown[0]!r}. The format has {', '.join(sorted(fields))}.")


def text_field(where: str, row: Mapping[str, Any], field: str) -> str:
    """A required text that is not empty."""
    value = optional_text(where, row, field)
    if value is None:
        raise CatalogueError(f"{where}: field {field!r} is missing. Write a text.")
    return value


def optional_text(where: str, row: Mapping[str, Any], field: str) -> str | None:
    """A text that is not empty, or None where the field is absent."""
    value = row.get(field)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise CatalogueError(
            f"{where}: field {field!r} is not a text, or is empty. Write a text or leave the field out."
        )
    return _printed(where, field, value)


def _printed(where: str, field: str, value: str) -> str:
    """A text without the blanks around it, once it is one that can be shown."""
    if len(value) > LONGEST:
        raise CatalogueError(f"{where}: field {field!r} has {len(value):,} letters. Write {LONGEST:,} at most.")
    if _UNPRINTED.search(value):
        raise CatalogueError(f"{where}: field {field!r} has a sign that cannot be shown. Take it out.")
    return value.strip()


def id_field(where: str, value: str) -> str:
    """An id of small letters, digits and hyphens."""
    if not ID.fullmatch(value):
        raise CatalogueError(f"{where}: field 'id' is {value!r}. Write small letters, digits and single hyphens.")
    return value


def texts_field(where: str, row: Mapping[str, Any], field: str) -> tuple[str, ...]:
    """A list of different texts; empty where the field is absent."""
    value = row.get(field, [])
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise CatalogueError(f'{where}: field {field!r} is not a list of texts. Write ["…", "…"].')
    texts = tuple(_printed(where, field, text) for text in value)
    twice = next((text for place, text in enumerate(texts) if text in texts[:place]), None)
    if twice is not None:
        raise CatalogueError(f"{where}: field {field!r} has {twice!r} twice. Take one out.")
    return texts

"""What every command needs: open services, errors as sentences, output that scripts can read."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, NoReturn

import structlog
import typer

from briefings.errors import BriefingsError
from briefings.service import Services, open_services
from briefings.settings import load_settings

USAGE, FAILED = 2, 1  #: exit codes


def log_warnings() -> None:
    """Log to standard error what goes wrong, and nothing else: standard output is for answers."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # the one of the moment: it may be another later
        cache_logger_on_first_use=False,
    )


@contextmanager
def opened() -> Iterator[Services]:
    """The services by the settings of this folder and environment; closed at the end."""
    with telling():
        services = open_services(load_settings())
    try:
        with telling():
            yield services
    finally:
        services.close()


@contextmanager
def telling() -> Iterator[None]:
    """What Dragoman expects to go wrong ends the command with its sentence and exit code 1."""
    try:
        yield
    except BriefingsError as error:
        fail(str(error))


def fail(sentence: str, code: int = FAILED) -> NoReturn:
    """Say what is wrong on standard error and end."""
    sys.stderr.write(f"{sentence}\n")
    raise typer.Exit(code)


def out(text: str) -> None:
    """Write a line to standard output, at once: who reads a pipe waits for it."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def out_json(value: Any, *, lines: bool = False) -> None:
    """Write JSON: one document, or one line of several."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=None if lines else 1) + "\n")


def day(text: str | None, option: str) -> date | None:
    """The date that an option gives.

    Ends the command with a sentence where it is none.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f"{option} {text!r} is no date: write it as YYYY-MM-DD, for instance 2020-07-01.", USAGE)

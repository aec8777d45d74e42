"""What can go wrong, and whose it is to mend.

BriefingsError
├── SettingsError          the operator's; raised before the bot starts, all bad values at once
├── IngestError            one issue is left out
│   ├── RetrievalError     the source did not answer; may pass, so it is tried again
│   ├── DamagedIssueError  the bytes are not what they claim; will not pass
│   └── UnlabelledIssueError  nobody says which issue it is; whoever gave it knows
├── CatalogueError         a line of the entities or topics file is wrong; names file and line
├── QuestionError          the subscriber's; the sentence says what to send instead
│   ├── UnknownTopicError
│   └── NoIssueError       nothing was read for what was asked
└── StorageError           the database refused; `__cause__` has the driver's own error

Each message is a whole sentence that a person can act on: what is wrong, with which file, page or field, and what
to do. Where it is to be read in other languages too, what it is about is named in it and given beside it:
`QuestionError("There is no week %(week)s.", week=60)`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Either:
    """Names of which one is to be taken, as a value of an error's sentence: `a, b or c`."""

    names: tuple[str, ...]

    def __str__(self) -> str:
        return " or ".join(filter(None, [", ".join(self.names[:-1]), self.names[-1]]))


class BriefingsError(Exception):
    """Any failure that Dragoman expects and can put into a sentence.

    `str` gives it in English; `message` and `values` are for those who translate it.
    """

    def __init__(self, message: str = "", /, **values: object) -> None:
        """Take a sentence, and what the `%(name)s` in it stand for."""
        super().__init__(message % {name: _plain(value) for name, value in values.items()} if values else message)
        self.message = message
        self.values = values


class SettingsError(BriefingsError):
    """The operator's settings are wrong; the message names all of them."""


class IngestError(BriefingsError):
    """One issue could not be read; the others go on."""


class RetrievalError(IngestError):
    """The source did not answer; trying again may help."""


class DamagedIssueError(IngestError):
    """The bytes are not what they claim to be; trying again will not help."""


class UnlabelledIssueError(IngestError):
    """Nobody says of which periodical an issue is, or of which day."""


class CatalogueError(BriefingsError):
    """A catalogue or topics file breaks its format; the message names file and line."""


class QuestionError(BriefingsError):
    """A question cannot be answered as asked; the message says what to send instead."""


class UnknownTopicError(QuestionError):
    """No topic, entity or word of the archive fits."""


class NoIssueError(QuestionError):
    """Nothing was read for the day or source asked for."""


class StorageError(BriefingsError):
    """The database refused; `__cause__` has the driver's own error."""


def _plain(value: object) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)

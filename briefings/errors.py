"""What can go wrong, and whose it is to mend.

BriefingsError
├── SettingsError          the operator's; raised before the bot starts, all bad values at once
├── IngestError            one issue is left out
│   ├── RetrievalError     the source did not answer; may pass, so it is tried again
│   └── DamagedIssueError  the bytes are not what they claim; will not pass
├── CatalogueError         a line of the entities or topics file is wrong; names file and line
├── QuestionError          the subscriber's; the sentence says what to send instead
│   ├── UnknownTopicError
│   └── NoIssueError       nothing was read for what was asked
└── StorageError           the database refused; `__cause__` has the driver's own error

Each message is a whole sentence that a person can act on: what is wrong, with which file, page or field, and what
to do.
"""

from __future__ import annotations


class BriefingsError(Exception):
    """Any failure that Dragoman expects and can put into a sentence."""


class SettingsError(BriefingsError):
    """The operator's settings are wrong; the message names all of them."""


class IngestError(BriefingsError):
    """One issue could not be read; the others go on."""


class RetrievalError(IngestError):
    """The source did not answer; trying again may help."""


class DamagedIssueError(IngestError):
    """The bytes are not what they claim to be; trying again will not help."""


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

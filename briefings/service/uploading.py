"""Issues that operators send to the bot as files: what they are called, what is said of them, what is answered.

Reading them is another process's business (`ingesting` loads the language model); here nothing of it is imported.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from briefings.errors import QuestionError, StorageError
from briefings.model import Upload
from briefings.render.speech import gettext, marked
from briefings.service.answers import Answer, Choice
from briefings.service.ingested import Given, Ingested
from briefings.service.services import Services

FOLDER = "uploads"  #: below the data directory
LARGEST = 200 * 2**20  #: bytes, as for every issue
EXAMPLE = "MEOG Week 27 2020-07-08"
_UNDECIDED = timedelta(days=30)  #: after which a question about a file is dropped
_LONGEST_NAME = 80
_SHOWN = 12  #: issues of one file that are told one by one
_FILE = "file"
_UNFIT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  #: control, bidirectional and unassigned characters
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DAY = re.compile(
    r"\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}[.]\d{1,2}[.]\d{4}\b"
    rf"|\b\d{{1,2}} {_MONTH},? \d{{4}}\b|\b{_MONTH} \d{{1,2}},? \d{{4}}\b",
    re.IGNORECASE,
)
_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y")
_NUMBER = re.compile(r"(?:\b(?:week|wk|issue|no|nr|number|vol|volume)\b\.? ?#?|#)\d+(?:[/-]\d+)?", re.IGNORECASE)


def is_label(services: Services, text: str) -> bool:
    """Whether a text says which issue something is, or tries to."""
    try:
        return given_of(services, text) != Given()
    except QuestionError:
        return True


def safe_name(name: str) -> str:
    """What a file is called, without folders, control characters and turns of direction; it names no path."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(char for char in last if unicodedata.category(char) not in _UNFIT).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if dot and len(plain) > _LONGEST_NAME:
        return f"{stem[: _LONGEST_NAME - len(ending) - 2]}….{ending[:10]}"
    return plain[:_LONGEST_NAME] or _FILE


def given_of(services: Services, caption: str) -> Given:
    """What a caption says of an issue: "MEOG Week 27 2020-07-08"; words that are no label say nothing.

    Raises:
        QuestionError: it has a date that is none.
    """
    words = " ".join(caption.split())
    day_text = _DAY.search(words)
    day = _day(day_text[0]) if day_text else None
    rest = words.replace(day_text[0], " ") if day_text else words
    number = _NUMBER.search(rest)
    source = " ".join((rest.replace(number[0], " ") if number else rest).split()).strip(" ,;:–—-")
    known = {issue.source.casefold(): issue.source for issue in services.archive.issues()}
    if source.casefold() in known:
        source = known[source.casefold()]
    elif day is None and number is None:
        source = ""  # a word to a colleague, perhaps
    return Given(source or None, number[0] if number else None, day)


def kept(services: Services, data: bytes, name: str) -> str:
    """Keep the bytes of a file until it is read and decided; returns where, below the data directory.

    Raises:
        StorageError: they cannot be written.
    """
    folder = services.settings.data_dir / FOLDER
    path = folder / secrets.token_hex(8)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(data)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise StorageError(f"{name} cannot be kept ({error.strerror}): see whether the disk is full.") from error
    return f"{FOLDER}/{path.name}"


def path_of(services: Services, upload: Upload) -> Path:
    """Where the bytes of a file are."""
    return services.settings.data_dir / upload.path


def forget_file(services: Services, path: str) -> None:
    """Let go of the bytes of a file."""
    (services.settings.data_dir / path).unlink(missing_ok=True)


def tidy(services: Services, now: datetime) -> None:
    """Drop files about which nobody decided for a month, and bytes that no file stands for."""
    folder = services.settings.data_dir / FOLDER
    kept_still = {path_of(services, upload).name for upload in services.uploads.standing(since=now - _UNDECIDED)}
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in kept_still:
            path.unlink(missing_ok=True)


# --- what is answered ----------------------------------------------------------------------------------------------


def progress(services: Services, name: str, what: str, done: int = 0, of: int = 0) -> str:
    """Telegram HTML of how far a file is.

    Args:
        services: the parts.
        name: of the file.
        what: "fetching", "waiting", "starting", "pages" or "articles".
        done: how many of them.
        of: of how many; 0 where that is not known.
    """
    return services.renderer.html("upload_progress", name=name, what=what, done=done, of=of)


def finished(services: Services, upload: Upload, done: Sequence[Ingested]) -> Answer:
    """What was found in a file, and what is to be decided; the file's state moves on.

    Raises:
        StorageError: the database refused.
    """
    corrected = any(item.outcome == "corrected" for item in done)
    unlabelled = len(done) == 1 and done[0].unlabelled
    html = services.renderer.html(
        "upload_found", upload=upload, items=done[:_SHOWN], more=max(0, len(done) - _SHOWN), corrected=corrected,
        unlabelled=unlabelled, example=EXAMPLE,
    )  # fmt: skip
    if not corrected and not unlabelled:
        services.uploads.turn(upload.id, "taken", of="reading")
        forget_file(services, upload.path)
        read = any(item.outcome in {"added", "replaced"} for item in done)
        return Answer(html, (Choice(gettext("Latest"), "/latest"),) if read else ())
    services.uploads.turn(upload.id, "asked", of="reading")
    if corrected:
        yes = Choice(gettext("Replace it"), f"/upload {upload.id} yes")
        return Answer(html, (yes, Choice(gettext("Keep the earlier one"), f"/upload {upload.id} no")))
    return Answer(html, (Choice(gettext("Drop the file"), f"/upload {upload.id} no"),))


def broken_off(services: Services, upload: Upload, why: str = "") -> Answer:
    """A file whose reading was cut short: nothing of it is stored, and it may be read again."""
    services.uploads.turn(upload.id, "asked", of="reading")
    again = Choice(gettext("Read it again"), f"/upload {upload.id} again")
    drop = Choice(gettext("Drop the file"), f"/upload {upload.id} no")
    return Answer(services.renderer.html("upload_broken_off", name=upload.file, why=why), (again, drop))


def decide(services: Services, words: str, chat_id: int) -> Answer:
    """`/upload 12 yes`, `no`, `again`, or what it is: "MEOG Week 27 2020-07-08".

    Raises:
        QuestionError: there is no such file here, or it was decided already.
    """
    number, _, said = words.partition(" ")
    upload = services.uploads.get(int(number)) if re.fullmatch(r"[0-9]{1,15}", number) else None
    if upload is None or upload.chat_id != chat_id:
        raise QuestionError("There is no such file any more. Send it again.")
    if upload.state != "asked":
        raise QuestionError(_DECIDED[upload.state], name=upload.file)
    if said.strip().lower() == "no":
        services.uploads.turn(upload.id, "dropped", of="asked")
        forget_file(services, upload.path)
        return Answer(services.renderer.html("upload_dropped", name=upload.file))
    if not path_of(services, upload).exists():
        services.uploads.turn(upload.id, "dropped", of="asked")
        raise QuestionError("%(name)s is not kept any more. Send it again.", name=upload.file)
    return _again(services, upload, said.strip())


def _again(services: Services, upload: Upload, said: str) -> Answer:
    if said.lower() == "yes":
        services.uploads.turn(upload.id, "agreed", of="asked")
    else:
        label = None if said.lower() == "again" else said
        if label is not None and given_of(services, label) == Given():
            raise QuestionError("Write of what and of which day it is, for instance %(example)s", example=EXAMPLE)
        services.uploads.turn(upload.id, "waiting", of="asked", caption=label)
    return Answer(progress(services, upload.file, "waiting"))


_DECIDED = {
    "waiting": marked("%(name)s waits for its turn."),
    "agreed": marked("%(name)s waits for its turn."),
    "reading": marked("%(name)s is being read."),
    "taken": marked("%(name)s was read already: this button is done with."),
    "dropped": marked("%(name)s was dropped. Send it again if it is to be read."),
}


def _day(text: str) -> date:
    plain = " ".join(text.replace(",", " ").split())
    for form in _FORMS:
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    raise QuestionError("%(text)s is no date: write it as 2020-07-08.", text=text)

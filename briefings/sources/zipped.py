"""Files packed into one: what a zip archive holds, read within bounds whatever it says of itself."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from briefings.errors import DamagedIssueError
from briefings.sources.issues import ISSUES

MOST_FILES = 200  #: a year of a daily has fewer
MOST_BYTES = 200 * 2**20  #: of all files together, unpacked
_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_DOCUMENTS = frozenset({"[Content_Types].xml", "mimetype"})  #: Word and its like, OpenDocument, EPUB
_LOCKED = 0x1  #: flag of a file that is encrypted (APPNOTE.TXT 4.4.4)


def is_zip(data: bytes) -> bool:
    """Whether bytes are a zip archive, whatever the file is called."""
    return data.startswith(_MAGIC)


def unpacked(data: bytes, name: str) -> list[tuple[str, bytes]]:
    """The issues of an archive: their names without folders, and their bytes, in the order of the names.

    Names lead nowhere: nothing is written to the disk. Sizes are counted as they come, not as the archive says, and all
    of it is unpacked before any is read: of an archive that is refused nothing goes in.

    Raises:
        DamagedIssueError: it is no archive, is locked, holds no issue, or unpacks to more than is good for anybody.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            issues: list[tuple[str, bytes]] = []
            left = MOST_BYTES
            for member in _members(archive, name):
                content = _content(archive, member, name, left)
                left -= len(content)
                issues.append((_base(member), content))
            return issues
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise DamagedIssueError(f"{name} is a damaged zip archive: pack it again, or send its files.") from error


def _members(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    if any(member.filename in _DOCUMENTS for member in archive.infolist()):
        raise DamagedIssueError(
            f"{name} is a document that is not read: save it as PDF or as plain text, and send that."
        )
    found = sorted((member for member in archive.infolist() if _is_issue(member)), key=lambda member: member.filename)
    if not found:
        raise DamagedIssueError(f"{name} holds no issue: put PDF, text or .jsonl files into it.")
    if len(found) > MOST_FILES:
        raise DamagedIssueError(f"{name} holds {len(found):,} files: send at most {MOST_FILES} at once.")
    if any(member.flag_bits & _LOCKED for member in found):
        raise DamagedIssueError(f"{name} is locked with a password: send it unlocked.")
    return found


def _is_issue(member: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(member.filename.replace("\\", "/")).parts
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in parts if part not in {".", ".."})
    return not member.is_dir() and not hidden and PurePosixPath(_base(member)).suffix.lower() in ISSUES


def _base(member: zipfile.ZipInfo) -> str:
    return member.filename.replace("\\", "/").rpartition("/")[2]


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, left: int) -> bytes:
    with archive.open(member) as file:
        content = file.read(left + 1)
    if len(content) > left:
        raise DamagedIssueError(
            f"{name} unpacks to more than {MOST_BYTES // 2**20} MB: send its files by themselves, or split it."
        )
    return content

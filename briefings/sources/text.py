"""Text files become pages of lines, whatever their encoding.

UTF-8 (with or without a byte order mark), UTF-16 and UTF-32 with one, and Windows-1252, which the Windows tools that
export PDF as text still write. Anything else is refused in a sentence, never read as wrong letters.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from briefings.errors import DamagedIssueError

#: Byte order marks; the longer ones first, for that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What files that are no text begin with, and what to call them.
_BINARIES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
#: The header that a PDF's export to text puts before each page: "Page 10 - MEOG Week 26".
_EXPORT_HEADER = re.compile(r"^\s*[-=*\s]*page\s+(\d{1,4})\s*(?:[-–—:|]|of\s+\d+\b|$)", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def read_text_pages(data: bytes, name: str) -> list[list[str]]:
    """Read the bytes of a text file as pages of lines.

    A form feed ends a page, and so does a line "Page 11 - …" where the file's pages are numbered by such headers,
    one number after the other.

    Args:
        data: the whole file.
        name: what the file is called in messages.

    Returns:
        At least one page; lines without their ends, spaces inside them kept.

    Raises:
        DamagedIssueError: the file is empty, binary, or in an encoding that is none of those above.
    """
    text = unicodedata.normalize("NFC", decode(data, name))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n\n").replace("\ufeff", "").replace("\u00a0", " ").expandtabs(8)
    pages = [page for part in text.split("\f") if part.strip() for page in _at_headers(part.split("\n"))]
    pages = [[_CONTROLS.sub("", line).rstrip() for line in page] for page in pages]
    if not pages:
        raise DamagedIssueError(f"{name} holds no text: send the issue again, or as PDF.")
    return [_trimmed(page) for page in pages]


def decode(data: bytes, name: str) -> str:
    """The file's text.

    Raises:
        DamagedIssueError: see `read_text_pages`.
    """
    if not data.strip():
        raise DamagedIssueError(f"{name} is empty: send the issue again.")
    for start, what in _BINARIES:
        if data.startswith(start):
            raise DamagedIssueError(
                f"{name} is {what}, not text: send it under its own name ending, or save it as text."
            )
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding, name)
    if b"\x00" in data:
        return _decoded(data, _wide(data, name), name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _windows(data, name, error)
    if len(_CONTROLS.findall(text)) * 100 > len(text):
        raise DamagedIssueError(f"{name} is not text: save the issue as UTF-8 text or PDF and send it again.")
    return text


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DamagedIssueError(
            f"{name} says that it is {encoding.removesuffix('-sig').upper()} but breaks off or is damaged at byte "
            f"{error.start}: save it as UTF-8 and send it again."
        ) from error
    if not text.strip():
        raise DamagedIssueError(f"{name} is empty: send the issue again.")
    return text


def _wide(data: bytes, name: str) -> str:
    """UTF-16 with no byte order mark: every other byte of Western text is zero."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    most = len(data) // 2 * 0.6
    if len(data) % 2 == 0 and odd > most > even:
        return "utf-16-le"
    if len(data) % 2 == 0 and even > most > odd:
        return "utf-16-be"
    raise DamagedIssueError(f"{name} is not text (it holds zero bytes): save the issue as UTF-8 text or PDF.")


def _windows(data: bytes, name: str, error: UnicodeDecodeError) -> str:
    """Windows-1252, if what it gives looks like Western text: mostly ASCII, other letters alone or in pairs."""
    high = sum(byte > 0x7F for byte in data)
    refusal = (
        f"{name} is neither UTF-8 nor Windows-1252 text (byte {error.start} fits neither): save it as UTF-8 and "
        "send it again."
    )
    if high * 5 > len(data) or re.search(rb"[\xc0-\xff]{4}", data):
        raise DamagedIssueError(refusal) from error
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise DamagedIssueError(refusal) from error


def _at_headers(lines: list[str]) -> list[list[str]]:
    """Cut before each "Page N - …" header that goes on counting from the one before."""
    cuts, number = [], None
    for index, line in enumerate(lines):
        if found := _EXPORT_HEADER.match(line):
            here = int(found[1])
            if number is None or number < here <= number + 3:
                cuts.append(index)
                number = here
    if len(cuts) < 2:
        return [lines]
    starts = cuts if not any(line.strip() for line in lines[: cuts[0]]) else [0, *cuts]
    pages = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    return [page for page in pages if any(line.strip() for line in page)]


def _trimmed(lines: list[str]) -> list[str]:
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    last = next((index for index in range(len(lines), 0, -1) if lines[index - 1].strip()), len(lines))
    return lines[first:last]

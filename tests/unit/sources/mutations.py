"""PDFs damaged in the ways that files are, and in those that people think up; the same seed gives the same damage."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Iterator

_BOX = re.compile(rb"/MediaBox\s*\[[^\]]*\]")
_COUNT = re.compile(rb"/Count\s+\d+")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def mutations(data: bytes, seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """Damaged copies, each with the name of what was done to it."""
    chance = random.Random(seed)  # noqa: S311  # damage need not be secret
    for _ in range(count):
        name, change = chance.choice(_CHANGES)
        yield name, change(data, chance)


def _truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(20, len(data))]


def _bytes_changed(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 100, 1000))):
        made[chance.randrange(8, len(made))] = chance.randrange(256)
    return bytes(made)


def _part_gone(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(8, len(data))
    return data[:start] + data[start + chance.choice((1, 17, 400, 5000)) :]


def _part_doubled(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(8, len(data))
    end = start + chance.choice((9, 300, 4000))
    return data[:end] + data[start:end] * chance.choice((1, 5)) + data[end:]


def _streams_swapped(data: bytes, chance: random.Random) -> bytes:
    found = list(_STREAM.finditer(data))
    if len(found) < 2:
        return data
    first, second = sorted(chance.sample(found, 2), key=lambda one: one.start())
    between = data[first.end(1) : second.start(1)]
    return data[: first.start(1)] + second[1] + between + first[1] + data[second.end(1) :]


def _content_changed(data: bytes, chance: random.Random) -> bytes:
    """A stream taken apart, its operators and numbers changed, and packed again."""
    found = list(_STREAM.finditer(data))
    if not found:
        return data
    one = chance.choice(found)
    try:
        inside = bytearray(zlib.decompress(one[1]))
    except zlib.error:
        inside = bytearray(one[1])
    for _ in range(chance.choice((1, 5, 50))):
        place = chance.randrange(len(inside) + 1)
        inside[place:place] = chance.choice(_OPERATORS)
    return data[: one.start(1)] + zlib.compress(bytes(inside)) + data[one.end(1) :]


_OPERATORS = (
    b" q " * 200, b" Q Q Q ", b" BT ", b" ET ", b" 1e38 0 0 1e38 0 0 cm ", b" 0 0 0 0 0 0 cm ", b" -1 Tf ",
    b" /F1 1e9 Tf ", b" 99999999999 Tc ", b" [ " * 500, b" << " * 300, b" (" * 50, b"\xff\xff", b" /X Do ", b" 0 Tz ",
    b" 1 0 0 1 1e30 1e30 Tm ", b" nan inf Td ", b" 3 Tr ", b" sh ", b" BI /W 99999 /H 99999 /BPC 8 /CS /G ID EI ",
)  # fmt: skip


def _numbers_changed(data: bytes, chance: random.Random) -> bytes:
    """Lengths, counts, references and offsets that are no longer true."""
    found = list(re.finditer(rb"(?<=[\s/\[])\d{1,10}(?=[\s/\]>])", data))
    for one in sorted(chance.sample(found, min(len(found), chance.choice((1, 4, 30)))), key=lambda m: -m.start()):
        value = chance.choice((b"0", b"1", b"-1", b"4294967295", b"2147483648", b"99999999", b"7"))
        data = data[: one.start()] + value + data[one.end() :]
    return data


def _xref_gone(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"startxref", chance.choice((b"startxxxx", b"startxref\n999999999", b"")))


def _huge_box(data: bytes, chance: random.Random) -> bytes:
    box = chance.choice(
        (b"0 0 1e9 1e9", b"-1e30 -1e30 1e30 1e30", b"0 0 0 0", b"0 0 1 200000", b"5 5 -5 -5", b"0 0 nan")
    )
    return _BOX.sub(b"/MediaBox [" + box + b"]", data)


def _many_pages(data: bytes, chance: random.Random) -> bytes:
    return _COUNT.sub(b"/Count " + chance.choice((b"1999", b"100000", b"2147483647", b"-5", b"0")), data)


def _in_circles(data: bytes, chance: random.Random) -> bytes:
    """Objects that refer to themselves or to their parents."""
    references = list(re.finditer(rb"\d+ 0 R", data))
    target = chance.choice(references)[0] if references else b"1 0 R"
    for one in sorted(chance.sample(references, min(3, len(references))), key=lambda m: -m.start()):
        data = data[: one.start()] + target + data[one.end() :]
    return data


_CHANGES: tuple[tuple[str, Callable[[bytes, random.Random], bytes]], ...] = (
    ("truncated", _truncated),
    ("bytes changed", _bytes_changed),
    ("part gone", _part_gone),
    ("part doubled", _part_doubled),
    ("streams swapped", _streams_swapped),
    ("content changed", _content_changed),
    ("numbers changed", _numbers_changed),
    ("xref gone", _xref_gone),
    ("huge box", _huge_box),
    ("many pages", _many_pages),
    ("in circles", _in_circles),
)


def packed_bomb(size: int) -> bytes:
    """A page whose content unpacks to `size` bytes of letters."""
    return one_page(zlib.compress(b"BT /F1 9 Tf 50 700 Td " + b"(Nadira) Tj " * (size // 12) + b" ET", 9), packed=True)


def nested_forms(depth: int, width: int) -> bytes:
    """A page of forms that each show the next one `width` times: width to the power of depth in all."""
    forms = []
    for level in range(depth):
        inside = f"/X{level + 1} Do ".encode() * width if level + 1 < depth else b"BT /F1 9 Tf 9 9 Td (deep) Tj ET"
        names = f"/XObject << /X{level + 1} {level + 7} 0 R >>" if level + 1 < depth else ""
        head = f"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F1 4 0 R >> {names} >> "
        forms.append(head.encode() + f"/Length {len(inside)} >>\nstream\n".encode() + inside + b"\nendstream")
    return one_page(b"/X0 Do", resources=b"/XObject << /X0 6 0 R >>", more=forms)


def one_page(
    content: bytes,
    *,
    packed: bool = False,
    resources: bytes = b"",
    font: bytes = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    page: bytes = b"",
    more: list[bytes] | None = None,
) -> bytes:
    """A PDF of one page, written by hand: object 4 is the font /F1, 5 the content, 6 and on are `more`."""
    packing = b" /Filter /FlateDecode" if packed else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R " + page
        + b" /Resources << /Font << /F1 4 0 R >> " + resources + b" >> >>",
        font,
        b"<< /Length %d" % len(content) + packing + b" >>\nstream\n" + content + b"\nendstream",
        *(more or []),
    ]  # fmt: skip
    made = b"%PDF-1.7\n"
    places = []
    for number, inside in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + inside + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(made))
    return made + head + table + tail

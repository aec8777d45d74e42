"""How large a picture is, from its first bytes."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.images import image_size

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480) + b"\x08\x02\0\0\0"
JPEG = b"\xff\xd8\xff\xe0\0\x06JFIF" + b"\xff\xc2\0\x11\x08" + struct.pack(">HH", 480, 640) + b"\x03" + b"\0" * 9
GIF = b"GIF89a" + struct.pack("<HH", 640, 480) + b"\0\0\0"
RIFF = b"RIFF\x1e\0\0\0WEBP"
WEBP_EXTENDED = RIFF + b"VP8X\x0a\0\0\0\0\0\0\0" + (639).to_bytes(3, "little") + (479).to_bytes(3, "little")
WEBP_LOSSLESS = RIFF + b"VP8L\x0a\0\0\0\x2f" + (639 | 479 << 14).to_bytes(4, "little") + b"\0" * 5
WEBP_LOSSY = RIFF + b"VP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 640, 480)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "png"),
        (JPEG, "jpeg"),
        (GIF, "gif"),
        (WEBP_EXTENDED, "webp"),
        (WEBP_LOSSLESS, "webp"),
        (WEBP_LOSSY, "webp"),
    ],
)
def test_the_size_is_read_from_the_head(data: bytes, kind: str) -> None:
    assert image_size(data) == (f"image/{kind}", 640, 480)


@given(
    st.sampled_from([b"", PNG[:8], b"\xff\xd8\xff", b"GIF89a", RIFF, RIFF + b"VP8X", b"%PDF"]), st.binary(max_size=40)
)
def test_broken_pictures_have_a_size_or_none(head: bytes, rest: bytes) -> None:
    size = image_size(head + rest)

    assert size is None or (size[1] >= 0 and size[2] >= 0)

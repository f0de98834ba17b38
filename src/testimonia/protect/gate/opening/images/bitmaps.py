"""BMP and icons: profiles, gaps, pictures within, and what follows the pixels.

Source: Microsoft, "Bitmap Header Types" and BITMAPV5HEADER; Wikipedia, "ICO (file format)" for icons and cursors.
"""

from collections.abc import Iterator

from testimonia.protect.gate.opening.bounded import forgiving, inner, opaque, take, told, trailing, unpack
from testimonia.protect.gate.opening.images.colour import open_profile
from testimonia.protect.gate.pieces import Blob, Found, NotRead


@forgiving("BMP")
def open_bmp(blob: Blob) -> Iterator[Found]:
    """The parts of a BMP that aren't pixels."""
    data = blob.data
    start, header, width, height = unpack("<IIii", data, 10)
    end = max(start, 14 + header)
    if header >= 40:
        depth, _, pixels = unpack("<HII", data, 28)
        end += pixels or (abs(width) * depth + 31) // 32 * 4 * abs(height)
    else:
        end = len(data)
    if header >= 124:
        kind, (where, size) = data[70:74][::-1], unpack("<II", data, 126)
        if kind == b"MBED" and size:
            yield from open_profile(take(data, 14 + where, size))
            end = max(end, 14 + where + size)
        elif kind == b"LINK" and size:
            yield from told(take(data, 14 + where, size), "BMP profile path")
    if end > len(data):
        yield NotRead("BMP", "it ends within its pixels: repair it")
    yield from opaque(data[14 + header : start], "BMP between heading and pixels")
    yield from trailing(data[end:], "the BMP")


@forgiving("icon")
def open_icon(blob: Blob) -> Iterator[Found]:
    """The pictures in an icon, and the bytes that belong to none."""
    data = blob.data
    (count,) = unpack("<H", data, 4)
    used = [(0, 6 + 16 * count)]
    for index in range(count):
        size, at = unpack("<II", data, 14 + 16 * index)
        picture = take(data, at, size)
        used.append((at, at + size))
        if picture.startswith(b"\x89PNG"):
            yield inner(picture, "picture.png", f"picture {index + 1}", "image/png")
    reached = 0
    for start, end in sorted(used):
        if start > reached:
            yield from opaque(data[reached:start], "unreferenced bytes of the icon")
        reached = max(reached, end)
    yield from trailing(data[reached:], "the icon")

"""PDF source as it lies in the file: what no table of objects leads to any more, comments, and the bytes in between.

Deleting an object in a PDF leaves it in the file. A forensic tool finds it by searching for ``12 0 obj``; so does this.
"""

import re
from collections.abc import Iterator

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import attempted, inner, told
from testimonia.protect.gate.opening.pdf.objects import Seen, digest, open_string
from testimonia.protect.gate.opening.pdf.streams import PIXELS, PIXELS_ONLY, cut, open_content, strings_in, undo_filters
from testimonia.protect.gate.pieces import Coded, Found

STREAM = re.compile(rb"\bstream\r?\n")
FILTER = re.compile(rb"/(?:Filter|F)\s*(\[[^\]]*\]|/\w+)")
NAME = re.compile(rb"/(\w+)")
COMMENT = re.compile(rb"(?:^|[\r\n\s])%(?!%EOF|PDF-)([^\r\n]{4,})")
LARGEST_DICTIONARY = 8192
MOST_STREAMS = 200_000


def open_source(data: bytes, seen: Seen) -> Iterator[Found]:
    """Strings, comments and streams of the file's source that the objects didn't give."""
    rest: list[bytes] = []
    at = 0
    for _ in range(MOST_STREAMS):
        match = STREAM.search(data, at)
        if match is None:
            break
        rest.append(data[at : match.start()])
        end = data.find(b"endstream", match.end())
        end = len(data) if end < 0 else end
        yield Coded(match.end(), end)
        yield from open_lost(data[match.end() : end], rest[-1][-LARGEST_DICTIONARY:].rpartition(b" obj")[2], seen)
        at = end
    else:
        raise ReadError(f"more than {MOST_STREAMS} streams")
    rest.append(data[at:])
    source = b"\n".join(rest)
    for raw in strings_in(source):
        if len(raw) > 1 and raw not in seen.strings:
            seen.strings.add(raw)
            yield from open_string(raw, "source, outside the objects in use")
    yield from told(b"\n".join(match[1] for match in COMMENT.finditer(source) if is_words(match[1])), "comments in the source")


def is_words(raw: bytes) -> bool:
    """Is it more than the four bytes that mark a file as binary?"""
    return len(raw) > 6 or raw.isascii()


def open_lost(raw: bytes, dictionary: bytes, seen: Seen) -> Iterator[Found]:
    """A stream that no object in use has."""
    key = digest(raw)
    if key in seen.streams or b"/XRef" in dictionary:
        return
    seen.streams.add(key)
    yield from attempted(open_lost_content(raw, dictionary, seen), "lost stream")


def open_lost_content(raw: bytes, dictionary: bytes, seen: Seen) -> Iterator[Found]:
    """Its content; raises on damage."""
    match = FILTER.search(dictionary)
    filters = [name.decode("ascii") for name in NAME.findall(match[1])] if match else []
    if PIXELS_ONLY & set(filters) or (b"/Image" in dictionary and not PIXELS.keys() & set(filters)):
        return
    content, stopped, whole = undo_filters(raw.rstrip(b"\r\n"), filters, most=max(seen.most - seen.unpacked, 0))
    seen.unpacked += len(content) if filters else 0
    if not whole:
        yield cut("lost stream")
    if stopped:
        yield inner(content, "picture", "lost stream", PIXELS.get(stopped, ""))
    elif b"/ObjStm" in dictionary:
        for string in strings_in(content):
            if string not in seen.strings:
                seen.strings.add(string)
                yield from open_string(string, "lost object")
    elif b"/EmbeddedFile" in dictionary:
        yield inner(content, "", "lost attachment")
    else:
        role = "XML" if b"/Metadata" in dictionary else "Image" if b"/Image" in dictionary else ""
        yield from open_content(content, "lost stream", role)

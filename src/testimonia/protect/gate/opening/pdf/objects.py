"""All objects of one revision of a PDF: strings, names, positions, streams, attachments, and what fires by itself."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from msgspec import Struct, field

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import attempted, inner, opaque, said, told
from testimonia.protect.gate.opening.images.positions import position
from testimonia.protect.gate.opening.pdf.streams import PIXELS, PIXELS_ONLY, cut, open_content, undo_filters
from testimonia.protect.gate.pieces import Found, NotRead, Request

MOST_OBJECTS = 500_000
MOST_PARTS = 200_000
"""Values in one object."""
MOST_NESTED = 100
FIRED = {"/URI", "/Launch", "/SubmitForm", "/GoToR", "/GoToE", "/ImportData", "/JavaScript", "/Thread"}
CONTROL = re.compile(rb"[\0-\x08\x0e-\x1f]")
FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


class Seen(Struct):
    """What was met in any revision of the file, so that it is said once."""

    most: int
    """Bytes that may be unpacked."""
    strings: set[bytes] = field(default_factory=set)
    streams: set[bytes] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)
    unpacked: int = 0


class Roles(Struct):
    """What streams are for, by object number, as the dictionaries around them say."""

    of: dict[tuple[int, int], str]
    attachments: dict[tuple[int, int], str]


def open_objects(document: pikepdf.Pdf, seen: Seen, title: str) -> Iterator[Found]:
    """Everything in the objects of a revision that wasn't in another one."""
    objects: list[pikepdf.Object] = []
    for thing in document.objects:
        if isinstance(thing, pikepdf.Object):  # numbers come as plain numbers
            objects.append(thing)
        if len(objects) > MOST_OBJECTS:
            raise ReadError(f"more than {MOST_OBJECTS} objects")
    roles = find_roles(objects)
    names: list[str] = []
    yield from attempted(open_values(document.trailer, f"{title}trailer", seen, names), "trailer")
    for thing in objects:
        place = f"{title}object {thing.objgen[0]}"
        yield from attempted(open_values(thing, place, seen, names), place)
        if isinstance(thing, pikepdf.Stream):
            yield from attempted(open_stream(thing, place, seen, roles), place)
    yield from said("\n".join(names), f"{title}names of objects")


def find_roles(objects: list[pikepdf.Object]) -> Roles:
    """Attachments by their file's names, fonts, profiles and scripts, from the objects that point to them."""
    roles = Roles(of={}, attachments={})
    for thing in objects:
        for part in dictionaries_in(thing):
            for key in FONT_FILES:
                note(roles.of, part.get(key), "EmbeddedFont")
            if isinstance(part.get("/EF"), pikepdf.Dictionary):
                name = str(part.get("/UF", part.get("/F", "")))
                for target in children(part.get("/EF")):
                    note(roles.attachments, target, name)
            if part.get("/S") == pikepdf.Name.JavaScript:
                note(roles.of, part.get("/JS"), "JS")
            note(roles.of, part.get("/ToUnicode"), "map")
            note(roles.of, part.get("/DestOutputProfile"), "ICC")
            note(roles.of, part.get("/JBIG2Globals"), "Image")
        if isinstance(thing, pikepdf.Array) and len(thing) == 2 and thing[0] == pikepdf.Name.ICCBased:
            note(roles.of, thing[1], "ICC")
    return roles


def note(table: dict[tuple[int, int], str], target: Any, role: str) -> None:
    """Write down what a stream is for."""
    if isinstance(target, pikepdf.Stream):
        table[target.objgen] = role


def children(thing: Any) -> list[Any]:
    """Values directly inside an array or a dictionary."""
    if isinstance(thing, pikepdf.Array):
        return list(thing)
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        holder = thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing
        return [value for _, value in holder.items()]
    return []


def is_elsewhere(value: Any) -> bool:
    """Is it an object of its own, that is met at its own place?"""
    return isinstance(value, pikepdf.Object) and bool(value.is_indirect)


def parts_of(thing: Any) -> Iterator[Any]:
    """The object and all values in it, down to where another object begins.

    Raises:
        ReadError: They are too many or nested too deep.
    """
    waiting = [(thing, 0)]
    count = 0
    while waiting:
        part, depth = waiting.pop()
        count += 1
        if count > MOST_PARTS or depth > MOST_NESTED:
            raise ReadError("an object too large or nested too deep")
        yield part
        waiting.extend((value, depth + 1) for value in reversed(children(part)) if not is_elsewhere(value))


def dictionaries_in(thing: Any) -> Iterator[Any]:
    """The dictionaries among the parts of an object."""
    try:
        for part in parts_of(thing):
            if isinstance(part, pikepdf.Dictionary):
                yield part
            elif isinstance(part, pikepdf.Stream):
                yield part.stream_dict
    except ReadError:
        return


def open_values(thing: Any, place: str, seen: Seen, names: list[str]) -> Iterator[Found]:
    """Strings, positions, and actions of an object."""
    fresh: list[bytes] = []
    for part in parts_of(thing):
        if isinstance(part, pikepdf.String):
            raw = bytes(part)
            if len(raw) > 1 and raw not in seen.strings:
                seen.strings.add(raw)
                fresh.append(raw)
        elif isinstance(part, pikepdf.Name):
            add_name(str(part), seen, names)
        elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            for key in part.keys():  # noqa: SIM118 - pikepdf's own mapping
                add_name(str(key), seen, names)
            yield from open_measure(part, place)
            yield from open_actions(part, place)
    for raw in fresh:
        yield from open_string(raw, place)


def open_string(raw: bytes, place: str) -> Iterator[Found]:
    """A string: text as a rule, bytes of no meaning if there are control codes in it or it is the file's own number."""
    if raw[:2] in (b"\xfe\xff", b"\xff\xfe") or not (CONTROL.search(raw) or (place.endswith("trailer") and len(raw) == 16)):
        yield from told(raw.removeprefix(b"\xef\xbb\xbf"), place)
    else:
        yield from opaque(raw, place)


def add_name(name: str, seen: Seen, names: list[str]) -> None:
    """Take in a name not met before."""
    if len(name) > 4 and name not in seen.names:
        seen.names.add(name)
        names.append(name[1:])


def open_measure(part: Any, place: str) -> Iterator[Found]:
    """Corners of a map: ``GPTS`` holds latitude and longitude by turns."""
    corners = part.get("/GPTS")
    if isinstance(corners, pikepdf.Array) and len(corners) <= 200:
        values = [float(value) for value in corners]
        for latitude, longitude in zip(values[::2], values[1::2], strict=False):
            yield from position(latitude, longitude, f"{place}, corner of a map")


def open_actions(part: Any, place: str) -> Iterator[Found]:
    """What a reader's program does by itself: on opening, on showing a page, and files it fetches for their content."""
    fired: list[Any] = []
    if isinstance(part.get("/OpenAction"), pikepdf.Dictionary):
        fired.append(part.get("/OpenAction"))
    if isinstance(part.get("/AA"), pikepdf.Dictionary):
        fired.extend(action for _, action in part.get("/AA").items())
    steps = 0
    while fired and steps < 100:
        steps += 1
        action = fired.pop()
        if not isinstance(action, pikepdf.Dictionary):
            continue
        following = action.get("/Next")
        fired.extend(list(following) if isinstance(following, pikepdf.Array) else [following])
        if str(action.get("/S", "")) in FIRED:
            yield Request(address_of(action), f"{place}, action that fires by itself")
    if str(part.get("/FS", "")) == "/URL":
        yield Request(str(part.get("/F", "")), f"{place}, file by its address")
    if isinstance(part, pikepdf.Stream) and "/F" in part.stream_dict:
        yield NotRead(place, "its content lies in another file: put it in, or leave it out")


def address_of(action: Any) -> str:
    """Where an action leads."""
    target = action.get("/URI", action.get("/F", action.get("/JS", "")))
    if isinstance(target, pikepdf.Dictionary):
        target = target.get("/UF", target.get("/F", ""))
    if isinstance(target, pikepdf.Stream):
        return "a script"
    return str(target) or "a script"


def filters_of(stream: Any) -> list[str]:
    """Names of a stream's filters, in order."""
    value = stream.stream_dict.get("/Filter", stream.stream_dict.get("/F", None))
    if isinstance(value, pikepdf.Name):
        return [str(value)[1:]]
    return [str(name)[1:] for name in value] if isinstance(value, pikepdf.Array) else []


def open_stream(stream: Any, place: str, seen: Seen, roles: Roles) -> Iterator[Found]:
    """A stream's content, once for the whole file."""
    raw = stream.read_raw_bytes()
    key = digest(raw)
    if key in seen.streams:
        return
    seen.streams.add(key)
    kind, subtype = str(stream.get("/Type", "")), str(stream.get("/Subtype", ""))
    if kind in ("/XRef", "/ObjStm"):
        return
    filters = filters_of(stream)
    if subtype == "/Image" and not PIXELS.keys() & set(filters):
        return
    if PIXELS_ONLY & set(filters):
        return
    content, stopped, whole = undo_filters(raw, filters, most=max(seen.most - seen.unpacked, 0))
    seen.unpacked += len(content) if filters else 0
    if not whole:
        yield cut(place)
    if stopped in PIXELS:
        yield inner(content, "picture", f"{place}, picture", PIXELS[stopped])
    elif stopped:
        yield NotRead(place, "packed in a way that isn't known, or encrypted: leave it out")
    elif stream.objgen in roles.attachments or kind == "/EmbeddedFile":
        name = roles.attachments.get(stream.objgen, "")
        yield from said(name, f"name of the attachment in {place}")
        yield inner(content, name, f"attachment in {place}")
    else:
        role = roles.of.get(stream.objgen, "")
        yield from open_content(content, place, {"/Metadata": "XML"}.get(kind, "Image" if subtype == "/Image" else role))


def digest(raw: bytes) -> bytes:
    """What tells one stream from another, whatever line ends lie around it."""
    return hashlib.sha256(raw.strip(b"\r\n")).digest()

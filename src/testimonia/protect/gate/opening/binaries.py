"""The table of binary formats: how each is known, and who opens it."""

import re

from testimonia.protect.gate.opening.bounded import opaque
from testimonia.protect.gate.opening.fonts import open_font
from testimonia.protect.gate.opening.images.bitmaps import open_bmp, open_icon
from testimonia.protect.gate.opening.images.colour import open_profile
from testimonia.protect.gate.opening.images.gif import open_gif
from testimonia.protect.gate.opening.images.heif import open_jp2
from testimonia.protect.gate.opening.images.jpeg import open_jpeg
from testimonia.protect.gate.opening.images.png import open_png
from testimonia.protect.gate.opening.images.tiff import open_tiff
from testimonia.protect.gate.opening.media.comments import open_flac, open_ogg
from testimonia.protect.gate.opening.media.film import open_film
from testimonia.protect.gate.opening.media.id3 import APE, frame_size, open_sound
from testimonia.protect.gate.opening.media.matroska import open_matroska
from testimonia.protect.gate.opening.office.compound import SIGNATURE, open_compound
from testimonia.protect.gate.opening.office.metafiles import open_emf, open_wmf
from testimonia.protect.gate.opening.office.packages import open_package
from testimonia.protect.gate.opening.pdf.opener import BEGINNING_WITHIN, open_pdf
from testimonia.protect.gate.opening.riff import open_riff
from testimonia.protect.gate.opening.sniffing import Fits, begins, either
from testimonia.protect.gate.pieces import Blob, Found, Opener

BMP_HEADINGS = {12, 16, 40, 52, 56, 64, 108, 124}
FIRST_BOXES = (b"ftyp", b"styp", b"moov", b"mdat", b"free", b"skip", b"wide", b"moof", b"pnot", b"JXL ")
PRINTER_SETTINGS = re.compile(r"printersettings\d*\.bin$", re.IGNORECASE)
FONT_KEY = re.compile(r"\{?([0-9A-Fa-f]{8})-([0-9A-Fa-f]{4})-([0-9A-Fa-f]{4})-([0-9A-Fa-f]{4})-([0-9A-Fa-f]{12})\}?\.odttf$")
PDF_MARK = re.compile(rb"%PDF-\d")
SCRAMBLED = 32
"""Bytes at the beginning of an embedded font that are mixed with its key."""


def fits_bmp(blob: Blob) -> bool:
    """Two letters, and a heading of one of the known sizes."""
    return blob.data[:2] == b"BM" and int.from_bytes(blob.data[14:18], "little") in BMP_HEADINGS


def fits_icon(blob: Blob) -> bool:
    """An icon or a cursor of at least one picture, whose first entry lies in the file."""
    data = blob.data
    return (
        data[:4] in (b"\0\0\1\0", b"\0\0\2\0")
        and data[4:6] != b"\0\0"
        and len(data) >= 22
        and 6 < int.from_bytes(data[18:22], "little") < len(data)
    )


def fits_sound(blob: Blob) -> bool:
    """A tag of ID3 or APE, or two frames of sound one after the other."""
    data = blob.data
    if (
        (data[:3] == b"ID3" and data[3:4] in (b"\2", b"\3", b"\4") and max(data[6:10], default=128) < 128)
        or data[:8] == APE
        or (len(data) == 128 and data[:3] == b"TAG")
    ):
        return True
    if len(data) < 8 or data[:3] == b"\xff\xd8\xff":
        return False
    size = frame_size(data, 0)
    return size is not None and 0 < size <= len(data) and (size + 8 > len(data) or frame_size(data, size) is not None)


def fits_boxes(blob: Blob) -> bool:
    """A first box of a known kind that lies in the file."""
    size = int.from_bytes(blob.data[:4], "big")
    return blob.data[4:8] in FIRST_BOXES and (size in (0, 1) or 8 <= size <= len(blob.data))


def fits_pdf(blob: Blob) -> bool:
    """The mark with a version, where readers look for it."""
    return bool(PDF_MARK.search(blob.data, 0, BEGINNING_WITHIN + 8))


def fits_sfnt(blob: Blob) -> bool:
    """TrueType, OpenType or a collection, with a number of tables that can be."""
    data = blob.data
    if data[:4] in (b"\0\1\0\0", b"OTTO", b"true"):
        return 0 < int.from_bytes(data[4:6], "big") < 200
    return data[:4] == b"ttcf"


def fits_package(blob: Blob) -> bool:
    """A ZIP with the lists of parts that office documents have."""
    return b"PK\x03\x04" in blob.data[: 2**16] and (
        b"[Content_Types].xml" in blob.data or b"META-INF/manifest.xml" in blob.data
    )


def fits_emf(blob: Blob) -> bool:
    """The first record's mark."""
    return blob.data[:4] == b"\1\0\0\0" and blob.data[40:44] == b" EMF"


def fits_printer_settings(blob: Blob) -> bool:
    """The settings of a printer in a spreadsheet. Source: Microsoft, DEVMODEW: its version is in bytes 64 to 66."""
    return bool(PRINTER_SETTINGS.search(blob.name)) and blob.data[65:66] in (b"\3", b"\4")


def open_printer_settings(blob: Blob) -> list[Found]:
    """Names of the printer and its paper; the rest are numbers of its driver."""
    return list(opaque(blob.data, "printer settings"))


def fits_scrambled_font(blob: Blob) -> bool:
    """A font embedded in a Word document."""
    return bool(FONT_KEY.search(blob.name))


def open_scrambled_font(blob: Blob) -> list[Found]:
    """The font itself. Source: ISO/IEC 29500-4, 2.8.1."""
    match = FONT_KEY.search(blob.name)
    key = bytes.fromhex("".join(match.groups()))[::-1] if match else bytes(16)
    clear = bytes(byte ^ key[at % 16] for at, byte in enumerate(blob.data[:SCRAMBLED]))
    return [Blob(data=clear + blob.data[SCRAMBLED:], name="font.ttf", place="embedded font")]


BINARIES: tuple[tuple[str, Fits, Opener], ...] = (
    ("JPEG", begins(b"\xff\xd8\xff"), open_jpeg),
    ("PNG", begins(b"\x89PNG\r\n\x1a\n"), open_png),
    ("GIF", begins(b"GIF87a", b"GIF89a"), open_gif),
    ("TIFF", begins(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"), open_tiff),
    ("BMP", fits_bmp, open_bmp),
    ("icon", fits_icon, open_icon),
    ("RIFF file", begins(b"RIFF", b"RF64"), open_riff),
    ("file of boxes", fits_boxes, open_film),
    ("JPEG 2000", begins(b"\0\0\0\x0cjP  ", b"\xff\x4f\xff\x51"), open_jp2),
    ("ICC profile", begins(b"acsp", at=36), lambda blob: open_profile(blob.data)),
    ("PDF", fits_pdf, open_pdf),
    ("office document", fits_package, open_package),
    ("compound file", begins(SIGNATURE), open_compound),
    ("EMF", fits_emf, open_emf),
    ("WMF", begins(b"\xd7\xcd\xc6\x9a", b"\1\0\x09\0", b"\2\0\x09\0"), open_wmf),
    ("printer settings", fits_printer_settings, open_printer_settings),
    ("embedded font", fits_scrambled_font, open_scrambled_font),
    ("sound", fits_sound, open_sound),
    ("Ogg", begins(b"OggS"), open_ogg),
    ("FLAC", begins(b"fLaC"), open_flac),
    ("Matroska", begins(b"\x1a\x45\xdf\xa3"), open_matroska),
    ("font", either(fits_sfnt, begins(b"wOFF", b"wOF2")), open_font),
)
"""Name, test and opener of each format."""

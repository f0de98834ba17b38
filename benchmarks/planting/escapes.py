# ruff: noqa: E501 (rows of literal bytes and mark-up are kept whole; makers share one signature)
"""How text is escaped or encoded on its way into a file: text to text, or text to bytes."""

import base64
import html
import quopri
import random
import urllib.parse
import zlib
from collections.abc import Callable
from html.entities import codepoint2name

Escape = Callable[[str, random.Random], str]


def utf16_units(text: str) -> list[int]:
    """The 16-bit units that scripts and RTF count in: two for a letter beyond the first plane."""
    data = text.encode("utf-16-be")
    return [int.from_bytes(data[i : i + 2]) for i in range(0, len(data), 2)]


def entities_decimal(text: str, _: random.Random) -> str:
    return "".join(f"&#{ord(c)};" for c in text)


def entities_hex(text: str, _: random.Random) -> str:
    return "".join(f"&#x{ord(c):X};" for c in text)


def entities_padded(text: str, _: random.Random) -> str:
    """Zeros in front and no semicolon, both of which browsers read."""
    return "".join(f"&#{ord(c):07d}" for c in text)


def entities_named(text: str, _: random.Random) -> str:
    return "".join(f"&{codepoint2name[ord(c)]};" if ord(c) in codepoint2name else c for c in text.replace(" ", "\u00a0"))


def entities_double(text: str, chance: random.Random) -> str:
    return html.escape(entities_decimal(text, chance))


def url(text: str, _: random.Random) -> str:
    return urllib.parse.quote(text, safe="")


def url_all(text: str, _: random.Random) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode())


def url_double(text: str, _: random.Random) -> str:
    return urllib.parse.quote("".join(f"%{byte:02X}" for byte in text.encode()), safe="")


def url_plus(text: str, _: random.Random) -> str:
    return urllib.parse.quote_plus(text)


def css(text: str, _: random.Random) -> str:
    return "".join(f"\\{ord(c):x} " for c in text)


def css_six(text: str, _: random.Random) -> str:
    return "".join(f"\\{ord(c):06x}" for c in text)


def js_unicode(text: str, _: random.Random) -> str:
    return "".join(f"\\u{unit:04x}" for unit in utf16_units(text))


def js_braces(text: str, _: random.Random) -> str:
    return "".join(f"\\u{{{ord(c):x}}}" for c in text)


def js_hex(text: str, _: random.Random) -> str:
    return "".join(f"\\x{unit:02x}" if unit < 256 else f"\\u{unit:04x}" for unit in utf16_units(text))


def js_octal(text: str, _: random.Random) -> str:
    return "".join(f"\\{unit:03o}" if unit < 256 else f"\\u{unit:04x}" for unit in utf16_units(text))


def js_codes(text: str, _: random.Random) -> str:
    return f"String.fromCharCode({','.join(str(ord(c)) for c in text)})"


def js_codes_hex(text: str, _: random.Random) -> str:
    return f"String.fromCharCode({', '.join(hex(ord(c)) for c in text)})"


def js_concatenated(text: str, chance: random.Random) -> str:
    return _cut(text, chance, '"', "+")


def js_concatenated_lines(text: str, chance: random.Random) -> str:
    return _cut(text, chance, "'", "\n      + ")


def js_joined(text: str, chance: random.Random) -> str:
    return f"[{_cut(text, chance, chr(34), ', ')}].join('')"


def js_reversed(text: str, _: random.Random) -> str:
    return f"'{text[::-1]}'.split('').reverse().join('')"


def js_atob(text: str, _: random.Random) -> str:
    return f"decodeURIComponent(escape(atob('{base64.b64encode(text.encode()).decode()}')))"


def _cut(text: str, chance: random.Random, quote: str, between: str) -> str:
    pieces, at = [], 0
    while at < len(text):
        size = chance.randint(1, 4)
        pieces.append(f"{quote}{text[at : at + size]}{quote}")
        at += size
    return between.join(pieces)


STRING_ESCAPES: dict[str, Escape] = {f.__name__: f for f in (js_unicode, js_braces, js_hex, js_octal)}
"""Those that stand inside a quoted string of a script."""
EXPRESSIONS: dict[str, Escape] = {
    f.__name__: f for f in (js_codes, js_codes_hex, js_concatenated, js_concatenated_lines, js_joined, js_reversed, js_atob)
}
ENTITIES: dict[str, Escape] = {
    f.__name__: f for f in (entities_decimal, entities_hex, entities_padded, entities_named, entities_double)
}
ADDRESSES: dict[str, Escape] = {f.__name__: f for f in (url, url_all, url_double, url_plus)}
STYLES: dict[str, Escape] = {f.__name__: f for f in (css, css_six)}


def _wrapped(data: bytes) -> str:
    text = base64.b64encode(data).decode()
    return "\n".join(text[i : i + 64] for i in range(0, len(text), 64))


def _hex_dump(data: bytes) -> str:
    rows = [data[i : i + 16] for i in range(0, len(data), 16)]
    return "\n".join(f"{i * 16:08x}  {row.hex(' ')}" for i, row in enumerate(rows))


CODES: dict[str, Callable[[str], str]] = {
    "base64": lambda t: base64.b64encode(t.encode()).decode(),
    "base64 url-safe": lambda t: base64.urlsafe_b64encode(t.encode()).decode(),
    "base64 unpadded": lambda t: base64.urlsafe_b64encode(t.encode()).decode().rstrip("="),
    "base64 wrapped": lambda t: _wrapped(t.encode()),
    "base64 twice": lambda t: base64.b64encode(base64.b64encode(t.encode())).decode(),
    "base64 three times": lambda t: base64.b64encode(base64.b64encode(base64.b64encode(t.encode()))).decode(),
    "base64 of UTF-16": lambda t: base64.b64encode(t.encode("utf-16-le")).decode(),
    "base64 of UTF-16 with mark": lambda t: base64.b64encode(t.encode("utf-16")).decode(),
    "base64 of deflate": lambda t: base64.b64encode(zlib.compress(t.encode())).decode(),
    "base64 of percent": lambda t: base64.b64encode(urllib.parse.quote(t).encode()).decode(),
    "percent of base64": lambda t: urllib.parse.quote(base64.b64encode(t.encode()).decode(), safe=""),
    "base32": lambda t: base64.b32encode(t.encode()).decode(),
    "hex": lambda t: t.encode().hex(),
    "hex capitals": lambda t: t.encode().hex().upper(),
    "hex spaced": lambda t: t.encode().hex(" "),
    "hex dump": lambda t: _hex_dump(t.encode()),
    "hex of UTF-16": lambda t: t.encode("utf-16-be").hex(),
    "quoted-printable": lambda t: quopri.encodestring(t.encode(), quotetabs=True).decode(),
}

ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-16-be with mark", "utf-32", "utf-32-le", "utf-8-sig", "cp1256", "iso8859-6", "cp1251", "cp1252", "koi8-u")  # fmt: skip
"""``with mark``: with a byte order mark, where Python writes none."""


def encode(text: str, encoding: str) -> bytes:
    if encoding == "utf-16-be with mark":
        return b"\xfe\xff" + text.encode("utf-16-be")
    return text.encode(encoding)

"""Bytes to text: which encoding a text file is in, told from its bytes.

Why: notes from the field come in UTF-8, in UTF-16 from phones and Notepad, and in the Windows code pages of the region. A wrong
guess turns Arabic into accented Latin letters without any error, so the code pages that matter are checked by what they
must look like before a general detector is asked.
"""

import re
import unicodedata

from testimonia.errors import ReadError
from testimonia.model.phrases import told

_SAMPLE = 64 * 1024
"""Bytes looked at to guess an encoding."""

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b\x1c\x1d\x1e\x1f"))
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_WORD = re.compile(r"[^\W\d_]+")
_MOST_BAD = 0.05
"""A UTF-8 file with some damage is still UTF-8: wrong sequences up to this share of the right ones."""
_DAMAGE_SURE = 3
"""... and at least this many right ones, so that a Western file with two accents is not taken for it."""
# Legacy code pages the general detector may choose from; every other answer of it is an accident on short text.
_CODE_PAGES = ["cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "koi8_r", "shift_jis", "euc_kr", "gb18030", "big5"]
_LATIN = {"cp1250", "cp1252", "cp1254"}


def is_text(data: bytes) -> bool:
    """Whether these bytes are text in some encoding, not a picture, a program or an archive.

    >>> is_text("غادرنا".encode("cp1256")), is_text(b"\\x89PNG\\r\\n\\x1a\\n\\x00\\x00\\x00\\rIHDR")
    (True, False)
    """
    if _bom(data) or _wide(data):
        return True
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        return False
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    return controls <= len(sample) * 0.005


def decode_text(data: bytes) -> tuple[str, str]:
    """Decode a text file; line ends become ``\\n`` and a byte order mark is dropped, nothing else is touched.

    Returns:
        The text and the encoding it was in.

    Raises:
        ReadError: the bytes are not text.

    >>> decode_text("Il a dit « trois »".encode("cp1252"))
    ('Il a dit « trois »', 'cp1252')
    >>> decode_text("غادر السائق المدينة".encode("cp1256"))
    ('غادر السائق المدينة', 'cp1256')
    """
    text, encoding = _decode(data)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.removeprefix("\ufeff"), encoding


def _decode(data: bytes) -> tuple[str, str]:
    if bom := _bom(data):
        mark, encoding = bom
        try:
            return data[len(mark) :].decode(encoding), encoding
        except UnicodeDecodeError:
            # A file cut off in mid-character: the rest of it is still evidence.
            return data[len(mark) :].decode(encoding, errors="replace"), encoding
    if encoding := _wide(data):
        return data.decode(encoding, errors="replace"), encoding
    if b"\0" in data:
        words = "this is not text (it contains null bytes); give it its true file name ending or add a transcript"
        raise ReadError(told(words, "unread.no_text"))
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_8_bit(data)


def _bom(data: bytes) -> tuple[bytes, str] | None:
    return next(((mark, encoding) for mark, encoding in _BOMS if data.startswith(mark)), None)


def _wide(data: bytes) -> str:
    """UTF-16 without a byte order mark: the encoding, or empty. Only text that uses spaces or line ends can be told."""
    sample = data[: _SAMPLE & ~1]
    if len(sample) < 4 or b"\0" not in sample:
        return ""
    sample = sample[: len(sample) & ~1]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        usual = sum(c in "\t\n\r\u200e\u200f" or " " <= c <= "\u06ff" or "\u2010" <= c <= "\u20bf" for c in text)
        if usual >= 0.9 * len(text) and "\0" not in text:
            return encoding
    return ""


def _decode_8_bit(data: bytes) -> tuple[str, str]:
    repaired = data.decode("utf-8", errors="replace")
    bad = repaired.count("\ufffd")
    good = sum(c > "\x7f" for c in repaired) - bad
    if good >= _DAMAGE_SURE and bad <= max(1, good * _MOST_BAD):
        return repaired, "utf-8"
    sample = data[:_SAMPLE]
    for encoding in ("cp1256", "iso8859_6"):
        if _is_arabic(sample, encoding):
            return _strictly(data, encoding)
    return _strictly(data, _code_page(sample))


def _strictly(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        return data.decode(encoding, errors="replace"), encoding


def _is_arabic(sample: bytes, encoding: str) -> bool:
    """Whether the words with high bytes are Arabic words when read so: whole words, and with the article's letters."""
    text = sample.decode(encoding, errors="replace")
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if "\ufffd" in text or sum(map(len, words)) < 4:
        return False
    arabic = [word for word in words if all("\u0621" <= c <= "\u06d2" for c in word)]
    letters = "".join(arabic)
    # Alef and lam alone are a quarter of running Arabic; read wrongly, they are spread over the code page.
    # Source: letter frequencies of Modern Standard Arabic newswire: alef 12-13 %, lam 11-12 %.
    usual = sum(c in "اليونمرتبةأ" for c in letters)
    return len(letters) >= 0.85 * sum(map(len, words)) and usual >= 0.45 * len(letters)


def _code_page(sample: bytes) -> str:
    """The Windows code page of an 8-bit text that is not Arabic."""
    from charset_normalizer import from_bytes

    runs = [len(run) for run in _HIGH_RUN.findall(sample)]
    guess = from_bytes(sample, cp_isolation=_CODE_PAGES).best()
    name = guess.encoding if guess else "cp1252"
    # Single high bytes among plain letters: a Latin alphabet, whatever the detector says.
    if sum(runs) / max(1, len(runs)) < 2:
        return name if name in _LATIN and name != "cp1252" and _fits_better(sample, name) else "cp1252"
    return name


def _fits_better(sample: bytes, encoding: str) -> bool:
    """Whether a Central European or Turkish reading leaves fewer odd signs inside words than the Western one."""
    return _oddities(sample.decode(encoding, errors="replace")) < _oddities(sample.decode("cp1252", errors="replace"))


def _oddities(text: str) -> int:
    inside = re.findall(r"(?<=[a-z])[^\x00-\x7f]|[^\x00-\x7f](?=[a-z])", text)
    return sum(unicodedata.category(c)[0] in "SCN" or c in "ÐÞðþ¹³ºª" for c in inside)

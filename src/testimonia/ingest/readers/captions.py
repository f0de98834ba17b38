"""Captions and subtitles: WebVTT and SubRip (SRT).

Why an own reader: files from phones, platforms and translators break the rules in every way (no blank lines, wrong numbers,
commas for points), several people speak in one cue, and rolling captions repeat every line. What can be read is read.

Source: WebVTT, W3C Candidate Recommendation 2019 (cue timings, voice spans); SubRip as written by the tools that export it.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from testimonia.errors import ReadError
from testimonia.ingest.encodings import decode_text
from testimonia.ingest.metadata import merge_metadata, split_front_matter
from testimonia.ingest.parts import Reading, TextBuilder
from testimonia.ingest.structure import SENTENCE_END
from testimonia.ingest.turns import split_label
from testimonia.model.material import Locator, Metadata
from testimonia.model.phrases import told

_CLOCK = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING = re.compile(rf"[ \t]*{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>]*)>")
_TAG = re.compile(r"</?[a-zA-Z0-9][^<>]*>|\{\\[^{}]*\}")
_DASH = re.compile(r"^[-–—][ \t]*(?=\S)")

_LONGEST_GAP_MS = 2_000
"""A silence longer than this ends a passage."""
_LONGEST_MS = 30_000
"""Captions without full stops (made by machine) are cut after this."""


class _Speech(NamedTuple):
    """What one voice says in one cue."""

    id: str
    starts_ms: int
    ends_ms: int
    speaker: str
    text: str
    is_new_voice: bool
    """Another speaker begins, whoever it is (a dash)."""


def read_captions(data: bytes, metadata: Metadata) -> Reading:
    """Read WebVTT or SRT; cues of one speaker that make up one sentence become one passage.

    Raises:
        ReadError: there is no cue in it.

    >>> vtt = b"WEBVTT\\n\\n00:01.000 --> 00:02.500\\n<v Driver>We left\\n\\n00:02.500 --> 00:04.000\\n<v Driver>at four."
    >>> reading = read_captions(vtt, Metadata())
    >>> reading.text, reading.parts[0].speaker, reading.parts[0].locator.words()
    ('We left at four.', 'Driver', '00:00:01-00:00:04')
    """
    whole, _ = decode_text(data)
    front, start = split_front_matter(whole)
    speeches = [s for cue in _without_repeats(_cues(whole[start:])) for s in _voices(cue)]
    if not speeches:
        words = "no caption with words and a time (00:00:01.000 --> 00:00:02.000) was found; check that this is SRT or WebVTT"
        raise ReadError(told(words, "unread.no_caption"))
    builder = TextBuilder()
    for group in _passages(speeches):
        first, last = group[0], group[-1]
        locator = Locator(cue=first.id, starts_ms=first.starts_ms, ends_ms=max(first.starts_ms, last.ends_ms))
        builder.add(" ".join(s.text for s in group), kind="cue", locator=locator, speaker=first.speaker)
    text, parts = builder.build()
    known = merge_metadata(metadata, front)
    return Reading("translation" if known.translation_of else "transcript", "", text, tuple(parts), known)


def _cues(text: str) -> Iterator[tuple[str, int, int, list[str]]]:
    """Identifier or number, start and end in milliseconds, and lines of every cue."""
    lines = text.split("\n")
    timings = [(i, m) for i, line in enumerate(lines) if "-->" in line and (m := _TIMING.match(line))]
    for number, (at, match) in enumerate(timings):
        end = timings[number + 1][0] if number + 1 < len(timings) else len(lines)
        body: list[str] = []
        is_srt = "," in match[0]
        for line in lines[at + 1 : end]:
            # A blank line ends a cue; SRT exports put blank lines inside cues too, so there the next timing does.
            if not line.strip() and (body or not is_srt) and not is_srt:
                break
            body.append(line.strip())
        label = lines[at - 1].strip() if at and "-->" not in lines[at - 1] else ""
        if is_srt and number + 1 < len(timings):
            body = _without_next_number(body)
        hours, minutes, seconds, fraction = match.group(1, 2, 3, 4)
        starts = _milliseconds(hours, minutes, seconds, fraction)
        yield label or str(number + 1), starts, _milliseconds(*match.group(5, 6, 7, 8)), [line for line in body if line]


def _without_next_number(body: list[str]) -> list[str]:
    """The lines of an SRT cue without the number of the next one, which stands before the next timing."""
    while body and not body[-1]:
        body.pop()
    return body[:-1] if body and body[-1].isdecimal() else body


def _milliseconds(hours: str | None, minutes: str, seconds: str, fraction: str) -> int:
    return (int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)) * 1000 + int(fraction.ljust(3, "0"))


def _without_repeats(cues: Iterator[tuple[str, int, int, list[str]]]) -> Iterator[tuple[str, int, int, list[str]]]:
    """Rolling captions show every line twice, below and then above: keep the first showing."""
    shown: list[str] = []
    shown_until = 0
    for id_, starts, ends, lines in cues:
        bare = [_bare(line) for line in lines]
        overlap = next((n for n in range(len(bare), 0, -1) if bare[:n] == shown[-n:]), 0)
        # One line alone said twice is speech ("No. No."); the same lines rolling on are not.
        if overlap and starts - shown_until <= 100 and (overlap < len(bare) or ends - starts <= 50):
            lines = lines[overlap:]
        shown, shown_until = bare, ends
        if lines:
            yield id_, starts, ends, lines


def _bare(line: str) -> str:
    return " ".join(_TAG.sub("", line).split())


def _voices(cue: tuple[str, int, int, list[str]]) -> Iterator[_Speech]:
    """Divide one cue by voice tags, by dashes at the beginning of lines, and by labels (``DRIVER: We left``)."""
    id_, starts, ends, lines = cue
    pieces = _VOICE.split("\n".join(lines))
    for index in range(0, len(pieces), 2):
        speaker = " ".join(html.unescape(pieces[index - 1]).split()) if index else ""
        for words, is_new in _by_dash(html.unescape(_TAG.sub("", pieces[index]))):
            label, at = ("", 0) if speaker else split_label(words)
            text = " ".join(words[at:].split())
            if text:
                yield _Speech(id_, starts, ends, speaker or label, text, is_new)


def _by_dash(text: str) -> Iterator[tuple[str, bool]]:
    lines = [line for line in text.split("\n") if line.strip()]
    if sum(bool(_DASH.match(line.strip())) for line in lines) < 2:
        yield text.strip(), False
        return
    current: list[str] = []
    for line in lines:
        if _DASH.match(line.strip()) and current:
            yield " ".join(current), True
            current = []
        current.append(_DASH.sub("", line.strip()))
    yield " ".join(current), True


def _passages(speeches: list[_Speech]) -> Iterator[list[_Speech]]:
    """Consecutive cues of one speaker, until a sentence ends."""
    group: list[_Speech] = []
    for speech in speeches:
        if group and _is_new_passage(group, speech):
            yield group
            group = []
        group.append(speech)
    yield group


def _is_new_passage(group: list[_Speech], speech: _Speech) -> bool:
    last = group[-1]
    return (
        speech.speaker != last.speaker
        or speech.is_new_voice
        or bool(SENTENCE_END.search(last.text))
        or speech.starts_ms - last.ends_ms > _LONGEST_GAP_MS
        or speech.ends_ms - group[0].starts_ms > _LONGEST_MS
    )

"""Places that are no names of the gazetteer: whose border, which end of a building, the quay or the road of one name.

Why beside the check on places: "the south bay" is on no map. What is compared is a pair of words that the case never writes,
with the same noun and another bearing that it does write.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from testimonia.check.context import Context
from testimonia.check.draft import Sentence
from testimonia.check.terms import stems_in
from testimonia.check.verdicts import Verdict, problem
from testimonia.model.desk import Check, Pointer
from testimonia.text.packs import read_table

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*\n")
_NOBODYS = frozenset({"The", "This", "That", "Its", "Their", "Our", "Either", "One", "Another", "Each"})
_REACH = 400
"""Characters before a pair in which its sentence is looked for."""
_SHARED = 1
"""Content words that two sentences must share besides the pair itself."""


def check_bearings(context: Context) -> Iterable[Verdict]:
    """Every border, bearing and street of the draft's own words."""
    for sentence in context.draft.sentences:
        if not sentence.is_heading:
            yield from _check_borders(context, sentence)
            yield from _check_sides(context, sentence)
            yield from _check_ways(context, sentence)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], dict[str, frozenset[str]]]:
    """Patterns for a border, a bearing with its noun and a street; and each bearing with those it excludes."""
    table = read_table("en", "desk")["bearings"]
    sets = [frozenset(group) for group in table["sets"]]
    bearings = {word: group - {word} for group in sets for word in group}
    border = re.compile(rf"\b(?P<whose>[A-ZÀ-Þ][\w’-]+) (?P<noun>{'|'.join(table['borders'])})\b")
    side = re.compile(
        rf"\b(?<=\b[Tt]he |\b[Ii]ts |\b[Hh]is |\b[Hh]er )(?P<word>{'|'.join(sorted(bearings))}) (?P<noun>[a-z]{{3,}})\b"
    )
    way = re.compile(rf"\b(?P<name>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?) (?P<way>{'|'.join(table['ways'])})\b")
    return border, side, way, bearings


def _sentences_of(context: Context, texts: Sequence[str]) -> list[str]:
    known: dict[str, list[str]] = context.notes.setdefault("sentences", {})
    found: list[str] = []
    for text in texts:
        if text not in known:
            known[text] = [" ".join(one.split()) for one in _SENTENCE.split(text) if one.strip()]
        found += known[text]
    return found


def _all_sentences(context: Context) -> list[str]:
    return _sentences_of(context, [text.text for text in context.case.contents.texts])


def _is_mine(context: Context, start: int, end: int) -> bool:
    return not context.draft.is_quoted(start, end)


def _check_borders(context: Context, sentence: Sentence) -> Iterable[Verdict]:
    """ "Near the Turkish border", where the source named speaks of the Iraqi one."""
    border = _patterns()[0]
    for match in border.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        voice = context.voices.of_clause(sentence, start)
        if not _is_mine(context, start, end) or match["whose"] in _NOBODYS or not voice.source_ids:
            continue
        own = _sentences_of(context, context.texts_of(context.speaking(voice)))
        beside = [one for one in own if re.search(rf"\b{match['noun']}s?\b", one)]
        stem = match["whose"][:4].casefold()
        if any(word.casefold().startswith(stem) for one in beside for word in re.findall(r"\w+", one)):
            continue
        other = next((found for one in beside for found in border.finditer(one) if found["noun"] == match["noun"]), None)
        if other is None:
            continue
        reason = f"{context.names(voice.source_ids)} speaks of the {other[0]}, and of no {match[0]}"
        yield problem(Check.PLACE, (start, end, match[0]), reason, nearest=[Pointer("material", other.string)])


def _check_sides(context: Context, sentence: Sentence) -> Iterable[Verdict]:
    """ "The south bay", where the case has only a north bay and says the same of it."""
    _, side, _, bearings = _patterns()
    for match in side.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        if not _is_mine(context, start, end):
            continue
        same = re.compile(rf"\b{match['word']}(?:ern)?\s+{match['noun']}", re.IGNORECASE)
        if any(same.search(text.text) for text in context.case.contents.texts):
            continue
        others = "|".join(sorted(bearings[match["word"]]))
        found = _other_side(context, re.compile(rf"\b(?:{others})\s+{match['noun']}\b", re.IGNORECASE), sentence, match[0])
        if found is not None:
            pair, beside = found
            reason = f"the case has “{pair}”, and no {match[0]}"
            yield problem(Check.PLACE, (start, end, match[0]), reason, nearest=[Pointer("material", beside)])


def _other_side(context: Context, pair: re.Pattern[str], sentence: Sentence, shown: str) -> tuple[str, str] | None:
    """The same noun with another bearing in the case, and the sentence that has it and speaks of the same things."""
    mine = stems_in(sentence.text) - stems_in(shown)
    for text in context.case.contents.texts:
        for found in pair.finditer(text.text):
            begin = max(
                (m.end() for m in _SENTENCE.finditer(text.text, max(0, found.start() - _REACH), found.start())), default=0
            )
            after = _SENTENCE.search(text.text, found.end())
            beside = text.text[max(begin, found.start() - _REACH) : after.start() if after else len(text.text)]
            if len(mine & (stems_in(beside) - stems_in(found[0]))) >= _SHARED:
                return " ".join(found[0].split()), " ".join(beside.split())
    return None


def _check_ways(context: Context, sentence: Sentence) -> Iterable[Verdict]:
    """ "Saltby Road", where the case has only a Saltby Quay."""
    way = _patterns()[2]
    for match in way.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        names = _ways_of(context)
        ways = names.get(match["name"].casefold(), {})
        if ways and match["way"] not in ways and _is_mine(context, start, end):
            known = " and ".join(f"{match['name']} {one}" for one in sorted(ways))
            reason = f"the case has {known}, and no {match[0]}"
            nearest = [Pointer("material", one) for one in list(ways.values())[:1]]
            yield problem(Check.PLACE, (start, end, match[0]), reason, nearest=nearest)


def _ways_of(context: Context) -> dict[str, dict[str, str]]:
    """Names of streets and the like in the case -> what each is (road, quay) -> a sentence that has it."""
    found: dict[str, dict[str, str]] | None = context.notes.get("ways")
    if found is None:
        found = context.notes["ways"] = {}
        titles = [part for text in context.case.contents.texts for part in (text.metadata.title, text.metadata.place)]
        for one in (*_all_sentences(context), *titles):
            for match in _patterns()[2].finditer(one):
                found.setdefault(match["name"].casefold(), {}).setdefault(match["way"], one)
    return found

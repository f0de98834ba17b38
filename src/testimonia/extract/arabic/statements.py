"""Find who says what in an Arabic passage: cue verbs with their clauses, quotations, "according to", hearsay, labels.

The grammar that decides is small and regular: the content of a verb of saying opens with "that" in one of its forms, a colon,
a quotation mark, or a noun of an act; the speaker stands between the verb and that opening, or before the verb. What fits none
of these is not read as speech.
"""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from testimonia.extract.arabic.harms import harm_at
from testimonia.extract.arabic.lexicon import cues, glossary, known_words, roles
from testimonia.extract.arabic.words import Text
from testimonia.extract.quotes import Quotation
from testimonia.model.testimony import Form, Stance

_FAR = 14
"""How many words may stand between a cue and what opens its content."""
_NEAR = 4
_LONGEST_MENTION = 10
_LEAST_WORDS = 5
"""Shorter quotations without a colon are names and words that the writer will not own."""
_STOPS = frozenset({".", "؟", "!", "…", "،", ",", "؛", ";", "(", ")", "-", "–", "|", "/"})
_COLON = ":"
_CLAUSE_MARKS = frozenset({"،", ",", "؛", ";", "."})


class Cue(Struct):
    """An attribution in words of one passage: ``content`` are half-open word ranges, ``mention`` and ``cue`` too."""

    cue: tuple[int, int]
    content: list[tuple[int, int]]
    mention: tuple[int, int]
    stance: Stance
    rule: str
    form: Form = Form.REPORTED
    is_hearsay: bool = False
    """Nobody in particular answers for it: "it is said", "I heard that"."""
    is_told: bool = False
    """The narrator was the listener: "he told me that"."""
    is_plural: bool = False
    same_as_last: bool = False
    outer: "Cue | None" = None
    """The cue in whose content this one stands: "she said that her neighbour told her that"."""

    @property
    def start(self) -> int:
        """First word of the content."""
        return self.content[0][0]


class StatementFinder:
    """Reads one passage. ``quoted`` gives for each word the quotation it stands in, or -1."""

    def __init__(self, text: Text, quotations: Sequence[Quotation], blocked: set[int]) -> None:
        self.text = text
        self.keys = text.keys
        self.words = text.words
        self.table = cues()
        self.times = blocked
        self.quotations = [q for q in quotations if q.start >= text.start and q.end <= text.end]
        self.ranges = [text.find(q.start, q.end) for q in self.quotations]
        self.quoted = [-1] * len(text)
        for n, (a, b) in enumerate(self.ranges):
            self.quoted[a:b] = [n] * (b - a)

    def find(self) -> list[Cue]:
        """The attributions of the passage in text order."""
        found: list[Cue] = []
        for a, b in self.text.sentences:
            here = self._sentence(a, b)
            _cut_each_other(self.text, here)
            found.extend(cue for cue in here if cue.content and cue.content[0][0] < cue.content[-1][1])
        self._add_quotes(found)
        return sorted(found, key=lambda cue: (cue.start, -cue.content[-1][1]))

    def _sentence(self, a: int, b: int) -> list[Cue]:
        found: list[Cue] = []
        label = self._label(a, b)
        if label is not None:
            found.append(label)
        i = a
        while i < b:
            cue = None if self.quoted[i] >= 0 or self.words[i].kind != "word" else self._at(i, a, b)
            if cue is not None:
                found.append(cue)
                i = max(i + 1, min(cue.content[0][0], b))
            else:
                i += 1
        return found

    def _at(self, i: int, a: int, b: int) -> Cue | None:
        key = self.keys[i]
        if key in self.table.according:
            return self._according(i, a, b)
        if key in self.table.declining and (cue := self._declining(i, a, b)) is not None:
            return cue
        if key in self.table.heard or key in self.table.impersonal:
            at = i + 2 if self._key(i + 1) in ("من", "عن") else i + 1
            opener = next((j for j in range(at, min(b, at + 6)) if self.keys[j] in self.table.openers), -1)
            if opener >= 0:
                return Cue(
                    (i, i + 1), [(opener, self._end(opener, b))], (i, i), Stance.ASSERTS, "arabic.hearsay", is_hearsay=True
                )
        return self._verb(i, a, b) if key in self.table.verbs and not self.words[i].has_article else None

    def _key(self, i: int) -> str:
        return self.keys[i] if 0 <= i < len(self.keys) else ""

    def _verb(self, i: int, a: int, b: int) -> Cue | None:
        """A verb of saying with what opens its content."""
        stance = self.table.verbs[self.keys[i]]
        if self._key(i - 1) in self.table.negation and self._key(i - 1) != "ما":
            if stance is not Stance.ASSERTS or self.keys[i] in self.table.nominal - self.table.recording:
                stance = Stance.DECLINES
            else:
                return None
        opening = self._opening(i, b)
        if opening is None:
            return self._after_quote(i, b, stance)
        at, rule, subject_end = opening
        mention = self._quoted_source(i, subject_end) or self._mention(i + 1, subject_end)
        if mention[0] == mention[1]:
            mention = self._subject_before(i, a)
        told = self._is_told(i, at)
        content = (at, self._end(at, b))
        plural = self.words[i].surface.endswith(("وا", "ون", "وه", "ونا", "وني"))
        form = Form.DIRECT if self._is_quote(content) else Form.REPORTED
        return Cue((i, i + 1), [content], mention, stance, rule, form, is_told=told, is_plural=plural)

    def _quoted_source(self, i: int, last: int) -> tuple[int, int] | None:
        """ "The agency reported from a witness his saying that": who is quoted answers, not who passes it on."""
        saying = next((j for j in range(i + 2, last) if self.words[j].surface in self.table.own), -1)
        source = next((j for j in range(i + 1, saying) if self.keys[j] == "عن"), -1)
        return (source + 1, saying) if 0 <= source < saying - 1 else None

    def _opening(self, i: int, b: int) -> tuple[int, str, int] | None:
        """What opens the content behind a cue: its first word, the rule, and where the subject ends at the latest."""
        nominal, named = self.keys[i] in self.table.nominal, self.table.named.get(self.keys[i], "")
        is_aside = False
        subject_end = -1
        for j in range(i + 1, min(b, i + 1 + _FAR)):
            key, word = self.keys[j], self.words[j]
            if key in self.table.openers and is_aside and self._belongs_to_nearer(i, j):
                return None
            if key in self.table.openers:
                return j, "arabic.clause", subject_end if subject_end >= 0 else j
            if self.quoted[j] >= 0 and (j == 0 or self.quoted[j - 1] != self.quoted[j]):
                if self._length(self.quoted[j]) >= _LEAST_WORDS or self._key(j - 1) == _COLON:
                    return j, "arabic.cue then quote", subject_end if subject_end >= 0 else j
                continue
            if self.quoted[j] >= 0:
                continue
            if key == _COLON:
                if j + 1 >= b:
                    return None
                return j + 1, "arabic.colon", subject_end if subject_end >= 0 else j
            if key in ("،", ","):
                is_aside, subject_end = True, subject_end if subject_end >= 0 else j
                continue
            if is_aside:
                continue
            is_act = key in self.table.heads or (harm_at(self.text, j) and key not in glossary().verbs)
            if nominal and is_act and not word.has_article:
                return j, "arabic.act", j
            if named and self._is_act_after(j, named):
                return j, "arabic.act", j
            if key in self.table.verbs and word.is_joined:
                return None
            if key in glossary().verbs and word.is_joined:
                return None
        return None

    def _belongs_to_nearer(self, i: int, opener: int) -> bool:
        """Whether another cue stands between a cue and an opener: "saw two bodies, but his neighbour said that"."""
        for j in range(opener - 1, max(i, opener - 1 - _NEAR), -1):
            if self.keys[j] in self.table.verbs and not self.words[j].has_article:
                return self._key(j - 1) not in self.table.relatives
        return False

    def _is_act_after(self, j: int, preposition: str) -> bool:
        """Whether a noun stands behind the preposition that a verb gives its content: "admitted (to) forging", "warned of"."""
        word = self.words[j]
        if len(preposition) > 1:
            following = self.words[j + 1] if j + 1 < len(self.words) else None
            return self.keys[j] == preposition and following is not None and following.kind == "word"
        bare = word.surface[len(preposition) :]
        is_after = word.surface != word.key or self._is_unknown(j)
        return (
            is_after
            and word.surface.startswith(preposition)
            and len(bare) > 2
            and not bare.startswith("ال")
            and bare not in self.table.manner
        )

    def _is_unknown(self, j: int) -> bool:
        """Whether no table has a word: then its first letter may be a preposition."""
        return self.words[j].key == self.words[j].surface and self.words[j].key not in known_words()

    def _length(self, n: int) -> int:
        return sum(1 for j in range(*self.ranges[n]) if self.words[j].kind != "mark")

    def _mention(self, first: int, last: int) -> tuple[int, int]:
        """The words of the subject from ``first`` on: without recipients, up to an adverbial or a mark."""
        while first < last and (
            self.keys[first] in self.table.listeners
            or self.words[first].kind == "mark"
            or self.words[first].surface == "و"
            or (self.words[first].preposition == "ل" and self.keys[first] not in roles())
        ):
            first += 1
        if first < last and self.words[first].preposition:
            return first, first
        at = first
        while at < last and at - first < _LONGEST_MENTION:
            key, word = self.keys[at], self.words[at]
            is_inner = at > first
            if (word.surface in _STOPS and is_inner) or at in self.times or key in self.table.openers:
                break
            if key in self.table.nobody and not (is_inner and key == "من"):
                break
            if is_inner and (word.preposition == "ل" and word.prefix != "لل"):
                break
            at += 1
        return first, at

    def _subject_before(self, i: int, a: int) -> tuple[int, int]:
        """The subject in front of a verb that is not joined to what is before it."""
        if self.words[i].is_joined:
            return i, i
        first = i
        while (
            first > a
            and i - first < 8
            and self.words[first - 1].surface not in _CLAUSE_MARKS | {":", "»", "«", "#", "|", "/", "-", "–"}
        ):
            if self.keys[first - 1] in self.table.openers or self.quoted[first - 1] >= 0:
                break
            first -= 1
        while first < i and (self.keys[first] in self.table.nobody or first in self.times):
            first += 1
        words = range(first, i)
        if (
            not words
            or any(self.keys[j] in glossary().verbs and self.keys[j] not in roles() for j in words)
            or self.words[first].preposition
        ):
            return i, i
        return first, i

    def _is_told(self, i: int, opening: int) -> bool:
        """Whether the narrator is the listener: a pronoun glued to the verb, or "to me" behind it."""
        if any(self.keys[j] in self.table.listeners for j in range(i + 1, min(opening, i + 3))):
            return True
        surface = self.words[i].key
        return surface in self.table.told and surface.endswith(("ني", "نا", "وه", "ره", "رها", "رهم", "غه", "غها"))

    def _end(self, start: int, b: int) -> int:
        """Where a content that begins at ``start`` ends: with its quotation, or before the sentence's last mark."""
        if self.quoted[start] >= 0 and (start == 0 or self.quoted[start - 1] != self.quoted[start]):
            return self.ranges[self.quoted[start]][1]
        end = b
        while end > start and self.words[end - 1].kind == "mark" and self.words[end - 1].surface in ".،؛,;…":
            end -= 1
        for j in range(start + 1, end):
            if self.quoted[j] >= 0:
                continue
            if self.keys[j] in self.table.according and self._key(j - 1) in ("،", ","):
                return j - 1
        return end

    def _is_quote(self, content: tuple[int, int]) -> bool:
        inside = sum(1 for j in range(*content) if self.quoted[j] >= 0)
        return inside >= 0.9 * (content[1] - content[0])

    def _after_quote(self, i: int, b: int, stance: Stance) -> Cue | None:
        """ "«...», said the driver": a verb of saying behind a quotation."""
        at = i - 1
        while at >= 0 and self.words[at].surface in ("،", ",", "-", "–", "."):
            at -= 1
        if at < 0 or self.quoted[at] < 0:
            return None
        content = [self.ranges[self.quoted[at]]]
        mention = self._mention(i + 1, b)
        rest = max(mention[1], i + 1)
        if rest + 1 < b and self.words[rest].surface in ("،", ",") and self.quoted[rest + 1] >= 0:
            content.append(self.ranges[self.quoted[rest + 1]])  # "«...», said the worker, «...»"
        return Cue((i, i + 1), content, mention, stance, "arabic.quote then cue", Form.DIRECT)

    def _declining(self, i: int, a: int, b: int) -> Cue | None:
        """ "Refused to comment on": the content is what was declined."""
        at = next((j for j in range(i + 1, min(b, i + 12)) if self._surface(j) in self.table.declined), -1)
        if at < 0:
            return None
        mention = self._mention(i + 1, at)
        if mention[0] == mention[1]:
            mention = self._subject_before(i, a)
        return Cue((i, i + 1), [(at, self._end(at, b))], mention, Stance.DECLINES, "arabic.declines")

    def _surface(self, i: int) -> str:
        word = self.words[i]
        return word.surface if word.surface in self.table.declined else word.surface.lstrip("ب")

    def _according(self, i: int, a: int, b: int) -> Cue | None:
        """ "According to X, ..." or "..., according to X"."""
        at = i + 1
        while at < b and self.keys[at] in self.table.links:
            at += 1
        if at >= b or self.words[at].surface in self.table.own or self.keys[at] in self.table.own:
            return None
        last = at
        while last < b and last - at < _LONGEST_MENTION and self.words[last].surface not in _STOPS | {".", ":"}:
            key = self.keys[last]
            if key in self.table.openers or (key in glossary().verbs and key not in roles()) or last in self.times:
                break
            if last > at and key in self.table.nobody and key != "من":
                break
            last += 1
        if last == at:
            return None
        opens = all(self.words[j].kind == "mark" or self.words[j].is_joined for j in range(a, i)) and i - a <= 1
        if opens:
            start = last
            while start < b and self.words[start].kind == "mark" and self.quoted[start] < 0:
                start += 1
            content = (start, self._end(start, b)) if start < b else (b, b)
        else:
            end = i
            while end > a and self.words[end - 1].surface in "،,-–":
                end -= 1
            content = (a, end)
        if content[1] - content[0] < 3:
            return None
        form = Form.DIRECT if self._is_quote(content) else Form.REPORTED
        return Cue((i, i + 1), [content], (at, last), Stance.ASSERTS, "arabic.according", form)

    def _label(self, a: int, b: int) -> Cue | None:
        """ "Our correspondent: ..." at the start of a line."""
        at = next((j for j in range(a, min(b, a + 7)) if self.keys[j] == _COLON), -1)
        first = a
        while first < at and self.words[first].kind != "word":
            first += 1
        if at < 0 or first >= at or at + 2 >= b or any(self.words[j].kind != "word" for j in range(first, at)):
            return None
        if roles().get(self.keys[first]) is None or any(self.keys[j] in self.table.verbs for j in range(first, at)):
            return None
        content = (at + 1, self._end(at + 1, b))
        form = Form.DIRECT if self._is_quote(content) else Form.REPORTED
        return Cue((at, at + 1), [content], (first, at), Stance.ASSERTS, "arabic.label", form)

    def _add_quotes(self, found: list[Cue]) -> None:
        """Quotations that no cue has taken: of whoever spoke last, where they are sentences."""
        for n, ((a, b), quotation) in enumerate(zip(self.ranges, self.quotations, strict=True)):
            if any(x < b and a < y for cue in found for x, y in cue.content) or self._length(n) < _LEAST_WORDS - 1:
                continue
            before = [cue for cue in found if cue.content[-1][1] <= a]
            colon = self._key(a - 1) == _COLON
            starts = a == 0 or quotation.is_continued or self.words[a - 1].surface in (".", "؟", "!", "»", ":")
            if colon or starts or (before and self._key(a - 1) in ("،", ",", "»", "”")):
                found.append(
                    Cue((a, a), [(a, b)], (a, a), Stance.ASSERTS, "arabic.bare quotation", Form.DIRECT, same_as_last=True)
                )


def _cut_each_other(text: Text, found: list[Cue]) -> None:
    """A content ends where the next cue of the sentence begins, unless that one stands inside it as hearsay."""
    found.sort(key=lambda cue: cue.cue)
    for one, two in pairwise(found):
        begin = min(two.cue[0], two.mention[0] if two.mention[0] < two.mention[1] else two.cue[0])
        if two.rule == "arabic.according" and two.content[0][0] <= one.cue[0]:
            two.content = []  # "X said that ..., according to Y": X answers for it
            continue
        first, last = one.content[-1]
        if first < begin < last and one.form is not Form.DIRECT and two.is_told and one.stance is Stance.ASSERTS:
            two.outer = one  # told inside what is told: both stand
            continue
        if first < begin < last and one.form is not Form.DIRECT:
            while begin > first and (
                text.words[begin - 1].surface in _CLAUSE_MARKS or text.keys[begin - 1] in glossary().breaks
            ):
                begin -= 1
            one.content[-1] = (first, begin)

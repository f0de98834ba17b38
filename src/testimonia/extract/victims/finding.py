"""People who came to harm: every mention of somebody killed, wounded or shot, counted or not.

Why beyond the counts: a report says "a man and his two daughters were killed" or lists names, and never says three. Each
mention is a claim of its own, tied to its words; what they come to together is for the step that compares accounts.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from testimonia.extract.parsing import ParsedPassage
from testimonia.extract.values.found import Found
from testimonia.extract.victims.harms import Harms
from testimonia.extract.victims.mentions import Mentions
from testimonia.extract.victims.words import Mention, Words, harm_table
from testimonia.model.values import Amount, Hedge


def find_victims(reading: ParsedPassage, found: Sequence[Found]) -> list[Found]:
    """The values of a reading, those that count people who came to harm marked as such, and mentions without a count added.

    Args:
        reading: The parse.
        found: Its values, in text order.

    Returns:
        In text order; a sum of people ("two men and a woman") overlaps its parts.
    """
    table = harm_table()
    if not any(_is_trigger(reading, i, table) for i in range(len(reading))):
        return list(found)
    return _Finder(reading, found, table).result()


def _is_trigger(reading: ParsedPassage, i: int, table: Words) -> bool:
    lemma, sets = reading.lemmas[i], table.sets
    is_known = any(lemma in words for words in (table.done, table.befalls, table.acts, table.people))
    return is_known or reading.lowers[i] in table.states or lemma in sets["hospitals"] or lemma in sets["wounds"]


class _Finder:
    """The mentions of one reading, one by one, those joined by "and" together."""

    def __init__(self, reading: ParsedPassage, found: Sequence[Found], table: Words) -> None:
        self.reading = reading
        self.table = table
        self.found = list(found)
        self.harms = Harms(reading, table)
        self.mentions = Mentions(reading, found, self.harms)
        self.added: list[Found] = []
        self.taken: set[int] = set()

    def result(self) -> list[Found]:
        """Everything, in text order."""
        for i in range(len(self.reading)):
            if i not in self.taken and (mention := self.mentions.read(i)) is not None:
                self._read(mention)
        return sorted([*self.found, *self.added], key=lambda f: (f.start, f.end, f.rule))

    def _read(self, mention: Mention) -> None:
        harm = self.harms.find(mention)
        parts = self._joined(mention) if harm or self._is_plain(mention) else [mention]
        harm = harm or (self.harms.find(parts[-1]) if len(parts) > 1 else "")
        if not harm:
            return
        if len(parts) > 1:
            for part in parts:
                self.taken.add(part.head)
            self._keep_sum(parts, harm)
            return
        if self.mentions.is_part(mention):
            mention = replace(mention, share="part")
        if harm == "kill" and self.harms.is_both(mention):
            if mention.share not in ("plural", "vague", "these"):
                harm = "casualty"  # "four people were killed or wounded" counts neither
            else:
                self.added.append(self._made([mention], "injure", mention.share, mention.low, mention.high))
        self._keep(mention, harm)

    def _joined(self, mention: Mention) -> list[Mention]:
        """A mention with those joined to it: "a man, his wife and two daughters"."""
        reading = self.reading
        parts, queue = [mention], [mention.head]
        is_told_apart = mention.found is not None and reading.lemmas[mention.head] in self.table.sets["general"]
        if is_told_apart and reading.lowers[mention.last : mention.last + 1] == [","]:
            return parts  # "two civilians, a father and his son": the same two
        while queue:
            at = queue.pop(0)
            for child in reading.children[at]:
                if reading.deps[child] != "conj" or child in self.taken or child <= at:
                    continue
                one = self.mentions.read(child)
                if one is None and child in self.mentions.counts:
                    continue
                if one is not None and self._is_addend(mention, one):
                    parts.append(one)
                    queue.append(child)
        return parts if len(parts) > 1 else self._in_line(mention)

    def _is_addend(self, first: Mention, one: Mention) -> bool:
        """Whether people joined to others are in the same case: not "three dead and one in hospital", not "one of whom"."""
        reading = self.reading
        if one.share in ("plural", "these", "vague", "part") or self.mentions.is_part(one):
            return False
        if any(word in self.table.states for word in reading.lowers[first.first : first.last]):
            return False
        own, others = self.harms.find_beside(one), self.harms.find_beside(first)
        kinds = [self.table.people.get(self.reading.lemmas[m.head]) for m in (first, one)]
        if kinds[0] != kinds[1]:
            return False  # "12 martyrs and 54 wounded"
        is_bare = one.last - one.first == 1 and reading.lowers[one.head] in ("one", "another")
        return (not own or own == others or not others) and not (is_bare and own)

    def _in_line(self, mention: Mention) -> list[Mention]:
        """Counts that stand one behind the other in a headline: "4 adults, 1 child shot"."""
        reading, parts = self.reading, [mention]
        _, end = reading.sentences[reading.sentence[mention.head]]
        while parts[-1].share in ("", "one") and self._is_plain(parts[-1]):
            at = parts[-1].last
            while at < end and reading.lowers[at] in (",", "and", "&") and at - parts[-1].last < 2:
                at += 1
            if at == parts[-1].last or at >= end:
                break
            following = next(
                (
                    m
                    for j in range(at, min(end, at + 4))
                    if j not in self.taken and (m := self.mentions.read(j)) is not None and m.first == at
                ),
                None,
            )
            if (
                following is None
                or following.share not in ("", "one")
                or not self._is_plain(following)
                or following.high is None
            ):
                break
            parts.append(following)
        harm, last = self.harms.find(mention), self.harms.find(parts[-1])
        return parts if not harm or not last or harm == last else [mention]

    def _is_plain(self, mention: Mention) -> bool:
        words = self.reading.lowers[mention.first : mention.last]
        return (
            not any(word in self.table.states for word in words)
            and self.reading.lemmas[mention.head] in self.table.sets["people"]
        )

    def _keep(self, mention: Mention, harm: str) -> None:
        self.taken.add(mention.head)
        if mention.found is not None:
            n = self.mentions.counts[mention.head]
            self.found[n] = replace(self.found[n], harm=harm, share=mention.share)
            return
        self.added.append(self._made([mention], harm, mention.share, mention.low, mention.high))

    def _keep_sum(self, parts: Sequence[Mention], harm: str) -> None:
        low, high = sum(p.low for p in parts), sum(p.high if p.high is not None else p.low for p in parts)
        share = "names" if all(p.share == "name" for p in parts) else "rest" if parts[0].share == "rest" else "sum"
        if any(self.mentions.is_part(p) for p in parts[:1]):
            share = "part"
        for part in parts:
            if part.found is not None:
                n = self.mentions.counts[part.head]
                self.found[n] = replace(self.found[n], harm=harm, share="part")
            elif part.share == "name":
                self.added.append(self._made([part], harm, "name", 1.0, 1.0))
        self.added.append(self._made(parts, harm, share, low, high))

    def _made(self, parts: Sequence[Mention], harm: str, share: str, low: float, high: float | None) -> Found:
        reading = self.reading
        first, last = min(p.first for p in parts), max(p.last for p in parts)
        start, end = reading.begins[first] - reading.start, reading.ends[last - 1] - reading.start
        hedge = Hedge.EXACT if low == high else Hedge.VAGUE
        value = Amount(low, low if low == high else None, high, "people", reading.text[start:end], hedge)
        return Found(start, end, value, parts[0].head, f"victim.{share or 'none'}", kind="victim", harm=harm, share=share)

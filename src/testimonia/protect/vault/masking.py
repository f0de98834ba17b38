"""Take identities out of a text: the pseudonym or a neutral word stands in their place, and every offset is carried along."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import accumulate

from msgspec import Struct

from testimonia.protect.identities import Identity
from testimonia.protect.vault.contents import Mask
from testimonia.protect.vault.finding import Find, Hit, MakeFind, make_find

NEUTRAL = {
    "name": "[name]",
    "alias": "[name]",
    "handle": "[account]",
    "username": "[account]",
    "phone": "[telephone]",
    "email": "[e-mail address]",
    "plate": "[number plate]",
    "number": "[number]",
    "device": "[device]",
    "address": "[address]",
    "file": "[file]",
    "coordinates": "[coordinates]",
}
_NEUTRAL_OTHER = "[removed]"
_BY_PSEUDONYM = ("name", "alias", "handle", "username")


class MaskedText(Struct, frozen=True):
    """A text without identities, what was taken out, and the way from offsets of the original to its own."""

    text: str
    masks: tuple[Mask, ...]
    hits: tuple[Hit, ...]
    """The same places in the original."""

    def offset(self, original: int) -> int:
        """An offset of the original in the masked text; one inside an identity goes to the end of what replaced it.

        >>> masked = mask("Ask Rima today", [Hit(4, 8, "a", "name")], {})
        >>> masked.text, [masked.offset(n) for n in (0, 4, 6, 8, 14)]
        ('Ask [name] today', [0, 4, 10, 10, 16])
        """
        at = bisect_left(self.hits, original, key=lambda hit: hit.start)  # hits that begin before the offset
        if at == 0:
            return original
        hit, placed = self.hits[at - 1], self.masks[at - 1]
        return placed.end + max(0, original - hit.end)


class Masker:
    """Masks texts with the identities of one vault.

    >>> masker = Masker([Identity("a", pseudonym="Driver A", names=("Rima Adnan",), phones=("000 555 105",))])
    >>> masker.mask("Rima Adnan, tel. 000555105").text
    'Driver A, tel. [telephone]'
    """

    def __init__(self, identities: Sequence[Identity], *, make: MakeFind = make_find) -> None:
        self._find: Find = make(identities)
        self._pseudonyms = {identity.id: identity.pseudonym for identity in identities}

    def find(self, text: str) -> Sequence[Hit]:
        """Every identity in a text, except where it stands under its pseudonym."""
        return [hit for hit in self._find(text) if text[hit.start : hit.end] != self._pseudonyms.get(hit.identity_id)]

    def mask(self, text: str) -> MaskedText:
        """A text with every identity replaced."""
        return mask(text, self.find(text), self._pseudonyms)


def mask(text: str, hits: Sequence[Hit], pseudonyms: Mapping[str, str]) -> MaskedText:
    """A text with these places replaced.

    Args:
        hits: in text order, not overlapping.
        pseudonyms: identity id -> pseudonym; what has none gets a neutral word.
    """
    words = [_replacement(hit, pseudonyms) for hit in hits]
    grown = [0, *accumulate(len(word) - (hit.end - hit.start) for word, hit in zip(words, hits, strict=True))]
    masks = tuple(
        Mask(hit.start + shift, hit.start + shift + len(word), hit.identity_id, hit.kind, text[hit.start : hit.end])
        for hit, word, shift in zip(hits, words, grown, strict=False)
    )
    starts, ends = [0, *(hit.end for hit in hits)], [*(hit.start for hit in hits), len(text)]
    pieces = [text[start:end] + word for start, end, word in zip(starts, ends, [*words, ""], strict=True)]
    return MaskedText("".join(pieces), masks, tuple(hits))


def unmask(text: str, masks: Sequence[Mask]) -> str:
    """The text as it was before it was masked.

    >>> masked = mask("Ask Rima today", [Hit(4, 8, "a", "name")], {"a": "Driver A"})
    >>> unmask(masked.text, masked.masks)
    'Ask Rima today'
    """
    pieces, at = [], 0
    for each in masks:
        pieces += [text[at : each.start], each.words]
        at = each.end
    return "".join([*pieces, text[at:]])


def _replacement(hit: Hit, pseudonyms: Mapping[str, str]) -> str:
    neutral = NEUTRAL.get(hit.kind, _NEUTRAL_OTHER)
    return (pseudonyms.get(hit.identity_id) or neutral) if hit.kind in _BY_PSEUDONYM else neutral

"""The words by which a draft gives what it tells to somebody: verbs of saying, phrases, what stands beside a name.

Source: own lists, from English usage; the verbs and phrases themselves are in the language pack.
"""

import re
from functools import lru_cache

from msgspec import Struct

from testimonia.text.packs import read_table

HAS_VERB = re.compile(
    r"\s+(?:\w+ly\s+)?(?:\w+(?:ed|s)|did|had|was|were|went|left|took|came|gave|got|led|drove)\b", re.IGNORECASE
)
"""After a name that opens a clause: it does something there, and is not left without a verb ("the coalition, of 250")."""


LIGHT = frozenset(
    {
        *(
            "he",
            "she",
            "they",
            "it",
            "who",
            "which",
            "now",
            "then",
            "also",
            "later",
            "has",
            "had",
            "have",
            "was",
            "is",
            "will",
            "would",
            "could",
            "did",
            "does",
        ),
        *(
            "in",
            "on",
            "at",
            "by",
            "the",
            "a",
            "for",
            "himself",
            "herself",
            "and",
            "but",
            "however",
            "too",
            "again",
            "once",
            "not",
            "never",
            "still",
            "that",
        ),
    }
)
"""Words between a comma and a verb of saying that are no other subject."""


BEING = frozenset({"was", "were", "been", "be", "is", "are", "being"})


COUNTING = frozenset(
    {"says", "counts", "puts", "estimates", "thinks", "speaks", "reckons", "believes", "claims", "insists", "reports"}
)
"""Present forms that make a sentence the word of whoever stands before them, though the case does not know them."""
SOMEBODY = frozenset(
    {
        "one",
        "another",
        "some",
        "others",
        "several",
        "many",
        "most",
        "witnesses",
        "officials",
        "residents",
        "villagers",
        "neighbours",
        "people",
        "locals",
    }
)


RECORDS = re.compile(
    r"\s+(?:now |also |itself |themselves )?(?:has|have|had|shows?|showed|lists?|listed|records?|recorded|gives?|gave)\b",
    re.IGNORECASE,
)
"""After a document's name: it is what gives what follows."""


ASKERS = frozenset({"we", "i"})


BY_HIS = re.compile(r"\b(?:by|in|on) (?:his|her|their) (?:own )?(?:account|count|estimate|reckoning|words)\b", re.IGNORECASE)


TAIL = re.compile(r",\s+(?:he|she|they)\s+\w+\s*[.?!]?$", re.IGNORECASE)
"""At the end of a sentence: ", he says."."""


THAT = re.compile(
    r"(?:(?:on|in|at) [^,.;]{1,24} )?that (?!is\b|was\b|would\b|means\b|makes\b|night\b|day\b|evening\b|\w+ (?:is|was)\b)\w+",
    re.IGNORECASE,
)
"""At the opening: a clause of saying without its verb ("On 5 March that six people had died")."""


ASIDE = re.compile(r",\s+(?:he|she|they) (?P<cue>\w+)(?=[,.;])", re.IGNORECASE)


SOME = re.compile(
    r"\b(?:one|another|some|two|three|several|most|many|none|each|any) of (?:the |these |those )?$", re.IGNORECASE
)
"""Before a name: one out of a group, who need not be the source that speaks for all of it."""


GIVES = re.compile(
    r"(?: (?:now|then|first|later))? (?:has|had|has it at|makes? it|made it|comes? to"
    r"|came to|gets? to|got to|arrives? at|reckons on|talks? of|says?|said|spoke of|speaks of)"
    r" (?:about |some |around |only |at least |up to |nearly |almost |over |fewer than |more than )?(?:[€$£]?\d[\d,.]*"
    r"|[a-z]+(?:-[a-z]+)?)(?=[.,;:]| (?:euros|dollars|pounds|people|thousand|million|US dollars)\b)|:\s+\w",
    re.IGNORECASE,
)
"""After a name: a bare figure that its bearer gives."""


OWNED = re.compile(
    r"\b(?:his|her|their|its|my|our|your|whose|an?|another"
    r"|other|every|no|any|\w+['’]s|\w+s['’])\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
"""Before a common noun: not the body that the case calls by it ("his group", "another union")."""


CLAUSE = re.compile(r";\s+|,?\s+(?=\b(?:while|whereas)\b)|\s+[–—]\s+")
"""Where one sentence gives the word to somebody else."""


COMPARED = re.compile(r"\b(?:than|as)\s+(?:what\s+|even\s+)?(?:the\s+)?$", re.IGNORECASE)
"""Before a name: what is said there is only compared with ("less than what the union says")."""


class Lexicon(Struct, frozen=True):
    """The words of attribution."""

    cues: frozenset[str]
    telling: frozenset[str]
    """Of these the ones that make a sentence somebody's even where nobody is named."""
    phrases: re.Pattern[str]
    own: re.Pattern[str]
    unnamed: re.Pattern[str]
    running: frozenset[str]


@lru_cache(maxsize=1)
def read_lexicon() -> Lexicon:
    """The words of attribution of the language pack."""
    table = read_table("en", "desk")["attribution"]

    def any_of(words: list[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    return Lexicon(
        frozenset(table["cues"]),
        frozenset(table["telling"]),
        re.compile(rf"\b(?:{any_of(table['phrases'])})\b", re.IGNORECASE),
        re.compile(
            rf"\b(?:(?:by|in|on) (?:his|her|their|its|\w+['’]s?|\w+ \w+['’]s?)|\w+['’]s?|(?:his|her|their) own) (?:own )?"
            rf"(?:{any_of(table['own'])})\b|\bthat is (?:his|her|their) (?:own )?\w+\b",
            re.IGNORECASE,
        ),
        re.compile(rf"\b(?:{any_of(table['unnamed'])})\b", re.IGNORECASE),
        frozenset(table["running"]),
    )

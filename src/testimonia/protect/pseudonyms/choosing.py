"""Choose the name under which a protected source is published.

The choice depends on a secret and on the source's random id, never on the true name except to stay away from it: whoever has
the lists and this program but not the secret cannot work back. Once chosen, the name is kept in the vault and used in every
release; this function is not asked again.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from testimonia.errors import UsageError
from testimonia.protect.pseudonyms.likeness import is_related, is_taken
from testimonia.protect.pseudonyms.lists import NEUTRAL, Name, NameList, name_list, tradition_of

GENDERS = ("", "male", "female")
STYLES = ("given", "full", "kunya")
LEAST_SECRET = 16
"""Bytes."""

_KUNYA = {"male": Name("Abu", "أبو"), "female": Name("Umm", "أم")}


class Profile(Struct, frozen=True):
    """What a pseudonym may show of a person. Empty means unknown, or not to be shown; nothing is guessed into it."""

    gender: str = ""
    """male, female, or empty."""
    language: str = ""
    """BCP 47."""
    country: str = ""
    """ISO 3166-1 alpha-2."""
    style: str = "given"
    """given; full: with a family name; kunya: called after a child, where that is customary and the gender is known."""


class Pseudonym(Struct, frozen=True):
    """A published name, in Latin letters and in the script it is written in at home (empty: the same)."""

    latin: str
    native: str = ""


def suggest_pseudonym(
    true_names: Sequence[str], *, source_id: str, secret: bytes, profile: Profile | None = None, taken: Iterable[str] = ()
) -> Pseudonym:
    """A name that fits a person's surroundings and has nothing to do with their own.

    Args:
        true_names: every true name and alias of the source, any script; used only to stay away from.
        source_id: the source's random id.
        secret: at least 16 random bytes, the same for a whole investigation; kept in the vault.
        profile: what may be shown.
        taken: every other name in the case: identities of all sources, named sources, public persons, other pseudonyms.

    Raises:
        UsageError: the secret is too short, the profile says something unknown, or no name is left.

    >>> driver = Profile("male", "ar", "SY")
    >>> suggest_pseudonym(["Nawwaf al-Khayali"], source_id="src-1", secret=bytes(16), profile=driver).native
    'طارق'
    """
    profile = profile or Profile()
    if len(secret) < LEAST_SECRET:
        raise UsageError(f"pseudonyms need a secret of at least {LEAST_SECRET} bytes")
    if profile.gender not in GENDERS or profile.style not in STYLES:
        raise UsageError(f"a profile has a gender of {GENDERS[1:]} or none, and a style of {STYLES}")
    others = tuple(dict.fromkeys(taken))
    for names in _lists(profile):
        for candidate in _candidates(names, profile, lambda words: _rank(secret, source_id, words)):
            if not _is_barred(candidate, true_names, others):
                return candidate
    raise UsageError("every bundled name is taken or too near a name in the case: choose a pseudonym by hand")


def _is_barred(candidate: Pseudonym, true_names: Sequence[str], others: Sequence[str]) -> bool:
    spellings = [spelling for spelling in (candidate.latin, candidate.native) if spelling]
    if any(is_related(spelling, name) for spelling in spellings for name in true_names if name.strip()):
        return True
    return any(is_taken(spelling, name) for spelling in spellings for name in others)


def _lists(profile: Profile) -> Iterator[NameList]:
    """The list of the person's tradition, those it falls back to, the neutral one; each once."""
    waiting, seen = [tradition_of(language=profile.language, country=profile.country)], set[str]()
    while waiting:
        tradition = waiting.pop(0)
        if tradition in seen or tradition == NEUTRAL:
            continue
        seen.add(tradition)
        found = name_list(tradition)
        yield found
        waiting.extend(found.fallback)
    yield name_list(NEUTRAL)


def _candidates(names: NameList, profile: Profile, rank: Callable[[str], bytes]) -> Iterator[Pseudonym]:
    given = sorted(names.given(profile.gender) or names.neutral, key=lambda name: rank(f"given {name.latin}"))
    families = sorted(names.family, key=lambda name: rank(f"family {name.latin}"))
    if profile.style == "kunya" and names.kunya and profile.gender:
        # Whose parent somebody is said to be is a man's name by custom, whatever the gender of the parent.
        children = sorted(names.male, key=lambda name: rank(f"child {name.latin}"))
        yield from (_join(_KUNYA[profile.gender], child) for child in children)
    elif profile.style == "full" and families:
        for name in given:
            yield from (_join(*((family, name) if names.family_first else (name, family))) for family in families)
    else:
        yield from (Pseudonym(name.latin, name.native) for name in given)


def _join(first: Name, second: Name) -> Pseudonym:
    native = f"{first.native} {second.native}" if first.native and second.native else ""
    return Pseudonym(f"{first.latin} {second.latin}", native)


def _rank(secret: bytes, source_id: str, words: str) -> bytes:
    return hmac.new(secret, f"{source_id}\0{words}".encode(), hashlib.sha256).digest()

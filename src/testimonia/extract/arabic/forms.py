"""The forms of an Arabic verb, from the two or three stems the pack lists.

Why made and not listed: a verb has some forty written forms with its persons and object pronouns, and all of them are
regular once the stems are known. Forms that nobody writes do no harm; a form that is missing is a sentence that is not read.

Source: the conjugation of sound, hollow and defective verbs as in any Arabic grammar; unvowelled, so that voices coincide.
"""

from functools import lru_cache

from testimonia.text.arabic import fold_word

_PRONOUNS = ("", "ه", "ها", "هم", "هن", "هما", "نا", "ني", "ك", "كم")
_PERSONS = "يتنا"


@lru_cache(maxsize=1024)
def verb_forms(entry: str) -> frozenset[str]:
    """All folded forms of a verb given as ``past present`` and, for a hollow verb, its short past stem.

    >>> sorted(verb_forms("قال يقول قل") & {"قالت", "قالوا", "قلت", "يقولون", "تقول", "قلنا"}) == sorted(
    ...     ["قالت", "قالوا", "قلت", "يقولون", "تقول", "قلنا"])
    True
    """
    stems = [fold_word(stem) for stem in entry.split()]
    forms = past_forms(stems[0], stems[2] if len(stems) > 2 else "")
    return frozenset(forms | (present_forms(stems[1], is_hollow=len(stems) > 2) if len(stems) > 1 else set()))


def past_forms(stem: str, short: str = "") -> set[str]:
    """Past forms of a folded stem; a final ya or alef marks a defective verb."""
    if stem[-1] in "يا" and len(stem) > 2:
        base = stem[:-1]
        weak = base + ("ي" if stem[-1] == "ي" else "و")
        bare, plural = [stem, base + "ت", weak + "ت", weak + "نا", weak + "تم"], base + "و"
        bare += [base + "ا" + pronoun for pronoun in _PRONOUNS[1:]]
    elif short:
        bare, plural = (
            [stem, stem + "ت", short + "ت", short + "نا", short + "تم", short + "ن", stem + "ا", stem + "تا"],
            stem + "و",
        )
    else:
        bare, plural = [stem, stem + "ت", stem + "نا", stem + "تم", stem + "ن", stem + "ا", stem + "تا"], stem + "و"
    found = {form + pronoun for form in bare for pronoun in _PRONOUNS}
    return found | {plural + "ا"} | {plural + pronoun for pronoun in _PRONOUNS[1:]}


def present_forms(stem: str, *, is_hollow: bool = False) -> set[str]:
    """Present forms of a folded stem that begins with the ya of the third person."""
    base = stem[1:]
    tail = base[:-1] if base[-1] in "يوا" else base
    found: set[str] = set()
    for person in _PERSONS:
        found.update(person + base + pronoun for pronoun in _PRONOUNS)
        if person in "يت":
            found.update(person + tail + ending for ending in ("ون", "وا", "ين", "ان", "ن"))
            found.update(person + tail + ending + pronoun for ending in ("ون", "و") for pronoun in _PRONOUNS[1:])
    if base[-1] in "يوا":
        found.update(person + tail for person in _PERSONS)  # the jussive after "lam" drops the weak letter
    if is_hollow and len(base) == 3:
        found.update(person + base[0] + base[2] for person in _PERSONS)
    return found


def noun_forms(one: str) -> tuple[str, ...]:
    """Both cases of the dual of a noun, folded.

    >>> noun_forms("طفلة")
    ('طفلتان', 'طفلتين')
    """
    folded = fold_word(one)
    base = (
        folded[:-1] + "ت" if folded.endswith("ه") else folded[:-1] if folded.endswith("ء") and folded[-2:-1] == "ا" else folded
    )
    return base + "ان", base + "ين"

"""Figures: counts, measures, money and durations against what the named source said, what anybody said, and the findings."""

import re
from collections.abc import Iterable, Sequence

from testimonia.check.bindings import bound_record
from testimonia.check.casefile import Record, is_quantity
from testimonia.check.context import Context, spot
from testimonia.check.elsewhere import is_elsewhere
from testimonia.check.figures import PHYSICAL, Fit, compare, figure_of, figures_in, inside, spoken_figure
from testimonia.check.kinship import LEAST, LOOSE, Kin, is_unreal, records_of
from testimonia.check.reckoning import is_interval, is_reckoning, is_restated, is_share, is_supposed, is_worked_out, wrong_sum
from testimonia.check.telling import UNTRUE_YET, tells_as
from testimonia.check.terms import stems_in, words_in
from testimonia.check.verdicts import Verdict, passed, problem, uncompared
from testimonia.check.voices import Voice
from testimonia.model.desk import Check, Problem, Severity
from testimonia.model.findings import Finding
from testimonia.model.testimony import FACTUAL, Claim, Stance
from testimonia.model.values import Amount, Duration, Hedge, Money, Quantity

_BARE_ONE = re.compile(
    r"^(?:a|an|one|another|the other|each|both|half|some|many|several|few|most|all|any|every)\b", re.IGNORECASE
)
_SHARE = re.compile(r"\bone in (?:\w+)$|^(?:hardly|scarcely|barely|about|roughly|nearly)? ?one in\b", re.IGNORECASE)
_DEFINITE = re.compile(
    r"\b(?:the|these|those|both|his|her|their|our|its|my|(?:one|two|three|four"
    r"|five|some|most|many|any|all|none|each|half|several|few|\d+) of)\s+$",
    re.IGNORECASE,
)
_POINTED = re.compile(r"\b(?:the|these|those|of)\s+$", re.IGNORECASE)
_HOUR_BEFORE = re.compile(
    r"\b(?:at|until|till|by|before|after|since|past)\s+(?:about |around |almost |nearly |just )*$", re.IGNORECASE
)
_HOUR_AFTER = re.compile(
    r"^\s*(?:[.,;:!?—–)”]|in the\b|the next\b|that\b|they\b|he\b|she\b"
    r"|we\b|it\b|there\b|nobody\b|on \w+day\b|and\b|or\b|when\b|$)",
    re.IGNORECASE,
)
_ESTIMATING = re.compile(
    r"\b(?:guess\w*|estimat\w*|reckon\w*|judge[sd]?|suppose[sd]?"
    r"|thinks?|thought|believe[sd]?|puts?\b[^.;]*\bat|in the region of)\b",
    re.IGNORECASE,
)
_ESTIMATED = re.compile(
    r"^,?\s*(?:roughly|approximately|or so|more or less|or thereabouts"
    r"|give or take|(?:he|she|they) (?:guess|reckon|think|estimate)s?"
    r"|about|around|at (?:the )?(?:very )?(?:least|most)|(?:by|on"
    r"|in) (?:his|her|their) (?:own )?(?:guess|estimate|reckoning))\b",
    re.IGNORECASE,
)
_UTMOST = re.compile(
    r"\b(?:longest|highest|largest|biggest|maximum|peak|at worst|lowest|smallest|shortest|minimum|at best)\b", re.IGNORECASE
)
_FIRM = 0.7
"""The matcher's score from which a claim surely speaks to a question."""
_SMALL = 12
"""A bare figure up to which any text has it, so that having it says nothing."""
_EXACTLY = re.compile(r"\b(?:exactly|precisely|no more and no less)\b", re.IGNORECASE)
_AROUND = frozenset(
    {"about", "around", "some", "roughly", "nearly", "almost", "over", "under", "more", "less", "fewer", "than", "at", "least", "most", "up", "to",
     "as", "many", "much", "few", "or", "so", "only", "just", "exactly", "and", "of", "the", "between", "dozen", "from", "well", "no"}
)  # fmt: skip
_ANYBODY = frozenset({"people", "person"})
_YEAR = re.compile(r"^(?:1[5-9]|20)\d\d$")


def check_numbers(context: Context) -> Iterable[Verdict]:
    """Every figure of the draft."""
    for claim in context.claims:
        value = claim.value
        if not isinstance(value, Amount | Money | Duration) or _is_no_figure(value):
            continue
        if _is_known_group(context, claim, value):
            yield uncompared(Check.NUMBER, spot(claim), "it speaks of a group that the draft takes as known")
            continue
        if _is_hour(context, claim, value):
            yield uncompared(Check.NUMBER, spot(claim), "an hour of the day")
            continue
        if (reason := _not_counted(context, claim, value)) is not None:
            yield uncompared(Check.NUMBER, spot(claim), reason)
            continue
        voice = context.voice(claim)
        verdict = _check_said(context, claim, value, voice) if voice.source_ids else _check_told(context, claim, value)
        yield _weigh(context, claim, value, verdict)


def _not_counted(context: Context, claim: Claim, value: Quantity) -> str | None:
    """Why a figure is none that somebody could have given; None where it may be."""
    if is_supposed(context, claim):
        return "it is asked or supposed, and not told"
    if is_interval(context, claim):
        return "it lies between two times"
    if not context.voice(claim).source_ids and (reason := is_elsewhere(context, claim)):
        return reason
    if is_share(value) and not any(is_share(one.record.claim.value) for one in context.kin(claim)):  # type: ignore[arg-type]
        return "a part or a multiple of another figure"
    return None


def _weigh(context: Context, claim: Claim, value: Quantity, verdict: Verdict) -> Verdict:
    """A verdict as it stands, unless the draft worked the figure out itself, or hedges it by other words than a number's."""
    if not isinstance(verdict, Problem):
        return verdict
    if wrong := wrong_sum(context, claim, value):
        return problem(Check.NUMBER, spot(claim), f"{wrong} do not add up to this", nearest=verdict.nearest)
    if is_restated(context, claim, value):
        return passed(Check.NUMBER, spot(claim), "the figure beside it in other units")
    if is_worked_out(context, claim, value):
        return passed(Check.NUMBER, spot(claim), "follows from the figures beside it")
    if is_reckoning(context, claim):
        return uncompared(Check.NUMBER, spot(claim), "worked out, from what the desk does not see")
    sentence = context.sentence(claim)
    if verdict.severity is Severity.WARNING and verdict.reason.endswith(f"“{_known_words(verdict)}”"):
        if (sentence is not None and sentence.is_heading) or _is_hedged_beside(context, claim):
            return passed(Check.NUMBER, spot(claim), "hedged by other words, or in a headline")
    return verdict


def _known_words(verdict: Problem) -> str:
    return verdict.reason.rpartition("“")[2].rstrip("”")


def _is_hedged_beside(context: Context, claim: Claim) -> bool:
    """Whether words around a figure say that it is an estimate: "guesses that", "600, roughly"."""
    sentence, prose = context.sentence(claim), context.draft.contents.prose
    if sentence is None or _EXACTLY.search(prose[max(sentence.start, claim.span.start - 16) : claim.span.end]):
        return False
    if re.search(r"\band (?:over|more|above|under)$", claim.span.exact) and re.match(
        r"\s+\d", prose[claim.span.end : claim.span.end + 3]
    ):
        return True  # "13 buses and over 100 cars": the hedge is the next figure's
    before, after = (
        prose[max(sentence.start, claim.span.start - 60) : claim.span.start],
        prose[claim.span.end : sentence.end][:40],
    )
    if _UTMOST.search(prose[sentence.start : claim.span.start]):
        return True  # "the longest wait was 30 weeks"
    return _ESTIMATING.search(before) is not None or _ESTIMATED.match(after) is not None


def _is_no_figure(value: Quantity) -> bool:
    """Whether a value counts nothing that could be wrong: "one", "some", "many", a bare year."""
    words = value.words.strip()
    if value.hedge is Hedge.VAGUE and not re.search(r"\d|dozen|score|hundred|thousand|million", words, re.IGNORECASE):
        return True
    if isinstance(value, Amount):
        if _SHARE.search(words):
            return True
        return (
            bool(_BARE_ONE.match(words) and not re.search(r"\d|dozen|score|hundred|thousand|million", words, re.IGNORECASE))
            or bool(_YEAR.match(words))
            or (value.low == value.high == 0)
        )
    return value.best is None and value.low is None and value.high is None


def _is_known_group(context: Context, claim: Claim, value: Quantity) -> bool:
    """ "The two smugglers", "two of three": a small number that only points at a group named elsewhere."""
    before = context.draft.contents.prose[max(0, claim.span.start - 12) : claim.span.start]
    if (
        _POINTED.search(before)
        and not is_physical(value)
        and any(
            one.span.end <= claim.span.start
            and isinstance(one.value, Amount)
            and spoken_figure(one.value) == spoken_figure(value)
            for one in context.draft.contents.claims
        )
    ):
        return True  # "At least 31 of the 37": they were named before
    is_small = (
        isinstance(value, Amount)
        and not is_physical(value)
        and value.hedge is Hedge.EXACT
        and value.best is not None
        and value.best <= 10
    )
    return bool(is_small and _DEFINITE.search(before) and not context.draft.questions_of(claim))


def _is_hour(context: Context, claim: Claim, value: Quantity) -> bool:
    """ "Until three", "at about four, ...": a bare figure up to twelve where an hour stands."""
    if not isinstance(value, Amount) or value.unit or value.best is None or not 1 <= value.best <= 12:
        return False
    prose, words = context.draft.contents.prose, re.search(r"\w+$", claim.span.exact)
    start = claim.span.start + (words.start() if words else 0)
    line = prose[max(0, start - 40) : start]
    return bool(_HOUR_BEFORE.search(line) and _HOUR_AFTER.match(prose[claim.span.end : claim.span.end + 12]))


def _check_said(context: Context, claim: Claim, value: Quantity, voice: Voice) -> Verdict:
    """A figure in the mouth of a source of the case."""
    speaking = context.speaking(voice)
    kin = [one for one in context.kin(claim) if is_quantity(one.record.claim.value)]
    own = context.named(voice)
    if any(one.score >= LEAST for one in records_of(kin, own)):
        speaking = own  # what "the drivers" say together, before what one of them says
    mine = records_of(kin, speaking)
    right = _best_fit(value, mine)
    if right and right[0] is Fit.SAME:
        moved = _scope_moved(context, claim, right[1])
        return moved or passed(Check.NUMBER, spot(claim), f"{right[1].record.source_name} says so")
    if right and right[0] is Fit.HEDGE_DROPPED:
        return _hedge_dropped(claim, right[1])
    name = context.names(voice.source_ids)
    theirs = _best_fit(value, [one for one in kin if one.score >= LEAST and one.record.source_id not in speaking])
    elsewhere = _same_figure(context, claim, value, speaking)
    if right and right[0] is Fit.UNIT:
        nearest = right[1].record
        return problem(
            Check.NUMBER, spot(claim), f"{name} gives it in another unit: “{nearest.claim.span.exact}”", nearest=[nearest]
        )
    is_elsewhere = elsewhere is not None and bool(elsewhere.questions or not any(one.shares_question for one in mine))
    is_small = (figure := spoken_figure(value)) is not None and figure <= _SMALL and any(one.score >= LEAST for one in mine)
    if _is_bare(claim) and not is_small and figure is not None and figure in context.figures_of(speaking):
        return passed(Check.NUMBER, spot(claim), f"{name} gives this figure")
    if elsewhere is not None and is_elsewhere and not (theirs and theirs[0] is Fit.SAME):
        reason = f"{name} gives this figure for something else: “{elsewhere.sentence}”"
        is_answered = any(one.shares_question for one in mine)
        if not context.draft.questions_of(claim) or _is_of(claim, elsewhere) or not is_answered:
            return passed(Check.NUMBER, spot(claim), f"{elsewhere.source_name} says so")
        return problem(Check.NUMBER, spot(claim), reason, nearest=[elsewhere, *(one.record for one in mine[:1])])
    is_rough = value.hedge is Hedge.VAGUE and bool(mine)  # "a few hundred" is near many figures, and so nobody's in particular
    if theirs and theirs[0] is Fit.SAME and theirs[1].record.source_name and not is_rough:
        if context.may_be(theirs[1].record.source_id, claim):
            return passed(Check.NUMBER, spot(claim), f"{theirs[1].record.source_name} says so")
        said = f"; {name} says “{mine[0].record.claim.span.exact}”" if mine else ""
        reason = f"{theirs[1].record.source_name} says this, not {name}{said}"
        return problem(Check.SPEAKER, spot(claim), reason, nearest=[theirs[1].record, *(one.record for one in mine[:1])])
    if (other := _other_unit(context, claim, value, speaking)) is not None:
        return problem(
            Check.NUMBER, spot(claim), f"{name} gives it in another unit: “{other.claim.span.exact}”", nearest=[other]
        )
    if any(_is_whole_of(claim, one.record) for one in mine):
        return passed(Check.NUMBER, spot(claim), f"{name} speaks of a part of them")
    close = [one.record for one in mine if one.score >= LEAST] or [one.record for one in kin if one.score >= LEAST]
    if close:
        who = "" if close[0].source_id in speaking else f" {close[0].source_name}’s"
        reason = f"{name} does not say this; the nearest is{who} “{close[0].claim.span.exact}”"
        return problem(Check.NUMBER, spot(claim), reason, nearest=close)
    figure = spoken_figure(value)
    is_given = figure is not None and context.gives(speaking, value, figure)
    is_new = figure not in context.figures and _is_attached(context, claim, voice)
    if (
        is_given
        or not (is_new or (voice.is_said and not voice.is_running))
        or (claim.stance is Stance.ASKS and not isinstance(value, Money))
    ):
        return uncompared(Check.NUMBER, spot(claim), f"nothing that {name} says in the case speaks of this")
    loose = [one.record for one in (*mine, *kin)]
    reason = f"nothing that {name} says holds this figure"
    return problem(Check.NUMBER, spot(claim), reason, nearest=loose, severity=Severity.WARNING)


def _other_unit(context: Context, claim: Claim, value: Quantity, speaking: frozenset[str]) -> Record | None:
    """The record of a speaker who gives the very figure in another currency, and nowhere in the draft's."""
    if not isinstance(value, Money):
        return None
    said = [r for r in context.case.records if r.source_id in speaking and isinstance(r.claim.value, Money)]
    same = [r for r in said if spoken_figure(r.claim.value) == spoken_figure(value)]  # type: ignore[arg-type]
    other = [r for r in same if compare(value, r.claim.value) is Fit.UNIT]  # type: ignore[arg-type]
    return other[0] if other and len(other) == len(same) else None


def _is_whole_of(claim: Claim, record: Record) -> bool:
    """Whether a drafted count is the whole of which a record counts a part, and of another deed: "he knows three doors"."""
    words = record.claim.span.exact
    whole = re.search(r"\w+ of (?:the |these |those |his |her |their |its )?(\w+)", words)
    is_other = not words_in(claim.about.predicate) & words_in(record.claim.about.predicate)
    return whole is not None and is_other and figures_in(claim.span.exact) == figures_in(whole[1])


def _is_attached(context: Context, claim: Claim, voice: Voice) -> bool:
    """Whether a sentence gives a figure as one named speaker's, or a pronoun's, and not as an age or a year of office."""
    sentence = context.sentence(claim)
    if sentence is None:
        return False
    named = {one.source_id for one in context.voices.speakers_in(sentence)}
    if len(named) > 1 or not (named or (voice.is_running and context.voices.is_attributed(sentence))):
        return False
    return not context.voices.is_beside_name(claim.span.start, claim.span.end)


def _check_told(context: Context, claim: Claim, value: Quantity) -> Verdict:
    """A figure in the draft's own voice, or in that of somebody who is no source of the case."""
    if (bound := bound_record(context, claim)) is not None:
        return passed(Check.NUMBER, spot(claim), f"{bound.source_name} says so, as the binding says")
    kin = [one for one in context.kin(claim) if one.score >= LEAST and is_quantity(one.record.claim.value)]
    kin = [one for one in kin if not _is_no_figure(one.record.claim.value)]  # type: ignore[arg-type]
    facts = [one for one in kin if _is_told_as_such(context, claim, one.record)]
    right = _best_fit(value, facts)
    if right and right[0] is Fit.SAME:
        moved = _scope_moved(context, claim, right[1])
        return moved or passed(Check.NUMBER, spot(claim), f"{right[1].record.source_name} says so")
    loose = (
        _best_fit(value, [one for one in context.kin(claim) if one.score >= LOOSE])
        if not context.draft.questions_of(claim)
        else None
    )
    if loose and loose[0] is Fit.SAME and not right and loose[1].record.claim.stance in FACTUAL:
        return passed(Check.NUMBER, spot(claim), f"{loose[1].record.source_name} says so")
    if (found := _concluded(context, claim, value)) is not None:
        return passed(Check.NUMBER, spot(claim), found)
    if right and right[0] is Fit.HEDGE_DROPPED:
        if claim.stance not in FACTUAL:
            return passed(Check.NUMBER, spot(claim), f"near what {right[1].record.source_name} says")
        return _hedge_dropped(claim, right[1])
    only = _best_fit(value, [one for one in kin if one.record.claim.stance in UNTRUE_YET])
    if only and only[0] in (Fit.SAME, Fit.HEDGE_DROPPED):
        record = only[1].record
        reason = f"this is what was {UNTRUE_YET[record.claim.stance]}, not what happened ({record.source_name})"
        return problem(Check.OVERCLAIM, spot(claim), reason, nearest=[record, *(one.record for one in facts[:1])])
    if right and right[0] is Fit.UNIT:
        nearest = right[1].record
        return problem(Check.NUMBER, spot(claim), f"the case has another unit: “{nearest.claim.span.exact}”", nearest=[nearest])
    questions = [one for one in context.draft.questions_of(claim) if one in context.case.findings]
    elsewhere = _same_figure(context, claim, value, None)
    if elsewhere is not None and (_is_of(claim, elsewhere) or _is_verbless(claim)):
        return passed(Check.NUMBER, spot(claim), f"{elsewhere.source_name} says so")
    if elsewhere is not None and not elsewhere.questions and figure_of(value) and context.draft.terms(claim) & elsewhere.terms:
        return passed(Check.NUMBER, spot(claim), f"{elsewhere.source_name} gives this figure")
    if questions and elsewhere is not None and elsewhere.questions and any(one.shares_question for one in facts):
        reason = f"the case has this figure for something else: “{elsewhere.sentence}”"
        return problem(Check.NUMBER, spot(claim), reason, nearest=[elsewhere, *(one.record for one in facts[:1])])
    if _is_bare(claim):
        if _same_figure(context, claim, value, None) is not None:
            return passed(Check.NUMBER, spot(claim), "the case has this figure")
        facts = [one for one in facts if one.shares_question]
    facts = [one for one in facts if _is_firm(context, claim, one)]
    if facts:
        reason = f"nobody in the case says this; the nearest is “{facts[0].record.claim.span.exact}”"
        return problem(Check.NUMBER, spot(claim), reason, nearest=[one.record for one in facts])
    return uncompared(Check.NUMBER, spot(claim), "nothing in the case speaks of this")


def _is_told_as_such(context: Context, claim: Claim, record: Record) -> bool:
    """Whether a record says how it was, or the draft itself says that this was only promised, expected or laid down."""
    stance = record.claim.stance
    if stance in FACTUAL or claim.stance not in FACTUAL:
        return True
    sentence = context.sentence(claim)
    return sentence is not None and tells_as(stance, sentence.text)


def is_physical(value: Quantity) -> bool:
    """Whether a figure is a measure and no count."""
    return isinstance(value, Amount) and value.unit in PHYSICAL


def _is_bare(claim: Claim) -> bool:
    """Whether a figure stands alone, so that what it counts must be guessed: "they found eighty", "In 2023, £15,000"."""
    if _is_verbless(claim):
        return True
    return isinstance(claim.value, Amount) and not re.search(r"[a-z]{3,}\s*$", _plain(claim.span.exact), re.IGNORECASE)


def _is_verbless(claim: Claim) -> bool:
    return not claim.about.predicate and not claim.about.noun


def _plain(words: str) -> str:
    """Words of a figure without the number words, to see whether anything is counted."""
    return " ".join(
        "" if figures_in(word) or word.casefold() in _AROUND else word for word in re.split(r"[\s-]+", words)
    ).strip()


def _is_firm(context: Context, claim: Claim, kin: Kin) -> bool:
    """Whether two figures surely count the same: a question both answer, or more in common than the thing counted."""
    if kin.shares_question and _is_asked(context, claim, kin):
        return True
    counted = words_in(claim.span.exact) | words_in(kin.record.claim.span.exact)
    common = (context.draft.terms(claim) & kin.record.terms) - counted
    if words_in(claim.about.noun) & _ANYBODY:  # people are in every story: what they did must be the same
        return len(common) >= 2 or bool(common & words_in(claim.about.predicate))
    return bool(common)


def _is_asked(context: Context, claim: Claim, kin: Kin) -> bool:
    """Whether a claim speaks to a question by more than the thing counted: by the matcher's score, or by a word of the lines around it."""
    common = [one for one in kin.record.questions if one in context.draft.questions_of(claim)]
    sentence = context.sentence(claim)
    before = context.draft.before(sentence) if sentence is not None else None
    shown = stems_in(" ".join(one.text for one in (before, sentence) if one is not None))
    for one in common:
        question = context.case.questions[one]
        if context.draft.score(claim, one) >= _FIRM or shown & words_in(" ".join(question.terms)):
            return True
    return False


def _best_fit(value: Quantity, kin: Sequence[Kin]) -> tuple[Fit, Kin] | None:
    """The record that fits a drafted value best, the nearest first among equals."""
    order = (Fit.SAME, Fit.HEDGE_DROPPED, Fit.UNIT)
    found: dict[Fit, Kin] = {}
    for one in kin:
        known = one.record.claim.value
        if isinstance(known, Amount | Money | Duration):
            if known.hedge is Hedge.VAGUE and value.hedge is not Hedge.VAGUE and not _is_bounded(known):
                continue  # "thousands" fits any figure of four digits, and so speaks for none
            found.setdefault(compare(value, known), one)
    return next(((fit, found[fit]) for fit in order if fit in found), None)


def _is_bounded(value: Quantity) -> bool:
    return value.low is not None and value.high is not None and value.high <= 3 * max(1.0, value.low)


def _hedge_dropped(claim: Claim, kin: Kin) -> Verdict:
    record = kin.record
    reason = f"{record.source_name} is less sure, or bounds it otherwise: “{record.claim.span.exact}”"
    return problem(Check.NUMBER, spot(claim), reason, nearest=[record], severity=Severity.WARNING)


def _scope_moved(context: Context, claim: Claim, kin: Kin) -> Verdict | None:
    """A problem if the source gave the figure for a part or for another question, and the draft gives it for the whole."""
    record = kin.record
    mine = context.draft.questions_of(claim)
    sentence = context.sentence(claim)
    shown = words_in(sentence.text) if sentence else frozenset()
    is_other = bool(mine and record.questions) and not set(mine).intersection(record.questions)
    parts = [phrase for phrase in record.claim.about.scope if not words_in(phrase) & shown]
    if not is_other and not (parts and not claim.about.scope and words_in(" ".join(parts))):
        return None
    part = f" ({parts[0]})" if parts else ""
    reason = f"{record.source_name} says this of something narrower or other{part}: “{record.sentence}”"
    return problem(Check.NUMBER, spot(claim), reason, nearest=[record])


def _is_of(claim: Claim, record: Record) -> bool:
    """Whether a record with the same figure counts the same things: "a person pays 600" and "I charge 600 a person".

    That both count people says nothing: 112 people on a lorry are not 112 in the convoy.
    """
    nouns, per = words_in(claim.about.noun), getattr(claim.value, "per", "")
    if per and per == getattr(record.claim.value, "per", ""):
        return True
    return bool((nouns - _ANYBODY if isinstance(claim.value, Amount) else nouns) & record.terms)


def _same_figure(context: Context, claim: Claim, value: Quantity, speaking: frozenset[str] | None) -> Record | None:
    """A record of the same kind and unit with the same figure: one that counts the same things, or what else has it."""
    figure = figure_of(value)
    near = context.case.near(context.draft.terms(claim))
    said = [record for record in context.case.records if speaking and record.source_id in speaking]
    found: Record | None = None
    for record in context.case.records if _is_bare(claim) else dict.fromkeys([*near, *said]):
        if speaking is not None and record.source_id not in speaking:
            continue
        known = record.claim.value
        if not isinstance(known, Amount | Money | Duration) or figure is None or is_unreal(record):
            continue
        is_bare = isinstance(value, Amount) and not value.unit
        if _is_bare(claim) and (is_bare or type(known) is type(value)) and spoken_figure(known) == spoken_figure(value):
            return record  # "600 dollars a person and at least 1,500 for a family"
        if type(known) is type(value) and compare(value, known) is Fit.SAME:
            if _is_of(claim, record):
                return record
            found = found or record
    return found


def _concluded(context: Context, claim: Claim, value: Quantity) -> str | None:
    """Where a figure lies inside a finding or follows from accounts by a rule of the case; None if it does not."""
    questions = context.draft.questions_of(claim)
    for question_id in questions:
        finding = context.case.findings.get(question_id)
        is_fair = value.hedge is not Hedge.EXACT or (finding is not None and finding.low == finding.high)
        if finding and is_fair and inside(value, finding.low, finding.best, finding.high):
            known = [record for record in context.case.of_question(question_id) if is_quantity(record.claim.value)]
            if _is_somebodys(value, known, finding):
                return f"inside the finding on {question_id}"
    for derivation in context.case.contents.derivations:
        is_asked = not questions or derivation.question_id in questions
        if is_asked and derivation.best and inside(value, derivation.low, derivation.best, derivation.high):
            figure = figure_of(value)
            if figure is not None and abs(figure - derivation.best) <= 0.001 * derivation.best:
                return f"follows by the rule “{derivation.rule_id}”: {derivation.words}"
    return None


def _is_somebodys(value: Quantity, known: Sequence[Record], finding: Finding) -> bool:
    """Whether a hedged figure is the finding's best or bound, or near what somebody said: "about 4,200" is nobody's for 4,000.

    "Up to 2,000" is not true of what goes up to 20,000, though 2,000 lies inside it.
    """
    figure = figure_of(value)
    if value.hedge is Hedge.RANGE:
        return True
    bound = {Hedge.MIN: finding.low, Hedge.MAX: finding.high}.get(value.hedge, finding.best)
    figures = [figure_of(record.claim.value) for record in known]  # type: ignore[arg-type]
    near = [one for one in (*figures, bound) if one is not None]
    return figure is not None and any(abs(figure - one) <= 0.025 * one for one in near)

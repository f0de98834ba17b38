"""Example releases for the tests of `publish`: a small complete one in English and Arabic, and a large one from a seed.

    example_release()                 the convoy in small: every kind of question, stance and link once
    example_release(language="ar")    the same in Arabic
    large_release(claims=300)         as much as a large story holds

The sentences are our own. Ids are readable here (``claim-people-nadim-1``); those of a real release are random.
"""

import random
from typing import Any, NamedTuple

from testimonia.model.findings import Standing
from testimonia.model.release import (
    Count,
    Release,
    ReleasedAnswer,
    ReleasedClaim,
    ReleasedContradiction,
    ReleasedCorroboration,
    ReleasedDerivation,
    ReleasedEstimate,
    ReleasedEvent,
    ReleasedFinding,
    ReleasedGrade,
    ReleasedItem,
    ReleasedLeg,
    ReleasedParty,
    ReleasedPlace,
    ReleasedQuestion,
    ReleasedQuote,
    ReleasedRoute,
    ReleasedShift,
    ReleasedSource,
)
from testimonia.model.scales import AIRWARS, CONFIDENCE, Scale
from testimonia.model.testimony import Form, Polarity, Role, Stance
from testimonia.model.values import Amount, Duration, Hedge, Moment, Money, Occurrence, PlaceRef, Precision, Value

HOUR, DAY = 3600.0, 86400.0


class Said(NamedTuple):
    """One claim of one source on one question, for `ReleaseBuilder.ask`."""

    who: str
    value: Value
    words: str
    """The quotation; empty: withheld."""
    said_on: str = ""
    stance: Stance = Stance.ASSERTS
    polarity: Polarity = Polarity.AFFIRMED
    is_first_hand: bool | None = True
    relayed_from: tuple[str, ...] = ()
    group: str = ""
    is_edited: bool = False
    form: Form = Form.DIRECT
    item: str = "interview"


class ReleaseBuilder:
    """Gathers the parts of a release; `build` makes it."""

    def __init__(self, title: str, language: str = "en") -> None:
        self.title, self.language = title, language
        self.parts: dict[str, list[Any]] = {}

    def add(self, **parts: Any) -> None:
        """Append to lists of the release by their name: ``add(places=place)``."""
        for name, part in parts.items():
            self.parts.setdefault(name, []).append(part)

    def ask(
        self,
        question: ReleasedQuestion,
        figures: tuple[float | None, float | None, float | None],
        standing: Standing,
        words: str,
        reason: str,
        said: tuple[Said, ...],
        **finding: Any,
    ) -> tuple[str, ...]:
        """A question with its claims, answers, estimate and finding; returns the claims' ids in the order given."""
        key = question.id.removeprefix("question-")
        claim_ids: list[str] = []
        by_source: dict[str, list[int]] = {}
        for number, one in enumerate(said):
            by_source.setdefault(one.who, []).append(number)
            end = f"{key}-{one.who}-{len(by_source[one.who])}"
            claim_ids.append(f"claim-{end}")
            if one.words:
                self.add(quotes=self._quote(f"quote-{end}", one))
            self.add(
                claims=ReleasedClaim(
                    id=f"claim-{end}",
                    source_id=f"source-{one.who}",
                    value=one.value,
                    stance=one.stance,
                    polarity=one.polarity,
                    quote_id=f"quote-{end}" if one.words else "",
                    said_on=one.said_on,
                )
            )
        answers = []
        for who, numbers in by_source.items():
            factual = [at for at, number in enumerate(numbers) if said[number].stance in _FACTUAL]
            answers.append(
                ReleasedAnswer(
                    id=f"answer-{key}-{who}",
                    question_id=question.id,
                    source_id=f"source-{who}",
                    claim_ids=tuple(claim_ids[number] for number in numbers),
                    standing=factual[-1] if factual else -1,
                    group=next((said[number].group for number in numbers if said[number].group), f"group-{who}"),
                    credibility="2",
                )
            )
        low, best, high = figures
        ids = tuple(answer.id for answer in answers)
        self.parts.setdefault("answers", []).extend(answers)
        self.add(
            questions=question,
            estimates=ReleasedEstimate(
                f"estimate-{key}", question.id, low, best, high, question.unit, "log-pool", words, answer_ids=ids
            ),
            findings=ReleasedFinding(
                id=f"finding-{key}",
                question_id=question.id,
                low=low,
                best=best,
                high=high,
                unit=question.unit,
                standing=standing,
                words=words,
                reason=reason,
                is_suggestion=finding.pop("is_suggestion", False),
                estimate_id=f"estimate-{key}",
                answer_ids=ids,
                **finding,
            ),
        )
        return tuple(claim_ids)

    def _quote(self, quote_id: str, one: Said) -> ReleasedQuote:
        return ReleasedQuote(
            id=quote_id,
            source_id=f"source-{one.who}",
            item_id=f"item-{one.item}",
            words=one.words,
            form=one.form,
            is_edited=one.is_edited,
            said_on=one.said_on,
            is_first_hand=one.is_first_hand,
            relayed_from=one.relayed_from,
            language=self.language,
        )

    def build(self) -> Release:
        """The release."""
        return Release(self.title, self.language, **{name: tuple(parts) for name, parts in self.parts.items()})


_FACTUAL = (Stance.ASSERTS, Stance.DENIES, Stance.ADMITS)


def example_release(*, language: str = "en") -> Release:
    """A small complete release; ``language`` is ``en`` or ``ar``."""
    made = ReleaseBuilder(_t("The convoy", "القافلة", language), language)
    _people(made)
    _items(made)
    _numbers(made)
    _shares(made)
    _deeds(made)
    _times(made)
    _places(made)
    made.add(counts=Count("participant", 4))
    made.add(counts=Count("other", 4))
    made.add(withheld=Count("quote", 3))
    made.add(withheld=Count("place", 2))
    return made.build()


def _t(english: str, arabic: str, language: str) -> str:
    return arabic if language == "ar" else english


def _people(made: ReleaseBuilder) -> None:
    def t(english: str, arabic: str) -> str:
        return _t(english, arabic, made.language)

    def protected(key: str, label: tuple[str, str], role: Role, descriptor: str, **more: Any) -> None:
        shown = t(*label)
        made.add(
            sources=ReleasedSource(
                f"source-{key}", shown, label[1], True, True, role, descriptor, t("the north", "الشمال"), **more
            )
        )

    made.add(parties=ReleasedParty("party-front", t("Valley Front", "جبهة الوادي"), "armed group"))
    made.add(parties=ReleasedParty("party-alliance", t("the alliance", "التحالف"), "military coalition"))
    protected("nadim", ("Nadim", "نديم"), Role.PARTICIPANT, t("driver", "سائق"), age="40-49")
    protected("salma", ("Salma", "سلمى"), Role.EYEWITNESS, t("shopkeeper", "صاحبة متجر"))
    protected("yusuf", ("Yusuf", "يوسف"), Role.PARTICIPANT, t("driver", "سائق"))
    protected("karim", ("Karim", "كريم"), Role.HEARSAY, t("villager", "من أهل القرية"))
    made.add(
        sources=ReleasedSource(
            "source-smuggler", t("a smuggler at the border", "مهرّب على الحدود"), "", True, False, Role.PARTICIPANT
        )
    )
    for key, label, role, party in (
        ("front", t("Valley Front spokesman", "متحدث جبهة الوادي"), Role.OFFICIAL, "party-front"),
        ("alliance", t("Colonel Reyes, the alliance", "العقيد رييس، التحالف"), Role.OFFICIAL, "party-alliance"),
        ("terms", t("terms of the agreement", "نص الاتفاق"), Role.DOCUMENT, ""),
        ("herald", t("The Valley Herald", "صحيفة الوادي"), Role.MEDIA, ""),
    ):
        made.add(sources=ReleasedSource(f"source-{key}", label, "", False, True, role, party_id=party))


def _items(made: ReleaseBuilder) -> None:
    made.add(items=ReleasedItem("item-interview", "text", "2017-10", made.language))
    made.add(
        items=ReleasedItem(
            "item-statement",
            "web page",
            "2017-10-14",
            made.language,
            True,
            _t("Statement on the evacuation", "بيان عن الإجلاء", made.language),
            "https://front.example/statement",
            _t("Valley Front", "جبهة الوادي", made.language),
            "4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce",
        )
    )
    made.add(items=ReleasedItem("item-terms", "pdf", "2017-10-11", made.language, True, "", "", "", ""))


def _numbers(made: ReleaseBuilder) -> None:
    """People (contested), lorries (agreed)."""
    lang = made.language

    def t(english: str, arabic: str) -> str:
        return _t(english, arabic, lang)

    def people(low: float | None, best: float | None, high: float | None, words: str, hedge: Hedge = Hedge.ABOUT) -> Amount:
        return Amount(low, best, high, "people", words, hedge)

    ids = made.ask(
        ReleasedQuestion(
            "question-people",
            t("How many people left with the convoy?", "كم عدد من غادروا مع القافلة؟"),
            "amount",
            "people",
            t("the whole convoy", "القافلة كلها"),
        ),
        (3400, 3900, 4400),
        Standing.CONTESTED,
        t("About 3,900 people (3,400 to 4,400)", "نحو 3900 شخص (من 3400 إلى 4400)"),
        t("Two drivers agree; the Front first said far fewer.", "اتفق سائقان، وقالت الجبهة أولا عددا أقل بكثير."),
        (
            Said(
                "nadim",
                people(3600, 3800, 4000, t("almost 4,000 people", "ما يقارب 4000 شخص")),
                t("We carried almost 4,000 people out of the town.", "حملنا ما يقارب 4000 شخص من المدينة."),
                "2017-10",
            ),
            Said(
                "nadim",
                people(200, 250, 300, t("two or three hundred", "مئتان أو ثلاثمئة"), Hedge.RANGE),
                t("They told us it would be two or three hundred.", "قالوا لنا إنهم سيكونون مئتين أو ثلاثمئة."),
                "2017-10",
                Stance.EXPECTS,
            ),
            Said(
                "yusuf",
                people(3500, None, None, t("more than 3,500 people", "أكثر من 3500 شخص"), Hedge.MIN),
                t("I counted at the last stop: more than 3,500 people.", "عددتهم عند آخر موقف: أكثر من 3500 شخص."),
                "2017-11",
            ),
            Said(
                "front",
                people(24, 36, 60, t("a few dozen", "بضع عشرات"), Hedge.VAGUE),
                t("A few dozen people left, all of them local.", "غادر بضع عشرات، كلهم من أهل المدينة."),
                "2017-10-14",
                is_first_hand=None,
                item="statement",
            ),
            Said(
                "front",
                people(3500, 3750, 4000, t("some 3,750", "نحو 3750"), Hedge.ABOUT),
                t("In all some 3,750 were on our lists.", "كان في قوائمنا نحو 3750 شخصا."),
                "2017-11-20",
                Stance.ADMITS,
                is_first_hand=None,
                item="statement",
            ),
            Said(
                "karim",
                people(2000, 2000, None, t("at least 2,000", "2000 على الأقل"), Hedge.MIN),
                t("My cousin says at least 2,000 passed our village.", "يقول ابن عمي إن 2000 على الأقل مروا بقريتنا."),
                "2017-11",
                is_first_hand=False,
                relayed_from=(t("a cousin", "ابن عم"),),
                group="group-village",
            ),
            Said(
                "herald",
                people(300, 300, 300, "", Hedge.EXACT),
                "",
                "2017-10-15",
                is_first_hand=False,
                group="group-village",
                item="statement",
            ),
            Said(
                "terms",
                people(0, 500, 500, t("not more than 500 people", "لا يزيد على 500 شخص"), Hedge.MAX),
                t("Transport is for not more than 500 people.", "النقل لما لا يزيد على 500 شخص."),
                "2017-10-11",
                Stance.STIPULATES,
                is_first_hand=None,
                form=Form.NARRATION,
                item="terms",
            ),
            Said(
                "alliance",
                people(None, None, None, "", Hedge.VAGUE),
                t("I will not talk about numbers.", "لن أتحدث عن الأعداد."),
                "2017-11-14",
                Stance.DECLINES,
                is_first_hand=None,
                item="statement",
            ),
        ),
        grades=(
            ReleasedGrade(Scale.AIRWARS, "contested", AIRWARS["contested"]),
            ReleasedGrade(Scale.CONFIDENCE, "moderate", CONFIDENCE["moderate"]),
        ),
    )
    made.add(
        contradictions=ReleasedContradiction(
            "contradiction-people",
            (ids[0], ids[6]),
            ("question-people",),
            t(
                "Nadim says almost 4,000 people left and The Valley Herald says 300: both cannot be true.",
                "يقول نديم إن ما يقارب 4000 شخص غادروا وتقول صحيفة الوادي 300: لا يصح القولان معا.",
            ),
            (t("3,600 to 4,000 against 300", "من 3600 إلى 4000 مقابل 300"),),
        ),
        corroborations=ReleasedCorroboration(
            "corroboration-people",
            "question-people",
            ("answer-people-nadim", "answer-people-front"),
            3600,
            4000,
            t("two independent accounts overlap", "روايتان مستقلتان تتداخلان"),
        ),
        shifts=ReleasedShift(
            "shift-people",
            "question-people",
            "source-front",
            ids[3],
            ids[4],
            "new figure",
            t(
                "Valley Front spokesman said “a few dozen” on 2017-10-14 and “some 3,750” on 2017-11-20.",
                "قال متحدث جبهة الوادي «بضع عشرات» في 2017-10-14 ثم «نحو 3750» في 2017-11-20.",
            ),
        ),
        derivations=ReleasedDerivation(
            "derivation-people",
            "question-people",
            3200,
            3800,
            4500,
            "people",
            (ids[0],),
            t("almost 50 lorries of about 80 people each", "ما يقارب 50 شاحنة في كل منها نحو 80 شخصا"),
        ),
    )

    def lorries(low: float | None, best: float | None, high: float | None, words: str, hedge: Hedge) -> Amount:
        return Amount(low, best, high, "lorry", words, hedge)

    made.ask(
        ReleasedQuestion(
            "question-lorries", t("How many lorries were in the convoy?", "كم شاحنة كانت في القافلة؟"), "amount", "lorry"
        ),
        (45, 47, 50),
        Standing.CORROBORATED,
        t("About 47 lorries (45 to 50)", "نحو 47 شاحنة (من 45 إلى 50)"),
        t("Three independent accounts agree.", "اتفقت ثلاث روايات مستقلة."),
        (
            Said(
                "nadim",
                lorries(45, 48, 50, t("almost 50 lorries", "ما يقارب 50 شاحنة"), Hedge.ABOUT),
                t("We were almost 50 lorries.", "كنا ما يقارب 50 شاحنة."),
                "2017-10",
            ),
            Said(
                "yusuf",
                lorries(47, 47, 47, t("47 lorries", "47 شاحنة"), Hedge.EXACT),
                t("I know it exactly: 47 lorries.", "أعرف العدد تماما: 47 شاحنة."),
                "2017-11",
            ),
            Said(
                "salma",
                lorries(40, 40, None, t("at least 40 lorries", "40 شاحنة على الأقل"), Hedge.MIN),
                t("From my shop I saw at least 40 lorries.", "رأيت من متجري 40 شاحنة على الأقل."),
                "2017-11",
            ),
        ),
        is_suggestion=True,
    )
    made.add(
        corroborations=ReleasedCorroboration(
            "corroboration-lorries",
            "question-lorries",
            ("answer-lorries-nadim", "answer-lorries-yusuf", "answer-lorries-salma"),
            45,
            50,
            t("three independent accounts overlap", "ثلاث روايات مستقلة تتداخل"),
        )
    )


def _shares(made: ReleaseBuilder) -> None:
    """The fare: money."""

    def t(english: str, arabic: str) -> str:
        return _t(english, arabic, made.language)

    made.ask(
        ReleasedQuestion("question-fare", t("What did the border cost?", "كم كلّف عبور الحدود؟"), "money", "USD"),
        (600, 900, 1500),
        Standing.SINGLE_SOURCE,
        t("About 900 US dollars (600 to 1,500)", "نحو 900 دولار أمريكي (من 600 إلى 1500)"),
        t("One smuggler names a price.", "ذكر مهرّب واحد سعرا."),
        (
            Said(
                "smuggler",
                Money(600, 600, 600, "USD", t("600 dollars", "600 دولار")),
                t("A person paid 600 dollars [...] a family 1,500.", "كان الفرد يدفع 600 دولار [...] والعائلة 1500."),
                "2017-11",
                is_edited=True,
            ),
            Said(
                "karim",
                Money(None, 1500, 1500, "USD", t("up to 1,500 dollars", "حتى 1500 دولار"), Hedge.MAX),
                t("People speak of up to 1,500 dollars.", "يتحدث الناس عن مبلغ يصل إلى 1500 دولار."),
                "2017-11",
                is_first_hand=False,
            ),
        ),
    )


def _deeds(made: ReleaseBuilder) -> None:
    """A yes or no with a denial and one who declines."""

    def t(english: str, arabic: str) -> str:
        return _t(english, arabic, made.language)

    event = "foreigner leave"
    ids = made.ask(
        ReleasedQuestion(
            "question-foreigners", t("Did foreign fighters leave?", "هل غادر مقاتلون أجانب؟"), "occurrence", "", ""
        ),
        (None, None, None),
        Standing.CONTESTED,
        t("Foreign fighters left, by most accounts", "غادر مقاتلون أجانب بحسب معظم الروايات"),
        t("Two drivers say so, the Front denies it.", "قال ذلك سائقان، ونفته الجبهة."),
        (
            Said(
                "nadim",
                Occurrence(event, True, t("foreigners", "أجانب")),
                t("Every lorry had foreigners, three or four.", "في كل شاحنة كان أجانب، ثلاثة أو أربعة."),
                "2017-10",
            ),
            Said(
                "yusuf",
                Occurrence(event, True, t("foreign fighters", "مقاتلون أجانب")),
                t("There were foreign fighters in my lorry too.", "كان في شاحنتي أيضا مقاتلون أجانب."),
                "2017-11",
            ),
            Said(
                "front",
                Occurrence(event, False, t("no foreigner", "أي أجنبي")),
                t("No foreigner was allowed to leave.", "لم يُسمح لأي أجنبي بالمغادرة."),
                "2017-10-14",
                Stance.DENIES,
                Polarity.NEGATED,
                is_first_hand=None,
                item="statement",
            ),
            Said(
                "alliance",
                Occurrence(event, False, ""),
                t("I have nothing for you on that.", "ليس لدي ما أقوله عن ذلك."),
                "2017-11-14",
                Stance.DECLINES,
                is_first_hand=None,
                item="statement",
            ),
            Said(
                "terms",
                Occurrence(event, False, t("foreigners stay", "يبقى الأجانب")),
                t("Foreigners stay behind.", "يبقى الأجانب."),
                "2017-10-11",
                Stance.STIPULATES,
                Polarity.NEGATED,
                is_first_hand=None,
                form=Form.NARRATION,
                item="terms",
            ),
        ),
    )
    made.add(
        contradictions=ReleasedContradiction(
            "contradiction-foreigners",
            (ids[0], ids[2]),
            ("question-foreigners",),
            t(
                "Nadim says foreign fighters left; Valley Front spokesman denies it.",
                "يقول نديم إن مقاتلين أجانب غادروا، وينفي ذلك متحدث جبهة الوادي.",
            ),
        )
    )


def _times(made: ReleaseBuilder) -> None:
    """A duration with a promise, a moment."""

    def t(english: str, arabic: str) -> str:
        return _t(english, arabic, made.language)

    made.ask(
        ReleasedQuestion("question-journey", t("How long did the journey take?", "كم استغرقت الرحلة؟"), "duration", "s"),
        (2.8 * DAY, 3 * DAY, 4 * DAY),
        Standing.CORROBORATED,
        t("About 3 days (3 to 4)", "نحو ثلاثة أيام (من 3 إلى 4)"),
        t("Two drivers agree.", "اتفق سائقان."),
        (
            Said(
                "nadim",
                Duration(3 * DAY, 3 * DAY, 3 * DAY, t("three days", "ثلاثة أيام")),
                t("It took us three days.", "استغرقت الرحلة ثلاثة أيام."),
                "2017-10",
            ),
            Said(
                "nadim",
                Duration(6 * HOUR, 6 * HOUR, 6 * HOUR, t("six hours", "ست ساعات")),
                t("They promised six hours of work.", "وعدونا بعمل لست ساعات."),
                "2017-10",
                Stance.PROMISES,
            ),
            Said(
                "yusuf",
                Duration(2.6 * DAY, 3 * DAY, 3.4 * DAY, t("about three days", "نحو ثلاثة أيام"), Hedge.ABOUT),
                t("About three days, and we hardly slept.", "نحو ثلاثة أيام، وبالكاد نمنا."),
                "2017-11",
            ),
        ),
    )

    def on(day: str, until: str, words: str) -> Moment:
        return Moment(day, until, day, until, words, day if day == until else "")

    made.ask(
        ReleasedQuestion("question-departure", t("When did the convoy set off?", "متى انطلقت القافلة؟"), "moment"),
        (None, None, None),
        Standing.CORROBORATED,
        t("On 12 October 2017", "في 12 تشرين الأول 2017"),
        t("Two accounts name the day.", "ذكرت روايتان اليوم نفسه."),
        (
            Said(
                "nadim",
                on("2017-10-12", "2017-10-12", t("12 October", "12 تشرين الأول")),
                t("We set off on 12 October.", "انطلقنا في 12 تشرين الأول."),
                "2017-10",
            ),
            Said(
                "salma",
                on("2017-10-11", "2017-10-15", t("that week", "ذلك الأسبوع")),
                t("They passed that week, before the rain.", "مروا في ذلك الأسبوع قبل المطر."),
                "2017-11",
            ),
            Said(
                "front",
                on("2017-10-14", "2017-10-14", t("14 October", "14 تشرين الأول")),
                t("The buses left on 14 October.", "غادرت الحافلات في 14 تشرين الأول."),
                "2017-10-14",
                is_first_hand=None,
                item="statement",
            ),
        ),
    )


def _places(made: ReleaseBuilder) -> None:
    """Where it ended, four places, events and a route."""

    def t(english: str, arabic: str) -> str:
        return _t(english, arabic, made.language)

    names = {
        "raqqa": (t("Raqqa", "الرقة"), 35.95, 39.01, 0.0, Precision.EXACT),
        "shanine": (t("Shanine", "شنينة"), 36.1, 38.95, 0.0, Precision.VICINITY),
        "markada": (t("Markada", "مركدة"), 35.75, 40.76, 0.0, Precision.EXACT),
        "border": (t("the border district", "منطقة الحدود"), 34.6, 41.0, 60.0, Precision.LOCALITY),
    }
    refs = {
        key: PlaceRef(name, name, lat, lon, f"geonames:{number}", "SY", radius, precision)
        for number, (key, (name, lat, lon, radius, precision)) in enumerate(names.items(), start=101)
    }
    for key, ref in refs.items():
        made.add(places=ReleasedPlace(f"place-{key}", ref))
    end = made.ask(
        ReleasedQuestion("question-end", t("Where did the journey end?", "أين انتهت الرحلة؟"), "place"),
        (None, None, None),
        Standing.CONTESTED,
        t("In the border district", "في منطقة الحدود"),
        t("The accounts name two places.", "تذكر الروايات مكانين."),
        (
            Said("nadim", refs["border"], t("We let them out in the border district.", "أنزلناهم في منطقة الحدود."), "2017-10"),
            Said("yusuf", refs["border"], t("The road ended at the border.", "انتهى الطريق عند الحدود."), "2017-11"),
            Said("karim", refs["markada"], t("They say it ended at Markada.", "يقولون إنها انتهت في مركدة."), "2017-11",
                 is_first_hand=False),
        ),
    )  # fmt: skip
    days = [
        Moment(f"2017-10-{day}", f"2017-10-{day}", f"2017-10-{day}", f"2017-10-{day}", "", f"2017-10-{day}")
        for day in (12, 13, 15)
    ]
    for number, (what, when, place) in enumerate(
        (
            (t("The convoy sets off", "انطلاق القافلة"), days[0], "raqqa"),
            (t("The convoy passes Shanine", "مرور القافلة بشنينة"), days[0], "shanine"),
            (t("The convoy rests at Markada", "توقف القافلة في مركدة"), days[1], "markada"),
            (t("The lorries are emptied", "إفراغ الشاحنات"), days[2], "border"),
            (t("The drivers go home", "عودة السائقين"), None, ""),
        ),
        start=1,
    ):
        made.add(
            events=ReleasedEvent(
                f"event-{number}",
                what,
                when,
                when.value if when else "",
                f"place-{place}" if place else "",
                ("source-nadim",),
                ("claim-departure-nadim-1",) if number == 1 else (end[0],),
                Duration(3 * DAY, 3 * DAY, 3 * DAY, t("three days", "ثلاثة أيام")) if number == 3 else None,
            )
        )
    stops = ("raqqa", "shanine", "markada", "border")
    legs = tuple(
        ReleasedLeg(
            f"leg-{order}",
            order,
            f"place-{start}",
            f"place-{finish}",
            days[order - 1],
            ("source-nadim", "source-yusuf") if order != 2 else (),
            (end[0],) if order != 2 else (),
            order != 2,
            low_km,
            high_km,
        )
        for order, (start, finish, low_km, high_km) in enumerate(
            zip(stops, stops[1:], (17.0, 150.0, None), (30.0, 210.0, None), strict=False), start=1
        )
    )
    made.add(routes=ReleasedRoute("route-1", f"{refs['raqqa'].name} – {refs['border'].name}", legs))


def large_release(*, claims: int = 300, places: int = 100, seed: int = 7) -> Release:
    """A large release: as many claims and places as asked for, the same for the same seed.

    Every question gets about ten claims; a third of them has a contradiction.
    """
    chance = random.Random(seed)  # no secret: a test's own shuffle
    made = ReleaseBuilder("A large story")
    roles = [role for role in Role if role is not Role.UNKNOWN]
    sources = max(12, claims // 5)
    for number in range(sources):
        role = roles[number % len(roles)]
        made.add(sources=ReleasedSource(f"source-{number}", f"Source {number:03}", "", number % 3 != 0, True, role, "trader"))
    made.add(items=ReleasedItem("item-interview", "text", "2019", "en"))
    left, number = claims, 0
    while left > 0:
        number += 1
        asked = min(left, 10)
        left -= asked
        _large_question(made, chance, number, chance.sample(range(sources), asked))
    for number in range(places):
        ref = PlaceRef(
            f"Place {number:03}", f"Place {number:03}", round(34 + 3 * chance.random(), 4), round(37 + 5 * chance.random(), 4)
        )
        made.add(places=ReleasedPlace(f"place-{number}", ref))
        day = f"2019-{1 + number % 12:02}-{1 + number % 28:02}"
        made.add(
            events=ReleasedEvent(
                f"event-{number}", f"Something happens at place {number:03}", Moment(day, day, day, day, "", day), day,
                f"place-{number}", ("source-0",), (),
            )
        )  # fmt: skip
    legs = tuple(
        ReleasedLeg(f"leg-{n}", n, f"place-{n - 1}", f"place-{n}", None, ("source-0",), (), n % 4 != 0)
        for n in range(1, min(places, 20))
    )
    if legs:
        made.add(routes=ReleasedRoute("route-1", "Place 000 – Place 019", legs))
    made.add(withheld=Count("quote", 12))
    return made.build()


def _large_question(made: ReleaseBuilder, chance: random.Random, number: int, who: list[int]) -> None:
    true = 10 ** (1 + 3 * chance.random())
    said = []
    for source in who:
        best = round(true * chance.lognormvariate(0, 0.4)) + 1
        hedge = chance.choice((Hedge.EXACT, Hedge.ABOUT, Hedge.MIN, Hedge.MAX))
        low, high = {Hedge.ABOUT: (0.85 * best, 1.15 * best), Hedge.MIN: (best, None), Hedge.MAX: (0.0, best)}.get(
            hedge, (best, best)
        )
        words = f"{best:,} people"
        said.append(
            Said(
                str(source),
                Amount(low, best, high, "people", words, hedge),
                f"As far as we could see there were {words} in village {number} on that day, and nobody stayed behind.",
                f"2019-{chance.randint(1, 12):02}",
                chance.choice((Stance.ASSERTS, Stance.ASSERTS, Stance.ASSERTS, Stance.EXPECTS)),
                is_first_hand=chance.random() < 0.7,
            )
        )
    text = f"How many people left village {number}?"
    ids = made.ask(
        ReleasedQuestion(f"question-{number}", text, "amount", "people"),
        (0.8 * true, true, 1.3 * true),
        chance.choice(list(Standing)),
        f"About {true:,.0f} people",
        "Most accounts agree.",
        tuple(said),
    )
    if number % 3 == 0 and len(ids) > 1:
        sentence = "The first and the last account cannot both be true."
        made.add(
            contradictions=ReleasedContradiction(
                f"contradiction-{number}", (ids[0], ids[-1]), (f"question-{number}",), sentence
            )
        )

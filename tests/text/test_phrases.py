"""The program's sentences in other languages than English."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from itertools import product
from pathlib import Path

import pytest

from testimonia.model.brief import Brief, RuleText
from testimonia.model.findings import SENTENCES, Standing
from testimonia.model.material import Metadata
from testimonia.model.phrases import Phrase, again, changed, give_phrases, phrase_of, reworded, told
from testimonia.model.testimony import Role, Stance
from testimonia.pipeline.gate_lines import FORMS
from testimonia.protect.gate.searching.judging import _ADVICE
from testimonia.reconcile.positions import COMPARED
from testimonia.reconcile.reconciliation import reconcile
from testimonia.reconcile.signatures import PLANS
from testimonia.text.packs import read_table
from testimonia.text.phrases import _Sayer, form_of, isolated, say
from tests.make import question, said, source, sources, testimony

SOURCE = Path(__file__).parents[2] / "src" / "testimonia"
ARABIC = read_table("ar", "phrases")["phrases"]
BUILT_IN = {"list", "lines", "either", "noun", "noun.one", "noun.many", "counted", "measure", "unit"}
"""Composed by code: they join or inflect, which no template can."""
ONE_NOUN = re.compile(r"[\u0600-\u06ff]")


def calls() -> Iterator[tuple[str, ast.Call, ast.Module]]:
    """Every place where a sentence is written down."""
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if re.search(r"from testimonia\.model\.phrases import .*\btold\b", text):
            tree = ast.parse(text)
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "told":
                    yield f"{path.relative_to(SOURCE)}:{node.lineno}", node, tree


def keys_of(node: ast.expr, tree: ast.Module) -> set[str]:
    """Every key that an expression can be; a star for what only a run knows."""
    match node:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.IfExp(body=one, orelse=other):
            return keys_of(one, tree) | keys_of(other, tree)
        case ast.BinOp(left=left, right=right):
            return {"".join(pair) for pair in product(keys_of(left, tree), keys_of(right, tree))}
        case ast.JoinedStr(values=parts):
            return {"".join(pieces) for pieces in product(*(keys_of(part, tree) for part in parts))}
        case ast.FormattedValue(value=ast.IfExp() as inner):
            return keys_of(inner, tree)
        case ast.Name(id=name):
            given = [one for one in ast.walk(tree) if isinstance(one, ast.Assign) and _names(one) == {name}]
            found = [one.value for one in given if isinstance(one.value, ast.Constant | ast.IfExp | ast.BinOp | ast.JoinedStr)]
            return set().union(*(keys_of(one, tree) for one in found)) or {"*"}
    return {"*"}


def _names(assignment: ast.Assign) -> set[str]:
    return {target.id for target in assignment.targets if isinstance(target, ast.Name)}


def test_every_sentence_that_is_written_down_has_arabic_words():
    """A new sentence without them fails here."""
    missing = []
    for where, call, tree in calls():
        for key in keys_of(call.args[1], tree) - BUILT_IN:
            known = key in ARABIC if "*" not in key else any(fnmatchcase(one, key) for one in ARABIC)
            if not known:
                missing.append(f"{where}: {key}")
    assert not missing


def test_arabic_words_ask_for_nothing_that_a_sentence_does_not_hold():
    """A name in braces is one of the parts that the sentence is told with."""
    wrong = []
    for where, call, _ in calls():
        if not isinstance(call.args[1], ast.Constant) or any(part.arg is None for part in call.keywords):
            continue
        template = ARABIC.get(call.args[1].value, "")
        forms = template.values() if isinstance(template, dict) else [template]
        asked = {name for form in forms for name in re.findall(r"\{(\w+)\}", form)}
        if extra := asked - {part.arg for part in call.keywords}:
            wrong.append(f"{where}: {extra}")
    assert not wrong


def test_every_reason_why_a_file_could_not_be_read_knows_what_it_is_made_of():
    """An error of the readers that is raised with plain words fails here."""
    files = [*(SOURCE / "ingest").rglob("*.py"), SOURCE / "pipeline/intake.py", SOURCE / "pipeline/confidential.py"]
    plain, count = [], 0
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("ReadError", "DateError"):
                (words,) = node.args
                count += 1
                if isinstance(words, ast.Constant | ast.JoinedStr | ast.Name):
                    plain.append(f"{path.name}:{node.lineno}")
    assert count > 50
    assert plain == []


def test_texts_in_a_phrase_can_be_changed_at_any_depth():
    """Paths are shortened in every part of a phrase; numbers and keys stay."""
    inner = told("/a/b: 3 files", "count.file", path="/a/b", count=3)
    outer = phrase_of(told("...", "list", items=[inner, "/a/c"]))
    short = changed(outer, lambda words: words.rpartition("/")[2])
    assert short == Phrase("list", {"items": [Phrase("count.file", {"path": "b", "count": 3}), "c"]})
    assert changed(None, str.upper) is None


def counted_nouns() -> set[str]:
    """Nouns that are counted in sentences."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for name, noun in re.findall(r"\b(count_of|plural)\([^\"']+, [\"']([a-z ]+)[\"']\)", path.read_text(encoding="utf-8")):
            found.add((name, noun))
    return {noun for _, noun in found}


def test_everything_that_is_counted_or_chosen_at_a_run_has_arabic_words():
    """Stances, standings, plans, kinds of change: a new one without words fails here."""
    sides = ("at_most", "at_least", "not_after", "not_before")
    held = ("said", "denied_it", "admitted", "would_not_say")
    wanted = {
        *(f"stance.{stance}" for stance in Stance),
        *(f"value.{stance}" for stance in Stance),
        *(f"standing_word.{standing}" for standing in Standing),
        *(f"plan.{plan}" for plan in PLANS.values()),
        *(f"compare{own}.{stance}" for stance in COMPARED for own in ("", "_own")),
        *(f"line.{kind}.{side}" for kind in ("so", "said", "rule") for side in sides),
        *(f"held.{verb}{again_}{on}" for verb in held for again_ in ("", "_again") for on in ("", "_on")),
        *(f"count.{noun}" for noun in counted_nouns()),
        *(f"time.{name}" for name in ("second", "minute", "hour", "day", "week", "year")),
        *(f"span.{name}s" for name in ("second", "minute", "hour", "day", "year")),
        *(f"{kind}.{who}" for kind in ("ears", "group") for who in ("interpreter", "interviewer")),
        *(f"result.{end}" for end in ("low", "best", "high")),
        *(f"step.{step}" for step in ("read", "extract", "reconcile", "reconstruct")),
        *(f"occurred.{side}" for side in ("yes", "no", "both")),
        *(f"gate.how.{form}" for form in FORMS),
        *(f"gate.{what}.{kind}" for kind in _ADVICE for what in ("kind", "advice")),
        *(f"unread.kind.{kind}" for kind in ("image", "audio", "video")),
        *(f"unread.path.{key}" for key in ("missing", "no_file")),
        *(f"clash.{verb}.{side}" for verb in ("begins", "ends") for side in ("earliest", "latest")),
        *(f"clash.{what}.{key}" for what in ("between", "lasts") for key in ("at_most", "at_least")),
    }
    kinds = re.findall(
        r"\"((?:denial|admission|declined|new|within)[a-z ]+)\"", (SOURCE / "reconcile/positions.py").read_text()
    )
    wanted |= {f"shift_kind.{kind}" for kind in kinds}
    assert counted_nouns() >= {"independent account", "claim", "rule"}
    assert len(kinds) >= 6
    assert sorted(wanted - ARABIC.keys()) == []


@pytest.mark.parametrize(
    ("count", "shown"),
    [(1, "مقاتل واحد"), (2, "مقاتلان"), (3, "3 مقاتلين"), (24, "24 مقاتلا"), (100, "100 مقاتل"), (2.5, "2.5 مقاتل")],
)
def test_a_counted_noun_stands_in_the_form_its_number_asks_for(count, shown):
    """One and two are said by the noun alone; 3 to 10 the plural, 11 to 99 the accusative, hundreds the singular."""
    figure = f"{count:g}"
    words = told(f"{figure} fighters", "counted", figure=figure, noun=told("fighters", "noun", noun="fighter", count=count))
    assert say(words, "ar").removeprefix("\u200f") == shown


def test_names_and_quotations_keep_their_own_direction():
    """A Latin name, a day and a sum are isolated; Arabic words and plain numbers stand as they are."""
    assert isolated("SDF").startswith("\u2068") and isolated("2017-10-15").startswith("\u2066")
    assert isolated("3 × 42 = 126").startswith("\u2066") and isolated("أبو فوزي") == "أبو فوزي" and isolated("4,000") == "4,000"


def test_what_has_no_words_in_a_language_is_said_in_english_whole():
    """Half a sentence in each language would be worse."""
    inner = told("nobody knows", "no such key")
    assert say(told("SDF: nobody knows", "named", who="SDF", what=inner), "ar") == "SDF: nobody knows"
    assert say(told("3 accounts", "count.account", count=3), "fr") == "3 accounts"
    assert form_of(11) == "many" and form_of(102) == "other"


def test_words_know_what_they_are_made_of_until_they_are_changed():
    """A capital keeps it, joining loses it, and what was kept apart comes together again."""
    words = told("one rule", "count.rule", count=1)
    assert phrase_of(reworded("One rule", words)) == Phrase("count.rule", {"count": 1})
    assert phrase_of(f"{words}!") is None
    assert phrase_of(again("one rule", Phrase("count.rule", {"count": 1}))) == phrase_of(words)


def reconciled():
    """Accounts that contradict each other, agree, change and are joined by a rule."""
    questions = tuple(question(name, nouns=(name,)) for name in ("people", "fighter", "relative"))
    pairs = [
        said("about 250 fighter", by="SDF"),
        said("a few dozen fighter", by="b"),
        said("3,500 relative", by="SDF"),
        said("about 9,000 people", by="c"),
        said("about 9,000 people", by="d"),
    ]
    everyone = sources(*(source(name, Role.EYEWITNESS) for name in ("SDF", "b", "c", "d")))
    brief = Brief(questions=questions, rules=(RuleText("sum", "people == fighter + relative", "nobody else left"),))
    return reconcile(brief, everyone, testimony(*pairs), metadata_of=lambda _: Metadata())


def test_one_reconciliation_is_told_in_both_languages():
    """Every sentence of it has Arabic words with the same names, quotations and numbers; none is left in English."""
    found = reconciled()
    kept = {telling.words: telling.phrase for telling in found.tellings}
    sentences = [
        line
        for field, names in SENTENCES.items()
        for result in getattr(found, field)
        for name in names
        for line in (getattr(result, name) if isinstance(getattr(result, name), tuple) else [getattr(result, name)])
        if line
    ]
    assert len(sentences) > 30
    for sentence in sentences:
        assert type(sentence) is str and sentence in kept, sentence
        arabic = _Sayer("ar").phrase(kept[sentence])
        assert ONE_NOUN.search(arabic), sentence
    clash = next(one for one in found.contradictions if one.rule_ids and "about 250" in one.sentence)
    arabic = say(give_phrases(clash, ("sentence",), kept).sentence, "ar")
    assert (
        "«\u2068about 250 fighter\u2069»" in arabic
        and "بحسب \u2068SDF\u2069" in arabic
        and "\u2068nobody else left\u2069" in arabic
    )
    assert "cannot all be true under the rule “nobody else left”" in clash.sentence

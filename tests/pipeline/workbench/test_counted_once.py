"""What is kept from one look to the next is what a fresh look would find: after judgements, undo, and another run."""

import shutil
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from msgspec.structs import replace

from testimonia.model.ids import content_id
from testimonia.model.review import Review
from testimonia.model.testimony import Act, Judgement
from testimonia.model.values import Amount, PlaceRef
from testimonia.pipeline import mapping
from testimonia.pipeline.running import reviewed_testimony
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.heard_from import _hands, spoken_of
from testimonia.pipeline.workbench.home import show_home
from testimonia.pipeline.workbench.items import ItemFilter, list_items
from testimonia.pipeline.workbench.places import MOST_MENTIONS, map_of, show_map
from testimonia.pipeline.workbench.questions import list_questions
from testimonia.pipeline.workbench.sources import list_sources
from testimonia.pipeline.workbench.timeline import Chosen
from testimonia.store.rows import encode
from testimonia.text.names import name_key
from tests.pipeline.workbench.reading_case import make_reading_case


@pytest.fixture(scope="module")
def run_case(tmp_path_factory):
    return make_reading_case(tmp_path_factory.mktemp("kept") / "case")


@pytest.fixture
def workbench(run_case, tmp_path):
    folder = shutil.copytree(run_case, tmp_path / "case")
    with Workbench(folder, people=("Ann",), is_reconciling=False) as opened:
        yield opened


def everything(_claim, _statement):
    return True


def counted(case):
    """What each source says and who told whom, by a walk over the whole testimony as judgements leave it."""
    claims, items, told = Counter(), defaultdict(set), defaultdict(set)
    ids = {name_key(source.name): source.id for source in case.store.sources().values()}
    for claim, statement in reviewed_testimony(case, Review(case.store.judgements())):
        claims[statement.source_id] += 1
        items[statement.source_id].add(claim.rendition_id)
        for hands in _hands(statement, ids):
            told[hands].add(claim.id)
    return dict(claims), {source_id: len(found) for source_id, found in items.items()}, dict(told)


def looked_at(workbench):
    """What the views show that keep something from one look to the next."""
    return (
        spoken_of(workbench, workbench.case_of("Ann")),
        list_sources(workbench, "Ann"),
        list_items(workbench, "Ann", ItemFilter()),
        list_questions(workbench, "Ann"),
        show_home(workbench, "Ann"),
        show_map(workbench, "Ann", Chosen()),
    )


def same_as_fresh(workbench):
    """What is shown now, after holding it against a workbench that has only just been opened."""
    shown = looked_at(workbench)
    case = workbench.case_of("Ann")
    told = {(one.teller, one.hearer): set(one.claim_ids) for one in shown[0].told}
    assert (shown[0].claims, shown[0].items, told) == counted(case)
    assert map_of(workbench, case, Chosen(), everything) == mapping.draw_from(
        case, mapping.read_ground(case), most=MOST_MENTIONS
    )
    with Workbench(workbench.folder, people=("Ann",), is_reconciling=False) as fresh:
        assert looked_at(fresh) == shown
    return shown


def keep(workbench, act, target, replacement="", number=0):
    case = workbench.case_of("Ann")
    with case.writing(), case.transaction() as ledger:
        judgement = Judgement(content_id("j", act, target, number), act, target, "Ann", case.now(), "so", replacement)
        ledger.writer.add_judgement(judgement)
        ledger.record(f"judged: {act}", target, judgement.id)
    return judgement


def test_what_is_kept_follows_judgements_undo_and_a_run(workbench):
    """Rejected, corrected to another speaker, merged, taken back, run again, taken in anew: each look is a fresh one's."""
    case = workbench.case_of("Ann")
    start = same_as_fresh(workbench)
    pairs = sorted(case.store.testimony(), key=lambda pair: pair[0].id)
    (claim, said), (other, spoken) = pairs[0], next(pair for pair in pairs if pair[1].source_id != pairs[0][1].source_id)
    rejected = keep(workbench, Act.REJECT, claim.id)
    assert same_as_fresh(workbench) != start
    keep(workbench, Act.CORRECT, spoken.id, encode(replace(spoken, source_id=said.source_id)))
    same_as_fresh(workbench)
    merged = keep(workbench, Act.MERGE, said.source_id, spoken.source_id)
    same_as_fresh(workbench)
    keep(workbench, Act.REJECT, other.statement_id)
    same_as_fresh(workbench)
    places = next(pair for pair in pairs if isinstance(pair[0].value, PlaceRef))
    left = [pair for pair in pairs if pair[0].id != claim.id and pair[1].id != other.statement_id]
    number = next(pair for pair in left if isinstance(pair[0].value, Amount))
    drawn = same_as_fresh(workbench)[-1].places
    assert drawn and drawn[0].claims
    keep(workbench, Act.CORRECT, number[0].id, encode(replace(number[0], value=places[0].value)))
    assert same_as_fresh(workbench)[-1].places != drawn
    keep(workbench, Act.REJECT, places[0].id)
    same_as_fresh(workbench)
    for judgement in (rejected, merged):
        keep(workbench, Act.RETIRE, judgement.id)
        same_as_fresh(workbench)
    workbench.as_user("Ann").run(workers=1)
    same_as_fresh(workbench)
    later = Path(workbench.folder).parent / "later.txt"
    later.write_text(
        "---\nsource: the mayor\ndate: 2017-10-20\n---\nHe says that 12 lorries left Raqqa.\n"
        '\n"A guard told me that eight lorries had left," the mayor said.\n'
    )
    workbench.as_user("Ann").ingest([later])
    workbench.as_user("Ann").run(workers=1)
    assert same_as_fresh(workbench)[0].claims != start[0].claims
    told = same_as_fresh(workbench)[0].told
    assert told
    keep(workbench, Act.REJECT, told[0].claim_ids[0])
    assert same_as_fresh(workbench)[0].told != told

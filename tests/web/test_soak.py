"""What was acknowledged is not lost, doubled or overwritten, though the server is killed; the soak of benchmarks, small."""

import random
import sys
from pathlib import Path

import pytest

from testimonia.pipeline.investigation import Investigation

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
from soaking import Replay, soak
from workbench_case import Sizes, make_case


def line(name, act, target):
    """A judgement as it stands in the log."""
    return {"id": name, "act": act, "target": target}


def test_the_replay_brings_back_what_a_retired_retirement_took_away():
    """The soak's own rules say which judgement is in force: the latest that is not taken back, by a line that stands itself."""
    replay = Replay({"c-1": "s-1"})
    states = []
    for each in (
        line("j-1", "accept", "c-1"),
        line("j-2", "reject", "c-1"),
        line("j-3", "retire", "j-2"),
        line("j-4", "retire", "j-3"),
        line("j-5", "retire", "j-2"),
        line("j-6", "retire", "j-1"),
    ):
        replay.take(each)
        states.append(replay.state("c-1"))
    assert states == ["accepted", "rejected", "accepted", "rejected", "accepted", "suggested"]


@pytest.mark.slow
def test_no_edit_is_lost_or_doubled_when_the_server_is_killed(tmp_path):
    """Reviewers who judge the same claims at once: each edit stands in the log once, on the state it named, or was refused."""
    sizes = Sizes(items=12, claims=120, pages=2, spans=10, judgements=5, answers=5)
    make_case(tmp_path / "case", sizes)
    with Investigation.open(tmp_path / "case") as case:
        ids = sorted(claim.id for claim, _ in case.claims())
    claims = random.Random(1).sample(ids, 20)
    found = soak(tmp_path / "case", tmp_path, claims, reviewers=3, edits=30, kills=2)
    assert found["acknowledged"] > 45
    assert found["stale_refused"] > 0
    assert {name: count for name, count in found["wrong"].items() if count} == {}, found["examples"]

"""Works out beforehand, beside the requests, what the first look at each view would wait for.

Why at the start and after each run: what a run came to is read once and then kept, and on a large case reading it takes as long
as a person takes to notice. Whoever looks first should not be the one who waits. Nothing here decides anything: what is asked
for before it is ready is worked out by whoever asks, as always.
"""

import logging
from collections.abc import Callable

from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.home import show_home
from testimonia.pipeline.workbench.indexing import indexer_of
from testimonia.pipeline.workbench.items import ItemFilter, list_items
from testimonia.pipeline.workbench.places import show_map
from testimonia.pipeline.workbench.results import material_stamp, results_of, run_of
from testimonia.pipeline.workbench.sources import list_sources
from testimonia.pipeline.workbench.timeline import Chosen

LOOK_S = 1.0
"""How often it is looked whether there was a run; new material is to be the same for so long."""


def keep_warm(workbench: Workbench) -> None:
    """Work out what views need now and after each run, until the workbench closes."""
    workbench.beside(lambda: _work(workbench), name="warming")


def _work(workbench: Workbench) -> None:
    case, by = workbench.case_of(workbench.people[0]), workbench.people[0]
    steps: tuple[Callable[[], object], ...] = (
        lambda: results_of(case),
        lambda: show_home(workbench, by),
        lambda: indexer_of(workbench).freshen(workbench),
        lambda: indexer_of(workbench).index.columns(),
        lambda: list_items(workbench, by, ItemFilter()),
        lambda: list_sources(workbench, by),
        _import_reckoning,
        lambda: show_map(workbench, by, Chosen()),
    )
    done: tuple[str, str] | None = None
    seen = ("", "")
    while True:
        now = material_stamp(workbench, case), run_of(case)
        is_settled = done is None or now == seen or now[0] == done[0]  # while a command takes material in, each look differs
        seen = now
        if now != done and is_settled and not workbench.jobs.is_busy():
            for step in steps:
                try:
                    step()
                except Exception:  # a background thread: whoever asks for this view is told what is wrong with it
                    logging.getLogger(__name__).exception("warming")
                if workbench.is_closing(wait_s=0):
                    return
            done = now
        if workbench.is_closing(wait_s=LOOK_S):
            return


def _import_reckoning() -> None:
    """What a question is reckoned anew with: the first "what if" would wait for it to be imported."""
    import testimonia.pipeline.workbench.what_if
    import testimonia.reconcile.reconciliation  # noqa: F401

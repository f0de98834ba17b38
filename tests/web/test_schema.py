"""The whole API under schemathesis: whatever fits or does not fit the description is answered as the description says.

The quick part asks every route a few times; the slow one (``make test-all``) looks long. A route that another test keeps from
being asked (logging out, the endless stream) is named here with its reason.
"""

import itertools
import shutil

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from testimonia.model.testimony import Act
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.web.documentation import describe
from tests.web.asking import ORIGIN, Browser, make_case

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
QUESTION = """
[questions.dead]
text = "How many people died?"
type = "amount"
unit = "people"
nouns = ["people", "person"]
terms = ["die"]
"""
NOT_ASKED = {
    ("DELETE", "/api/v1/session"): "it would end the session of all others",
    ("GET", "/api/v1/events"): "it never ends; tests/web/test_events.py reads it",
}


@pytest.fixture(scope="module")
def api_browser(tmp_path_factory):
    """A browser of a case that may be changed."""
    folder = make_case(tmp_path_factory.mktemp("schema") / "case")
    with (folder / "investigation.toml").open("a") as settings_file:
        settings_file.write(QUESTION)
    with Workbench(folder, people=("Ann", "Bilal"), is_reconciling=False) as workbench:
        workbench.as_user("Ann").run(workers=1)
        workbench.jobs.start = _no_job(workbench.jobs.start)
        browser = Browser(workbench)
        browser.real, browser.asked = real_ids(workbench), itertools.count()
        yield browser
    shutil.rmtree(folder)


def real_ids(workbench):
    """Ids that are there, by the name of the parameter that takes them: a generated one never meets anything."""
    case = workbench.as_user("Ann")
    pairs = list(case.claims())
    begun = workbench.uploads.begin("half.txt", 10, by="Ann", at="2026-01-01T00:00:00Z")
    judgement = case.judge(Act.ACCEPT, pairs[0][0].id)
    return {
        "item_id": [item.id for item in case.items()],
        "rendition_id": [claim.rendition_id for claim, _ in pairs],
        "claim_id": [claim.id for claim, _ in pairs],
        "statement_id": [statement.id for _, statement in pairs],
        "source_id": [source.id for source in case.sources()],
        "question_id": [question.id for question in case.questions()],
        "judgement_id": [judgement.id],
        "upload_id": [begun.id],
        "number": [1],
    }


def _no_job(start):
    """Jobs that end at once, since hundreds of runs would only keep the machine busy."""

    def start_none(_kind, **options):
        return start("none", **options)

    return start_none


@pytest.fixture(scope="module")
def operations(api_browser):
    """Every operation of the API's own description."""
    schema = schemathesis.openapi.from_dict(describe(api_browser.app))
    schema.app = api_browser.app
    found = [result.ok() for result in schema.get_all_operations()]
    return [one for one in found if (one.method.upper(), one.path) not in NOT_ASKED]


def ask(case, browser):
    """Send one generated request as the logged-in page would, and look at the answer."""
    own = {"cookie": browser.cookie, "x-testimonia-token": browser.token, "origin": ORIGIN, "sec-fetch-site": "same-origin"}
    case.cookies.clear()
    for name in [name for name in case.headers if name.lower() in own]:
        del case.headers[name]
    asked = next(browser.asked)
    if asked % 2:
        for name in browser.real.keys() & case.path_parameters.keys():
            case.path_parameters[name] = browser.real[name][asked // 2 % len(browser.real[name])]
        own["if-match"] = "*"
    case.call_and_validate(base_url=ORIGIN, headers=own, checks=CHECKS)


def failures(operations, browser, **options):
    """What went wrong with which operation: the first failure of each."""
    found = []
    steady = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck), "phases": [Phase.generate]}
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                strategy = operation.as_strategy(generation_mode=mode)
                given(case=strategy)(settings(**steady, **options)(lambda case: ask(case, browser)))()
            except schemathesis.errors.InvalidSchema:  # nothing of this route can be wrong
                continue
            except (Exception, BaseExceptionGroup) as error:  # noqa: BLE001 - whatever it is, it is told with the route
                found.append(f"{operation.method.upper()} {operation.path} ({mode.name}): {error}")
    return found


def test_every_route_answers_as_described(operations, api_browser):
    """A few requests to each route, fitting and unfitting: no server error, no status, type or shape that is not described."""
    assert len(operations) >= 15
    assert failures(operations, api_browser, max_examples=6, derandomize=True) == []


@pytest.mark.slow
def test_every_route_answers_as_described_however_long_one_asks(operations, api_browser):
    """The same with many requests, new ones on every run."""
    assert failures(operations, api_browser, max_examples=40, derandomize=False) == []

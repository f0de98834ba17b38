"""The whole API under schemathesis: whatever fits or does not fit the description is answered as the description says.

The quick part asks every route a few times; the slow one (``make test-all``) looks long. A route that another test keeps from
being asked (logging out, the endless stream) is named here with its reason.
"""

import inspect
import shutil
import zlib

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from testimonia.model.testimony import Act
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.workbench import unmasking
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.jobs import Jobs, Report
from testimonia.web.documentation import describe
from tests.flood import OPENS, PASSPHRASE
from tests.web.asking import ORIGIN, Browser, make_case


def wrong_body_refused(ctx, response, case):
    """A body that does not fit the description is refused: what is misspelled in it must not be overlooked."""
    body = case.meta.components.get(ParameterLocation.BODY)
    if body and body.mode is GenerationMode.NEGATIVE:
        negative_data_rejection(ctx, response, case)


CHECKS = (
    wrong_body_refused,
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
NOT_ASKED = {
    ("DELETE", "/api/v1/session"): "it would end the session of all others",
    ("GET", "/api/v1/events"): "it never ends; tests/web/test_events.py reads it",
}


@pytest.fixture(scope="module")
def api_browser(flood, tmp_path_factory):
    """A browser of a case that may be changed: read, with vault, story and release; a PDF, a picture and a recording."""
    folder = shutil.copytree(flood, tmp_path_factory.mktemp("schema") / "case")
    make_case(folder.parent / "other")
    with Investigation.open(folder) as case:
        case.ingest([folder.parent / "other-material"])
    opened = Workbench(folder, people=("Ann", "Bo"), is_reconciling=False)
    with pytest.MonkeyPatch.context() as patch, opened as workbench:
        patch.setattr(unmasking, "FREE_TRIES", 10**9)  # guesses of a passphrase are slowed down; other tests hold that
        workbench.as_user("Ann").run(workers=1)
        patch.setattr(Jobs, "_do", _fail_at_once)
        browser = Browser(workbench)
        browser.real = real_values(workbench, browser)
        yield browser
    shutil.rmtree(folder)


def real_values(workbench, browser):
    """What is there, by the name of the parameter or field that takes it: what is generated never meets anything."""
    case = workbench.as_user("Ann")
    pairs = list(case.claims())
    claims = [claim.id for claim, _ in pairs]
    sources = [source.id for source in case.sources()]
    questions = [question.id for question in case.questions()]
    findings = [browser.get(f"/questions/{question}").json()["standpoint"] for question in questions]
    begun = workbench.uploads.begin("half.txt", 10, by="Ann", at="2026-01-01T00:00:00Z")
    whole = workbench.uploads.begin("whole.txt", 0, by="Ann", at="2026-01-01T00:00:00Z")
    judgement = case.judge(Act.ACCEPT, claims[0])
    people = workbench.as_user("Bo").vault.people(OPENS)
    release = workbench.as_user("Bo").request_release(people, reason="the first story").sha256
    warnings = [(page.name, warning.id) for page in case.mosaic(people) for warning in page.warnings]
    preview = browser.post("/stories/preview", {"text": (workbench.folder / "story.md").read_text()}).json()["href"]
    return {
        "item_id": [item.id for item in case.items()],
        "item": [item.id for item in case.items()],
        "rendition_id": [claim.rendition_id for claim, _ in pairs],
        "claim_id": claims,
        "target": [*claims, *(f"finding:{finding['id']}" for finding in findings if finding)],
        "targets": [[{"id": one, "etag": browser.get(f"/claims/{one}").json()["etag"]}] for one in claims],
        "statement_id": [statement.id for _, statement in pairs],
        "source_id": sources,
        "source": sources,
        "without_sources": [sources[:1]],
        "without_claims": [claims[:1]],
        "as_one": [[sources[:2]]],
        "question_id": questions,
        "question": questions,
        "finding_id": [finding["id"] for finding in findings if finding],
        "judgement_id": [judgement.id],
        "upload_id": [begun.id, whole.id],
        "ids": [[begun.id], [whole.id]],
        "job_id": [workbench.jobs.start("run", by="Ann").id],
        "release_id": [release, release[:12]],
        "release": [release],
        "confirm": [release[:12]],
        "warning_id": [warning for _, warning in warnings] or ["w"],
        "story": ["story.md"],
        "name": ["story.md"],
        "preview_id": [preview.rpartition("/")[2]],
        "passphrase": [PASSPHRASE],
        "start": [claim.span.start for claim, _ in pairs],
        "end": [claim.span.end for claim, _ in pairs],
        "number": [1],
    }


def with_real(value, real, turn):
    """A generated value in which the fields that name something name what is there."""
    if isinstance(value, list):
        return [with_real(one, real, turn) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        name: real[name][turn % len(real[name])] if name in real else with_real(one, real, turn) for name, one in value.items()
    }


def _fail_at_once(jobs, job_id, _secret, _descriptor):
    """What a job does here: its process would hold the case's lock, and hundreds of them keep the machine busy."""
    jobs._finish(job_id, Report(message="nothing is done here", is_error=True))


@pytest.fixture(scope="module")
def operations(api_browser):
    """Every operation of the API's own description."""
    described = describe(api_browser.app)
    del described["components"]["securitySchemes"]  # or most unfitting requests would only lack the cookie
    for path in described["paths"].values():
        for operation in path.values():
            del operation["security"]
    schema = schemathesis.openapi.from_dict(described)
    schema.app = api_browser.app
    found = [result.ok() for result in schema.get_all_operations()]
    return [one for one in found if (one.method.upper(), one.path) not in NOT_ASKED]


def ask(case, browser):
    """Send one generated request as the logged-in page would, and look at the answer."""
    own = {"cookie": browser.cookie, "x-testimonia-token": browser.token, "origin": ORIGIN, "sec-fetch-site": "same-origin"}
    case.cookies.clear()
    for name in [name for name in case.headers if name.lower() in own]:
        del case.headers[name]
    asked = zlib.crc32(repr((case.path_parameters, case.query, case.body)).encode())  # the same when hypothesis asks it again
    if asked % 2:
        case.path_parameters = with_real(case.path_parameters, browser.real, asked // 2)
        case.query = with_real(case.query, browser.real, asked // 2)
        if isinstance(case.body, dict):
            case.body = with_real(case.body, browser.real, asked // 2)
        own |= {"if-match": "*", "upload-offset": "0"}
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
            except (schemathesis.errors.InvalidSchema, Unsatisfiable) as error:
                if mode is GenerationMode.POSITIVE:  # else nothing of this route can be wrong
                    found.append(f"{operation.method.upper()} {operation.path}: {error}")
            except (Exception, BaseExceptionGroup) as error:  # noqa: BLE001 - whatever it is, it is told with the route
                causes = " / ".join(map(str, getattr(error, "exceptions", ())))
                found.append(f"{operation.method.upper()} {operation.path} ({mode.name}): {error} {causes}")
    return found


def test_no_parameter_of_a_query_is_taken_by_what_every_route_is_given(api_browser):
    """A parameter with a value of its own and the name of a dependency would be filled by that, and left undescribed."""
    handlers = {handler for route in api_browser.app.routes for handler in getattr(route, "route_handlers", ())}
    assert len(handlers) >= 60
    for handler in handlers:
        given = handler.resolve_dependencies().keys()
        for name, parameter in inspect.signature(handler.fn).parameters.items():
            assert parameter.default is parameter.empty or name not in given, (handler.fn, name)


def test_every_route_answers_as_described(operations, api_browser):
    """A few requests to each route, fitting and unfitting: no server error, no status, type or shape that is not described."""
    assert len(operations) >= 60
    found = failures(operations, api_browser, max_examples=4, derandomize=True)
    assert not found, "\n\n".join(found)


@pytest.mark.slow
def test_every_route_answers_as_described_however_long_one_asks(operations, api_browser):
    """The same with many requests, new ones on every run."""
    found = failures(operations, api_browser, max_examples=40, derandomize=False)
    assert not found, "\n\n".join(found)

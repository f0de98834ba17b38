"""The whole chain on one text: prints one JSON object, offsets into the text.

benchmarks/account TEXTFILE [--published YYYY-MM-DD]
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

from testimonia.model.material import Metadata
from testimonia.model.testimony import Claim, Form, Polarity, Statement
from testimonia.model.values import Amount, Duration, Moment, Money, PlaceRef
from testimonia.pipeline.investigation import Investigation

_ISO_SPANS = ((86_400, "P", "D"), (3_600, "PT", "H"), (60, "PT", "M"), (1, "PT", "S"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("text", type=Path)
    parser.add_argument("--published", default="", help="day of publication, YYYY-MM-DD")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "account.txt"
        shutil.copyfile(options.text, text)
        with Investigation.create(Path(folder) / "case") as case:
            report = case.ingest([text], metadata=Metadata(published=options.published))
            for failure in report.failures:
                raise SystemExit(f"{options.text}: {failure.reason}")
            case.run(workers=1)
            print(json.dumps(account(case), ensure_ascii=False))


def account(case: Investigation) -> dict[str, list[object]]:
    pairs = sorted(case.claims(), key=lambda pair: (pair[0].span, pair[0].id))
    spans = {claim.id: [claim.span.start, claim.span.end] for claim, _ in pairs}
    questions = {question.id: question.text for question in case.questions()}
    return {
        "statements": [statement_row(statement) for statement in case.statements() if statement.form is not Form.NARRATION],
        "quantities": [quantity_row(*pair) for pair in pairs if isinstance(pair[0].value, Amount | Money | Duration)],
        "times": [time_row(claim) for claim, _ in pairs if isinstance(claim.value, Moment | Duration)],
        "places": [place_row(claim) for claim, _ in pairs if isinstance(claim.value, PlaceRef)],
        "contradictions": [[spans[name] for name in c.claim_ids if name in spans] for c in case.contradictions()],
        "findings": [
            {
                "question": questions.get(f.question_id, f.question_id),
                "low": f.low,
                "best": f.best,
                "high": f.high,
                "unit": f.unit,
                "standing": f.standing,
            }
            for f in case.findings()
        ],
    }


def statement_row(statement: Statement) -> dict[str, object]:
    return {
        "start": statement.content[0].start,
        "end": statement.content[-1].end,
        "speaker": statement.speaker.name or None,
    }


def quantity_row(claim: Claim, statement: Statement) -> dict[str, object]:
    value = claim.value
    assert isinstance(value, Amount | Money | Duration)
    return {
        "start": claim.span.start,
        "end": claim.span.end,
        "min": value.low,
        "max": value.high,
        "value": value.best,
        "unit": value.unit,
        "asserted_by": None if statement.form is Form.NARRATION else statement.speaker.name or None,
        "polarity": "negated" if claim.polarity is Polarity.NEGATED else "affirmed",
    }


def time_row(claim: Claim) -> dict[str, object]:
    value = claim.value.value if isinstance(claim.value, Moment) else iso_duration(claim.value)
    return {"start": claim.span.start, "end": claim.span.end, "value": value}


def iso_duration(value: Duration) -> str:
    """ISO 8601 duration of the best figure, in the largest unit that divides it: P3D, PT6H."""
    seconds = next((bound for bound in (value.best, value.low, value.high) if bound), 0.0)
    size, before, after = next((row for row in _ISO_SPANS if seconds and seconds % row[0] == 0), _ISO_SPANS[-1])
    return f"{before}{seconds / size:g}{after}"


def place_row(claim: Claim) -> dict[str, object]:
    value = claim.value
    assert isinstance(value, PlaceRef)
    return {"start": claim.span.start, "end": claim.span.end, "name": value.name, "lat": value.lat, "lon": value.lon}


if __name__ == "__main__":
    main()

"""The desk against a whole case: a wrong sentence is found for what is wrong with it, a fair one is left alone."""

from pathlib import Path

import pytest

from testimonia.check.casefile import CaseFile
from testimonia.check.desk import check_draft
from testimonia.check.draft import Draft
from testimonia.errors import ReadError, UsageError
from testimonia.model.desk import Severity
from testimonia.pipeline import checking
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.running import make_extract_step

CASE = Path(__file__).parent.parent.parent / "benchmarks" / "drafts" / "harrowmouth"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """An invented case, read once; gives a function from a draft's text to the report."""
    folder = tmp_path_factory.mktemp("case")
    (folder / "investigation.toml").write_text((CASE / "investigation.toml").read_text())
    with Investigation.open(folder) as case:
        case.ingest([CASE / "material"], recursive=True)
        case.run(workers=1)
        contents, extract = checking.read_case(case._case), make_extract_step(case.brief)

        def check(text, name="draft.md", **options):
            (folder / name).write_text(f"---\ndate: 2024-03-14\n---\n{text}\n")
            return checking.check(case._case, folder / name, extract=extract, contents=contents, **options)

        check.contents, check.extract = contents, extract
        yield check


def kinds(report):
    return {problem.check.value for problem in report.problems if problem.severity is not Severity.NOTE}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Calloway says that nineteen people died.", "number"),
        ("Exactly 12 people died, Tom Verrick says.", "number"),
        ("Lindqvist now says that 120 kilograms of ammonium nitrate were stored in the warehouse.", "number"),
        ("Nine people died, according to Orvane's spokeswoman Marta Lindqvist.", "speaker"),
        ("“My cups walked off the shelf, one after the other,” Priya says.", "speaker"),
        ("“The sprinklers in the south bay were found to be disconnected,” the inspection report says.", "quotation"),
        ("“We sent fourteen engines and you cannot put out what you have not been told about,” Calloway says.", "quotation"),
        ("Some 40 people died, Calloway says.", "number"),
        ("On 3 March, says Jonas, the foreman told them that the drums at the back wall were warm.", "date"),
        ("Inspectors came on Friday, 14 November 2023.", "date"),
        ("Calloway says that 31 people were taken to hospital in Leeds.", "place"),
        ("At least 12 people died, says Tom Merrick of the dockers' union.", "name"),
        ("Priya, a doctor, says that most of them had burns on the hands.", "role"),
        ("It is likely, and not improbable, that the company knew.", "estimative"),
        ("We have high confidence that it is likely that the company knew.", "estimative"),
        ("Nine people died in the fire.", "overclaim"),
        ("Orvane admitted that the doors were locked.", "overclaim"),
        ("Lindqvist denied that she knew who ordered the extra drums.", "overclaim"),
        ("The company paid each family 20,000 pounds.", "overclaim"),
        ("Two of the three doors were locked, Jonas says.", "denial"),
        ("Nine people died, Calloway says {finding: deaths}.", "binding"),
        ("The alarm came in at 23.40, according to Calloway.", "date"),
        ("The foreman told them on the third of March, Jonas says.", "date"),
        ("Up to 20 tonnes of ammonium nitrate were stored in the warehouse.", "number"),
        ("Lindqvist now says that there were 140 tonnes in the warehouse, 20 tonnes more than the inspectors found.", "number"),
        ("Calloway says that nine people died and 31 people were taken to hospital, 43 people altogether.", "number"),
        ("Jonas says that two of the four doors were locked.", "number"),
        ("The company was fined 15,000 euros, the inspection report says.", "number"),
        ("By her own count 840 people were moved, Hallam says.", "number"),
        ("Residents would be home within two days, Hallam promised. Residents were home within two days.", "overclaim"),
        ("On 12 March Mayor Edith Hallam said that about 600 households were evacuated.", "date"),
        ("The alarm reached her at 22:04 on 4 March, Calloway says.", "date"),
        ("Priya says that two managers left Harrowmouth.", "speaker"),
        ("Edith Hallam, the bishop, says that the evacuation began at midnight.", "role"),
        ("The drums stood in the south bay, and its sprinklers were disconnected.", "place"),
        ("“My cups walked off the shelf, one after the other,” says a resident of Saltby Lane.", "place"),
        ("Priya says that a promise is a thing with no roof on it.", "speaker"),
        ("Edith Hallam says that the fire was still burning when the school opened.", "speaker"),
        ("The 80 tonnes that were found were 50 more than the 50 that the permit allows.", "number"),
        ("At 20,000 pounds each, twelve families would get 280,000.", "number"),
        ("On 14 November 2023, six months before the fire, inspectors found 80 tonnes in the warehouse.", "date"),
        ("On 1 March, a week before the fire, the foreman told the dockers that the drums were warm, Jonas says.", "date"),
        ("The alarm came in at 22:40 on Tuesday 4 March, Calloway says.", "date"),
        ("It is extremely likely that there will be a trial, and highly probable that it will be long.", "estimative"),
        ("It is more likely than not that the quay will close, and there is a remote chance that it will move.", "estimative"),
        ("It is unlikely, at about 70 per cent, that the quay will open again.", "estimative"),
        (
            "There is a 70 per cent chance, that is, it is probable, that the quay will close; a trial is improbable (60%).",
            "estimative",
        ),
    ],
)
def test_what_is_wrong_is_found_for_what_it_is(desk, text, kind):
    """Each kind of error is named as that kind, with a place and a reason."""
    report = desk(text)
    assert kind in kinds(report)
    assert not report.is_clean
    assert all(problem.line >= 4 and problem.column >= 1 and problem.reason for problem in report.problems)


@pytest.mark.parametrize(
    "text",
    [
        "Nine people died, Calloway says; Orvane Chemicals said in its first statement that six people had died.",
        "“You cannot put out what you have not been told about,” Calloway said.",
        "“The sprinklers in the north bay were found to be disconnected ...”, the inspection report says.",
        "About 600 households were evacuated, Mayor Edith Hallam said on 5 March.",
        "Lindqvist has denied that the doors were locked. Two of the three were, says Jonas.",
        "She promised that residents would be home within two days, the mayor.",
        "The first warehouse was built in 1902; chapter 4 of the guidance runs to 60 pages.",
        "It is likely that an inquiry will be held.",
        "At 22.40 the alarm came in, Calloway says.",
        "On the first of March, says Jonas, the foreman told them that the drums at the back wall were warm.",
        "A resident of Saltby Quay says that nobody told her to leave until three.",
        "Fourteen engines were sent. “We sent fourteen engines and we would have sent forty,” Calloway said.",
        "Inspectors found 80 tonnes in the warehouse on 14 November 2023, the inspection report says.",
        "Jonas got out by the third door. Tom Verrick has it from families that at least 12 people died, he says.",
        "When inspectors came in November 2023 they found eighty, thirty more than the permit allows.",
        "What would forty engines have done?",
        "If nine of the 23 people died, then 14 people lived.",
        "On 1 March, three days before the fire, the foreman told the dockers that the drums were warm, says Jonas.",
        "“We warned the company,” Jonas says.",
        "In 2020 about 2,750 tonnes of ammonium nitrate blew up in Beirut and killed more than 200 people.",
        "We counted 40 broken windows and spoke to 12 people.",
        "Priya says that 28 patients were admitted to the hospital. Most of them had burns on the hands.",
        "Nine people died, Calloway says, and 31 people were taken to hospital, 40 people altogether.",
        "It burned for eleven hours, nearly half a day, Calloway says.",
        "He says that two of the three doors were locked; Marta Lindqvist of Orvane denied it twice.",
        "The 80 tonnes that inspectors found were 30 more than the 50 that the permit allows.",
        "At 20,000 pounds each, twelve families would get 240,000.",
        "The inspection of 14 November 2023 took place four months before the fire.",
        "The alarm came in at 22:40 on Monday 4 March, Calloway says.",
        "It is virtually certain that the quay will close, and extremely unlikely that it will move.",
        "It is likely, at about 60 per cent, that the quay will close.",
        "The company was fined 15,000 pounds, the inspection report says, or about 19,000 dollars at today's rate.",
        "Calloway made two demands: an inquiry, and a fund.",
        "Nine, says Calloway; six, said Orvane Chemicals in its first statement.",
        "Parliament passed the Statute a year later.",
        "Section 4 of the Wharves Act 1931 asks of every owner that he “shall keep each passage clear at all hours”.",
        "Marta Lindqvist of Orvane has denied that they were.",
        "Our map desk makes it about 40 kilometres from Hull.",
    ],
)
def test_a_fair_sentence_is_left_alone(desk, text):
    """Attribution, hedged rounding, marked omissions, sums, suppositions and the wider world raise no alarm."""
    assert kinds(desk(text)) == set()


def test_what_is_right_and_what_cannot_be_compared_is_said(desk):
    """Nothing is passed over in silence."""
    report = desk("Nine people died, Calloway says. The guidance runs to 60 pages.")
    assert [one.words for one in report.passed if one.check == "number"] == ["Nine people"]
    assert [one.words for one in report.uncompared if one.check == "number"] == ["60 pages"]


def test_a_true_name_is_reported_and_never_printed(desk):
    """The report hides the name it warns of, and says which pseudonym to use."""
    report = desk(
        "Oskar Brandvik had the list.", find_identities=lambda text: [(at, at + 14, "Jonas") for at in [text.find("Oskar")]]
    )
    assert "identity" in kinds(report)
    assert "Brandvik" not in repr(report)
    assert any("Jonas" in problem.reason for problem in report.problems)


def test_only_limits_the_report_to_kinds(desk):
    """`only` leaves out every other kind of verdict."""
    report = desk("Calloway says that nineteen people died, and Nine people died in the fire.", only=("date",))
    assert report.problems == ()


def test_the_same_draft_gives_the_same_report(desk):
    """The desk is a function of draft and case."""
    text = "Nineteen people died, Calloway says. “We sent forty engines,” she said."
    assert desk(text) == desk(text)


def test_plain_text_needs_no_bindings(desk):
    """A .txt draft is checked like any other."""
    assert "number" in kinds(desk("Calloway says that nineteen people died.", name="draft.txt"))


def test_an_unreadable_draft_and_an_empty_case_are_said_in_words(tmp_path):
    """A folder is no draft, and a case without material has nothing to check against."""
    with Investigation.create(tmp_path / "case") as case:
        (tmp_path / "draft.md").write_text("Nine people died.")
        with pytest.raises(UsageError, match="nothing to check against"):
            case.check(tmp_path / "draft.md")
        with pytest.raises(ReadError):
            checking.read_draft(tmp_path, (), lambda material: None)


def test_a_word_document_is_checked_with_a_paragraph_for_a_line(desk, tmp_path):
    """A problem in a .docx stands in its paragraph, counted from 1."""
    import docx

    document = docx.Document()
    document.add_paragraph("A fire.")
    document.add_paragraph("Calloway says that nineteen people died.")
    document.save(tmp_path / "draft.docx")
    draft = checking.read_draft(tmp_path / "draft.docx", desk.contents.questions, desk.extract)
    report = check_draft(Draft(draft), CaseFile(desk.contents))
    assert [(problem.check.value, problem.line) for problem in report.problems] == [("number", 2)]


def test_a_binding_to_a_claim_must_exist_and_say_what_stands_beside_it(desk):
    """A claim's beginning is enough; another figure beside it, or an id that is not there, is a problem."""
    nine = next(r.claim.id for r in desk.contents.records if r.claim.span.exact == "nine people")
    assert "binding" not in kinds(desk(f"Nine people died {{claim: {nine[:10]}}}, Calloway says."))
    assert "binding" in kinds(desk(f"Six people died {{claim: {nine[:10]}}}, Lindqvist says."))
    assert "binding" in kinds(desk("Nine people died {claim: c-ffff}, Calloway says."))


FERRY = """---
title: Piotr Wilk, harbour pilot
kind: notes
source: Piotr Wilk
role: eyewitness
interviewer: P. Marsh
date: 2023-06-10
language: en
---
Wilk says that 50 men boarded the ferry.
He says that 150 women boarded the ferry. The ferry sank near the Polish coast, he says.
"""


@pytest.fixture(scope="module")
def ferry(tmp_path_factory):
    """A case of one man's account, for what the other has no words for."""
    folder = tmp_path_factory.mktemp("ferry")
    (folder / "investigation.toml").write_text(
        'title = "The ferry"\nlanguage = "en"\n\n[sources.wilk]\nname = "Piotr Wilk"\naliases = ["Wilk"]\nrole = "eyewitness"\n'
    )
    (folder / "wilk.md").write_text(FERRY)
    with Investigation.open(folder) as case:
        case.ingest([folder / "wilk.md"])
        case.run(workers=1)

        def check(text):
            (folder / "draft.md").write_text(f"---\ndate: 2023-06-14\n---\n{text}\n")
            return checking.check(case._case, folder / "draft.md", extract=make_extract_step(case.brief))

        yield check


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Wilk's figures, one in four of those who boarded the ferry was a man.", set()),
        ("On Wilk's figures, one in nine of those who boarded the ferry was a man.", {"number"}),
        ("The ferry sank near the Polish coast, Wilk says.", set()),
        ("The ferry sank near the Danish coast, Wilk says.", {"place"}),
        ("Two sorts of people boarded: men, and women.", set()),
    ],
)
def test_shares_and_coasts_are_held_against_the_one_who_gave_them(ferry, text, expected):
    """A share follows from two of a source's counts; a border or coast is whose that source says it is."""
    assert kinds(ferry(text)) == expected

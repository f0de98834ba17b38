"""A small case to be read: two accounts, one of them translated, a recording with times, a document of two pages."""

from testimonia.pipeline.investigation import Investigation
from tests.ingest.documents import pdf

NOTES = {
    "driver-ar.txt": "---\nsource: the driver\nrole: eyewitness\ndate: 2017-11-01\nlanguage: ar\nkind: interview\n---\n"
    "قال السائق إن 50 شاحنة غادرت المدينة.\n",
    "driver-en.txt": "---\nsource: the driver\nrole: eyewitness\ndate: 2017-11-01\nkind: interview\n"
    "translation_of: driver-ar.txt\n---\n"
    "He says that 50 lorries left Raqqa on 12 October 2017.\n\nThe driver said that no fighters were in the lorries.\n",
    "spokesman.txt": "---\nsource: the spokesman\nrole: official\nkind: statement\ndate: 2017-10-14\n---\n"
    '"About 20 lorries left Raqqa," the spokesman said.\n',
    "road.vtt": "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Driver>Thirty lorries left Raqqa.\n\n"
    "00:00:05.000 --> 00:00:09.000\n<v Driver>We drove all night.\n",
}
SETTINGS = """\
title = "Leaving"
country = "SY"

[questions.lorries]
text = "How many lorries left?"
type = "amount"
unit = "lorry"
nouns = ["lorry"]
terms = ["leave"]
"""


def make_reading_case(folder):
    """The case, taken in and run; returns its folder."""
    material = folder.parent / f"{folder.name}-material"
    material.mkdir()
    for name, text in NOTES.items():
        (material / name).write_text(text)
    (material / "report.pdf").write_bytes(pdf([(72, 700, "Forty lorries left Raqqa.")], [(72, 700, "The end of it.")]))
    with Investigation.create(folder, title="Leaving") as made:
        (made.folder / "investigation.toml").write_text(SETTINGS)
    with Investigation.open(folder, by="A. Editor") as case:
        case.ingest([material])
        case.run(workers=1)
    return folder

"""A small case ready to be packaged: a protected participant, a mayor who spoke in public, a vault, an approved release."""

import msgspec

from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.package_desk import PackageDesk
from testimonia.pipeline.packaging import Options
from testimonia.pipeline.vaults import CaseVault, Credential
from testimonia.protect.identities import Identity

PASSPHRASE = "brass pillow seven winters"
OPENS = Credential(passphrase=PASSPHRASE)
NAME = "Nawwaf Suhayl al-Khayali"
NOTES = {
    "falcon.txt": "---\nsource: Falcon\nrole: participant\nprotection: protected\ndate: 2021-05-02\nkind: interview\n---\n"
    "He says that at least 40 people died in the flood.\n",
    "mayor.txt.meta.yaml": "interpreter: Somebody Else\nobtained_from: A Giver\nobtained_how: by mail\n",
    "mayor.txt": "---\nsource: the mayor\nrole: official\ndate: 2021-05-03\npublisher: Town Hall\nkind: statement\n"
    "url: https://town.example/statement\n---\n"
    "“Twelve” – the mayor’s word. He says that 12 people died in the flood. He says that 3 people are missing.\n",
}
SETTINGS = """
[sources.falcon]
name = "Falcon"
role = "participant"
protection = "protected"
published_name = "Yara"
[sources.mayor]
name = "the mayor"
role = "official"
[questions.dead]
text = "How many people died?"
type = "amount"
unit = "people"
nouns = ["people"]
terms = ["die"]
"""


def make_case(folder, *, notes=NOTES):
    """The case with an approved release; returns its folder."""
    (folder / "notes").mkdir(parents=True)
    for name, text in notes.items():
        path = folder / "notes" / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    root = folder / "case"
    with Investigation.create(root, title="Flood & <water>"):
        pass
    with (root / "investigation.toml").open("a") as file:
        file.write(SETTINGS)
    with Investigation.open(root, by="Ann") as case:
        vault = CaseVault(case._case, work_factor=2)
        vault.create(PASSPHRASE)
        vault.put(OPENS, [Identity("falcon", pseudonym="Yara", names=(NAME,))])
        case.ingest([folder / "notes"])
        case.run(workers=1)
        sha256 = case.request_release(case.vault.people(OPENS), reason="story").sha256
    with Investigation.open(root, by="Bea") as case:
        people = case.vault.people(OPENS)
        for page in case.mosaic(people):
            for warning in page.warnings:
                case.answer_mosaic(page.name, warning.id, reason="looked at", people=people)
        case.decide_release(sha256, people, is_approved=True, reason="read")
    return root


def approve(root, **chosen):
    """Ann asks for a package and Bea approves it; returns its plan."""
    with Investigation.open(root, by="Ann") as case:
        plan = PackageDesk(case).plan(**chosen)
        sha256 = PackageDesk(case).request(plan, reason="for the court").sha256
    with Investigation.open(root, by="Bea") as case:
        PackageDesk(case).decide(sha256, is_approved=True, reason="checked")
    return plan


def write(root, target, plan, *, clock=None, **options):
    """Write a package that was approved."""
    with Investigation.open(root, by="Ann", clock=clock) as case:
        return PackageDesk(case).write(target, plan, OPENS, msgspec.structs.replace(Options(), **options))


def item_id(root, name):
    """The id of an item by its file name."""
    with Investigation.open(root) as case:
        return next(item.id for item in case._case.store.items() if item.name == name)

"""From the sample's findings to its published story, with every step that a newsroom would take, by one person alone.

    python examples/leaving-raqqa/publish_demo.py .demo/leaving-raqqa .demo/story

FOR THE DEMONSTRATION ONLY: the passphrase lies in a file beside the case, the true identities (all invented) are read from a
file in the clear, one person asks for the release and approves it (the record says so), and the warnings of the mosaic are
answered in one go. None of this is how protected people are protected; docs/publishing.md says how it is done.
"""

import shutil
import sys
from pathlib import Path

from testimonia.model.releases import ReleaseState
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.publishing import Wanted, gate_file
from testimonia.pipeline.vaults import Credential

HERE = Path(__file__).parent
WARNING = "for the demonstration only: known to everybody"
STORY_FILES = ("story.md", "convoy.png")


def main(folder: Path, target: Path) -> None:
    """Vault, release, approval, publication; what was done before is not done again."""
    settings = folder / "investigation.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("four_eyes = true", "four_eyes = false"), encoding="utf-8")
    for name in STORY_FILES:
        shutil.copy(HERE / name, folder / name)
    passphrase = folder / "passphrase-for-the-demonstration-only.txt"
    passphrase.write_text(WARNING + "\n", encoding="utf-8")
    passphrase.chmod(0o600)
    credential = Credential(passphrase=WARNING)
    with Investigation.open(folder, by="demonstration") as case:
        if not case.vault.path.exists():
            case.vault.create(WARNING)
            case.vault.put_file(credential, (HERE / "identities.toml").read_bytes())
        _release(case, credential, folder / "story.md")
        report = case.publish(Wanted(folder / "story.md", target), credential)
    done = "published" if report.is_new else "published before, and unchanged"
    print(f"\nThe story: {done}. Open {target}/index.html in a browser.")
    print(f"  {len(report.publication.files)} files; what the gate says of them: {gate_file(target)}")
    print("  single-user mode: one person asked for this release and approved it; nobody else has looked")


def _release(case: Investigation, credential: Credential, story: Path) -> None:
    people = case.vault.people(credential)
    wanted = case.claims_wanted(story)
    sha256 = case.clear_release(people, wanted=wanted).release.content_hash()
    records = {record.sha256: record for record in case.release_records()}
    record = records.get(sha256) or case.request_release(people, reason="the sample story", wanted=wanted)
    if record.state is ReleaseState.REQUESTED:
        for page in case.mosaic(people):
            for warning in page.warnings:
                if not warning.answer:
                    case.answer_mosaic(page.name, warning.id, reason="the sample's people are invented", people=people)
        case.decide_release(record.sha256, people, is_approved=True, reason="single-user demonstration")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

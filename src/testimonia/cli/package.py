"""``testimonia package``: the evidence package, asked for by one person, approved by another, written for a third."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from testimonia.cli.context import progress_bars
from testimonia.cli.passphrases import KeyFile, PassphraseFile, credential, people
from testimonia.cli.printing import output, print_json
from testimonia.errors import UsageError
from testimonia.model.packages import PackageRecord, WrittenPackage
from testimonia.pipeline.investigation import Investigation

Items = Annotated[list[str] | None, typer.Option("--items", help="An item that goes along though it is not public; repeat.")]
Recipients = Annotated[list[str] | None, typer.Option("--recipient", help="Encrypt to this key (age1...); repeat.")]


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(epilog="Example: testimonia package --request --reason 'court'; testimonia package evidence")
    def package(
        context: typer.Context,
        folder: Annotated[Path | None, typer.Argument(help="The folder to make; encrypted, FOLDER.tar.age.")] = None,
        release: Annotated[str, typer.Option(help="Beginning of an approved release's hash; otherwise the latest.")] = "",
        items: Items = None,
        recipient: Recipients = None,
        request: Annotated[bool, typer.Option("--request", help="Ask for this package; writes nothing.")] = False,
        approve: Annotated[str, typer.Option(help="Approve the package with this hash; somebody else than who asked.")] = "",
        reject: Annotated[str, typer.Option(help="Reject it.")] = "",
        reason: Annotated[str, typer.Option(help="Why: it is kept.")] = "",
        stamp: Annotated[str, typer.Option(help="Address of a time-stamping authority (RFC 3161): it is sent a hash.")] = "",
        stamp_ca: Annotated[Path | None, typer.Option(help="Its root certificate (PEM), to verify the stamp at once.")] = None,
        picture_key: Annotated[Path | None, typer.Option(help="The newsroom's key for pictures (PEM, ES256).")] = None,
        picture_cert: Annotated[Path | None, typer.Option(help="Its certificate and those above it (PEM).")] = None,
        newsroom: Annotated[str, typer.Option(help="The newsroom's name in signed pictures.")] = "",
        passphrase_file: PassphraseFile = None,
        key_file: KeyFile = None,
        as_json: Annotated[bool, typer.Option("--json", help="The result as JSON.")] = False,
    ) -> None:
        """Hand evidence over: originals, texts, claims, findings, custody, and a verifier that needs nothing of ours.

        First --request, then --approve by somebody else, then FOLDER, each with the same --release, --items and --recipient.
        """
        from testimonia.pipeline.package_desk import PackageDesk  # what writes packages takes time to import
        from testimonia.pipeline.packaging import Options
        from testimonia.pipeline.signed_pictures import read_signing
        from testimonia.pipeline.stamping import ask_for_stamp

        if sum(map(bool, (folder, request, approve, reject))) != 1:
            raise UsageError("one of: --request, --approve HASH, --reject HASH, or the FOLDER to write")
        if bool(picture_key) != bool(picture_cert) or (picture_key and not newsroom):
            raise UsageError("signed pictures need all of --picture-key, --picture-cert and --newsroom")
        signing = read_signing(picture_key, picture_cert, newsroom) if picture_key and picture_cert else None
        with context.obj.investigation() as case:
            desk = PackageDesk(case)
            if approve or reject:
                who = people(case, passphrase_file, key_file)  # their names are not to stand in the reason
                record = desk.decide(approve or reject, who, is_approved=bool(approve), reason=reason)
                return _print_record(record, is_json=as_json)
            plan = desk.plan(release=release, items=items or (), recipients=recipient or ())
            if folder is None:
                who = people(case, passphrase_file, key_file)
                return _print_record(desk.request(plan, who, reason=reason), is_json=as_json)
            opens = credential(passphrase_file, key_file) if _has_vault(case) else None
            with progress_bars() as progress:
                stamping = partial(ask_for_stamp, url=stamp, roots=stamp_ca) if stamp else None
                written = desk.write(folder, plan, opens, Options(stamping, signing, progress))
        return _print_written(written, is_json=as_json)


def _has_vault(case: Investigation) -> bool:
    return case.vault.path.exists()


def _print_record(record: PackageRecord, *, is_json: bool) -> None:
    if is_json:
        return print_json(record)
    plan = record.plan
    output.print(f"{record.sha256[:12]}  {record.state}", highlight=False)
    asked = f"asked for by {escape(record.requested_by)}, {record.requested_at}: {escape(record.request_reason)}"
    output.print(f"  {asked}", highlight=False, soft_wrap=True)
    named = ", ".join(item.id for item in plan.items if item.is_named)
    output.print(
        f"  release {plan.release_sha256[:12]}; {len(plan.items)} originals" + (f", by name: {named}" if named else ""),
        highlight=False,
        soft_wrap=True,
    )
    output.print(f"  for {', '.join(plan.recipients) or 'anybody: not encrypted'}", highlight=False, soft_wrap=True)
    if record.decided_by:
        decided = f"{record.state} by {escape(record.decided_by)}, {record.decided_at}: {escape(record.decision_reason)}"
        output.print(f"  {decided}", highlight=False, soft_wrap=True)
    if record.is_single_user:
        output.print("  [yellow]single-user mode: one person asked for and approved this; nobody else has looked[/]")
    return None


def _print_written(written: WrittenPackage, *, is_json: bool) -> None:
    if is_json:
        return print_json(written)
    for remark in written.remarks:
        output.print(f"[yellow]note[/] {escape(remark)}", highlight=False, soft_wrap=True)
    kind = "encrypted" if written.is_encrypted else "in the clear"
    size = f"{written.size_bytes / 1e6:.1f} MB"
    output.print(
        f"{escape(written.path)}: {written.items} originals, {written.files} files, {size}, {kind}",
        highlight=False,
        soft_wrap=True,
    )
    if written.stamped_at:
        output.print(f"Time stamp: {written.stamped_at}", highlight=False)
    output.print("Tell the recipient this seal by another way than the package:", highlight=False)
    output.print(f"  {written.seal}", highlight=False, soft_wrap=True)
    return None

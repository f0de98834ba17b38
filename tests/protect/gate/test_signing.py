"""The signed report: bound to the investigation's key and to every byte that was read."""

import pytest

from testimonia.errors import GateError
from testimonia.model.gating import FileVerdict, GateReport, Verdict
from testimonia.protect.gate.signing import (
    SignedReport,
    check_files,
    check_signature,
    new_signing_key,
    public_key,
    sha256_of,
    sign,
)

KEY = new_signing_key(bytes(range(32)))
OTHER_KEY = new_signing_key(bytes(32))


def report(**files):
    verdicts = tuple(FileVerdict(path, sha256_of(data), len(data), Verdict.CLEAN) for path, data in files.items())
    return GateReport(verdicts, "2026-11-28T10:00:00Z", "testimonia", ("faces",))


def hashes(**files):
    return {path: sha256_of(data) for path, data in files.items()}


def test_the_key_is_the_chance_it_is_made_of_and_the_public_half_is_rfc_8032s():
    """Source of the pair: RFC 8032, section 7.1, test 1."""
    secret = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
    assert new_signing_key(bytes.fromhex(secret)) == secret
    assert public_key(secret) == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"


def test_a_signed_report_is_accepted_by_its_own_key():
    """Signing the same report with the same key gives the same signature, and it holds."""
    signed = sign(report(a=b"1"), KEY)
    assert signed == sign(report(a=b"1"), KEY)
    assert (signed.report, signed.public_key) == (report(a=b"1"), public_key(KEY))
    check_signature(signed, public_key(KEY))


def test_another_key_is_refused():
    """A report signed by somebody else's vault proves nothing here."""
    with pytest.raises(GateError, match="signed with another key than this investigation's: run the gate again"):
        check_signature(sign(report(a=b"1"), OTHER_KEY), public_key(KEY))


@pytest.mark.parametrize("change", ["report", "signature", "not hexadecimal", "short"])
def test_a_changed_report_is_refused(change):
    """Neither the report nor the signature can be touched."""
    signed = sign(report(a=b"1"), KEY)
    flipped = f"{int(signed.signature[0], 16) ^ 1:x}{signed.signature[1:]}"
    changed = {
        "report": SignedReport(report(a=b"2"), signed.public_key, signed.signature),
        "signature": SignedReport(signed.report, signed.public_key, flipped),
        "not hexadecimal": SignedReport(signed.report, signed.public_key, "z" + signed.signature[1:]),
        "short": SignedReport(signed.report, signed.public_key, signed.signature[:-2]),
    }[change]
    with pytest.raises(GateError, match="the report was changed after it was signed: run the gate again"):
        check_signature(changed, public_key(KEY))


def test_the_same_bytes_pass():
    """Nothing is said about a folder that is what the gate read."""
    check_files(report(a=b"1", b=b"2"), hashes(b=b"2", a=b"1"))


def test_a_changed_a_new_and_a_missing_file_are_each_refused_by_name():
    """One byte, one file more, one file less: each voids the pass."""
    with pytest.raises(GateError) as refusal:
        check_files(report(a=b"1", b=b"2", c=b"3"), hashes(a=b"1 ", b=b"2", d=b"4"))
    assert str(refusal.value) == "not what the gate read: a changed, d is new, c is gone: run the gate again"


@pytest.mark.parametrize(("number", "tail"), [(5, "e is gone"), (6, "e is gone and 1 more"), (8, "e is gone and 3 more")])
def test_a_long_list_of_changes_is_cut(number, tail):
    """Five are named, the others counted."""
    names = "abcdefgh"[:number]
    with pytest.raises(GateError) as refusal:
        check_files(report(**dict.fromkeys(names, b"")), {})
    assert (
        str(refusal.value) == f"not what the gate read: a is gone, b is gone, c is gone, d is gone, {tail}: run the gate again"
    )

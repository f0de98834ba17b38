"""The chain of custody: every change, loss and move is found."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.errors import UsageError
from testimonia.ingest.custody import check_chain, next_entry, note_root
from testimonia.model.custody import Check, Frontier

ACTS = ("acquired", "rendered", "judged", "exported")


def log(size):
    """A log of this size, and the root recorded after each entry."""
    entries, roots, frontier = [], {}, Frontier()
    for number in range(size):
        previous = entries[-1] if entries else None
        at = f"2017-11-13T10:{number:02}:00Z"
        entry = next_entry(
            previous, at=at, by="ann", act=ACTS[number % 4], subject=f"i-{number}", detail="x", tool="testimonia 0"
        )
        entries.append(entry)
        frontier = frontier.append(entry.hash)
        roots[frontier.size] = frontier.root()
    return entries, roots


def checks(entries, roots=None, noted=""):
    return [result.check for result in check_chain(entries, roots=roots, noted=noted)]


INTACT = [Check.INTACT] * 3


@pytest.mark.parametrize("size", [0, 1, 2, 7, 8, 20])
def test_an_untouched_log_is_intact(size):
    """A log as it was written passes all three checks."""
    entries, roots = log(size)
    assert checks(entries, roots or {0: Frontier().root()}, note_root(entries)) == INTACT


def test_what_was_not_checked_is_not_intact():
    """Without recorded and noted roots those checks say so."""
    assert checks(log(3)[0]) == [Check.INTACT, Check.NOT_CHECKED, Check.NOT_CHECKED]


@pytest.mark.parametrize("field", ["at", "by", "act", "subject", "detail", "tool"])
def test_a_changed_field_is_found(field):
    """Changing any field of an entry names that entry."""
    entries, roots = log(5)
    entries[2] = msgspec.structs.replace(entries[2], **{field: "other"})
    results = check_chain(entries, roots=roots, noted=f"5:{roots[5]}")
    assert [result.check for result in results] == [Check.ALTERED] * 3
    assert results[0].reason.startswith("entry 3 (")
    assert "was changed after it was written" in results[0].reason
    assert results[1].name == "root at 3 entries"


def test_a_changed_entry_with_its_hash_made_new_is_found():
    """Recomputing the hash of a changed entry only moves the break to the next one."""
    entries, roots = log(5)
    changed = msgspec.structs.replace(entries[2], by="eve")
    entries[2] = msgspec.structs.replace(changed, hash=changed.leaf_hash())
    results = check_chain(entries, roots=roots)
    assert "entry 4" in results[0].reason
    assert "does not follow the entry before it" in results[0].reason


def test_a_log_written_anew_is_found_by_its_roots():
    """Even a chain that is whole again contradicts the recorded and the noted root."""
    entries, roots = log(5)
    forged = entries[:2]
    for entry in entries[2:]:
        forged.append(next_entry(forged[-1], at=entry.at, by="eve", act=entry.act, subject=entry.subject))
    assert checks(forged, roots, f"5:{roots[5]}") == [Check.INTACT, Check.ALTERED, Check.ALTERED]
    assert checks(forged, None, f"5:{roots[5]}") == [Check.INTACT, Check.NOT_CHECKED, Check.ALTERED]


def test_a_dropped_entry_is_found():
    """A missing entry is named by its number."""
    entries, _ = log(5)
    assert "entry 3 is missing" in check_chain(entries[:2] + entries[3:])[0].reason
    assert "entry 1 is missing" in check_chain(entries[1:])[0].reason


def test_a_truncated_log_is_found():
    """Cutting off the end leaves a whole chain; the roots show it."""
    entries, roots = log(5)
    results = check_chain(entries[:3], roots=roots, noted=f"5:{roots[5]}")
    assert [result.check for result in results] == [Check.INTACT, Check.ALTERED, Check.ALTERED]
    assert results[1].reason == "the log has 3 entries, but it once had 4: its end was cut off"
    assert "once had 5" in results[2].reason


def test_a_longer_log_still_holds_an_older_note():
    """A root noted long ago is compared with the log as it was then."""
    entries, roots = log(9)
    assert checks(entries, roots, f"4:{roots[4]}") == INTACT


@given(st.integers(2, 10).flatmap(lambda n: st.permutations(range(n))))
def test_any_other_order_is_found(order):
    """Entries in any order but their own do not pass."""
    entries, roots = log(len(order))
    is_same = list(order) == sorted(order)
    assert (checks([entries[i] for i in order], roots, note_root(entries)) == INTACT) == is_same


@pytest.mark.parametrize("noted", ["5", "x:y", "5:abc", ":" + "0" * 64])
def test_a_misspelt_note_is_the_callers_fault(noted):
    """A noted root that is none is a usage error, not a verdict on the log."""
    with pytest.raises(UsageError, match="SIZE:ROOT"):
        check_chain([], noted=noted)


def test_a_salt_hides_what_an_entry_says():
    """Entries that say the same have different hashes, a changed salt is noticed, and without one the hash is that of old."""
    plain = next_entry(None, at="t", by="ann", act="acquired", subject="i-1", detail="sha256:ab")
    assert plain.leaf_hash() == "ecf7e7622155ea7b7f6238a4710e29c9b6f033ec3aa909005621e0aae08b6a3a"
    one, two = (next_entry(None, at="t", by="ann", act="acquired", subject="i-1", detail="sha256:ab", salt=s) for s in "ab")
    assert len({plain.hash, one.hash, two.hash}) == 3
    swapped = msgspec.structs.replace(one, salt="b")
    assert check_chain([one])[0].check is Check.INTACT
    assert check_chain([swapped])[0].check is Check.ALTERED

"""Which files a command means."""

import pytest

from testimonia.ingest.walking import find_files


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "material"
    for name in (
        "b.txt",
        "a.txt",
        "a.txt.meta.yaml",
        "deep/c.txt",
        ".hidden",
        ".git/x",
        ".testimonia/case.db",
        "investigation.toml",
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return root


def names(walk, root):
    return [str(found.path.relative_to(root)) for found in walk.files]


def test_folders_are_expanded_in_order(folder):
    """All material of a folder, sorted; hidden files, sidecars and the case's own files are not material."""
    walk = find_files([folder])
    assert names(walk, folder) == ["a.txt", "b.txt", "deep/c.txt"]
    assert walk.problems == ()
    assert [found.sidecar for found in walk.files] == [folder / "a.txt.meta.yaml", None, None]


def test_not_recursive(folder):
    """Without recursion only the folder itself is read."""
    assert names(find_files([folder], is_recursive=False), folder) == ["a.txt", "b.txt"]


def test_files_by_name_and_twice(folder):
    """A file named by hand is taken, hidden or not, and once only."""
    walk = find_files([folder / "b.txt", folder / ".hidden", folder, folder / "b.txt"])
    assert names(walk, folder) == [".hidden", "a.txt", "b.txt", "deep/c.txt"]


def test_what_cannot_be_used_is_named(folder):
    """Missing paths, the case's own files and sidecars without a file are problems, not silence."""
    (folder / "lost.mp3.meta.yaml").write_text("x")
    walk = find_files([folder / "none", folder / "investigation.toml", folder])
    assert names(walk, folder) == ["a.txt", "b.txt", "deep/c.txt"]
    assert [problem.split(" ", 1)[1] for problem in walk.problems] == [
        "does not exist; check the path",
        "belongs to the investigation itself; it is not material",
        "describes lost.mp3, which is not there; add that file beside it",
    ]


def test_links(folder, tmp_path):
    """Links stay inside the folder and cannot run in a circle; one that leads out is named."""
    outside = tmp_path / "outside.txt"
    outside.write_text("x")
    (folder / "out.txt").symlink_to(outside)
    (folder / "in.txt").symlink_to(folder / "b.txt")
    (folder / "circle").symlink_to(folder)
    walk = find_files([folder])
    assert sorted(found.path.resolve().name for found in walk.files) == ["a.txt", "b.txt", "c.txt"]
    assert [problem for problem in walk.problems if "leads out of the folder" in problem] == [
        f"{folder / 'out.txt'} is a link that leads out of the folder; add what it points to by its own path"
    ]
    assert [found.path for found in find_files([folder / "out.txt"]).files] == [folder / "out.txt"]

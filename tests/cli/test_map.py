"""``testimonia map`` as a user meets it."""

from test_cli import call


def test_map_writes_what_is_asked_for_and_warns(tmp_path):
    """A page by default, the other formats where they are named; every time the warning that it is for the team."""
    (tmp_path / "note.txt").write_text("---\nsource: a driver\n---\nHe says that 12 people left Raqqa.\n")
    call(tmp_path, "new", ".")
    call(tmp_path, "ingest", "note.txt")
    call(tmp_path, "run")
    shown = call(tmp_path, "map", "out/map.html", "--svg", "map.svg", "--geojson", "map.geojson", "--kml", "map.kml")
    assert "For the team only" in shown
    assert "protected sources" in shown
    for name in ("out/map.html", "map.svg", "map.geojson", "map.kml"):
        assert name in shown
        assert "Raqqa" in (tmp_path / name).read_text(encoding="utf-8")

"""Read and extract one file without keeping anything: to see what the machine would make of it, and why."""

from collections.abc import Sequence
from pathlib import Path

from testimonia.errors import ReadError
from testimonia.gazetteer.places import Place
from testimonia.ingest.metadata import merge_metadata, normalise_metadata, read_sidecar
from testimonia.ingest.reading import read, to_passages, to_rendition
from testimonia.ingest.walking import find_files
from testimonia.model.brief import Brief
from testimonia.model.ids import content_id
from testimonia.model.material import Material, Metadata
from testimonia.model.testimony import Extraction
from testimonia.pipeline.running import make_extract_step


def preview(
    path: Path, brief: Brief, metadata: Metadata | None = None, *, places: Sequence[Place] = ()
) -> tuple[Material, Extraction]:
    """What would be read and extracted from a file.

    Args:
        path: the file; a sidecar beside it counts.
        brief: parties, sources and hedges to read it with; an empty brief will do.
        metadata: over what the file and its sidecar say.
        places: an investigation's own, which win over the gazetteer's.

    Raises:
        ReadError: it cannot be read.
    """
    walk = find_files([path], is_recursive=False)
    if path.is_dir() or not walk.files:
        raise ReadError(next(iter(walk.problems), f"{path} is a folder: name one file"))
    given = normalise_metadata(metadata or Metadata())
    if sidecar := walk.files[0].sidecar:
        given = merge_metadata(given, read_sidecar(sidecar))
    return read_data(path.read_bytes(), path.name, brief, given, places=places)


def read_data(
    data: bytes, name: str, brief: Brief, metadata: Metadata, *, places: Sequence[Place] = ()
) -> tuple[Material, Extraction]:
    """`preview` of the bytes of a file, whose name says what they are."""
    reading = read(data, name=name, metadata=metadata)
    rendition = to_rendition(content_id("i", name), reading)
    material = Material(rendition, to_passages(rendition, reading), reading.metadata, name)
    return material, make_extract_step(brief, places=places)(material)

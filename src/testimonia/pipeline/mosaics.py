"""The mosaic of a case: a page for each protected source over all its releases, and editors' answers to warnings."""

from collections.abc import Mapping, Sequence

import msgspec

from testimonia.errors import NotFoundError, UsageError
from testimonia.gazetteer.divisions import Divisions
from testimonia.model.mosaic import MosaicPage, Warning
from testimonia.model.phrases import told
from testimonia.model.protection import DescriptorLevel, SourceSettings
from testimonia.model.releases import KeptId, ReleaseState
from testimonia.model.review import Review
from testimonia.model.testimony import Act, Judgement, Source
from testimonia.pipeline import judging
from testimonia.pipeline.case import Case
from testimonia.pipeline.places import own_places
from testimonia.pipeline.releases import (
    KEPT_IDS,
    NOBODY,
    clear_case,
    content_of,
    decisions_of,
    read_release,
    records_of,
    refuse_named,
)
from testimonia.protect.clearance.content import People
from testimonia.protect.clearance.people import protected_sources
from testimonia.protect.mosaic import Known, Published, make_page
from testimonia.publish.mosaic_page import to_html as to_html
from testimonia.text.names import name_key

MOSAIC = "mosaic:"
DRAFT = "draft"


def pages_of(case: Case, people: People = NOBODY, *, name: str = "") -> list[MosaicPage]:
    """Pages of protected sources, over every release that was approved or asked for; over a draft where there is none.

    Args:
        name: of one source, as the team or the readers know them, or its id; empty = all that releases name.

    Raises:
        NotFoundError: no protected source of that name.
    """
    published, ids = _published(case, people)
    content = content_of(case)
    protected = protected_sources(content)
    sources = [source for source in content.sources if source.id in protected]
    if name:
        sources = [_find(sources, name, published, ids)]
    areas, active = Divisions.open(own_places(case)), Review(case.store.judgements()).active
    settings = decisions_of(case, sources).settings
    pages = []
    for source in sources:
        known = Known(source.id, source.name, ids.get(f"source:{source.id}", ""), _details(source, people, settings))
        page = make_page(known, published, areas)
        if page.facts or name:
            answered = tuple(_with_answer(warning, active.get(f"{MOSAIC}{warning.id}")) for warning in page.warnings)
            pages.append(msgspec.structs.replace(page, warnings=answered))
    return pages


def answer_warning(case: Case, name: str, prefix: str, *, reason: str, people: People = NOBODY) -> Warning:
    """Record an editor's answer to a warning of a source's page; call inside `Case.writing`.

    Raises:
        NotFoundError: no such source or warning.
        UsageError: no reason, or one that names a source.
    """
    if not reason.strip():
        words = "an answer needs a reason: why the combination may be published all the same"
        raise UsageError(told(words, "problem.mosaic_reason"))
    refuse_named(reason, people)
    page = pages_of(case, people, name=name)[0]
    found = [warning for warning in page.warnings if warning.id.startswith(prefix)]
    if len(found) != 1:
        what = "no warning" if not found else "several warnings"
        raise NotFoundError(f"{what} {prefix!r} on this page: `testimonia mosaic` with the source's name shows them")
    return _with_answer(found[0], judging.record(case, Act.ACCEPT, f"{MOSAIC}{found[0].id}", reason, ""))


def _published(case: Case, people: People) -> tuple[list[Published], dict[str, str]]:
    records = [record for record in records_of(case) if record.state is not ReleaseState.REJECTED]
    if records:
        ids = {kept.id: kept.released for kept in case.store.results(KEPT_IDS, KeptId)}
        return [Published(record.sha256[:12], read_release(case, record.sha256)) for record in records], ids
    cleared = clear_case(case, people)
    return [Published(DRAFT, cleared.release)], cleared.ids


def _find(sources: Sequence[Source], name: str, published: Sequence[Published], ids: dict[str, str]) -> Source:
    labels = {source.id: name_key(source.label) for one in published for source in one.release.sources}
    key = name_key(name)
    for source in sources:
        names = {name_key(known) for known in (source.name, *source.aliases)} | {labels.get(ids.get(f"source:{source.id}", ""))}
        if source.id == name or key in names:
            return source
    raise NotFoundError(f"no protected source is called {name!r}: `testimonia mosaic --all` lists them")


def _details(source: Source, people: People, settings: Mapping[str, SourceSettings]) -> dict[str, str]:
    """What narrows a source down, from the vault, and the trade that only the team knows."""
    identity, shown = people.identities.get(source.id), settings.get(source.id, SourceSettings())
    trade = {"trade": shown.descriptor} if shown.descriptor and shown.descriptor_level is not DescriptorLevel.EXACT else {}
    return {**trade, **(identity.details if identity else {})}


def _with_answer(warning: Warning, judgement: Judgement | None) -> Warning:
    if judgement is None or judgement.act is not Act.ACCEPT:
        return warning
    return msgspec.structs.replace(warning, answer=judgement.reason, answered_by=judgement.by, answered_at=judgement.at)

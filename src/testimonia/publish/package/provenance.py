"""Where each thing came from, as a graph: file -> text -> claim -> answer -> finding, with who did what and when.

Written in PROV-JSON for programs and in PROV-N for people; both say the same.

Source: W3C PROV-DM (2013); W3C PROV-N (2013); W3C member submission PROV-JSON (2013).
"""

import json
from collections.abc import Iterator, Mapping

from testimonia.publish.package.content import Package

PREFIX, NAMESPACE = "t", "urn:testimonia:"
_TYPES = {"prov:type": "xsd:QName"}
_RELATIONS = {
    "used": ("prov:activity", "prov:entity"),
    "wasGeneratedBy": ("prov:entity", "prov:activity"),
    "wasDerivedFrom": ("prov:generatedEntity", "prov:usedEntity"),
    "wasAssociatedWith": ("prov:activity", "prov:agent"),
    "wasAttributedTo": ("prov:entity", "prov:agent"),
    "actedOnBehalfOf": ("prov:delegate", "prov:responsible"),
}


class Graph:
    """A graph of provenance; adding what is there changes nothing."""

    def __init__(self) -> None:
        self.things: dict[str, dict[str, dict[str, str]]] = {"entity": {}, "activity": {}, "agent": {}}
        self.relations: dict[tuple[str, str, str], None] = {}
        self._agents: dict[tuple[str, str], str] = {}

    def entity(self, name: str, kind: str, label: str = "") -> str:
        """Something that exists: a file, a claim."""
        return self._add("entity", name, {"prov:type": f"{PREFIX}:{kind}", "prov:label": label})

    def activity(self, name: str, kind: str, *, at: str = "") -> str:
        """Something that was done, at a moment if it is known."""
        times = {"prov:startTime": at, "prov:endTime": at}
        return self._add("activity", name, {**times, "prov:type": f"{PREFIX}:{kind}"})

    def agent(self, label: str, kind: str) -> str:
        """Somebody or some program, by name; numbered in the order of mention."""
        name = self._agents.setdefault((kind, label), f"agent-{len(self._agents) + 1}")
        return self._add("agent", name, {"prov:type": f"prov:{kind}", "prov:label": label})

    def relate(self, relation: str, first: str, second: str) -> None:
        """Say how two things stand to each other."""
        self.relations[relation, first, second] = None

    def dangling(self) -> list[str]:
        """Names that a relation uses and nothing declares."""
        known = {name for kind in self.things.values() for name in kind}
        return sorted({name for _, *pair in self.relations for name in pair} - known)

    def _add(self, what: str, name: str, fields: dict[str, str]) -> str:
        self.things[what].setdefault(f"{PREFIX}:{name}", {key: value for key, value in fields.items() if value})
        return f"{PREFIX}:{name}"


def build_graph(package: Package) -> Graph:
    """The provenance of everything in a package."""
    graph = Graph()
    _add_material(graph, package)
    _add_claims(graph, package)
    _add_answers(graph, package)
    _add_findings(graph, package)
    approved = graph.activity(f"approval-{package.approval.plan_sha256[:16]}", "Approval", at=package.approval.decided_at)
    made = graph.entity(f"package-{package.approval.plan_sha256[:16]}", "EvidencePackage", package.title)
    graph.relate("wasGeneratedBy", made, approved)
    graph.relate("wasAssociatedWith", approved, graph.agent(package.approval.decided_by, "Person"))
    graph.relate("wasAttributedTo", made, graph.agent(package.tool, "SoftwareAgent"))
    for finding in package.release.findings:
        graph.relate("wasDerivedFrom", made, f"{PREFIX}:{finding.id}")
    return graph


def _add_material(graph: Graph, package: Package) -> None:
    for item in package.items:
        original = graph.entity(item.id, "Original", item.name)
        for came in item.received:
            received = graph.activity(came.id, "Acquisition", at=came.at)
            graph.relate("wasGeneratedBy", original, received)
            graph.relate("wasAssociatedWith", received, graph.agent(came.by, "Person"))
            graph.relate("wasAssociatedWith", received, graph.agent(came.tool, "SoftwareAgent"))
        if item.released_id:
            released = graph.entity(item.released_id, "ReleasedItem")
            graph.relate("wasDerivedFrom", released, original)
    for held in package.held:
        graph.entity(held.released_id, "WithheldItem", f"{held.kind}: not in this package")
    for rendition in package.renditions:
        text = graph.entity(rendition.id, "Rendition")
        reading = graph.activity(f"reading-{rendition.id}", "Reading")
        graph.relate("used", reading, f"{PREFIX}:{rendition.item_id}")
        graph.relate("wasGeneratedBy", text, reading)
        graph.relate("wasDerivedFrom", text, f"{PREFIX}:{rendition.item_id}")
        graph.relate("wasAssociatedWith", reading, graph.agent(rendition.tool, "SoftwareAgent"))


def _add_claims(graph: Graph, package: Package) -> None:
    """Claims in full, and those of the release: from them where they are here, from the words alone where not."""
    in_full = {}
    for claim in package.claims:
        extraction = graph.activity(f"extraction-{claim.rendition_id}", "Extraction")
        graph.relate("used", extraction, f"{PREFIX}:{claim.rendition_id}")
        graph.relate("wasAssociatedWith", extraction, graph.agent(package.tool, "SoftwareAgent"))
        full = graph.entity(claim.id, "Claim", claim.exact)
        graph.relate("wasGeneratedBy", full, extraction)
        graph.relate("wasDerivedFrom", full, f"{PREFIX}:{claim.rendition_id}")
        if claim.released_id:
            in_full[claim.released_id] = full
    labels = {source.id: source.label for source in package.release.sources}
    quotes = {quote.id: quote for quote in package.release.quotes}
    for item in package.release.items:
        graph.entity(item.id, "ReleasedItem")
    for said in package.release.claims:
        released = graph.entity(said.id, "ReleasedClaim", said.value.words)
        graph.relate("wasAttributedTo", released, graph.agent(labels.get(said.source_id, "withheld"), "Agent"))
        if said.id in in_full:
            graph.relate("wasDerivedFrom", released, in_full[said.id])
        elif quote := quotes.get(said.quote_id):
            graph.relate("wasDerivedFrom", released, f"{PREFIX}:{quote.item_id}")


def _add_answers(graph: Graph, package: Package) -> None:
    for question in package.release.questions:
        graph.entity(question.id, "Question", question.text)
    for answer in package.release.answers:
        given = graph.entity(answer.id, "Answer")
        done = graph.activity(f"reconciliation-{answer.question_id}", "Reconciliation")
        graph.relate("used", done, f"{PREFIX}:{answer.question_id}")
        graph.relate("wasAssociatedWith", done, graph.agent(package.tool, "SoftwareAgent"))
        graph.relate("wasGeneratedBy", given, done)
        for claim_id in answer.claim_ids:
            graph.relate("used", done, f"{PREFIX}:{claim_id}")
            graph.relate("wasDerivedFrom", given, f"{PREFIX}:{claim_id}")
    for estimate in package.release.estimates:
        guess = graph.entity(estimate.id, "Estimate", estimate.method)
        for answer_id in estimate.answer_ids:
            graph.relate("wasDerivedFrom", guess, f"{PREFIX}:{answer_id}")
    for contradiction in package.release.contradictions:
        found = graph.entity(contradiction.id, "Contradiction", contradiction.sentence)
        for claim_id in contradiction.claim_ids:
            graph.relate("wasDerivedFrom", found, f"{PREFIX}:{claim_id}")


def _add_findings(graph: Graph, package: Package) -> None:
    decided = {judgement.target: judgement for judgement in package.judgements}
    for finding in package.release.findings:
        concluded = graph.entity(finding.id, "Suggestion" if finding.is_suggestion else "Finding", finding.words)
        for answer_id in finding.answer_ids:
            graph.relate("wasDerivedFrom", concluded, f"{PREFIX}:{answer_id}")
        if finding.estimate_id:
            graph.relate("wasDerivedFrom", concluded, f"{PREFIX}:{finding.estimate_id}")
        judgement = decided.get(finding.id)
        if judgement:
            conclusion = graph.activity(judgement.id, "Conclusion", at=judgement.at)
            graph.relate("wasGeneratedBy", concluded, conclusion)
            graph.relate("wasAssociatedWith", conclusion, graph.agent(judgement.by, "Person"))


def to_prov_json(graph: Graph) -> str:
    """The graph as PROV-JSON."""
    document: dict[str, object] = {"prefix": {PREFIX: NAMESPACE}}
    for what, things in graph.things.items():
        document[what] = {name: {key: _typed(key, value) for key, value in fields.items()} for name, fields in things.items()}
    for relation, (first, second) in _RELATIONS.items():
        pairs = [pair for name, *pair in graph.relations if name == relation]
        if pairs:
            document[relation] = {f"_:{relation}{n}": {first: a, second: b} for n, (a, b) in enumerate(pairs, start=1)}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _typed(key: str, value: str) -> object:
    return {"$": value, "type": _TYPES[key]} if key in _TYPES else value


def to_prov_n(graph: Graph) -> str:
    """The graph as PROV-N."""
    return "".join(f"{line}\n" for line in _prov_n_lines(graph))


def _prov_n_lines(graph: Graph) -> Iterator[str]:
    yield "document"
    yield f"  prefix {PREFIX} <{NAMESPACE}>"
    for what, things in graph.things.items():
        for name, fields in things.items():
            at = f"{fields.get('prov:startTime', '-')}, {fields.get('prov:endTime', '-')}, " if what == "activity" else ""
            yield f"  {what}({name}, {at}[{_attributes(fields)}])"
    for relation, first, second in graph.relations:
        rest = "" if relation in ("wasDerivedFrom", "wasAttributedTo", "actedOnBehalfOf") else ", -"
        yield f"  {relation}({first}, {second}{rest})"
    yield "endDocument"


def _attributes(fields: Mapping[str, str]) -> str:
    kind = f"prov:type='{fields['prov:type']}'"
    label = fields.get("prov:label", "")
    return f"{kind}, prov:label={json.dumps(label, ensure_ascii=False)}" if label else kind

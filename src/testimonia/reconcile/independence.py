"""Which answers to a question are not independent of each other, and why.

Ten newspapers that print one agency's sentence are one account. Agreement counts as corroboration only between groups: a
relayed account belongs to the one it was heard from, articles of one publisher belong together, near-copied words prove a
common origin. Independence is judged question by question: two people who pass on one rumour may still be independent witnesses
of something else.
"""

from collections.abc import Callable, Mapping, Sequence, Set

from testimonia.model.findings import Group
from testimonia.model.ids import content_id
from testimonia.model.material import Metadata
from testimonia.model.phrases import told
from testimonia.model.testimony import Form, Role, Source
from testimonia.reconcile.answers import Reply
from testimonia.reconcile.copies import find_copies
from testimonia.reconcile.intervals import read_interval
from testimonia.reconcile.names import list_names, source_names
from testimonia.text.names import name_key


class Clusters:
    """Disjoint sets of sources with the reasons that joined them (union-find)."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._reasons: dict[str, set[str]] = {}

    def find(self, member: str) -> str:
        """The representative of a member's set."""
        parent = self._parent.setdefault(member, member)
        while parent != self._parent[parent]:
            self._parent[parent] = self._parent[self._parent[parent]]
            parent = self._parent[parent]
        self._parent[member] = parent
        return parent

    def join(self, left: str, right: str, reason: str) -> None:
        """Put two members into one set, for a reason."""
        first, second = sorted((self.find(left), self.find(right)))
        reasons = (
            self._reasons.pop(second, set()) | self._reasons.pop(first, set())
            if first != second
            else self._reasons.pop(first, set())
        )
        self._reasons[first] = reasons | {reason}
        self._parent[second] = first

    def sets(self, members: Sequence[str]) -> list[tuple[list[str], str]]:
        """The sets of the given members with their reasons, in words."""
        sets: dict[str, list[str]] = {}
        for member in members:
            sets.setdefault(self.find(member), []).append(member)
        return [(sorted(inside), "; ".join(sorted(self._reasons.get(root, ())))) for root, inside in sets.items()]


class Independence:
    """Finds the groups of each question's sources. Holds what is known of sources and items between questions."""

    def __init__(
        self,
        sources: Mapping[str, Source],
        metadata_of: Callable[[str], Metadata],
        *,
        as_one: Sequence[Set[str]] = (),
    ) -> None:
        self._sources = sources
        self._as_one = as_one
        self._names = source_names(sources.values())
        self._metadata_of = metadata_of
        self._metadata: dict[str, Metadata] = {}
        self.groups: dict[str, Group] = {}
        """Groups of more than one source met so far, by id."""

    def group_sources(self, replies: Sequence[Reply]) -> dict[str, str]:
        """The independence group of every source among one question's replies.

        Returns:
            Source id to group id; groups of several sources are also added to ``groups``.
        """
        clusters = Clusters()
        members = sorted({reply.position.source_id for reply in replies})
        self._join_relays(replies, members, clusters)
        self._join_publishers(replies, clusters)
        self._join_copies(replies, clusters)
        self._join_namesakes(members, clusters)
        self._join_quoted(replies, clusters)
        self._join_supposed(members, clusters)
        group_of: dict[str, str] = {}
        for inside, reason in clusters.sets(members):
            group_id = content_id("g", *inside, str(reason))
            if len(inside) > 1:
                self.groups[group_id] = Group(group_id, tuple(inside), reason)
            group_of.update(dict.fromkeys(inside, group_id))
        return group_of

    def _join_relays(self, replies: Sequence[Reply], members: Sequence[str], clusters: Clusters) -> None:
        """A relayed reply belongs to the one it was heard from, whether that one is among the sources or not."""
        relayed = {r.position.source_id for r in replies if r.position.chain}
        own = {r.position.source_id for r in replies if not r.position.chain}
        heard_from: dict[str, list[str]] = {}
        for reply in replies:
            source_id = reply.position.source_id
            for name in reply.position.chain[:1]:
                original = self._names.get(name_key(name), "")
                if original in members and original != source_id and source_id not in own:
                    one, other = self._name(source_id), self._name(original)
                    reason = told(f"{one} passes on what {other} said", "group.passes_on", who=one, original=other)
                    clusters.join(source_id, original, reason)
                elif not original and name_key(name) and source_id not in own:
                    heard_from.setdefault(name_key(name), []).append(source_id)
                elif original and original not in members:
                    heard_from.setdefault(original, []).append(source_id)
        for name, tellers in sorted(heard_from.items()):
            tellers = sorted(set(tellers) & relayed - own)
            for teller in tellers[1:]:
                original_name = self._name(name) if name in self._sources else name
                names = self._list(tellers)
                reason = told(
                    f"{names} pass on what {original_name} said", "group.pass_on", names=names, original=original_name
                )
                clusters.join(tellers[0], teller, reason)

    def _join_publishers(self, replies: Sequence[Reply], clusters: Clusters) -> None:
        """The articles of one publisher are one voice, as far as they speak in their own."""
        voices: dict[str, set[str]] = {}
        for reply in replies:
            publisher = self.item_of(reply).publisher
            if reply.form is Form.NARRATION and publisher and not self._is_interview(reply):
                voices.setdefault(publisher.casefold(), set()).add(reply.position.source_id)
        for _, together in sorted(voices.items()):
            first, *others = sorted(together)
            for other in others:
                names = self._list(sorted(together))
                clusters.join(first, other, told(f"{names} have the same publisher", "group.publisher", names=names))

    def _join_supposed(self, members: Sequence[str], clusters: Clusters) -> None:
        """Sources that somebody wants to see taken as one account."""
        for together in self._as_one:
            inside = [member for member in members if member in together]
            for other in inside[1:]:
                names = self._list(inside)
                clusters.join(inside[0], other, told(f"{names} are taken as one account", "group.supposed", names=names))

    def _join_namesakes(self, members: Sequence[str], clusters: Clusters) -> None:
        """Officials known only by one bare word in several texts ("police") cannot be told apart, so they count once."""
        bare: dict[str, list[str]] = {}
        for member in members:
            source = self._sources.get(member)
            if source and source.item_id and source.role is Role.OFFICIAL:
                bare.setdefault(name_key(source.name), []).append(member)
        for _, (first, *others) in sorted(bare.items()):
            for other in others:
                name = self._name(first)
                words = f"several texts name only “{name}”, who may be the same"
                clusters.join(first, other, told(words, "group.namesake", name=name))

    def _join_quoted(self, replies: Sequence[Reply], clusters: Clusters) -> None:
        """An article that quotes somebody for a figure and tells the same figure itself is no second account of it."""
        by_text: dict[str, list[Reply]] = {}
        for reply in replies:
            by_text.setdefault(reply.rendition_id, []).append(reply)
        for _, inside in sorted(by_text.items()):
            articles = [reply for reply in inside if self._is_article(reply)]
            for own in articles:
                said = read_interval(own.position.value)
                for other in inside:
                    heard = None if self._is_article(other) else read_interval(other.position.value)
                    if said and heard and said.meets(heard) and own.position.source_id != other.position.source_id:
                        pair = own.position.source_id, other.position.source_id
                        one, quoted = self._name(pair[0]), self._name(pair[1])
                        words = f"{one} tells what it quotes {quoted} for"
                        clusters.join(*pair, told(words, "group.quotes", who=one, original=quoted))

    def _is_article(self, reply: Reply) -> bool:
        source = self._sources.get(reply.position.source_id)
        return reply.form is Form.NARRATION and source is not None and source.role is Role.MEDIA

    def _join_copies(self, replies: Sequence[Reply], clusters: Clusters) -> None:
        """Near-copied statements have one origin; a shared interviewer or interpreter makes that the likelier."""
        unique = {reply.position.statement_id: reply for reply in replies if reply.shingles}
        copied = [unique[key] for key in sorted(unique)]
        owners = [reply.position.source_id for reply in copied]

        def is_joined(left: int, right: int) -> bool:
            return clusters.find(owners[left]) == clusters.find(owners[right])

        for left, right, degree in find_copies([reply.shingles for reply in copied], is_joined):
            names = self._list([owners[left], owners[right]])
            shared = self._shared_ear(copied[left], copied[right])
            words = f"{names} use nearly the same words ({degree:.0%} alike){shared}"
            reason = told(words, "group.copies", names=names, percent=f"{degree:.0%}", shared=shared)
            clusters.join(owners[left], owners[right], reason)

    def _shared_ear(self, left: Reply, right: Reply) -> str:
        one, other = self.item_of(left), self.item_of(right)
        for field in ("interviewer", "interpreter"):
            if (name := getattr(one, field)) and name == getattr(other, field):
                return told(f", both through the {field} {name}", f"group.{field}", name=name)
        return ""

    def _is_interview(self, reply: Reply) -> bool:
        """Whether the item speaks for its source: then its narration is the source's voice and not the publisher's."""
        named = name_key(self.item_of(reply).source)
        return bool(named) and self._names.get(named) == reply.position.source_id

    def item_of(self, reply: Reply) -> Metadata:
        """What is known of the item that a reply stands in."""
        known = self._metadata.get(reply.rendition_id)
        if known is None:
            known = self._metadata[reply.rendition_id] = self._metadata_of(reply.rendition_id)
        return known

    def _name(self, source_id: str) -> str:
        source = self._sources.get(source_id)
        return source.name if source and source.name else told("an unnamed source", "unnamed_source")

    def _list(self, source_ids: Sequence[str]) -> str:
        return list_names([self._name(source_id) for source_id in source_ids])

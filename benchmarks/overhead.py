"""The whole extractor against bare spaCy with NER: the same passages, one after the other, in one process.

    benchmarks/overhead CORPUS.jsonl.gz [--articles N]

CORPUS as for ``benchmarks/throughput``. Prints words per second of processor time for both, and the ratio of times.
"""

import argparse
import itertools
import json
import time
from pathlib import Path

import spacy
from extract import BLOCK
from throughput import articles

from testimonia.model.brief import Brief
from testimonia.model.material import Locator, Material, Metadata, Passage, Rendition
from testimonia.pipeline.running import make_extract_step


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=20)
    options = parser.parse_args()
    materials = [material(*article) for article in itertools.islice(articles(options.corpus), options.articles)]
    words = sum(len(each.rendition.text.split()) for each in materials)
    nlp, extract = spacy.load(Brief().spacy_model), make_extract_step(Brief())
    extract(materials[0])
    began = time.process_time()
    for each in materials:
        with nlp.memory_zone():
            for _ in nlp.pipe([each.rendition.text[p.start : p.end] for p in each.passages], batch_size=64):
                pass
    bare = time.process_time() - began
    began = time.process_time()
    for each in materials:
        extract(each)
    whole = time.process_time() - began
    rates = {"bare_words_per_s": round(words / bare), "extractor_words_per_s": round(words / whole)}
    print(json.dumps({"words": words, **rates, "ratio": round(whole / bare, 2)}))


def material(name: str, published: str, text: str) -> Material:
    blocks = enumerate(BLOCK.finditer(text))
    passages = tuple(Passage(f"p-{n}", "r", block.start(), block.end(), "paragraph", Locator()) for n, block in blocks)
    return Material(Rendition("r", "i", "text", "en", "text", text), passages, Metadata(published=published), name)


if __name__ == "__main__":
    main()

"""The important dates of many articles on one subject, the most important first: reads JSON lines (gzip too), writes JSON.

    benchmarks/timeline < topics.jsonl.gz > predicted.json
    benchmarks/timeline --baseline < topics.jsonl.gz > baseline.json

Of each topic only ``topic`` and ``articles`` (``id``, ``published``, ``text``) are read. The product's time reader and its
ranking of days are measured; whole extraction would add who said it and takes some ten times as long. ``--baseline`` ranks by
what is to be beaten, the number of articles that mention a date; where the gold is in the input both are scored to the error
stream: F1 of the dates inside the gold's first and last day, as many as the gold has.
"""

import argparse
import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from testimonia.extract.parsing import load_parser
from testimonia.extract.values.time_patterns import kinds_of
from testimonia.extract.values.times import Anchor, find_times
from testimonia.model.brief import Brief
from testimonia.model.values import Moment
from testimonia.reconstruct.importance import DayMention, exact_day, is_explicit, rank_days

LONGEST_LINE = 3_000
"""Characters; longer lines are tables and lists of links."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--baseline", action="store_true", help="rank by the number of articles that mention a date")
    wants_baseline = options.parse_args().baseline
    reader, out = TimeReader(), {}
    for topic in topics():
        began = time.perf_counter()
        mentions = [mention for article in topic["articles"] for mention in reader.read(article)]
        ours, theirs = [one.day for one in rank_days(mentions)], most_mentioned(mentions)
        out[topic["topic"]] = theirs if wants_baseline else ours
        scores = f"F1 {score(ours, topic)}, most articles {score(theirs, topic)}; " if topic.get("gold") else ""
        print(
            f"{topic['topic']}: {scores}{len(topic['articles'])} articles, {time.perf_counter() - began:.0f} s", file=sys.stderr
        )
    print(json.dumps(out))


def topics() -> Iterator[dict[str, Any]]:
    data = sys.stdin.buffer.read()
    text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode()
    for line in filter(None, text.split("\n")):
        yield json.loads(line)


class TimeReader:
    """Reads the days that an article names; only lines with a word of time are parsed."""

    def __init__(self) -> None:
        self._parser = load_parser(Brief().spacy_model)

    def read(self, article: dict[str, str]) -> list[DayMention]:
        lines = article["text"].split("\n")
        wanted = [(line, n) for n, line in enumerate(lines) if may_name_a_time(line)]
        anchor, last, out = Anchor(article["published"][:10]), -1, []
        with self._parser.memory_zone():
            for doc, n in self._parser.pipe(wanted, as_tuples=True, batch_size=64):
                if n - last > 1 and anchor.fresh:  # a sentence without any time stood between
                    anchor = replace(anchor, fresh="")
                last = n
                found, anchor = find_times(doc, anchor)
                out += [mention for one in found if (mention := self._mention(one.value, article))]
        return out

    @staticmethod
    def _mention(value: object, article: dict[str, str]) -> DayMention | None:
        day = exact_day(value) if isinstance(value, Moment) else ""
        if not day or not isinstance(value, Moment):
            return None
        return DayMention(day, article["id"], article["published"][:10], is_explicit(value))


def may_name_a_time(line: str) -> bool:
    return bool(line.strip()) and len(line) < LONGEST_LINE and bool(kinds_of(line.lower().replace(",", " ").split()))


def most_mentioned(mentions: Sequence[DayMention]) -> list[str]:
    """What is to be beaten: dates by the number of articles that mention them."""
    counts = Counter(day for day, _ in {(mention.day, mention.unit) for mention in mentions})
    return sorted(counts, key=lambda day: (-counts[day], day))


def score(ranked: Sequence[str], topic: dict[str, Any]) -> float:
    """Mean F1 over the gold timelines of a topic."""
    found = []
    for gold in map(set, topic["gold"]):
        said = [day for day in ranked if min(gold) <= day <= max(gold)][: len(gold)]
        hits = len(gold & set(said))
        found.append(2 * hits / (len(said) + len(gold)))
    return round(sum(found) / len(found), 4)


if __name__ == "__main__":
    main()

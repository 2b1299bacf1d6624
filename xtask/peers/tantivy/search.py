"""tantivy alone over the terms that our search uses: no filter, twenty hits, BM25.

    search.py DIR      reads docs.jsonl and queries.jsonl, prints one JSON line

The call from Python into tantivy is measured on an empty index and taken off.
"""
import json
import sys
import time
from pathlib import Path

import tantivy

ROUNDS = 25
SHOWN = 20


def percentile(times, share):
    return times[int((len(times) - 1) * share)]


def index_of(schema, docs):
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=64_000_000, num_threads=1)
    for doc in docs:
        writer.add_document(
            tantivy.Document(title=" ".join(doc["title"]), also=" ".join(doc["also"]))
        )
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def query_of(schema, line):
    """Every piece of every word must stand somewhere; the whole word counts extra."""
    term = lambda field, text: tantivy.Query.term_query(schema, field, text)
    must, should = tantivy.Occur.Must, tantivy.Occur.Should
    parts = []
    for word, pieces in zip(line["words"], line["pieces"]):
        for piece in pieces:
            either = [(should, term("title", piece)), (should, term("also", piece))]
            parts.append((must, tantivy.Query.boolean_query(either)))
        parts.append((should, term("title", word)))
    return tantivy.Query.boolean_query(parts)


def measure(searcher, queries):
    times, hits = [], 0
    for _ in range(ROUNDS):
        for query in queries:
            began = time.perf_counter()
            found = searcher.search(query, SHOWN)
            times.append((time.perf_counter() - began) * 1e6)
            hits += found.count
    times.sort()
    return times, hits // ROUNDS


def main():
    folder = Path(sys.argv[1])
    docs = [json.loads(line) for line in (folder / "docs.jsonl").open()]
    lines = [json.loads(line) for line in (folder / "queries.jsonl").open()]
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("title", stored=False, tokenizer_name="whitespace")
    builder.add_text_field("also", stored=False, tokenizer_name="whitespace")
    schema = builder.build()
    queries = [query_of(schema, line) for line in lines]
    times, hits = measure(index_of(schema, docs).searcher(), queries)
    call, _ = measure(index_of(schema, []).searcher(), queries)
    print(
        json.dumps(
            {
                "version": tantivy.__version__.split(",")[0],
                "hits": hits,
                "p50_us": percentile(times, 0.5) - percentile(call, 0.5),
                "p99_us": percentile(times, 0.99) - percentile(call, 0.5),
                "call_us": percentile(call, 0.5),
            }
        )
    )


main()

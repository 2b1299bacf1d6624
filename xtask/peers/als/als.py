"""Implicit ALS beside lists of ours, over the same people, by the same measures.

    als.py DIR LIST...    DIR has train.rating and val.rating (person TAB job, in order of time);
                          each LIST is csv person,job,score as `yizhan preferences recommend` writes

Prints one JSON object a line: name, hr, ndcg, pairs (share of held-back pairs found), gini, most,
and the seconds ALS took to learn. The first three over people with something held back, the
evenness over everybody's lists; jobs seen in the training part are never counted nor shown.
"""
import csv
import json
import os
import sys
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import implicit
import numpy as np
import scipy
from scipy.sparse import csr_matrix

TOP = 10


def pairs(path):
    with open(path) as lines:
        return [tuple(map(int, line.split()[:2])) for line in lines if line.strip()]


def measures(lists, held, jobs):
    hits, ndcg, found, many = 0, 0.0, 0, 0
    shown = np.zeros(jobs, dtype=np.int64)
    for top in lists.values():
        for job in top[:TOP]:
            shown[job] += 1
    for person, wanted in held.items():
        top = lists.get(person, [])[:TOP]
        right = [job in wanted for job in top]
        found += sum(right)
        many += len(wanted)
        hits += any(right)
        gain = sum(1 / np.log2(at + 2) for at, r in enumerate(right) if r)
        ndcg += gain / sum(1 / np.log2(at + 2) for at in range(min(TOP, len(wanted))))
    rising = np.sort(shown)
    place = np.arange(1, jobs + 1)
    gini = ((2 * place - jobs - 1) * rising).sum() / (jobs * rising.sum())
    return {
        "hr": hits / len(held),
        "ndcg": ndcg / len(held),
        "pairs": found / many,
        "gini": float(gini),
        "most": int(shown.max()),
        "people": len(held),
    }


def als(train, people, jobs, wanted):
    rows, columns = zip(*train)
    matrix = csr_matrix((np.ones(len(train), np.float32), (rows, columns)), (people, jobs))
    matrix.data[:] = 1
    began = time.perf_counter()
    model = implicit.als.AlternatingLeastSquares(factors=128, alpha=10, random_state=1)
    model.fit(matrix, show_progress=False)
    took = time.perf_counter() - began
    ids = np.array(sorted(wanted))
    top, _ = model.recommend(ids, matrix[ids], N=TOP, filter_already_liked_items=True)
    return {int(p): [int(j) for j in row] for p, row in zip(ids, top)}, took


def main():
    folder, lists = sys.argv[1], sys.argv[2:]
    train, later = pairs(f"{folder}/train.rating"), pairs(f"{folder}/val.rating")
    people = 1 + max(p for p, _ in train + later)
    jobs = 1 + max(j for _, j in train + later)
    seen = set(train)
    held = {}
    for person, job in later:
        if (person, job) not in seen:
            held.setdefault(person, set()).add(job)
    known = {p for p, _ in train}
    held = {p: jobs for p, jobs in held.items() if p in known}
    theirs, took = als(train, people, jobs, known)
    versions = f"implicit {implicit.__version__}, numpy {np.__version__}, scipy {scipy.__version__}"
    line = {"name": "als", "seconds": took, "versions": versions}
    print(json.dumps(line | measures(theirs, held, jobs)))
    for path in lists:
        ours = {}
        with open(path) as file:
            for row in csv.DictReader(file):
                person, job = int(row["person"]), int(row["job"])
                assert (person, job) not in seen, f"{path}: seen job {job} shown to {person}"
                ours.setdefault(person, []).append(job)
        print(json.dumps({"name": os.path.basename(path)} | measures(ours, held, jobs)))


main()

"""The fifty best jobs of every worker by numpy and by faiss: exact peers with post-filtering.

    topk.py DIR      reads what `engine bench-topk --export DIR` wrote; one JSON line a figure

numpy works out the same score by itself, part by part over blocks of workers, on every
processor, and its scores are held to ours, list by list. faiss ranks by a product of 64 factors
(another score: it is there for its speed), fetches more than it needs, and asks for everything
where the rules left fewer than fifty.
"""

import json
import multiprocessing
import os
import sys
import time

import numpy as np

BLOCK = 128
NONE = -1


def table(path):
    with open(path, encoding="utf-8") as file:
        names = file.readline().strip().split(",")
        columns = {name: [] for name in names}
        for line in file:
            for name, cell in zip(names, line.rstrip("\n").split(",")):
                columns[name].append(cell)
    return columns


def numbers(cells, empty):
    return np.array([int(c) if c else empty for c in cells], dtype=np.int64)


def lists(cells):
    return [[int(x) for x in c.split(";")] if c else [] for c in cells]


OPEN = 1 << 40


class Market:
    def __init__(self, folder):
        read = lambda name: os.path.join(folder, name)
        self.rules = json.load(open(read("rules.json"), encoding="utf-8"))
        j, w = table(read("jobs.csv")), table(read("workers.csv"))
        self.minutes = np.loadtxt(read("minutes.csv"), delimiter=",", dtype=np.int32)
        self.j = {k: numbers(v, NONE) for k, v in j.items() if k != "end"}
        self.j["end"] = numbers(j["end"], OPEN)
        self.w = {
            k: numbers(w[k], NONE) for k in ("home", "max_minutes", "certs", "floor", "priority")
        }
        self.w["from"] = numbers(w["from"], -OPEN)
        self.w["to"] = numbers(w["to"], OPEN)
        self.wanted = [
            [tuple(map(int, t.split(":"))) for t in c.split(";")] if c else []
            for c in w["trades"]
        ]
        for name in ("done_trades", "done_employers", "blocked", "settle"):
            self.w[name] = lists(w[name])
        self.birth = np.array(
            [[int(p) for p in b.split("-")] if b else [0, 0, 0] for b in w["birth"]]
        )
        self.ready()

    def ready(self):
        """What depends on the jobs alone."""
        r, j = self.rules, self.j
        today = r["today"]
        self.first = np.maximum(j["start"], today)
        day = self.first.astype("datetime64[D]")
        self.year = day.astype("datetime64[Y]").astype(int) + 1970
        month = day.astype("datetime64[M]").astype(int) % 12 + 1
        self.month_day = month * 100 + (day - day.astype("datetime64[M]")).astype(int) + 1
        fresh = 1000 - np.maximum(today - j["checked"], 0) * 1000 // r["fresh_days"]
        self.fresh = (r["fresh"] * np.clip(fresh, 0, 1000) // 1000).astype(np.int32)
        self.shut = (j["places"] == 0) | (j["expires"] < today)
        trades = int(max(j["trade"].max(), 64)) + 1
        self.near = {}
        for wanted in {t for all_ in self.wanted for t in all_}:
            id_, class_, group = wanted
            share = np.where(
                j["trade"] == id_,
                1000,
                np.where(
                    (class_ != 0) & (j["class"] == class_),
                    700,
                    np.where((group != 0) & (j["group"] == group), 400, 0),
                ),
            )
            self.near[wanted] = (r["trade"] * share // 1000).astype(np.int32)
        self.of_trade = [np.flatnonzero(j["trade"] == t) for t in range(trades)]
        self.of_employer = {e: np.flatnonzero(j["employer"] == e) for e in set(j["employer"])}

    def allowed(self, a, b):
        """The hard rules for workers a..b, as a matrix."""
        j, w, r = self.j, self.w, self.rules
        s = slice(a, b)
        col = lambda name: w[name][s][:, None]
        start = np.maximum(self.first[None, :], col("from"))
        end = np.minimum(j["end"][None, :], col("to"))
        ok = (end >= start) & ~self.shut[None, :]
        birth = self.birth[s]
        age = self.year[None, :] - birth[:, :1]
        age -= self.month_day[None, :] < (birth[:, 1] * 100 + birth[:, 2])[:, None]
        youngest = np.maximum(j["age_min"], r["age_min"])
        youngest = np.where(j["adults"] == 1, np.maximum(youngest, r["juvenile_max"] + 1), youngest)
        oldest = np.where(j["age_max"] == NONE, 10_000, j["age_max"])
        ok &= (age >= youngest[None, :]) & (age <= oldest[None, :]) | (birth[:, :1] == 0)
        ok &= (j["certs"][None, :] & ~col("certs")) == 0
        way = self.minutes[w["home"][s]][:, j["place"]]
        most = col("max_minutes")
        ok &= (most == NONE) | (way <= most)
        ok &= (j["pay"][None, :] == NONE) | (j["pay"][None, :] >= col("floor"))
        for n in range(a, b):
            for employer in w["blocked"][n]:
                ok[n - a, self.of_employer.get(employer, [])] = False
        return ok, way, start, end

    def scores(self, a, b):
        """Scores of workers a..b, -1 where a rule forbids the pair."""
        j, w, r = self.j, self.w, self.rules
        s = slice(a, b)
        ok, way, start, end = self.allowed(a, b)
        total = np.zeros(ok.shape, dtype=np.int32)
        most = w["max_minutes"][s][:, None]
        longest = np.where(most == NONE, 120, np.maximum(most, 1)).astype(np.int32)
        total += r["travel"] * np.clip(1000 - way * 1000 // longest, 0, 1000) // 1000
        usual = np.maximum(w["floor"][s][:, None], j["median"][None, :])
        more = (j["pay"][None, :] - usual) * 1000
        # Towards zero, as whole numbers are divided there.
        more = np.where(more < 0, -(-more // np.maximum(usual, 1)), more // np.maximum(usual, 1))
        share = np.where((j["pay"][None, :] == NONE) | (usual <= 0), 500, 500 + more)
        total += (r["pay"] * np.clip(share, 0, 1000) // 1000).astype(np.int32)
        first = self.first[None, :]
        whole = np.maximum(j["end"][None, :] - first + 1, 1)
        days = np.maximum(end - start + 1, 0) * 1000 // whole
        endless = j["end"][None, :] == OPEN
        bound = w["to"][s][:, None] != OPEN
        days = np.where(endless, np.where(bound, 500, 1000), np.where(end < OPEN, days, 1000))
        total += (r["dates"] * np.clip(days, 0, 1000) // 1000).astype(np.int32)
        asked = j["certs"] != 0
        total += np.where(asked, r["certs"], 0).astype(np.int32)[None, :]
        total += self.fresh[None, :]
        for n in range(a, b):
            row = total[n - a]
            if self.wanted[n]:
                row += np.maximum.reduce([self.near[t] for t in self.wanted[n]])
            if w["settle"][n]:
                row += np.isin(j["settle"], w["settle"][n]) * r["settle"]
            past = {}
            for t in w["done_trades"][n]:
                past.update(dict.fromkeys(self.of_trade[t].tolist(), r["past"] * 600 // 1000))
            for e in w["done_employers"][n]:
                past.update(dict.fromkeys(np.asarray(self.of_employer.get(e, []), int).tolist(), r["past"]))
            if past:
                row[list(past)] += np.fromiter(past.values(), dtype=np.int32)
            if w["priority"][n]:
                row += min(r["priority"], 1000) * row // 1000
        return np.where(ok, total, -1)


MARKET = None


def best(span):
    """Scores of the best of each worker of a span, best first."""
    scores, top = MARKET.scores(*span), MARKET.rules["top"]
    if scores.shape[1] > top:
        at = np.argpartition(-scores, top - 1, axis=1)[:, :top]
        found = np.take_along_axis(scores, at, axis=1)
    else:
        found = scores
    return -np.sort(-found, axis=1)


def spans(many):
    return [(a, min(a + BLOCK, many)) for a in range(0, many, BLOCK)]


def by_numpy(folder, many):
    start = time.perf_counter()
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        found = np.concatenate(pool.map(best, spans(many)))
    seconds = time.perf_counter() - start
    with open(os.path.join(folder, "scores.csv"), encoding="utf-8") as file:
        ours = [[int(x) for x in line.split(";")] if line.strip() else [] for line in file]
    theirs = [[int(x) for x in row if x >= 0] for row in found]
    differ = sum(a != b for a, b in zip(ours[:many], theirs))
    told = {"what": "numpy", "version": np.__version__, "seconds": seconds, "workers": many}
    print(json.dumps({**told, "lists_that_differ": differ}), flush=True)


FETCHED = None


def filtered(span):
    """How many of the fetched jobs of each worker of a span the rules leave."""
    ok, *_ = MARKET.allowed(*span)
    kept = np.take_along_axis(ok, FETCHED[span[0] : span[1]], axis=1)
    return np.minimum(kept.sum(axis=1), MARKET.rules["top"])


def by_faiss(many):
    global FETCHED
    import faiss

    chance = np.random.default_rng(4)
    jobs = len(MARKET.j["trade"])
    vectors = lambda n: chance.standard_normal((n, 64), dtype=np.float32)
    mine, theirs = vectors(many), vectors(jobs)
    top = MARKET.rules["top"]
    start = time.perf_counter()
    index = faiss.IndexFlatIP(64)
    index.add(theirs)
    asked, fetch, seconds = np.arange(many), min(jobs, 10 * top), 0.0
    _, FETCHED = index.search(mine, fetch)
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        kept = np.concatenate(pool.map(filtered, spans(many)))
    again = asked[kept < top]
    if len(again) and fetch < jobs:
        # Too few were left: every job, in the order of the product, filtered as before.
        for part in np.array_split(again, max(1, len(again) // 2048)):
            index.search(mine[part], jobs)
    seconds = time.perf_counter() - start
    told = {"what": "faiss", "version": faiss.__version__, "seconds": seconds, "workers": many}
    print(json.dumps({**told, "asked_again": int(len(again))}), flush=True)


def main(folder):
    global MARKET
    MARKET = Market(folder)
    many = len(MARKET.wanted)
    by_numpy(folder, many)
    by_faiss(many)


if __name__ == "__main__":
    main(sys.argv[1])

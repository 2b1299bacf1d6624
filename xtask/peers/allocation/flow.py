"""Solves an allocation with SimpleMinCostFlow of OR-tools: `flow.py ARCS CAPACITIES`, JSON out.

Files as `yizhan allocate` reads them, with whole numbers as names and weights. The clock runs over
building the graph from arrays and the solver, not over reading.
"""

import json
import sys
import time

import numpy as np
import ortools
from ortools.graph.python import min_cost_flow

arcs = np.loadtxt(sys.argv[1], dtype=np.int64, delimiter=",", skiprows=1, ndmin=2)
places = np.loadtxt(sys.argv[2], dtype=np.int64, delimiter=",", skiprows=1, ndmin=2)
workers, jobs = int(arcs[:, 0].max()) + 1, int(places[:, 0].max()) + 1
arcs = arcs[arcs[:, 2] > 0]
sink = workers + jobs

began = time.perf_counter()
everyone, every_job = np.arange(workers), places[:, 0]
tails = np.concatenate([arcs[:, 0], everyone, workers + every_job])
heads = np.concatenate([workers + arcs[:, 1], np.full(workers, sink), np.full(len(places), sink)])
uppers = np.concatenate([np.ones(len(arcs) + workers, dtype=np.int64), places[:, 1]])
costs = np.concatenate([-arcs[:, 2], np.zeros(workers + len(places), dtype=np.int64)])
flow = min_cost_flow.SimpleMinCostFlow()
flow.add_arcs_with_capacity_and_unit_cost(tails, heads, uppers, costs)
flow.set_nodes_supplies(np.arange(sink + 1), np.concatenate(
    [np.ones(workers, dtype=np.int64), np.zeros(jobs, dtype=np.int64), [-workers]]))
best = flow.solve() == flow.OPTIMAL
took = time.perf_counter() - began
print(json.dumps({
    "peer": f"OR-tools {ortools.__version__}",
    "proven": best,
    "total": -flow.optimal_cost(),
    "seconds": took,
}))

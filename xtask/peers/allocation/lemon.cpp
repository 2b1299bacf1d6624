// Solves an allocation with NetworkSimplex of LEMON: `lemon ARCS CAPACITIES` prints JSON.
//
// Files as `yizhan allocate` reads them, with whole numbers as names and weights. Workers who stay
// free and seats that stay free need no arcs: supplies are upper bounds, and only arcs that are
// worth something are given. The clock runs over the solver alone, not over reading.
#include <chrono>
#include <cstdio>
#include <lemon/network_simplex.h>
#include <lemon/static_graph.h>
#include <vector>

struct Arc {
    int worker, job;
    long long weight;
};

int main(int count, char **words) {
    if (count < 3) return 2;
    std::vector<Arc> arcs;
    std::vector<int> capacities;
    int worker, job, capacity, workers = 0;
    long long weight;
    FILE *file = fopen(words[1], "r");
    if (!file || fscanf(file, "%*[^\n]\n") != 0) return 2;
    while (fscanf(file, "%d,%d,%lld\n", &worker, &job, &weight) == 3) {
        if (worker >= workers) workers = worker + 1;
        if (weight > 0) arcs.push_back({worker, job, weight});
    }
    fclose(file);
    file = fopen(words[2], "r");
    if (!file || fscanf(file, "%*[^\n]\n") != 0) return 2;
    while (fscanf(file, "%d,%d\n", &job, &capacity) == 2) {
        if (job >= (int)capacities.size()) capacities.resize(job + 1, 0);
        capacities[job] = capacity;
    }
    fclose(file);

    using namespace lemon;
    typedef NetworkSimplex<StaticDigraph, int, long long> Simplex;
    int jobs = capacities.size(), sink = workers + jobs;
    auto began = std::chrono::steady_clock::now();
    std::vector<std::pair<int, int>> ends;
    ends.reserve(arcs.size() + jobs + workers);
    // Arcs in rows by worker, as StaticDigraph wants them; staying free is an arc to the sink.
    std::vector<long long> costs;
    std::vector<int> uppers;
    size_t at = 0;
    for (int w = 0; w < workers; w++) {
        for (; at < arcs.size() && arcs[at].worker == w; at++) {
            ends.push_back({w, workers + arcs[at].job});
            costs.push_back(-arcs[at].weight);
            uppers.push_back(1);
        }
        ends.push_back({w, sink});
        costs.push_back(0);
        uppers.push_back(1);
    }
    if (at != arcs.size()) return 3;
    for (int j = 0; j < jobs; j++) {
        ends.push_back({workers + j, sink});
        costs.push_back(0);
        uppers.push_back(capacities[j]);
    }
    StaticDigraph graph;
    graph.build(sink + 1, ends.begin(), ends.end());
    StaticDigraph::ArcMap<long long> cost(graph);
    StaticDigraph::ArcMap<int> upper(graph);
    StaticDigraph::NodeMap<int> supply(graph, 0);
    for (int a = 0; a < (int)ends.size(); a++) {
        cost[graph.arc(a)] = costs[a];
        upper[graph.arc(a)] = uppers[a];
    }
    for (int w = 0; w < workers; w++) supply[graph.node(w)] = 1;
    supply[graph.node(sink)] = -workers;
    Simplex simplex(graph);
    simplex.upperMap(upper).costMap(cost).supplyMap(supply);
    bool best = simplex.run() == Simplex::OPTIMAL;
    std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    printf("{\"peer\": \"LEMON %s\", \"proven\": %s, \"total\": %lld, \"seconds\": %.6f}\n",
           LEMON_VERSION, best ? "true" : "false", -simplex.totalCost<long long>(),
           took.count());
}

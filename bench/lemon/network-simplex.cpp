// Places pupils at least total cost by LEMON's network simplex: the reference of bench/solver.bench.ts.
// Standard input, little endian: int32 pupils, offers, pairs; int32 seats[offers]; int32 start[pupils + 1];
// int32 offer[pairs]; int64 cost[pairs]. Every pupil given must be placed. Output: total cost, processor seconds, peak memory in MB.
#include <lemon/network_simplex.h>
#include <lemon/static_graph.h>
#include <sys/resource.h>

#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <cstdio>
#include <utility>
#include <vector>

template <typename T>
static std::vector<T> read(size_t count) {
  std::vector<T> values(count);
  if (std::fread(values.data(), sizeof(T), count, stdin) != count) std::exit(2);
  return values;
}

int main() {
  const auto sizes = read<int32_t>(3);
  const int pupils = sizes[0], offers = sizes[1], pairs = sizes[2];
  const auto seats = read<int32_t>(offers);
  const auto start = read<int32_t>(pupils + 1);
  const auto offer = read<int32_t>(pairs);
  const auto cost = read<int64_t>(pairs);
  const auto begin = std::clock();

  // Pupils, then offers, then one sink.
  const int sink = pupils + offers;
  std::vector<std::pair<int, int>> arcs;
  arcs.reserve(pairs + offers);
  for (int p = 0; p < pupils; p++)
    for (int e = start[p]; e < start[p + 1]; e++) arcs.emplace_back(p, pupils + offer[e]);
  for (int o = 0; o < offers; o++) arcs.emplace_back(pupils + o, sink);
  lemon::StaticDigraph graph;
  graph.build(sink + 1, arcs.begin(), arcs.end());

  lemon::StaticDigraph::ArcMap<int> capacity(graph);
  lemon::StaticDigraph::ArcMap<int64_t> price(graph);
  for (int e = 0; e < pairs; e++) capacity[graph.arc(e)] = 1, price[graph.arc(e)] = cost[e];
  for (int o = 0; o < offers; o++) capacity[graph.arc(pairs + o)] = seats[o], price[graph.arc(pairs + o)] = 0;
  lemon::StaticDigraph::NodeMap<int> supply(graph, 0);
  for (int p = 0; p < pupils; p++) supply[graph.node(p)] = 1;
  supply[graph.node(sink)] = -pupils;

  lemon::NetworkSimplex<lemon::StaticDigraph, int, int64_t> simplex(graph);
  simplex.upperMap(capacity).costMap(price).supplyMap(supply);
  if (simplex.run() != simplex.OPTIMAL) {
    std::printf("infeasible\n");
    return 1;
  }
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%lld %.3f %ld\n", static_cast<long long>(simplex.totalCost<int64_t>()), seconds, usage.ru_maxrss / 1024);
}

#include "balance.h"

#include <algorithm>
#include <map>
#include <string>

namespace comity::training {

void balance_names(std::vector<Row>& rows) {
  struct Count {
    double all = 0, positive = 0, named = 0, named_positive = 0;
  };
  std::map<std::string, Count> counts;
  const auto key = [](const Row& r) { return r.source + "/" + r.language; };
  for (const Row& r : rows) {
    if (r.labels[0] < 0) continue;
    Count& c = counts[key(r)];
    c.all += 1;
    c.positive += r.labels[0];
    c.named += r.has_name;
    c.named_positive += r.has_name && r.labels[0] == 1;
  }
  for (Row& r : rows) {
    if (!r.has_name || r.labels[0] < 0) continue;
    const Count& c = counts[key(r)];
    if (c.named_positive == 0 || c.named_positive == c.named || c.positive == 0 || c.positive == c.all) continue;
    const double share = c.positive / c.all, named_share = c.named_positive / c.named;
    const double w = r.labels[0] == 1 ? share / named_share : (1 - share) / (1 - named_share);
    r.weight *= static_cast<float>(std::min(4.0, w));
  }
}

}  // namespace comity::training

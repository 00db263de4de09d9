// comity_hostile [POLICY ...]: judges texts of 10,000 code points that are made to keep a matcher busy, by the policies
// that ship. Exit status 1 when one is not judged or a finding lies outside its text. Prints what each cost, slowest
// first, and how much more a text of 10,000 costs than one of 2,500; no time is a failure, machines differ.
#include <algorithm>
#include <cstdio>
#include <ctime>

#include "hostile_texts.h"
#include "policy/policy.h"

namespace comity::devsets {
namespace {

struct Cost {
  std::string name;
  std::size_t bytes = 0;
  double ms = 0;
  double growth = 0;
};

double cpu_ms() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) * 1e-6;
}

// Milliseconds of this thread, the better of two runs.
double timed(const policy::Compiled& policy, const std::string& utf8, bool& well) {
  const auto text = text::checked(utf8);
  if (!text) {
    std::printf("not judged: %s\n", text.error().detail.c_str());
    well = false;
    return 0;
  }
  double best = 1e9;
  for (int run = 0; run < 2; ++run) {
    const double begin = cpu_ms();
    const policy::Verdict verdict = policy::evaluate(policy, {*text, {}, {}});
    best = std::min(best, cpu_ms() - begin);
    for (const policy::ClauseVerdict& clause : verdict.clauses) {
      for (const policy::Finding& finding : clause.findings) {
        for (const text::Span span : finding.spans) well &= span.begin < span.end && span.end <= text->utf8().size();
      }
    }
  }
  return best;
}

bool judge_all(std::string_view name) {
  const auto policy = policy::compile(policy::shipped_policy(name)).policy;
  if (!policy) {
    std::printf("no policy %s\n", std::string(name).c_str());
    return false;
  }
  bool all_well = true;
  std::vector<Cost> costs;
  const auto short_texts = hostile_texts(text::max_comment_code_points / 4);
  const auto texts = hostile_texts(text::max_comment_code_points);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    bool well = true;
    const double quarter = timed(*policy, short_texts[i].text, well);
    const double ms = timed(*policy, texts[i].text, well);
    if (!well) std::printf("%s: '%s' was not judged well\n", std::string(name).c_str(), texts[i].name.c_str());
    all_well &= well;
    costs.push_back({texts[i].name, texts[i].text.size(), ms, quarter > 0 ? ms / quarter : 0});
  }
  std::sort(costs.begin(), costs.end(), [](const Cost& a, const Cost& b) { return a.ms > b.ms; });
  std::printf("%s: %zu texts of %zu code points\n", std::string(name).c_str(), costs.size(),
              text::max_comment_code_points);
  for (std::size_t i = 0; i < std::min<std::size_t>(8, costs.size()); ++i) {
    std::printf("  %8.2f ms  %5zu kB  x%4.1f of a quarter  %s\n", costs[i].ms, costs[i].bytes / 1024, costs[i].growth,
                costs[i].name.c_str());
  }
  return all_well;
}

}  // namespace
}  // namespace comity::devsets

int main(int count, char** words) {
  bool well = true;
  for (int i = 1; i < count; ++i) well &= comity::devsets::judge_all(words[i]);
  if (count == 1) well = comity::devsets::judge_all("default") && comity::devsets::judge_all("strict");
  return well ? 0 : 1;
}

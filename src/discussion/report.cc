#include "discussion/report.h"

#include <algorithm>
#include <array>
#include <map>

#include "campaign/same_words.h"

namespace comity::discussion {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 2> kind_names = {"rule", "notice"};
constexpr std::array<std::string_view, 6> outcome_names = {"waiting", "gone",        "no_action",
                                                           "acted",   "acted_later", "undone"};

// How many of these came from somebody new, or do as another among them does.
std::size_t new_or_alike(const std::vector<Report>& reports, std::size_t begin, std::size_t end) {
  std::map<std::int64_t, std::size_t> by_words;
  std::map<Key128, std::size_t> by_reporter;
  for (std::size_t i = begin; i < end; ++i) {
    ++by_words[campaign::same_words(reports[i].words)];
    ++by_reporter[reports[i].reporter];
  }
  std::size_t many = 0;
  for (std::size_t i = begin; i < end; ++i) {
    const std::int64_t words = campaign::same_words(reports[i].words);
    const bool alike = (words != 0 && by_words[words] > 1) || by_reporter[reports[i].reporter] > 1;
    if (!reports[i].known || alike) ++many;
  }
  return many;
}

}  // namespace

std::string_view name(ReportKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

std::optional<ReportKind> report_kind_from(std::string_view name) {
  for (std::size_t i = 0; i < kind_names.size(); ++i) {
    if (kind_names[i] == name) return static_cast<ReportKind>(i);
  }
  return std::nullopt;
}

std::string_view name(ReportOutcome outcome) { return outcome_names[static_cast<std::size_t>(outcome)]; }

ReportOutcome outcome_of(const Report& report, State comment, const std::vector<Decision>& decisions) {
  if (waits(report)) return comment == State::published ? ReportOutcome::waiting : ReportOutcome::gone;
  const Decision* now = standing_for(report.answer, decisions);
  if (now == nullptr) return ReportOutcome::acted;
  const bool was_keep = std::any_of(decisions.begin(), decisions.end(),
                                    [&](const Decision& d) { return d.id == report.answer && d.deed == Deed::keep; });
  if (was_keep) {
    return now->deed == Deed::keep || now->deed == Deed::restore ? ReportOutcome::no_action
                                                                 : ReportOutcome::acted_later;
  }
  return now->deed == Deed::restore ? ReportOutcome::undone : ReportOutcome::acted;
}

const Decision* standing_for(DecisionId id, const std::vector<Decision>& decisions) {
  const Decision* found = nullptr;
  for (const Decision& decision : decisions) {
    if (decision.id == id) found = &decision;
  }
  // What corrects was made later: no walk is longer than the list, whatever was imported.
  for (std::size_t step = 0; found != nullptr && step < decisions.size(); ++step) {
    const auto next = std::find_if(decisions.rbegin(), decisions.rend(),
                                   [&](const Decision& d) { return d.corrects == found->id && d.deed != Deed::keep; });
    if (next == decisions.rend()) break;
    found = &*next;
  }
  return found;
}

bool is_burst(std::vector<Report> reports) {
  if (reports.size() < burst_size) return false;
  std::sort(reports.begin(), reports.end(), [](const Report& a, const Report& b) { return a.filed < b.filed; });
  std::size_t end = 0;
  for (std::size_t begin = 0; begin < reports.size(); ++begin) {
    while (end < reports.size() && reports[end].filed < reports[begin].filed + burst_window) ++end;
    if (end - begin >= burst_size && new_or_alike(reports, begin, end) >= burst_size) return true;
    if (end == reports.size()) break;  // every later window lies in this one
  }
  return false;
}

Source source_of(const std::vector<Report>& waiting) {
  if (waiting.empty()) return Source::own;
  const bool notice =
      std::any_of(waiting.begin(), waiting.end(), [](const Report& r) { return r.kind == ReportKind::notice; });
  return notice ? Source::notice : Source::report;
}

}  // namespace comity::discussion

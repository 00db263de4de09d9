// A replay in words, for a terminal.
#include <algorithm>

#include "policy/replay_report.h"
#include "text/checked.h"

namespace comity::policy {
namespace {

class Words {
 public:
  explicit Words(const ReplayReport& report) : report_(report), tally_(report.tally) {}

  std::string text() {
    heading();
    actions();
    clauses();
    groups("language", [this](const auto& use) {
      for (const auto& [tag, group] : tally_.languages) use(language_name(tag), group);
    });
    groups("month", [this](const auto& use) {
      for (const auto& [month, group] : tally_.months) use(month_name(month), group);
    });
    people();
    engine();
    return std::move(out_);
  }

 private:
  static std::string id_of(const Compiled& policy) { return "sha256:" + to_hex(policy.id).substr(0, 16); }

  void line(const std::string& words) { out_ += words + '\n'; }

  static std::string right(const std::string& words, std::size_t width) {
    const std::size_t length = text::code_points(words);
    return std::string(length < width ? width - length : 0, ' ') + words;
  }
  static std::string left(const std::string& words, std::size_t width) {
    const std::size_t length = text::code_points(words);
    return words + std::string(length < width ? width - length : 0, ' ');
  }

  void heading() {
    line("Replay of " + report_.corpus + " by \"" + report_.after->name + "\" (" + id_of(*report_.after) + ")");
    if (report_.before != nullptr)
      line("compared with \"" + report_.before->name + "\" (" + id_of(*report_.before) + "), both by today's engine");
    if (!report_.since.empty()) line("texts written since " + report_.since);
    for (const std::string& clause : report_.clauses) line("only clause " + clause);
    line("");
    line(thousands(tally_.texts) + " texts judged" +
         (tally_.erased > 0 ? "; " + thousands(tally_.erased) + " are erased and cannot be" : "") + ".");
    if (report_.before != nullptr)
      line(thousands(changed(tally_)) + " (" + percent(changed(tally_), tally_.texts) +
           ") come out otherwise than under the old policy.");
    line("");
  }

  void actions() {
    std::string head = left(report_.before != nullptr ? "old \\ new" : "", 14);
    for (std::size_t is = 0; is < effects; ++is) head += right(std::string(name(static_cast<Effect>(is))), 15);
    line(head);
    for (std::size_t was = 0; was < effects && report_.before != nullptr; ++was) {
      std::string row = left(std::string(name(static_cast<Effect>(was))), 14);
      for (std::size_t is = 0; is < effects; ++is) row += right(thousands(tally_.actions[was][is]), 15);
      line(row);
    }
    std::string sums = left("all", 14);
    for (const std::uint64_t n : totals(tally_, true)) sums += right(thousands(n), 15);
    line(sums + "\n");
  }

  void clauses() {
    line("By clause: texts it touches under the old policy and the new");
    for (const std::string& id : clause_order(report_)) {
      const ClauseTally& clause = tally_.clauses.find(id)->second;
      std::string row = "  " + left(id, 20);
      if (report_.before != nullptr) row += right(thousands(clause.before), 12) + "  ->";
      row += right(thousands(clause.after), 12) + right(percent(clause.after, tally_.texts), 14);
      if (clause.not_judgeable > 0) row += "; " + thousands(clause.not_judgeable) + " not judgeable";
      if (clause.released > 0) row += "; " + thousands(clause.released) + " of them a person had allowed";
      line(row);
      if (brake_would_stop(report_, id))
        line("      more than " + percent(static_cast<std::uint64_t>(report_.brake_share), 10'000) +
             " of what is written: newly live, the brake would stop it at hold");
      samples("newly touched", clause.gained);
      samples("no longer touched", clause.lost);
    }
    line("");
  }

  void samples(const std::string& what, const Samples& samples) {
    if (samples.kept().empty()) return;
    line("    " + what + ":");
    for (const Sample& sample : samples.kept()) {
      std::string words;
      std::size_t at = 0;
      for (const text::Span mark : sample.marks) {
        words +=
            sample.text.substr(at, mark.begin - at) + "[" + sample.text.substr(mark.begin, mark.end - mark.begin) + "]";
        at = mark.end;
      }
      words += sample.text.substr(at);
      // One line, and nothing that steers a terminal.
      for (char& c : words) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) c = ' ';
      }
      line("      " + sample.where + "  " + std::string(name(sample.before)) + " -> " +
           std::string(name(sample.after)) + "  " + words);
    }
  }

  template <class Each>
  void groups(const std::string& what, Each each) {
    line("By " + what + ": texts, changed, then under the new policy");
    each([this](const std::string& key, const GroupTally& group) {
      std::uint64_t texts = 0;
      for (const std::uint64_t n : group.after) texts += n;
      std::string row = "  " + left(key, 10) + right(thousands(texts), 12) + right(thousands(group.changed), 10);
      for (std::size_t is = 1; is < effects; ++is) {
        if (group.after[is] > 0)
          row += "  " + std::string(name(static_cast<Effect>(is))) + " " + thousands(group.after[is]);
      }
      line(row);
    });
    line("");
  }

  void people() {
    line("Against people's decisions: " + thousands(tally_.decided) + " texts were decided by a person");
    line("  " + thousands(tally_.would_stop) + " that were allowed would be held or refused");
    samples("for instance", tally_.stopped);
    line("  " + thousands(tally_.would_pass) + " that were refused, returned or removed would pass");
    samples("for instance", tally_.passed);
    line("");
  }

  void engine() {
    line("By engine, not policy: judged again by the policy of their day, " + thousands(tally_.engine_differs) +
         " come out otherwise");
    for (const auto& [engine, texts] : tally_.engines) {
      const bool known = engine != Hash256{};
      line("  " + (known ? "engine sha256:" + to_hex(engine).substr(0, 16) : "engine not written down (let pass)") +
           (engine == report_.after->engine ? " (today's)" : "") + ": " + thousands(texts.texts) + " texts, " +
           thousands(texts.differ) + " differ");
    }
    samples("for instance", tally_.differing);
    if (tally_.never_judged > 0) line("  " + thousands(tally_.never_judged) + " texts were never judged before");
    if (tally_.rule_unknown > 0)
      line("  " + thousands(tally_.rule_unknown) + " were judged by a policy that is not known any more");
  }

  const ReplayReport& report_;
  const ReplayTally& tally_;
  std::string out_;
};

}  // namespace

std::string to_text(const ReplayReport& report) { return Words(report).text(); }

}  // namespace comity::policy

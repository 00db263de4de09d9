#include "http/pages/policy_counts_html.h"

#include <algorithm>

#include "http/messages.h"
#include "http/pages/clauses.h"

namespace comity::http {
namespace {

std::string effect(std::string_view name, std::string_view lang) {
  return message(lang, "policy.effect." + std::string(name == "not judgeable" ? "unknown" : name));
}

Html id_code(const Hash256& id) {
  Html code{"<code>"};
  code += escaped(to_hex(id).substr(0, 16));
  code.markup += "</code>";
  return code;
}

// The most frequent first.
void write_actions(HtmlWriter& w, const store::ReplayCounts& counts, std::string_view lang) {
  std::vector<std::pair<std::pair<std::string, std::string>, std::int64_t>> ways(counts.actions.begin(),
                                                                                 counts.actions.end());
  std::stable_sort(ways.begin(), ways.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  w.open("ul").raw("");
  for (const auto& [way, texts] : ways) {
    w.element("li", "",
              message(lang, "policy.replay.way",
                      {{"n", texts}, {"was", effect(way.first, lang)}, {"becomes", effect(way.second, lang)}}));
  }
  w.close("ul");
}

// In the policy's order; those it does not have any more behind them.
void write_clauses(HtmlWriter& w, const store::ReplayCounts& counts, const policy::Compiled* policy,
                   std::string_view lang) {
  if (counts.clauses.empty()) return;
  w.element("p", "", message(lang, "policy.replay.clauses")).open("ul").raw("");
  const auto write = [&](const std::string& id, const store::ReplayCounts::Touched& touched) {
    w.open("li").html(
        message_html(lang, "policy.replay.clause",
                     {{"rule", rule_inline(policy, id, lang)}, {"after", touched.after}, {"before", touched.before}}));
    w.close("li");
  };
  const auto is_here = [&](const std::string& id) { return policy != nullptr && policy->find(id) != nullptr; };
  if (policy != nullptr) {
    for (const policy::Clause& clause : policy->clauses) {
      const auto touched = counts.clauses.find(clause.id);
      if (touched != counts.clauses.end()) write(clause.id, touched->second);
    }
  }
  for (const auto& [id, touched] : counts.clauses) {
    if (!is_here(id)) write(id, touched);
  }
  w.close("ul");
}

}  // namespace

void write_policy_counts(HtmlWriter& w, const store::PolicyDocument& document, const policy::Compiled* policy,
                         std::string_view lang, bool open) {
  if (document.replay) {
    const store::ReplayCounts& counts = *document.replay;
    w.element("p", "version",
              message(lang, "policy.replay",
                      {{"texts", counts.texts}, {"date", date_only(lang, counts.tried)}, {"n", counts.changed}}));
    w.open("details", "version");
    if (open) w.flag("open");
    w.element("summary", "", message(lang, "policy.replay.more"));
    if (counts.changed > 0) write_actions(w, counts, lang);
    write_clauses(w, counts, policy, lang);
    w.open("p").raw("");
    if (counts.before != Hash256{})
      w.html(message_html(lang, "policy.replay.before", {{"id", id_code(counts.before)}})).text(" ");
    w.html(message_html(lang, "policy.replay.engine", {{"id", id_code(counts.engine)}})).close("p");
    w.close("details");
  }
  if (document.mirror) {
    w.element("p", "version",
              message(lang, "policy.mirror",
                      {{"texts", document.mirror->exchanged}, {"verdicts", document.mirror->changed}}));
  }
}

void write_policy_counts_short(HtmlWriter& w, const store::PolicyDocument& document, std::string_view lang) {
  if (document.replay) {
    w.text(" · ").text(
        message(lang, "policy.replay.short", {{"n", document.replay->changed}, {"texts", document.replay->texts}}));
  }
  if (document.mirror) {
    w.text(" · ").text(message(lang, "policy.mirror.short", {{"n", document.mirror->changed}}));
  }
}

}  // namespace comity::http

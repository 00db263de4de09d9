// The mirror's report, in words and as JSON.
#include "policy/mirror.h"
#include "policy/replay_report.h"

namespace comity::policy {
namespace {

std::string clauses_of(const Judgement& judgement) {
  std::string ids;
  for (const ClauseVerdict& clause : judgement.verdict.clauses) ids += (ids.empty() ? " (" : ", ") + clause.clause;
  return ids.empty() ? ids : ids + ")";
}

std::string in_one_line(std::string text) {
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) c = ' ';
  }
  return text;
}

}  // namespace

std::string to_text(const Compiled& policy, const MirrorTally& tally) {
  std::string out;
  for (const auto& [key, change] : tally.changes) {
    out += change.where + ": " + std::string(name(effect_of(change.before))) + clauses_of(change.before) + " becomes " +
           std::string(name(effect_of(change.after))) + clauses_of(change.after) + " because of ";
    for (std::size_t i = 0; i < change.words.size(); ++i) out += (i > 0 ? ", " : "") + ('"' + change.words[i] + '"');
    out += "\n  as written: " + in_one_line(change.text) + "\n  exchanged:  " + in_one_line(change.mirrored) + '\n';
  }
  if (tally.changed > tally.changes.size())
    out += "... and " + thousands(tally.changed - tally.changes.size()) + " more\n";
  if (policy.sides.empty()) return out + "The policy has no [[sides]]: there is nothing to exchange.\n";
  return out + "Tried on both sides: " + thousands(tally.texts) + " texts, " + thousands(tally.exchanged) +
         " exchanged, " + thousands(tally.changed) + (tally.changed == 1 ? " verdict" : " verdicts") + " changed.\n";
}

std::string to_json(const Compiled& policy, const MirrorTally& tally) {
  std::string out;
  json::Writer writer(out);
  writer.object().member("format", 1).member("policy", "sha256:" + to_hex(policy.id));
  writer.member("texts", tally.texts).member("exchanged", tally.exchanged).member("changed", tally.changed);
  writer.key("changes").array();
  for (const auto& [key, change] : tally.changes) {
    writer.object().member("where", change.where).member("text", change.text).member("mirrored", change.mirrored);
    const auto judgement = [&](std::string_view of, const Judgement& j) {
      writer.key(of).object().member("action", name(effect_of(j))).key("clauses").array();
      for (const ClauseVerdict& clause : j.verdict.clauses) writer.value(clause.clause);
      writer.end().end();
    };
    judgement("before", change.before);
    judgement("after", change.after);
    writer.key("words").array();
    for (const std::string& word : change.words) writer.value(word);
    writer.end().end();
  }
  writer.end().end();
  return out + '\n';
}

}  // namespace comity::policy

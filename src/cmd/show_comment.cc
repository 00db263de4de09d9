#include "cmd/show_comment.h"

#include <algorithm>
#include <ostream>

#include "base/json.h"
#include "cmd/printable.h"
#include "cmd/which_comment.h"
#include "policy/explain.h"
#include "policy/model_reading.h"

namespace comity::cmd {
namespace {

using discussion::Decision;
using discussion::Revision;

const Revision* find(const std::vector<Revision>& revisions, std::int64_t number) {
  for (const Revision& r : revisions) {
    if (r.revision == number) return &r;
  }
  return nullptr;
}

std::vector<std::string> quoted_words(const Decision& decision, const std::vector<Revision>& revisions) {
  std::vector<std::string> words;
  const Revision* revision = find(revisions, decision.revision);
  if (revision == nullptr) return words;
  for (const policy::ClauseVerdict& clause : decision.findings) {
    for (const policy::Finding& finding : clause.findings) {
      for (const text::Span span : finding.spans) {
        if (span.begin > span.end || span.end > revision->text.size()) continue;  // erased since
        std::string word = revision->text.substr(span.begin, span.end - span.begin);
        if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
      }
    }
  }
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

// Every line of `text` behind `margin`.
void print_indented(std::ostream& out, std::string_view text, std::string_view margin) {
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    out << margin << text.substr(begin, end - begin) << '\n';
    begin = end + 1;
  }
}

}  // namespace

std::string words_of(const Decision& decision, const std::vector<Revision>& revisions) {
  std::string out;
  for (const std::string& word : quoted_words(decision, revisions)) {
    out += (out.empty() ? "“" : ", “") + one_line(word, 60) + "”";
  }
  return out;
}

Result<Shown> load_shown(actions::World& world, const discussion::Comment& comment) {
  Shown shown;
  shown.comment = comment;
  COMITY_TRY(shown.site, world.store.site(comment.site));
  COMITY_TRY(shown.story, world.store.story(comment.site, comment.story));
  COMITY_TRY(shown.revisions, world.store.revisions(comment.site, comment.story, comment.id));
  COMITY_TRY(shown.decisions, world.store.decisions(comment.site, comment.story, comment.id));
  const auto live = world.policies.live(shown.site);
  for (const Revision& revision : shown.revisions) {
    shown.machine_checked.push_back(
        live ? policy::machine_checked(**live, revision.facts,
                                       {shown.story.language, shown.story.section, shown.story.tags})
             : std::nullopt);
  }
  for (const Decision& decision : shown.decisions) {
    const Revision* revision = find(shown.revisions, decision.revision);
    shown.explanations.emplace_back();
    if (decision.findings.empty() || revision == nullptr || revision->text.empty()) continue;
    const auto policy = world.policies.by_id(shown.site.id, decision.policy);
    if (!policy) continue;  // one that this server no longer reads: the decision itself is shown all the same
    policy::Verdict verdict;
    verdict.clauses = decision.findings;
    const text::CheckedText text = text::restored(revision->text);
    const policy::Submission submission{
        text, revision->facts, {shown.story.language, shown.story.section, shown.story.tags}};
    shown.explanations.back() = policy::explained(**policy, submission, verdict, policy::Reader::moderator, "en");
  }
  return shown;
}

void print(std::ostream& out, const Shown& shown) {
  const discussion::Comment& c = shown.comment;
  const std::string story = shown.story.title.empty() ? shown.story.url : shown.story.title;
  out << handle_of(shown.site, c) << "  " << name(c.state);
  if (c.number != 0) out << ", number " << c.number;
  out << "\n  story    " << one_line(story, 100) << "\n  author   " << one_line(c.name, 80);
  if (!c.name_mark.empty()) out << " · " << printable(c.name_mark);
  out << "\n  written  " << rfc3339(c.written) << '\n';
  if (!c.case_code.empty()) out << "  code     " << c.case_code << '\n';
  for (std::size_t i = 0; i < shown.revisions.size(); ++i) {
    const Revision& revision = shown.revisions[i];
    if (shown.revisions.size() > 1) {
      out << "  text " << revision.revision << " of " << rfc3339(revision.written) << ", " << name(revision.state)
          << (revision.revision == c.live_revision ? " (readers see this one)" : "") << '\n';
    } else {
      out << "  text\n";
    }
    print_indented(out, revision.text.empty() ? "(erased)" : printable(revision.text), "    | ");
    if (shown.machine_checked[i] == false) out << "    not machine-checked in this language\n";
  }
  for (std::size_t i = 0; i < shown.decisions.size(); ++i) {
    const Decision& decision = shown.decisions[i];
    out << "  " << rfc3339(decision.decided) << "  " << name(decision.deed) << " by " << name(decision.actor);
    if (!decision.actor_name.empty()) out << " (" << one_line(decision.actor_name, 60) << ")";
    if (shown.revisions.size() > 1) out << ", text " << decision.revision;
    if (!decision.clauses.empty()) out << ", clause " << joined(decision.clauses);
    if (!decision.freedom.empty()) out << ", promise " << decision.freedom;
    const std::string words = words_of(decision, shown.revisions);
    if (!words.empty()) out << ": " << words;
    out << '\n';
    if (!decision.reason.empty()) print_indented(out, printable(decision.reason), "    ");
    if (std::string why = shown.explanations[i]; !why.empty()) {
      why.pop_back();
      print_indented(out, printable(why), "    ");
    }
  }
  out << '\n';
}

std::string to_json(const Shown& shown) {
  const discussion::Comment& c = shown.comment;
  std::string out;
  json::Writer w(out);
  w.object();
  w.member("id", handle_of(shown.site, c)).member("site", shown.site.key).member("story", short_id(c.story));
  w.member("title", shown.story.title);
  w.key("number");
  if (c.number != 0) {
    w.value(c.number);
  } else {
    w.null();
  }
  w.member("state", name(c.state)).member("name", c.name).member("written", rfc3339(c.written));
  if (!c.case_code.empty()) w.member("case_code", c.case_code);
  w.key("revisions").array();
  for (std::size_t i = 0; i < shown.revisions.size(); ++i) {
    const Revision& revision = shown.revisions[i];
    w.object().member("revision", revision.revision).member("state", name(revision.state));
    w.member("live", revision.revision == c.live_revision).member("language", revision.facts.language);
    w.member("written", rfc3339(revision.written)).member("text", revision.text);
    if (shown.machine_checked[i]) w.member("machine_checked", *shown.machine_checked[i]);
    w.end();
  }
  w.end().key("decisions").array();
  for (const Decision& decision : shown.decisions) {
    w.object().member("deed", name(decision.deed)).member("actor", name(decision.actor));
    w.member("by", decision.actor_name).member("revision", decision.revision);
    w.key("clauses").array();
    for (const std::string& clause : decision.clauses) w.value(clause);
    w.end().key("words").array();
    for (const std::string& word : quoted_words(decision, shown.revisions)) w.value(word);
    w.end().member("freedom", decision.freedom).member("reason", decision.reason);
    w.member("policy", "sha256:" + to_hex(decision.policy)).member("decided", rfc3339(decision.decided)).end();
  }
  w.end().end();
  return out;
}

}  // namespace comity::cmd

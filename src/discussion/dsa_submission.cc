#include "discussion/dsa_submission.h"

#include <algorithm>
#include <chrono>

#include "base/json.h"
#include "text/language.h"

namespace comity::discussion {
namespace {

// Limits of the database, in characters.
constexpr std::size_t max_short = 500;
constexpr std::size_t max_explanation = 2'000;

std::string cut(std::string_view text, std::size_t max) {
  std::size_t letters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) continue;
    if (++letters == max) return std::string(text.substr(0, i)) + "…";  // the last letter gives way to the sign
  }
  return std::string(text);
}

// "Y-m-d", the day in UTC.
std::string day(Time t) { return rfc3339(t).substr(0, 10); }

std::string_view yes_no(bool yes) { return yes ? "Yes" : "No"; }

class Submission {
 public:
  Submission(const Submitted& s, std::string& out) : s_(s), w_(out) {
    for (const std::string& clause : s.decision.clauses)
      if (const policy::Clause* found = s.policy != nullptr ? s.policy->find(clause) : nullptr) rules_.push_back(found);
  }

  void write() {
    w_.object();
    restriction();
    ground();
    one("content_type", "CONTENT_TYPE_TEXT");
    w_.member("category", "STATEMENT_CATEGORY_" + categorised(s_.decision, s_.policy).category);
    // ISO 639-1, of two letters; any other language is left unsaid.
    const std::string& language = s_.revision.facts.language;
    if (language.size() == 2 &&
        std::all_of(language.begin(), language.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
      w_.member("content_language",
                std::string{static_cast<char>(language[0] - 32), static_cast<char>(language[1] - 32)});
    w_.member("content_date", day(s_.written)).member("application_date", day(s_.decision.decided));
    w_.member("decision_facts", facts());
    w_.member("source_type", source());
    w_.member("automated_detection", yes_no(s_.decision.detected == Detected::engine));
    w_.member("automated_decision", automation());
    w_.member("puid", std::string(s_.site_key) + "-" + std::to_string(s_.decision.id.value));
    w_.member("account_type", "ACCOUNT_TYPE_PRIVATE");
    w_.end();
  }

 private:
  void one(std::string_view key, std::string_view value) { w_.key(key).array().value(value).end(); }

  void until(std::string_view key) {
    std::optional<Time> end = s_.decision.until;
    if (s_.ended && (!end || *s_.ended < *end)) end = s_.ended;
    if (end) w_.member(key, day(*end));
  }

  void restriction() {
    switch (s_.decision.deed) {
      case Deed::hold:
      case Deed::return_:
        one("decision_visibility", "DECISION_VISIBILITY_CONTENT_DISABLED");
        return until("end_date_visibility_restriction");
      case Deed::close_replies:
        one("decision_visibility", "DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED");
        return until("end_date_visibility_restriction");
      case Deed::premoderate:
        w_.member("decision_provision", "DECISION_PROVISION_PARTIAL_SUSPENSION");
        return until("end_date_service_restriction");
      case Deed::block:
        w_.member("decision_account", s_.decision.until ? "DECISION_ACCOUNT_SUSPENDED" : "DECISION_ACCOUNT_TERMINATED");
        return until("end_date_account_restriction");
      default:
        one("decision_visibility", "DECISION_VISIBILITY_CONTENT_REMOVED");
        return until("end_date_visibility_restriction");
    }
  }

  void ground() {
    if (!s_.policy_url.empty() && s_.policy_url.size() <= max_short)
      w_.member("decision_ground_reference_url", s_.policy_url);
    if (s_.decision.source == Source::notice && s_.decision.clauses.empty()) {
      w_.member("decision_ground", "DECISION_GROUND_ILLEGAL_CONTENT");
      w_.member("illegal_content_legal_ground", "The law that the notice named.");
      w_.member("illegal_content_explanation",
                "A notice said that the comment breaks the law. A moderator read both and agreed.");
      return;
    }
    w_.member("decision_ground", "DECISION_GROUND_INCOMPATIBLE_CONTENT");
    std::string names, texts;
    for (const policy::Clause* rule : rules_) {
      names += (names.empty() ? "Rule " : "; rule ") + std::to_string(rule->number) + ": " + said(rule->title);
      texts += (texts.empty() ? "" : "\n") + said(rule->text);
    }
    if (names.empty()) names = "The publisher's discussion policy.";
    if (texts.empty()) texts = "The publisher's discussion policy does not allow it.";
    w_.member("incompatible_content_ground", cut(names, max_short));
    w_.member("incompatible_content_explanation", cut(texts, max_explanation));
    w_.member("incompatible_content_illegal", "No");
  }
  std::string said(const policy::Prose& prose) const {
    return std::string(policy::in_language(prose, "en", s_.policy->languages.empty() ? "en" : s_.policy->languages[0]));
  }

  // Without the author's words, names and addresses: what kind of thing was found, by what.
  std::string facts() const {
    std::string out = "A reader's comment in the discussion under a news story";
    if (s_.decision.revision > 1) out += ", in words that its author had changed";
    out += ".";
    switch (s_.decision.source) {
      case Source::own:
        out += " The publisher looked at it of its own accord.";
        break;
      case Source::report:
        out += " A reader's report pointed to it.";
        break;
      case Source::notice:
      case Source::order:
        out += " A notice pointed to it.";
        break;
    }
    if (found("lexicon")) out += " A word list of the publisher's policy has words that stand in it.";
    if (found("model")) out += " A classifier for text found it like texts that break the rule.";
    if (found("pattern") || found("contact")) out += " Something in it has the form of what the rule names.";
    if (s_.decision.findings.empty() && s_.decision.actor != Actor::engine) {
      out += " A person found that it breaks the rule as a whole.";
    }
    switch (s_.decision.deed) {
      case Deed::hold:
        return out + " It was not shown until a person had decided.";
      case Deed::return_:
        return out + " It was returned to its author, who can change the words.";
      case Deed::premoderate:
        return out + " After earlier decisions, its author's comments wait for a person before they are shown.";
      case Deed::block:
        return out + " After earlier decisions and a warning, its author cannot post.";
      case Deed::close_replies:
        return out + " Nobody can reply to it, or below it, any more.";
      default:
        return out;
    }
  }
  bool found(std::string_view detector) const {
    return std::any_of(s_.decision.findings.begin(), s_.decision.findings.end(), [&](const auto& clause) {
      return std::any_of(clause.findings.begin(), clause.findings.end(),
                         [&](const policy::Finding& finding) { return finding.detector == detector; });
    });
  }

  std::string_view source() const {
    switch (s_.decision.source) {
      case Source::report:
        return "SOURCE_TYPE_OTHER_NOTIFICATION";
      case Source::notice:
        return "SOURCE_ARTICLE_16";
      default:
        return "SOURCE_VOLUNTARY";
    }
  }

  std::string_view automation() const {
    if (s_.decision.actor == Actor::engine) return "AUTOMATED_DECISION_FULLY";
    return s_.decision.detected == Detected::engine ? "AUTOMATED_DECISION_PARTIALLY"
                                                    : "AUTOMATED_DECISION_NOT_AUTOMATED";
  }

  const Submitted& s_;
  json::Writer w_;
  std::vector<const policy::Clause*> rules_;
};

}  // namespace

Categorised categorised(const Decision& decision, const policy::Compiled* policy) {
  const policy::Clause* first = nullptr;
  for (const std::string& clause : decision.clauses) {
    const policy::Clause* rule = policy != nullptr ? policy->find(clause) : nullptr;
    if (rule == nullptr) continue;
    if (!rule->category.empty()) return {rule->category, rule};
    if (first == nullptr) first = rule;
  }
  return {"OTHER_VIOLATION_TC", first};
}

bool is_submitted(const Decision& decision) { return is_restriction(decision) && decision.source != Source::order; }

bool is_restriction(const Decision& decision) {
  if (decision.actor == Actor::imported || decision.actor == Actor::author) return false;
  switch (decision.deed) {
    case Deed::hold:
    case Deed::refuse:
    case Deed::remove:
    case Deed::return_:
    case Deed::premoderate:
    case Deed::block:
    case Deed::close_replies:
      return true;
    default:
      return false;
  }
}

std::string dsa_submission(const Submitted& s) {
  std::string out;
  Submission(s, out).write();
  return out;
}

}  // namespace comity::discussion

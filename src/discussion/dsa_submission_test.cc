#include "discussion/dsa_submission.h"

#include <doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "base/json.h"

using namespace comity;
using namespace comity::discussion;

namespace {

const auto policy_in_force = policy::compile(policy::shipped_policy()).policy;

std::size_t letters(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// The database's rules for a submission: what is wrong with this one, a line each.
class Validator {
 public:
  explicit Validator(const json::Value& submission) : s_(submission) {
    if (s_.object() == nullptr) {
      wrong("no object");
      return;
    }
    decisions();
    grounds();
    one_of("category", categories, true);
    list("content_type", {"CONTENT_TYPE_TEXT"}, true);
    date("content_date", true);
    date("application_date", true);
    for (const char* kind : {"visibility", "account", "service", "monetary"})
      date(std::string("end_date_") + kind + "_restriction", false);
    text("decision_facts", 5000, true);
    one_of("source_type",
           {"SOURCE_ARTICLE_16", "SOURCE_TRUSTED_FLAGGER", "SOURCE_VOLUNTARY", "SOURCE_TYPE_OTHER_NOTIFICATION"}, true);
    one_of("automated_detection", {"Yes", "No"}, true);
    one_of("automated_decision",
           {"AUTOMATED_DECISION_FULLY", "AUTOMATED_DECISION_PARTIALLY", "AUTOMATED_DECISION_NOT_AUTOMATED"}, true);
    one_of("account_type", {"ACCOUNT_TYPE_BUSINESS", "ACCOUNT_TYPE_PRIVATE"}, false);
    matches("puid", "[A-Za-z0-9_-]{1,500}", true);
    matches("content_language", "[A-Z]{2}", false);
    text("decision_ground_reference_url", 500, false);
    for (const auto& [name, unused] : *s_.object())
      if (!known_.contains(name)) wrong(name + " is no field");
  }
  std::vector<std::string> faults;

 private:
  inline static const std::set<std::string> categories = {
      "STATEMENT_CATEGORY_ANIMAL_WELFARE",
      "STATEMENT_CATEGORY_CONSUMER_INFORMATION",
      "STATEMENT_CATEGORY_CYBER_VIOLENCE",
      "STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN",
      "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS",
      "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH",
      "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS",
      "STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS",
      "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE",
      "STATEMENT_CATEGORY_OTHER_VIOLATION_TC",
      "STATEMENT_CATEGORY_PROTECTION_OF_MINORS",
      "STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY",
      "STATEMENT_CATEGORY_SCAMS_AND_FRAUD",
      "STATEMENT_CATEGORY_SELF_HARM",
      "STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS",
      "STATEMENT_CATEGORY_VIOLENCE"};

  void wrong(const std::string& what) { faults.push_back(what); }
  const json::Value* take(const std::string& name, bool needed) {
    known_.insert(name);
    const json::Value* value = s_.find(name);
    if (value == nullptr && needed) wrong(name + " is missing");
    return value;
  }
  void text(const std::string& name, std::size_t most, bool needed) {
    const json::Value* value = take(name, needed);
    if (value == nullptr) return;
    if (value->string() == nullptr || value->string()->empty() || letters(*value->string()) > most)
      wrong(name + " is no text of 1 to " + std::to_string(most));
  }
  void one_of(const std::string& name, const std::set<std::string>& values, bool needed) {
    const json::Value* value = take(name, needed);
    if (value != nullptr && (value->string() == nullptr || !values.contains(*value->string()))) wrong(name);
  }
  bool list(const std::string& name, const std::set<std::string>& values, bool needed) {
    const json::Value* value = take(name, needed);
    if (value == nullptr) return false;
    bool good = value->array() != nullptr && !value->array()->empty();
    for (const json::Value& one : good ? *value->array() : json::Array{})
      good = good && one.string() != nullptr && values.contains(*one.string());
    if (!good) wrong(name);
    return true;
  }
  void matches(const std::string& name, const char* form, bool needed) {
    const json::Value* value = take(name, needed);
    if (value != nullptr && (value->string() == nullptr || !std::regex_match(*value->string(), std::regex(form))))
      wrong(name);
  }
  void date(const std::string& name, bool needed) {
    matches(name, "(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", needed);
  }
  // One of the four kinds of restriction.
  void decisions() {
    const std::string content = "DECISION_VISIBILITY_CONTENT_";
    bool any = list("decision_visibility",
                    {content + "REMOVED", content + "DISABLED", content + "DEMOTED", content + "AGE_RESTRICTED",
                     content + "INTERACTION_RESTRICTED", content + "LABELLED", "DECISION_VISIBILITY_OTHER"},
                    false);
    one_of("decision_account", {"DECISION_ACCOUNT_SUSPENDED", "DECISION_ACCOUNT_TERMINATED"}, false);
    const std::string provision = "DECISION_PROVISION_";
    one_of("decision_provision",
           {provision + "PARTIAL_SUSPENSION", provision + "TOTAL_SUSPENSION", provision + "PARTIAL_TERMINATION",
            provision + "TOTAL_TERMINATION"},
           false);
    any = any || s_.find("decision_account") != nullptr || s_.find("decision_provision") != nullptr;
    if (!any) wrong("none of the four decision fields");
  }
  void grounds() {
    one_of("decision_ground", {"DECISION_GROUND_ILLEGAL_CONTENT", "DECISION_GROUND_INCOMPATIBLE_CONTENT"}, true);
    const json::Value* ground = s_.find("decision_ground");
    const bool illegal =
        ground != nullptr && ground->string() != nullptr && ground->string()->ends_with("ILLEGAL_CONTENT");
    text("illegal_content_legal_ground", 500, illegal);
    text("illegal_content_explanation", 2000, illegal);
    text("incompatible_content_ground", 500, !illegal);
    text("incompatible_content_explanation", 2000, !illegal);
    one_of("incompatible_content_illegal", {"Yes", "No"}, false);
  }

  const json::Value& s_;
  std::set<std::string> known_;
};

std::vector<std::string> faults_of(const std::string& submission) {
  const auto value = json::parse(submission);
  if (!value) return {value.error().detail};
  return Validator(*value).faults;
}

struct Sample {
  Decision decision;
  Revision revision;
  std::optional<Time> ended;
  std::string submission(const policy::Compiled* policy = policy_in_force.get()) const {
    return dsa_submission({decision, revision, at_ms(1'790'000'000'000), ended, policy, "herald",
                           "https://talk.example/policy/herald/" + std::string(64, 'a')});
  }
};

Sample a_hold() {
  Sample s;
  s.decision.id = {4711};
  s.decision.clauses = {"person"};
  s.decision.findings = {{"person", policy::Action::hold, {{"lexicon", "insult", "fool", {{0, 4}}}}}};
  s.decision.actor_name = "mara.k";
  s.decision.reason = "Mr Ashdown was insulted.";
  s.decision.decided = at_ms(1'790'000'600'000);
  s.revision.text = "Fool of a mayor, call 555 0100";
  s.revision.facts.language = "en";
  return s;
}

}  // namespace

TEST_CASE("the validator finds what the database would refuse") {
  const std::string good = a_hold().submission();
  CHECK(faults_of(good).empty());
  CHECK_FALSE(faults_of("[]").empty());
  const auto broken = [&](const std::string& from, const std::string& to) {
    std::string bad = good;
    const std::size_t at = bad.find(from);
    REQUIRE(at != std::string::npos);
    return faults_of(bad.replace(at, from.size(), to)).size();
  };
  CHECK(broken("decision_visibility", "decision_visibly") == 2);  // missing, and not known
  CHECK(broken("STATEMENT_CATEGORY_", "CATEGORY_") == 1);
  CHECK(broken("\"EN\"", "\"English\"") == 1);
  CHECK(broken("herald-", "herald/") == 1);
  CHECK(broken("SOURCE_VOLUNTARY", "SOURCE_OWN") == 1);
  CHECK(broken("A reader's comment", std::string(5001, 'a')) == 1);
  CHECK(broken("\"automated_detection\":\"Yes\"", "\"automated_detection\":true") == 1);
}

TEST_CASE("each kind of restriction is said in the database's words") {
  const auto said = [](Deed deed, bool ends, const std::string& field) {
    Sample s = a_hold();
    s.decision.deed = deed;
    if (ends) s.decision.until = s.decision.decided + std::chrono::days(7);
    const auto value = json::parse(s.submission());
    REQUIRE(value);
    const json::Value* found = value->find(field);
    if (found == nullptr) return std::string("none");
    return found->string() != nullptr ? *found->string() : *(*found->array())[0].string();
  };
  CHECK(said(Deed::hold, false, "decision_visibility") == "DECISION_VISIBILITY_CONTENT_DISABLED");
  CHECK(said(Deed::refuse, false, "decision_visibility") == "DECISION_VISIBILITY_CONTENT_REMOVED");
  CHECK(said(Deed::remove, false, "decision_visibility") == "DECISION_VISIBILITY_CONTENT_REMOVED");
  CHECK(said(Deed::close_replies, false, "decision_visibility") ==
        "DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED");
  CHECK(said(Deed::block, true, "decision_account") == "DECISION_ACCOUNT_SUSPENDED");
  CHECK(said(Deed::block, false, "decision_account") == "DECISION_ACCOUNT_TERMINATED");
  CHECK(said(Deed::block, true, "end_date_account_restriction") == "2026-09-28");
  CHECK(said(Deed::block, false, "end_date_account_restriction") == "none");
  CHECK(said(Deed::premoderate, true, "decision_provision") == "DECISION_PROVISION_PARTIAL_SUSPENSION");
  CHECK(said(Deed::hold, false, "category") == "STATEMENT_CATEGORY_CYBER_VIOLENCE");
  Sample law = a_hold();
  law.decision.deed = Deed::remove;
  law.decision.source = Source::notice;
  law.decision.clauses.clear();
  CHECK(law.submission().find("DECISION_GROUND_ILLEGAL_CONTENT") != std::string::npos);
  CHECK(law.submission().find("SOURCE_ARTICLE_16") != std::string::npos);
}

TEST_CASE("neither words, names, reasons nor who decided are in a submission") {
  const std::string submission = a_hold().submission();
  for (const char* secret : {"Fool", "fool", "mayor", "555", "Ashdown", "mara"})
    CHECK(submission.find(secret) == std::string::npos);
}

TEST_CASE("what an authority ordered, an author did, or was decided elsewhere is not submitted") {
  Decision d = a_hold().decision;
  CHECK(is_submitted(d));
  d.source = Source::order;
  CHECK_FALSE(is_submitted(d));
  d.source = Source::own;
  d.actor = Actor::imported;
  CHECK_FALSE(is_submitted(d));
  d.actor = Actor::moderator;
  for (const Deed deed : {Deed::publish, Deed::restore, Deed::withdraw, Deed::warn, Deed::unblock, Deed::keep}) {
    d.deed = deed;
    CHECK_FALSE(is_submitted(d));
  }
}

TEST_CASE("whatever was decided, the database takes it") {
  std::vector<std::string> clauses = {"a-rule-that-is-gone", "", "\u202e"};
  for (const policy::Clause& clause : policy_in_force->clauses) clauses.push_back(clause.id);
  CHECK(rc::check([&] {
    Sample s;
    Decision& d = s.decision;
    d.id = {*rc::gen::inRange<std::int64_t>(1, std::int64_t{1} << 62)};
    d.deed = static_cast<Deed>(*rc::gen::inRange(0, 13));
    d.actor = static_cast<Actor>(*rc::gen::inRange(0, 5));
    d.source = static_cast<Source>(*rc::gen::inRange(0, 4));
    d.detected = static_cast<Detected>(*rc::gen::inRange(0, 3));
    d.clauses = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(clauses));
    d.reason = *rc::gen::arbitrary<std::string>();
    d.decided = at_ms(*rc::gen::inRange<std::int64_t>(0, 4'000'000'000'000));
    if (*rc::gen::arbitrary<bool>()) d.until = d.decided + Millis(*rc::gen::inRange<std::int64_t>(1, 40'000'000'000));
    if (*rc::gen::arbitrary<bool>()) s.ended = d.decided + Millis(*rc::gen::inRange<std::int64_t>(0, 40'000'000'000));
    for (const std::string& clause : d.clauses)
      d.findings.push_back({clause,
                            policy::Action::hold,
                            {{*rc::gen::element<std::string>("lexicon", "model", "pattern", "contact", "comparison"),
                              *rc::gen::arbitrary<std::string>(),
                              *rc::gen::arbitrary<std::string>(),
                              {{1, 9}}}}});
    s.revision.text = *rc::gen::arbitrary<std::string>();
    s.revision.facts.language = *rc::gen::element<std::string>("", "en", "ru", "ar", "sr-Latn", "zxx");
    if (!is_submitted(d)) return;
    const bool known = *rc::gen::arbitrary<bool>();
    for (const std::string& fault : faults_of(s.submission(known ? policy_in_force.get() : nullptr))) RC_FAIL(fault);
  }));
}

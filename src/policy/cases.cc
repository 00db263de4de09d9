#include "policy/cases.h"

#include <algorithm>

#include "base/json.h"
#include "policy/diagnostics.h"
#include "policy/variables.h"

namespace comity::policy {
namespace {

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\r')) s.remove_suffix(1);
  return s;
}

// A value in quotation marks is a JSON string, for texts with line ends, zero-width characters and the like.
Result<std::string> written(std::string_view value) {
  if (!value.starts_with('"')) return std::string(value);
  COMITY_TRY(const json::Value json, json::parse(value));
  return json.string() ? *json.string() : std::string(value);
}

Done set_case_fact(Case& c, std::string_view value) {
  const std::size_t equals = value.find('=');
  if (equals == std::string_view::npos) return fail(Error::Code::invalid, "a fact reads: fact: author.published = 3");
  const std::string_view name = trimmed(value.substr(0, equals));
  const std::string_view written_value = trimmed(value.substr(equals + 1));
  auto json = json::parse(written_value);
  if (!json) json = json::Value{std::string(written_value)};
  return set_fact(c.facts, c.story, name, *json);
}

Done set_field(Case& c, std::string_view key, std::string_view value) {
  COMITY_TRY(const std::string text, written(value));
  if (key == "text") {
    c.text = text;
  } else if (key == "expect") {
    const auto action = action_from(text);
    if (!action) return fail(Error::Code::invalid, quoted(text) + " is no action: allow, advise, hold or refuse");
    c.expect = *action;
  } else if (key == "clause") {
    if (!c.clauses) c.clauses.emplace();
    c.clauses->push_back(text);
  } else if (key == "cites") {
    if (!c.cites) c.cites.emplace();
    if (!text.empty()) c.cites->push_back(text);
  } else if (key == "quote") {
    c.quotes.push_back(text);
  } else if (key == "unchanged") {
    c.unchanged = text == "yes";
  } else if (key == "fact") {
    return set_case_fact(c, value);
  } else {
    return fail(Error::Code::invalid,
                "unknown key " + quoted(key) + ": " +
                    suggestion(key, {"case", "text", "expect", "clause", "cites", "quote", "fact", "unchanged"}));
  }
  return {};
}

std::string listed(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + quoted(word);
  return out.empty() ? "nothing" : out;
}

std::vector<std::string> cited(const Verdict& verdict, std::string_view text) {
  std::vector<text::Span> spans;
  for (const ClauseVerdict& clause : verdict.clauses) {
    for (const Finding& finding : clause.findings)
      spans.insert(spans.end(), finding.spans.begin(), finding.spans.end());
  }
  std::sort(spans.begin(), spans.end());
  spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
  std::vector<std::string> words;
  for (const text::Span span : spans) words.emplace_back(text.substr(span.begin, span.end - span.begin));
  return words;
}

}  // namespace

Result<CaseFile> read_cases(std::string_view bytes) {
  CaseFile file;
  int number = 0;
  while (!bytes.empty()) {
    ++number;
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view line = trimmed(bytes.substr(0, end));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t colon = line.find(':');
    const std::string where = "line " + std::to_string(number) + ": ";
    if (colon == std::string_view::npos) return fail(Error::Code::invalid, where + "a line reads: key: value");
    const std::string_view key = trimmed(line.substr(0, colon));
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (key == "case") {
      file.cases.emplace_back();
      file.cases.back().name = value;
      file.cases.back().line = number;
    } else if (key == "policy" && file.cases.empty()) {
      file.policy = value;
    } else if (file.cases.empty()) {
      return fail(Error::Code::invalid, where + "a case begins with: case: what it shows");
    } else if (const Done done = set_field(file.cases.back(), key, value); !done) {
      return fail(Error::Code::invalid, where + done.error().detail);
    }
  }
  if (file.cases.empty()) return fail(Error::Code::invalid, "the file holds no case");
  return file;
}

std::string tried(const Compiled& policy, const Case& expected) {
  const auto text = text::checked(expected.text);
  if (!text) return "the text could not be a comment: " + text.error().detail;
  Facts facts = expected.facts;
  for (const std::string& quote : expected.quotes) {
    const std::size_t at = text->utf8().find(quote);
    if (at == std::string::npos) return "the text does not hold its quotation " + quoted(quote);
    facts.quotes.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + quote.size())});
  }
  if (facts.language.empty()) facts.language = detected_language(*text, facts.quotes);
  const Verdict verdict = evaluate(policy, {*text, facts, expected.story}, expected.unchanged);
  std::vector<std::string> clauses;
  for (const ClauseVerdict& clause : verdict.clauses) clauses.push_back(clause.clause);
  const std::vector<std::string> words = cited(verdict, *text);
  const std::string because = " (clauses " + listed(clauses) + ", words " + listed(words) + ")";
  if (verdict.action != expected.expect) {
    return "expected " + std::string(name(expected.expect)) + ", got " + std::string(name(verdict.action)) + because;
  }
  if (expected.clauses && *expected.clauses != clauses)
    return "expected the clauses " + listed(*expected.clauses) + ", got " + listed(clauses);
  if (expected.cites && *expected.cites != words)
    return "expected to cite " + listed(*expected.cites) + ", got " + listed(words);
  return {};
}

}  // namespace comity::policy

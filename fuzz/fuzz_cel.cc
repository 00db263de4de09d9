// Any bytes as a condition over any facts: a tree or mistakes that stand inside it; what passes the check has a truth,
// the same one however it is wrapped, and cites pieces of the text.
//
// An input is the condition, a zero byte, the comment, a zero byte, and the facts: a byte or two for each, in the
// order of `environment`. What is left out is 0.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "policy/evaluator.h"
#include "policy/type_check.h"

namespace {

using namespace comity;
using namespace comity::policy;

void expect(bool truth) {
  if (!truth) std::abort();
}

// The parts of an input, each up to the next zero byte.
std::string_view part(std::string_view& bytes) {
  const std::size_t end = std::min(bytes.find('\0'), bytes.size());
  const std::string_view found = bytes.substr(0, end);
  bytes.remove_prefix(std::min(end + 1, bytes.size()));
  return found;
}

class Taken {
 public:
  explicit Taken(std::string_view bytes) : bytes_(bytes) {}
  std::uint8_t byte() {
    if (bytes_.empty()) return 0;
    const auto b = static_cast<std::uint8_t>(bytes_.front());
    bytes_.remove_prefix(1);
    return b;
  }
  std::int64_t number() {
    const std::int64_t high = byte();
    return high * 256 + byte();
  }
  std::string word() {
    static constexpr std::string_view words[] = {"", "en", "ru", "hy", "town", "bridge", "council", "tlh"};
    return std::string(words[byte() % std::size(words)]);
  }

 private:
  std::string_view bytes_;
};

struct Environment {
  Facts facts;
  StoryFacts story;
};

Environment environment(std::string_view bytes) {
  Taken in(bytes);
  Environment e;
  e.facts.language = in.word();
  e.facts.is_reply = in.byte() % 2;
  e.facts.is_edit = in.byte() % 2;
  e.facts.author_kind = static_cast<AuthorKind>(in.byte() % 4);
  for (std::int64_t* n : {&e.facts.author_published, &e.facts.author_refused, &e.facts.author_strikes,
                          &e.facts.author_age_days, &e.facts.story_age_hours, &e.facts.story_comments,
                          &e.facts.author_10m, &e.facts.author_24h, &e.facts.source_10m, &e.facts.story_10m})
    *n = in.number();
  e.facts.similar_own = static_cast<int>(in.number());
  e.facts.similar_others = static_cast<int>(in.number());
  e.story.language = in.word();
  e.story.section = in.word();
  for (int tags = in.byte() % 4; tags > 0; --tags) e.story.tags.push_back(in.word());
  for (int quotes = in.byte() % 3; quotes > 0; --quotes) {
    const std::uint32_t begin = in.byte();
    e.facts.quotes.push_back({begin, begin + in.byte()});
  }
  return e;
}

// What conditions may name here: a list of words, the same as docs/policy-language.md's, two patterns and the model.
class Surroundings {
 public:
  static const Surroundings& get() {
    static const Surroundings one;
    return one;
  }

  bool checked(std::string_view source, Expression& expression, std::vector<ConditionError>& errors) const {
    return parse_condition(source, expression, errors) && check_condition(expression, names_, errors);
  }
  const Conditions& conditions() const { return *conditions_; }

 private:
  Surroundings() {
    Lexicon house;
    house.name = "house";
    for (const char* word : {"humbug", "poppycock*"}) {
      std::string complaint;
      expect(read_entry(word, house.entries.emplace_back(), complaint));
    }
    house.entries.back().severity = 3;
    conditions_ = std::make_unique<Conditions>(std::vector<Lexicon>{house});
    std::string complaint;
    conditions_->patterns.push_back({"phone", "", false, compiled_regex(R"(\+?\d[\d -]{8,}\d)", complaint)});
    conditions_->patterns.push_back({"shout", "", true, compiled_regex("(wow ?){2}", complaint)});
    conditions_->asks_model = true;
    names_ = {{"house"},
              {"phone", "shout"},
              {"TOXICITY", "SEVERE_TOXICITY", "INSULT", "PROFANITY", "THREAT", "IDENTITY_ATTACK", "SEXUALLY_EXPLICIT"},
              {"en", "ru"}};
  }

  KnownNames names_;
  std::unique_ptr<Conditions> conditions_;
};

void expect_sane(std::string_view source, const Expression& expression, const std::vector<ConditionError>& errors) {
  for (const ConditionError& e : errors) expect(e.offset <= source.size() && !e.message.empty());
  expect(expression.nodes.size() <= max_condition_nodes);
  for (const Node& n : expression.nodes) expect(n.begin <= n.end && n.end <= source.size());
}

bool truth_of(const Expression& expression, Occasion& occasion, bool quotes_ignored, std::vector<Finding>& findings) {
  const bool truth = holds(expression, occasion, quotes_ignored, findings);
  expect(truth || findings.empty());
  expect(findings.size() <= max_findings);
  const std::string_view text = occasion.submission().text;
  for (const Finding& finding : findings) {
    expect(finding.spans.size() <= max_spans && !finding.detector.empty());
    for (const text::Span s : finding.spans) {
      expect(s.begin < s.end && s.end <= text.size());
      expect(text::is_well_formed(text.substr(s.begin, s.end - s.begin)));
    }
  }
  return truth;
}

// But for their names: a comparison is called by its source, brackets and all.
bool are_same(const std::vector<Finding>& a, const std::vector<Finding>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Finding& x, const Finding& y) {
    return x.detector == y.detector && x.entry == y.entry && x.spans == y.spans;
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string_view source = part(bytes);
  const std::string_view comment = part(bytes);
  const Surroundings& around = Surroundings::get();

  Expression expression;
  std::vector<ConditionError> errors;
  const bool good = around.checked(source, expression, errors);
  expect_sane(source, expression, errors);
  if (!good) {
    expect(!errors.empty());
    return 0;
  }
  const auto text = text::checked(text::scrubbed(comment));
  if (!text) return 0;
  const Environment e = environment(bytes);
  const Submission submission{*text, e.facts, e.story};
  for (const bool quotes_ignored : {false, true}) {
    Occasion occasion(around.conditions(), submission, nullptr);
    std::vector<Finding> findings;
    const bool truth = truth_of(expression, occasion, quotes_ignored, findings);
    // The same anew, and in brackets; never true both as it is and turned around. A line's end, for a remark behind it.
    for (const char* wrap : {"(", "!("}) {
      const std::string wrapped = wrap + std::string(source) + "\n)";
      Expression other;
      std::vector<ConditionError> complaints;
      if (!around.checked(wrapped, other, complaints)) continue;  // one level too deep, or too long
      Occasion again(around.conditions(), submission, nullptr);
      std::vector<Finding> of_other;
      const bool turned = truth_of(other, again, quotes_ignored, of_other);
      if (wrap[0] == '(')
        expect(turned == truth && are_same(of_other, findings));
      else
        expect(!(turned && truth));
    }
  }
  return 0;
}

#include "actions/judge_words.h"

#include <algorithm>

#include "actions/post_comment.h"
#include "actions/resolve_story.h"
#include "policy/submission.h"
#include "text/characters.h"

namespace comity::actions {
namespace {

// Bidi embeddings, overrides and isolates, which reorder what stands around them (UAX #9); the marks of direction
// that headlines in right-to-left scripts need are none of these.
bool steers(char32_t c) { return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069); }

bool is_control(char32_t c) {
  if (c == '\t' || c == '\n') return false;  // `one_line` made blanks of them
  return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

// Counts, lengths and capitals are about a comment; a name has none of its own.
bool is_about_words(const policy::Finding& finding) {
  return finding.detector == "lexicon" || finding.detector == "pattern" || finding.detector == "contacts";
}

// The comment's circumstances, without what is said of its text.
policy::Facts of_other_words(policy::Facts facts) {
  facts.language.clear();
  facts.quotes.clear();
  facts.similar_own = facts.similar_others = 0;
  return facts;
}

}  // namespace

std::string title_to_keep(const policy::Compiled& policy, std::string_view title, const policy::Facts& facts,
                          const policy::StoryFacts& story) {
  const auto text = text::checked(title);
  if (!text || text->utf8().empty()) return "";
  const std::string_view utf8 = *text;
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = text::next_code_point(utf8, at);
    if (steers(c) || is_control(c)) return "";
  }
  const auto line = text::restored(one_line(utf8, max_title_code_points));
  policy::Facts circumstances = of_other_words(facts);
  circumstances.language = policy::detected_language(line);
  const auto verdict = policy::evaluate(policy, {line, circumstances, story});
  return verdict.action == policy::Action::allow ? line.utf8() : "";
}

Done check_name(const policy::Compiled& policy, std::string_view name, const policy::Facts& facts,
                const policy::StoryFacts& story, std::string_view language) {
  COMITY_TRY(const auto text, text::checked(name));
  const auto verdict = policy::evaluate(policy, {text, of_other_words(facts), story});
  for (const policy::ClauseVerdict& found : verdict.clauses) {
    if (std::none_of(found.findings.begin(), found.findings.end(), is_about_words)) continue;
    const policy::Clause* clause = policy.find(found.clause);
    const std::string_view title =
        clause == nullptr ? "" : policy::in_language(clause->title, language, policy.languages.front());
    return fail(Error::Code::invalid, std::string(about_the_name) + "is against the rule '" +
                                          std::string(title.empty() ? found.clause : title) + "': choose another name");
  }
  return {};
}

}  // namespace comity::actions

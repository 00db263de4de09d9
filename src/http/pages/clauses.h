// Rules of the policy as pages show them: titles, sentences, and the author's own words that a decision rests on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/html.h"
#include "policy/policy.h"

namespace comity::http {

// A text of the policy and the language it is in, which may not be the reader's.
struct Prose {
  std::string_view text;
  std::string_view language;
};
Prose prose_in(const policy::Prose& prose, std::string_view lang, const policy::Compiled& policy);
// With lang and dir when they are not the page's.
Html prose_html(const Prose& prose, std::string_view page_lang);

// "Be kind. Be brief." -> "Be kind."
std::string_view first_sentence(std::string_view text);

// "rule 2, No attacks on a person"; an id that the policy does not have is shown as itself.
Html rule_inline(const policy::Compiled* policy, std::string_view clause, std::string_view lang);
// "Rule 2, No attacks on a person" and the rule's text below.
void write_rule(HtmlWriter& w, const policy::Compiled* policy, std::string_view clause, std::string_view lang);

// The author's words behind a clause's findings: distinct, in order, at most `max_words_quoted`, long ones cut.
inline constexpr std::size_t max_words_quoted = 10;
std::vector<std::string> words_of(const policy::ClauseVerdict& verdict, std::string_view text);
// “<mark>damn</mark>”, “<mark>d4mn</mark>” in the language's quotation marks, so that the mark is text, not only
// colour.
Html quoted(const std::vector<std::string>& words, std::string_view lang);

}  // namespace comity::http

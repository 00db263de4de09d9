// Rules of the policy as pages show them: titles, sentences, and the author's own words that a decision rests on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "discussion/statement.h"
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

using discussion::max_words_quoted;
using discussion::words_of;
// “<mark>damn</mark>”, “<mark>d4mn</mark>” in the language's quotation marks, so that the mark is text, not only
// colour.
Html quoted(const std::vector<std::string>& words, std::string_view lang);

}  // namespace comity::http

// What people write in a condition who know spreadsheets, databases or other languages, and what to write instead.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "policy/lexer.h"

namespace comity::policy {

std::string in_small_letters(std::string_view ascii);

// Message and advice for `token`, which the grammar does not expect behind `before` (null: at the beginning); two empty
// texts when it is none of the usual mistakes.
std::pair<std::string, std::string> usual_mistake(const Token& token, const Token* before, std::string_view source);

// For a name that is none: "yes", "True", "null". '' when there is no such advice.
std::string advice_for_name(std::string_view name);

// For a function that is none, or one of other languages: "length", "lower". '' when there is no such advice.
std::string advice_for_function(std::string_view name);

// "en" for "English" and "eng"; '' for what is none of these.
std::string_view short_tag(std::string_view written);

// For what RE2 says of a regular expression.
std::string advice_for_regex(std::string_view complaint);

}  // namespace comity::policy

// What a form shows before anything is final: the rule, the words, and the choice to change them or to send them.
#pragma once

#include <string>
#include <string_view>

#include "http/forms.h"
#include "http/html.h"
#include "policy/policy.h"

namespace comity::http {

// `text` is what the verdict's spans lie in, once checked.
void write_hint(HtmlWriter& w, const policy::Compiled* policy, const policy::Verdict& verdict, std::string_view text,
                std::string_view lang);
// "Post the changed text", "Send as it is".
void write_hint_buttons(HtmlWriter& w, std::string_view lang);

// An advice holds for the text it was given on and for no other: the form carries that text's hash beside the id.
void write_advice_fields(HtmlWriter& w, std::string_view advice_id, std::string_view text);
std::string advice_given(const Form& form, std::string_view text);  // '' when the text has changed since

// The key of the sentence that says what is wrong with a text; '' nothing.
std::string fault_of_text(std::string_view text);

}  // namespace comity::http

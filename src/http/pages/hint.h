// What a form shows before anything is final: the rule, the words, and the choice to change them or to send them.
#pragma once

#include <string>
#include <string_view>

#include "http/html.h"
#include "policy/policy.h"

namespace comity::http {

// `text` is what the verdict's spans lie in, once checked.
void write_hint(HtmlWriter& w, const policy::Compiled* policy, const policy::Verdict& verdict, std::string_view text,
                std::string_view lang);
// Whether what was advised against waits for a person when it is sent as it is.
bool is_held_as_it_is(const policy::Compiled* policy, const policy::Verdict& verdict);

// "Post the changed text", "Send as it is": the latter says so when a person will look first.
void write_hint_buttons(HtmlWriter& w, const policy::Compiled* policy, const policy::Verdict& verdict,
                        std::string_view lang);

// The key of the sentence that says what is wrong with a text; '' nothing.
std::string fault_of_text(std::string_view text);

}  // namespace comity::http

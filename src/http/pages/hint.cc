#include "http/pages/hint.h"

#include <algorithm>

#include "http/messages.h"
#include "http/pages/clauses.h"
#include "text/checked.h"

namespace comity::http {
void write_hint(HtmlWriter& w, const policy::Compiled* policy, const policy::Verdict& verdict, std::string_view text,
                std::string_view lang) {
  const auto checked = text::checked(text);
  w.open("div", "cd-note");
  for (const policy::ClauseVerdict& clause : verdict.clauses) {
    const policy::Clause* rule = policy != nullptr ? policy->find(clause.clause) : nullptr;
    if (rule == nullptr) continue;
    const std::string number = std::to_string(rule->number);
    const Html title = prose_html(prose_in(rule->title, lang, *policy), lang);
    const auto words = checked ? words_of(clause, checked->utf8()) : std::vector<std::string>();
    w.element("p", "cd-words",
              words.empty() ? message_html(lang, "advise.hint_plain", {{"rule", number}, {"title", title}})
                            : message_html(lang, "advise.hint",
                                           {{"rule", number}, {"title", title}, {"words", quoted(words, lang)}}));
    w.element("p", "cd-help", prose_html(prose_in(rule->text, lang, *policy), lang));
  }
  w.element("p", "", message(lang, "advise.calm")).close("div");
}

bool is_held_as_it_is(const policy::Compiled* policy, const policy::Verdict& verdict) {
  return std::any_of(verdict.clauses.begin(), verdict.clauses.end(), [&](const auto& clause) {
    const policy::Clause* rule = policy != nullptr ? policy->find(clause.clause) : nullptr;
    return rule != nullptr && rule->then >= policy::Action::hold;
  });
}

void write_hint_buttons(HtmlWriter& w, const policy::Compiled* policy, const policy::Verdict& verdict,
                        std::string_view lang) {
  const bool held = is_held_as_it_is(policy, verdict);
  w.open("p", "cd-submit");
  w.open("button").attribute("type", "submit").attribute("name", "deed").attribute("value", "change");
  w.text(message(lang, "advise.change")).close("button");
  w.open("button", "cd-button-quiet").attribute("type", "submit").attribute("name", "deed").attribute("value", "as_is");
  w.text(message(lang, held ? "advise.send_held" : "advise.send")).close("button").close("p");
}

std::string fault_of_text(std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return "error.text_empty";
  if (text::checked(text)) return {};
  return text.size() > text::max_comment_bytes || text::code_points(text) > text::max_comment_code_points
             ? "error.text_long"
             : "error.text_bytes";
}

}  // namespace comity::http

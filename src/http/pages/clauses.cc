#include "http/pages/clauses.h"

#include <algorithm>

#include "http/messages.h"

namespace comity::http {
Prose prose_in(const policy::Prose& prose, std::string_view lang, const policy::Compiled& policy) {
  if (const auto exact = prose.find(lang); exact != prose.end()) return {exact->second, exact->first};
  const std::string_view authoritative = policy.languages.empty() ? std::string_view() : policy.languages.front();
  return {policy::in_language(prose, lang, authoritative), authoritative};
}

Html prose_html(const Prose& prose, std::string_view page_lang) {
  if (prose.language.empty() || prose.language == page_lang) return escaped(prose.text);
  Html html;
  HtmlWriter w(html.markup);
  w.open("span").attribute("lang", prose.language).attribute("dir", direction(prose.language));
  w.text(prose.text).close("span");
  return html;
}

std::string_view first_sentence(std::string_view text) {
  static constexpr std::string_view ends[] = {". ", "! ", "? ", ".\n", "!\n", "?\n", "؟ ", "。"};
  std::size_t first = text.size();
  for (const std::string_view end : ends) {
    const std::size_t at = text.find(end);
    if (at != std::string_view::npos) {
      first = std::min(first, at + end.size() - (end.back() == ' ' || end.back() == '\n' ? 1 : 0));
    }
  }
  return text.substr(0, first);
}

Html rule_inline(const policy::Compiled* policy, std::string_view clause, std::string_view lang) {
  const policy::Clause* found = policy != nullptr ? policy->find(clause) : nullptr;
  if (found == nullptr) return bdi(clause);
  return message_html(
      lang, "clause.inline",
      {{"rule", std::to_string(found->number)}, {"title", prose_html(prose_in(found->title, lang, *policy), lang)}});
}

void write_rule(HtmlWriter& w, const policy::Compiled* policy, std::string_view clause, std::string_view lang) {
  const policy::Clause* found = policy != nullptr ? policy->find(clause) : nullptr;
  if (found == nullptr) {
    w.element("p", "cd-rule", message_html(lang, "clause.unknown", {{"id", bdi(clause)}}));
    return;
  }
  w.element("p", "cd-rule",
            message_html(lang, "clause.rule",
                         {{"rule", std::to_string(found->number)},
                          {"title", prose_html(prose_in(found->title, lang, *policy), lang)}}));
  w.element("p", "", prose_html(prose_in(found->text, lang, *policy), lang));
}

Html quoted(const std::vector<std::string>& words, std::string_view lang) {
  Html all;
  for (const std::string& word : words) {
    if (!all.empty()) all += message_html(lang, "meta.list_separator");
    Html marked{"<mark>"};
    marked += bdi(word);
    marked.markup += "</mark>";
    all += message_html(lang, "meta.quote", {{"words", marked}});
  }
  return all;
}

}  // namespace comity::http

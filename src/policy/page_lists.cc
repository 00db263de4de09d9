#include "policy/page_lists.h"

#include <algorithm>

#include "policy/conditions.h"

namespace comity::policy {
namespace {

// A language's name in itself, so that those who could review its list see it.
std::string_view own_name(std::string_view language) {
  constexpr std::pair<std::string_view, std::string_view> names[] = {
      {"ar", "العربية"},  {"az", "azərbaycan"}, {"de", "Deutsch"}, {"en", "English"}, {"es", "español"},
      {"fr", "français"}, {"hy", "հայերեն"},    {"ru", "русский"}, {"tr", "Türkçe"}};
  for (const auto& [tag, name] : names) {
    if (tag == language) return name;
  }
  return language;
}

bool names_list(const std::optional<Expression>& condition, std::string_view lexicon) {
  return condition && std::any_of(condition->nodes.begin(), condition->nodes.end(),
                                  [&](const Node& node) { return node.op == Op::lexicon && node.text == lexicon; });
}

}  // namespace

std::vector<const LexiconCard*> lists_of(const Compiled& policy, std::size_t clause) {
  std::vector<const LexiconCard*> lists;
  for (const LexiconCard& card : policy.lexicons) {
    if (names_list(policy.conditions->of_clause[clause], card.name) ||
        names_list(policy.conditions->refusal_of_clause[clause], card.name))
      lists.push_back(&card);
  }
  return lists;
}

std::string told(const LexiconCard& card, const PageWords& words) {
  std::string text = said(
      words, "list", {{"name", card.name}, {"entries", std::to_string(card.entries)}, {"hash", to_hex(card.hash)}});
  if (card.ships) text += ' ' + said(words, "list_ships");
  if (card.words.empty()) text += ' ' + said(words, "list_hidden");
  if (card.unreviewed.empty()) return text;
  std::string languages;
  for (const std::string& language : card.unreviewed)
    languages += (languages.empty() ? "" : ", ") + std::string(own_name(language));
  return text + ' ' + said(words, "list_unreviewed", {{"languages", languages}});
}

}  // namespace comity::policy

#include "policy/page_lists.h"

namespace comity::policy {
namespace {

void append_block(std::string& out, std::string_view text) {
  while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  out += text;
  out += "\n\n";
}

std::string_view key_of(const Clause& clause) {
  switch (clause.action) {
    case Action::allow:
      return "people_only";
    case Action::advise:
      return clause.then == Action::allow ? "advise" : clause.then == Action::hold ? "advise_hold" : "advise_refuse";
    case Action::hold:
      return "hold";
    case Action::refuse:
      return "refuse";
  }
  return "people_only";
}

}  // namespace

std::string to_plain_text(const Compiled& policy, std::string_view language) {
  const PageWords& words = page_words(language);
  const std::string_view first = policy.languages.front();
  std::string out;
  append_block(out, policy.name);
  if (!policy.preamble.empty()) append_block(out, in_language(policy.preamble, language, first));
  if (!policy.freedoms.empty()) append_block(out, said(words, "promises"));
  for (const Freedom& freedom : policy.freedoms) {
    append_block(out, std::string(in_language(freedom.title, language, first)) + " (" + freedom.id + ")\n" +
                          std::string(in_language(freedom.text, language, first)));
  }
  append_block(out, said(words, "rules"));
  for (std::size_t i = 0; i < policy.clauses.size(); ++i) {
    const Clause& clause = policy.clauses[i];
    std::string block = std::to_string(clause.number) + ". " + std::string(in_language(clause.title, language, first)) +
                        " (" + clause.id + ")\n" + std::string(in_language(clause.text, language, first)) + '\n' +
                        said(words, key_of(clause));
    if (clause.quotes_ignored) block += '\n' + said(words, "quotes_ignored");
    if (const std::string two = two_people(clause, words); !two.empty()) block += '\n' + two;
    const std::vector<const LexiconCard*> lists = lists_of(policy, i);
    if (!lists.empty()) block += '\n' + said(words, "lists") + ':';
    for (const LexiconCard* card : lists) {
      block += "\n- " + told(*card, words);
      for (std::size_t w = 0; w < card->words.size(); ++w) block += (w == 0 ? "\n  " : ", ") + card->words[w];
    }
    if (!clause.when.empty()) block += '\n' + said(words, "condition") + ": " + clause.when;
    if (!clause.refuse_when.empty()) block += '\n' + said(words, "refuse_when") + ": " + clause.refuse_when;
    append_block(out, block);
  }
  out.pop_back();
  return out;
}

}  // namespace comity::policy

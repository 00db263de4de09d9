#include "policy/page_words.h"

#include "base/languages.h"
#include "policy/policy.h"

namespace comity::policy {
namespace {

constexpr std::string_view prefix = "policy.page.";

std::map<std::string, PageWords, std::less<>> read_all() {
  std::map<std::string, PageWords, std::less<>> all;
  for (const base::Language& language : base::languages()) {
    PageWords words;
    for (const auto& [key, text] : language.texts) {
      if (key.starts_with(prefix)) words.emplace(key.substr(prefix.size()), text);
    }
    if (!words.empty()) all.emplace(language.tag, std::move(words));
  }
  return all;
}

const std::map<std::string, PageWords, std::less<>>& all_words() {
  static const auto all = read_all();
  return all;
}

}  // namespace

const PageWords& page_words(std::string_view language) {
  static const PageWords none;
  for (const std::string_view tag : {language, language.substr(0, language.find('-')), std::string_view("en")}) {
    if (const auto found = all_words().find(tag); found != all_words().end()) return found->second;
  }
  return none;
}

std::vector<std::string> page_languages() {
  std::vector<std::string> languages;
  for (const auto& [language, words] : all_words()) languages.push_back(language);
  return languages;
}

std::string said(const PageWords& words, std::string_view key,
                 const std::vector<std::pair<std::string_view, std::string>>& fields) {
  const auto found = words.find(key);
  std::string text = found == words.end() ? std::string(key) : found->second;
  for (const auto& [field, value] : fields) {
    const std::string mark = '{' + std::string(field) + '}';
    if (const std::size_t at = text.find(mark); at != std::string::npos) text.replace(at, mark.size(), value);
  }
  return text;
}

std::string two_people(const Clause& clause, const PageWords& words) {
  std::string deeds;
  for (const std::string& deed : clause.two_people)
    deeds += (deeds.empty() ? "" : said(words, "two_people.and")) + said(words, "two_people." + deed);
  return deeds.empty() ? deeds : said(words, "two_people", {{"deeds", deeds}});
}

}  // namespace comity::policy

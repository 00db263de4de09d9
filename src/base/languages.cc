#include "base/languages.h"

#include <algorithm>
#include <stdexcept>

#include "base/embedded.h"
#include "base/json.h"

namespace comity::language_files {
const std::vector<base::EmbeddedFile>& embedded();  // written by cmake/embed.cmake
}

namespace comity::base {
namespace {

constexpr std::string_view words_key = "case.words";

Result<std::vector<std::string>> words_of(const json::Value& list) {
  const json::Array* words = list.array();
  if (words == nullptr) return fail(Error::Code::invalid, "'case.words' is not a list");
  std::vector<std::string> out;
  out.reserve(words->size());
  for (const json::Value& word : *words) {
    if (word.string() == nullptr) return fail(Error::Code::invalid, "'case.words' holds what is not a word");
    out.push_back(*word.string());
  }
  return out;
}

std::vector<Language> read_all() {
  std::vector<Language> all;
  for (const EmbeddedFile& file : language_files::embedded()) {
    auto language = read_language(file.path.substr(0, file.path.find('.')), file.bytes);
    // A file that is compiled in was checked by the tests; one that cannot be read is a broken build.
    if (!language) throw std::logic_error(std::string(file.path) + ": " + language.error().detail);
    all.push_back(*std::move(language));
  }
  std::sort(all.begin(), all.end(), [](const Language& a, const Language& b) { return a.tag < b.tag; });
  return all;
}

}  // namespace

std::string_view Language::text(std::string_view key) const {
  const auto found = std::find_if(texts.begin(), texts.end(), [&](const auto& entry) { return entry.first == key; });
  return found == texts.end() ? std::string_view() : std::string_view(found->second);
}

const std::vector<Language>& languages() {
  static const std::vector<Language> all = read_all();
  return all;
}

Result<Language> read_language(std::string_view tag, std::string_view bytes) {
  COMITY_TRY(json::Value root, json::parse(bytes));
  const json::Object* object = root.object();
  if (object == nullptr) return fail(Error::Code::invalid, "not a JSON object");
  Language language;
  language.tag = tag;
  for (const auto& [key, value] : *object) {
    if (key == words_key) {
      COMITY_TRY(language.case_words, words_of(value));
    } else if (value.string() != nullptr) {
      language.texts.emplace_back(key, *value.string());
    } else {
      return fail(Error::Code::invalid, "'" + key + "' is not a text");
    }
  }
  return language;
}

}  // namespace comity::base

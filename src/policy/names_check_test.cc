// No list, policy or example that ships takes a side: none of them holds a name from data/names.
#include <doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "policy/embedded.h"
#include "policy/inflection.h"
#include "policy/lexicon_matcher.h"
#include "policy/toml.h"
#include "text/checked.h"
#include "text/fold.h"
#include "text/names.h"

namespace comity::policy {
namespace {

// The names of one kind in one language's file.
std::vector<std::string> listed(const std::string& language, std::string_view kind) {
  std::ifstream file(std::filesystem::path("data/names") / (language + ".toml"));
  REQUIRE(file);
  Diagnostics diagnostics;
  const TomlItem root = parse_toml(std::string{std::istreambuf_iterator<char>(file), {}}, diagnostics);
  REQUIRE_FALSE(diagnostics.has_errors());
  const TomlItem* list = root.find("names")->find(kind);
  REQUIRE(list);
  std::vector<std::string> names;
  for (const TomlItem& item : list->items) names.push_back(item.text);
  return names;
}

// Events and political families, which text/names leaves alone, folded and with their forms.
std::set<std::string> other_names() {
  std::set<std::string> names;
  for (const std::string& language : inflection_languages()) {
    for (const char* kind : {"event", "party"}) {
      for (const std::string& name : listed(language, kind)) {
        names.insert(text::fold_word(name));
        for (const std::string& form : inflected_forms(name, language + "/guess")) names.insert(text::fold_word(form));
      }
    }
  }
  return names;
}

// The first name in a folded text; '' none.
std::string name_in(const std::string& folded) {
  const std::vector<text::Span> spans = text::names_in(folded);
  return spans.empty() ? "" : folded.substr(spans[0].begin, spans[0].end - spans[0].begin);
}

}  // namespace

TEST_CASE("no word list that ships holds the name of a people, country, faith, place, event or party") {
  const std::set<std::string> others = other_names();
  for (const Lexicon& lexicon : shipped_lexicons()) {
    CAPTURE(lexicon.name);
    for (const LexiconEntry& entry : lexicon.entries) {
      std::vector<std::string> forms = inflected_forms(entry);
      forms.push_back(entry.word);
      for (const std::string& form : forms) {
        CAPTURE(form);
        const std::string folded = text::fold_word(form);
        CHECK(name_in(folded) == "");
        CHECK_FALSE(others.contains(folded));
      }
    }
    for (const std::string& exception : lexicon.exceptions) {
      CAPTURE(exception);
      CHECK_FALSE(others.contains(text::fold_word(exception)));
    }
  }
}

TEST_CASE("no name is taken for an entry that ships, in its own letters or by its sound") {
  const LexiconMatcher matcher(shipped_lexicons());
  const bool all_forms = std::getenv("COMITY_CAMPAIGN") != nullptr;
  const auto check = [&](const std::string& name) {
    const auto text = text::checked(name);
    REQUIRE(text);
    const std::vector<LexiconMatch> found = matcher.find(*text, "");
    CAPTURE(name);
    const LexiconEntry* entry = found.empty() ? nullptr : &matcher.lexicons()[found[0].lexicon].entries[found[0].entry];
    CHECK((entry ? entry->shown() : "") == "");
  };
  for (const std::string& language : inflection_languages()) {
    for (const char* kind : {"territory", "people", "faith", "language", "place"}) {
      for (const std::string& name : listed(language, kind)) {
        check(name);
        if (!all_forms) continue;
        for (const std::string& form : inflected_forms(name, language + "/guess")) check(form);
      }
    }
  }
}

TEST_CASE("no policy that ships holds a name, in its prose, its lists or its examples") {
  for (const base::EmbeddedFile& file : policy_data::embedded()) {
    if (!file.path.starts_with("policies/")) continue;
    CAPTURE(file.path);
    CHECK(name_in(text::fold_word(file.bytes)) == "");
  }
}

TEST_CASE("the check finds what it looks for") {
  CHECK(name_in(text::fold_word("the Armenian")) == "armenian");
  CHECK(name_in(text::fold_word("у турок")) != "");
  CHECK(other_names().contains(text::fold_word("communists")));
}

}  // namespace comity::policy

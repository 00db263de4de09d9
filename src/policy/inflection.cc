#include "policy/inflection.h"

#include <algorithm>
#include <cassert>
#include <map>

#include "base/crypto.h"
#include "policy/embedded.h"
#include "policy/table.h"
#include "policy/toml.h"
#include "policy/vowel_harmony.h"
#include "text/characters.h"

namespace comity::policy {
namespace {

using Kind = TomlItem::Kind;
using Texts = std::vector<std::string>;

struct Ending {
  std::string cut;  // what a word must end in, and what is taken off
  Texts add;        // what is put there instead
};

struct Class {
  std::vector<Ending> endings;  // longest `cut` first: the first that fits is taken
  Texts prefixes;
};

struct Grammar {
  std::map<std::string, Class, std::less<>> classes;
  std::vector<Ending> guesses;  // `add` names classes
  std::string letters;          // of which a word is made whose class is guessed
  std::string harmony;
};

void longest_first(std::vector<Ending>& endings) {
  std::stable_sort(endings.begin(), endings.end(),
                   [](const Ending& a, const Ending& b) { return a.cut.size() > b.cut.size(); });
}

Class read_class(const TomlItem& item, Table& prefixes, Diagnostics& diagnostics) {
  Class read;
  Table table(item, "a class", diagnostics);
  for (const TomlItem::Entry& entry : item.entries) {
    if (entry.key == "prefixes") {
      read.prefixes = prefixes.texts(table.text("prefixes"));
    } else {
      read.endings.push_back({entry.key, table.texts(entry.key)});
    }
  }
  longest_first(read.endings);
  return read;
}

Grammar read_grammar(const TomlItem& root, std::string& language, Diagnostics& diagnostics) {
  Grammar grammar;
  Table table(root, "an inflection file", diagnostics);
  table.need("format", Kind::integer, "write format = 1");
  language = table.text("language");
  grammar.letters = table.text("letters");
  grammar.harmony = table.text("harmony");
  const TomlItem none;
  const TomlItem* prefix_item = table.get("prefixes", Kind::table);
  Table prefixes(prefix_item ? *prefix_item : none, "the prefixes", diagnostics);
  if (const TomlItem* classes = table.need("class", Kind::table, "write [class.noun]")) {
    for (const TomlItem::Entry& entry : classes->entries)
      grammar.classes[entry.key] = read_class(entry.value, prefixes, diagnostics);
  }
  if (const TomlItem* guess = table.get("guess", Kind::table)) {
    Table guesses(*guess, "the guesses", diagnostics);
    for (const TomlItem::Entry& entry : guess->entries)
      grammar.guesses.push_back({entry.key, guesses.texts(entry.key)});
    longest_first(grammar.guesses);
  }
  table.finish();
  return grammar;
}

using Grammars = std::map<std::string, Grammar, std::less<>>;

const Grammars& grammars() {
  static const Grammars all = [] {
    Grammars read;
    Diagnostics diagnostics;
    for (const base::EmbeddedFile& file : policy_data::embedded()) {
      if (!file.path.starts_with("inflection/")) continue;
      std::string language;
      Grammar grammar = read_grammar(parse_toml(file.bytes, diagnostics), language, diagnostics);
      read[language] = std::move(grammar);
    }
    assert(!diagnostics.has_errors());  // our own bytes; a test says which
    return read;
  }();
  return all;
}

const Ending* fitting(const std::vector<Ending>& endings, std::string_view word) {
  for (const Ending& ending : endings) {
    if (word.size() > ending.cut.size() && word.ends_with(ending.cut)) return &ending;
  }
  return nullptr;
}

std::string_view last_letter(std::string_view word) {
  const auto is_inside = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };  // a code point
  std::size_t at = word.size() - 1;
  while (at > 0 && is_inside(word[at])) --at;
  return word.substr(at);
}

// "=ing" says the stem's last letter again: "sit" - "sitting".
std::string joined(const Grammar& grammar, std::string_view stem, std::string_view ending) {
  if (!grammar.harmony.empty()) return in_harmony(grammar.harmony, stem, ending);
  std::string form(stem);
  if (ending.starts_with('=')) {
    form += last_letter(stem);
    ending.remove_prefix(1);
  }
  return form += ending;
}

// `head`: what stands before the word in a phrase.
struct Phrase {
  std::string_view head, word;
};

void add_forms(const Grammar& grammar, const Class& of, const Phrase& phrase, Texts& forms) {
  const std::string_view word = phrase.word;
  Texts plain{std::string(phrase.head) + std::string(word)};
  if (const Ending* ending = fitting(of.endings, word)) {
    const std::string_view stem = word.substr(0, word.size() - ending->cut.size());
    for (const std::string& added : ending->add)
      plain.push_back(std::string(phrase.head) + joined(grammar, stem, added));
  }
  for (const std::string& form : plain) {
    for (const std::string& prefix : of.prefixes) forms.push_back(prefix + form);
    forms.push_back(form);
  }
}

bool is_written_in(std::string_view letters, std::string_view word) {
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t begin = at;
    text::next_code_point(word, at);
    if (letters.find(word.substr(begin, at - begin)) == std::string_view::npos) return false;
  }
  return true;
}

void add_forms(std::string_view name, const Phrase& phrase, Texts& forms) {
  const std::size_t slash = std::min(name.find('/'), name.size());
  const auto grammar = grammars().find(name.substr(0, slash));
  if (grammar == grammars().end() || slash == name.size()) return;
  const Grammar& g = grammar->second;
  const std::string_view wanted = name.substr(slash + 1);
  if (wanted != "guess") {
    if (const auto of = g.classes.find(wanted); of != g.classes.end()) add_forms(g, of->second, phrase, forms);
    return;
  }
  if (!is_written_in(g.letters, phrase.word)) return;
  if (const Ending* guess = fitting(g.guesses, phrase.word)) {
    for (const std::string& of : guess->add) add_forms(g, g.classes.find(of)->second, phrase, forms);
  }
}

}  // namespace

std::vector<std::string> inflected_forms(std::string_view word, std::string_view inflection) {
  const std::size_t blank = word.rfind(' ');
  const std::size_t last = blank == std::string_view::npos ? 0 : blank + 1;
  Texts forms;
  while (!inflection.empty()) {
    const std::size_t end = std::min(inflection.find(' '), inflection.size());
    add_forms(inflection.substr(0, end), {word.substr(0, last), word.substr(last)}, forms);
    inflection.remove_prefix(std::min(end + 1, inflection.size()));
  }
  std::sort(forms.begin(), forms.end());
  forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
  std::erase(forms, word);
  if (forms.size() > max_forms) forms.resize(max_forms);
  return forms;
}

std::vector<std::string> inflected_forms(const LexiconEntry& entry) {
  return entry.any_ending ? Texts{} : inflected_forms(entry.word, entry.inflection);
}

bool is_inflection(std::string_view name) {
  const std::size_t slash = std::min(name.find('/'), name.size());
  const auto grammar = grammars().find(name.substr(0, slash));
  if (grammar == grammars().end() || slash == name.size()) return false;
  const std::string_view wanted = name.substr(slash + 1);
  return wanted == "guess" ? !grammar->second.guesses.empty() : grammar->second.classes.contains(wanted);
}

std::vector<std::string> inflection_languages() {
  Texts languages;
  for (const auto& [language, grammar] : grammars()) languages.push_back(language);
  return languages;
}

Hash256 inflection_hash() {
  std::string bytes;
  for (const base::EmbeddedFile& file : policy_data::embedded()) {
    if (!file.path.starts_with("inflection/")) continue;
    bytes += std::string(file.path) + '\n' + std::string(file.bytes) + '\0';
  }
  return sha256(bytes);
}

}  // namespace comity::policy

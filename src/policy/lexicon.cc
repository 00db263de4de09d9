#include "policy/lexicon.h"

#include <algorithm>
#include <cassert>

#include "base/crypto.h"
#include "policy/embedded.h"
#include "policy/inflection.h"
#include "policy/table.h"
#include "policy/toml.h"

namespace comity::policy {
namespace {

using Kind = TomlItem::Kind;

struct Trait {
  std::string_view key;
  bool LexiconEntry::* value;
};

constexpr Trait traits[] = {{"only", &LexiconEntry::only},
                            {"exact", &LexiconEntry::exact},
                            {"keep_marks", &LexiconEntry::keep_marks},
                            {"first_letter", &LexiconEntry::first_letter},
                            {"not_in_names", &LexiconEntry::not_in_names},
                            {"not_in_quotes", &LexiconEntry::not_in_quotes}};

void read_shipped(const base::EmbeddedFile& file, std::vector<Lexicon>& lexicons, Diagnostics& diagnostics) {
  const TomlItem root = parse_toml(file.bytes, diagnostics);
  Table table(root, "a lexicon file", diagnostics);
  const TomlItem* format = table.need("format", Kind::integer, "write format = 2");
  if (format && format->integer != 2) diagnostics.error(format->at, "a lexicon file has format 2", "write format = 2");
  const std::string kind = table.text("kind");
  const std::string language = table.text("language");
  table.text("source");
  table.text("licence");
  const bool reviewed = table.boolean("reviewed", false);
  const auto at = std::find_if(lexicons.begin(), lexicons.end(), [&](const Lexicon& l) { return l.name == kind; });
  Lexicon& lexicon = at == lexicons.end() ? lexicons.emplace_back() : *at;
  lexicon.name = kind;
  lexicon.is_public = false;
  lexicon.ships = true;
  for (const TomlItem* item : table.tables("group")) {
    Table group(*item, "a group", diagnostics);
    LexiconEntry entry;
    entry.language = language;
    if (const TomlItem* severity = group.get("severity", Kind::integer))
      entry.severity = static_cast<int>(severity->integer);
    entry.reviewed = reviewed;
    if (const TomlItem* inflection = group.get("inflection", Kind::text)) {
      entry.inflection = language + '/' + inflection->text;
      if (!is_inflection(entry.inflection)) diagnostics.error(inflection->at, "no class " + entry.inflection, "");
    }
    read_traits(group, entry);
    for (const std::string& word : group.texts("words")) {
      std::string complaint;
      if (!read_entry(word, entry, complaint)) diagnostics.error(item->at, quoted(word) + ": " + complaint, "");
      lexicon.entries.push_back(entry);
    }
    group.finish();
  }
  for (std::string& exception : table.texts("except")) lexicon.exceptions.push_back(std::move(exception));
  table.finish();
}

std::vector<Lexicon> read_all_shipped() {
  std::vector<Lexicon> lexicons;
  Diagnostics diagnostics;
  for (const base::EmbeddedFile& file : policy_data::embedded()) {
    if (file.path.starts_with("lexicons/")) read_shipped(file, lexicons, diagnostics);
  }
  assert(!diagnostics.has_errors());  // our own bytes; a test says which
  for (Lexicon& lexicon : lexicons) lexicon.hash = hash_of(lexicon);
  std::sort(lexicons.begin(), lexicons.end(), [](const Lexicon& a, const Lexicon& b) { return a.name < b.name; });
  return lexicons;
}

}  // namespace

const std::vector<Lexicon>& shipped_lexicons() {
  static const std::vector<Lexicon> lexicons = read_all_shipped();
  return lexicons;
}

std::vector<std::string> unreviewed_languages(const Lexicon& lexicon) {
  std::vector<std::string> languages;
  for (const LexiconEntry& entry : lexicon.entries) {
    if (!entry.reviewed && std::find(languages.begin(), languages.end(), entry.language) == languages.end())
      languages.push_back(entry.language);
  }
  std::sort(languages.begin(), languages.end());
  return languages;
}

void read_traits(Table& table, LexiconEntry& entry) {
  for (const Trait& trait : traits) entry.*trait.value = table.boolean(trait.key, false);
}

Hash256 hash_of(const Lexicon& lexicon) {
  std::string bytes = lexicon.name + '\n';
  for (const LexiconEntry& entry : lexicon.entries) {
    bytes += entry.shown() + '\t' + entry.language + '\t' + std::to_string(entry.severity);
    for (const Trait& trait : traits) {
      if (entry.*trait.value) bytes += '\t' + std::string(trait.key);
    }
    if (!entry.reviewed) bytes += "\tunreviewed";
    if (!entry.inflection.empty()) bytes += "\tinflection " + entry.inflection;
    bytes += '\n';
  }
  for (const std::string& exception : lexicon.exceptions) bytes += "except\t" + exception + '\n';
  return sha256(bytes);
}

bool read_entry(std::string_view written, LexiconEntry& entry, std::string& complaint) {
  entry.any_ending = written.ends_with('*');
  if (entry.any_ending) written.remove_suffix(1);
  entry.word = written;
  if (written.find('*') != std::string_view::npos) {
    complaint = "'*' stands at the end of a word only";
  } else if (written.size() > max_entry_bytes) {
    complaint = "it is longer than 64 bytes";
  } else if (text::code_points(written) < (entry.any_ending ? 3 : 2)) {
    complaint = entry.any_ending ? "a word with '*' needs three letters before it" : "a word needs two letters";
  } else if (written.front() == ' ' || written.back() == ' ' || written.find('\n') != std::string_view::npos) {
    complaint = "it begins or ends with a blank";
  }
  return complaint.empty();
}

}  // namespace comity::policy

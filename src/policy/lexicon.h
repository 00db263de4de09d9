// Word lists: those that ship in data/lexicons/ and those a policy writes itself.
//
// Format: docs/formats/lexicon.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "policy/diagnostics.h"

namespace comity::policy {

inline constexpr std::size_t max_entry_bytes = 64;
inline constexpr std::size_t max_entries = 20'000;  // of a document

struct LexiconEntry {
  std::string word;             // as its author wrote it, without the '*'
  bool any_ending = false;      // written with a '*' at its end
  bool only = false;            // applies when the text's language is `language` or unknown
  bool exact = false;           // the plain form only, after case folding: its disguise is another word
  bool keep_marks = false;      // without its accents and dots, or with some, it is an ordinary word
  bool first_letter = false;    // "f***" is meant as this word
  bool not_in_names = false;    // no hit inside what looks like a name: beside another capitalised word
  bool not_in_quotes = false;   // no hit where it stands alone in quotation marks: mentioned, not used
  bool reviewed = true;         // false: no fluent person has read the list; may advise or hold, never refuse
  int severity = 2;             // 1 mild, 2 middle, 3 strong
  std::string language;         // BCP 47 primary subtag; '' none said
  std::string inflection = {};  // "ru/noun-m", "en/guess ru/guess": see policy/inflection.h; '' none

  std::string shown() const { return any_ending ? word + '*' : word; }
};

struct Lexicon {
  std::string name;  // what lexicon("…") says
  std::vector<LexiconEntry> entries;
  std::vector<std::string> exceptions;  // words and phrases that hold an entry and mean no harm
  bool is_public = true;                // false: /policy shows purpose, size and hash only
  bool ships = false;                   // words of data/lexicons are in it
  Hash256 hash;                         // of the entries and exceptions
};

// The lexicons that ship, one for each kind, words of all languages together. Read once from the program's own
// bytes; sorted by name.
const std::vector<Lexicon>& shipped_lexicons();

// The languages of entries that no fluent person has read, sorted.
std::vector<std::string> unreviewed_languages(const Lexicon& lexicon);

// Of name, entries and exceptions: equal lists have equal hashes.
Hash256 hash_of(const Lexicon& lexicon);

class Table;
// What an entry may be told beside its word: the keys `only`, `exact`, `keep_marks` ... of a list or a group of it.
void read_traits(Table& table, LexiconEntry& entry);

// Reads one entry "word" or "word*" into `entry`. Says in `complaint` what is wrong with it.
bool read_entry(std::string_view written, LexiconEntry& entry, std::string& complaint);

}  // namespace comity::policy

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
  std::string word;         // as its author wrote it, without the '*'
  bool any_ending = false;  // written with a '*' at its end
  bool only = false;        // applies when the text's language is `language` or unknown
  int severity = 2;         // 1 mild, 2 middle, 3 strong
  std::string language;     // BCP 47 primary subtag; '' none said

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

// Of name, entries and exceptions: equal lists have equal hashes.
Hash256 hash_of(const Lexicon& lexicon);

// Reads one entry "word" or "word*" into `entry`. Says in `complaint` what is wrong with it.
bool read_entry(std::string_view written, LexiconEntry& entry, std::string& complaint);

}  // namespace comity::policy

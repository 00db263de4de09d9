// A set of disguised and innocent texts, as data/devsets/README.md describes its files.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "policy/lexicon.h"

namespace comity::devsets {

struct Disguised {
  std::string text;
  std::string base;  // the entry
  std::string kind;
  std::string language;
  std::uint32_t begin = 0;  // the disguise as written, UTF-8 bytes
  std::uint32_t end = 0;
  std::uint32_t letters_begin = 0;  // without what is glued to it or closes after it
  std::uint32_t letters_end = 0;
};

struct Innocent {
  std::string text;
  std::string kind;
  std::string language;
};

struct Sets {
  policy::Lexicon lexicon;  // one flat list, as a policy's author writes it
  std::vector<Disguised> disguised;
  std::vector<Innocent> innocent;
};

// Reads disguised.tsv and innocent.tsv of `folder`, and its words.tsv and trap-words.tsv where there are such.
// Errors: `not_found`, `invalid`.
Result<Sets> read_sets(const std::string& folder);

// A file like innocent.tsv, alone.
Result<std::vector<Innocent>> read_innocent(const std::string& path);

}  // namespace comity::devsets

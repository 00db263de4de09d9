// Our own sentences in which the same words are an attack and are none: training/contrast.txt, written out over its
// lists, and those kept apart to judge by, training/kept-apart.tsv.
#pragma once

#include <string>
#include <vector>

#include "rows.h"

namespace comity::training {

struct Sentence {
  std::string language, text;
  Labels labels{};
};

// Every sentence of `file` with groups, things and traits in turn; claims bare, in frames that say them and, as civil,
// in frames that object. The same file gives the same sentences in the same order.
// Aborts with a message on standard error when it cannot be read or a line is none.
std::vector<Sentence> contrast_sentences(const std::string& file);

// Those of the file of sentences kept apart, each with groups of its own list.
std::vector<Sentence> sentences_kept_apart(const std::string& file);

}  // namespace comity::training

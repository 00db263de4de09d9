// The labelled rows that the classifier is trained on, read from the data folder and turned into features.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "classify/features.h"
#include "classify/label.h"

namespace comity::training {

using Labels = classify::PerLabel<std::int8_t>;  // 1, 0, or -1: unknown

struct Row {
  std::string id, source, language, text;  // text: of dev rows and where it is asked for
  Labels labels{};
  classify::PerLabel<float> taught{};  // what networks that never saw the row think of it; all 0: not asked
  bool is_taught = false;
  std::size_t fold = 0;  // rows of one text share it
  float weight = 1;      // of the row in the loss
  int notion = 0;        // which sets share its notion of the labels; 0: the one that is predicted
  bool has_name = false;
  std::vector<std::uint32_t> hashes;
  std::vector<std::uint32_t> word_ends;  // of `hashes`; words in order
  std::vector<std::int8_t> word_labels;  // 1: readers marked this word; 0: they did not; empty: not asked
  std::vector<text::Span> word_spans;
  std::vector<text::Span> marked;  // code points that readers marked
  bool marks_known = false;
};

struct Sets {
  std::vector<Row> train;
  std::vector<Row> dev;
  std::vector<std::string> notions;  // index: Row::notion
};

struct Reading {
  std::string folder;        // with NAME.train.jsonl.gz and NAME.dev.jsonl.gz
  std::string lexicons;      // a folder of word lists; '' none
  std::string templates;     // a file of neutral sentences with {NAME} and {EVENT}; '' none
  std::string contrast;      // training/contrast.txt; '' none
  std::string kept_apart;    // training/kept-apart.tsv, to judge by; '' none
  bool keeps_texts = false;  // of training rows too
};

// Aborts with a message on standard error when something cannot be read.
Sets read_sets(const Reading& reading);

// As the model sees the row.
classify::Features features_of(const Row& row);

// Fills hashes, words and has_name from `text`.
void fill_features(Row& row, const std::string& text);

}  // namespace comity::training

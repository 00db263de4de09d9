// The network in floating point, as it is trained: each word is the sum of its features' vectors; the words' sum (by
// the root of their number) and, if asked, their greatest value in each dimension go through one hidden layer to the
// labels. A second, linear head says of each word whether readers would mark it.
#pragma once

#include <cstdint>
#include <vector>

#include "rows.h"

namespace comity::training {

struct Shape {
  std::uint32_t buckets = 262'144;
  std::uint32_t dim = 24;
  std::uint32_t hidden = 32;  // 0: none, labels straight from the pools
  bool takes_greatest = true;
  bool whole_words_only = false;
};

struct Rates {
  float table = 0.05F;
  float dense = 0.02F;
  float keep = 0.7F;        // of the features in training
  float words_loss = 0.2F;  // weight of the head for words
  float trust = 0.4F;       // in what a row was taught, against its own labels
  float unknown = 0.15F;    // weight of what a row was taught where its label is unknown
  float decay = 0;          // of the table, each time a feature is seen
};

class Network {
 public:
  Network(Shape shape, std::size_t notions, std::uint64_t seed);

  // One step on one row; gives its loss.
  float step(const Row& row, const Rates& rates);

  // Logits of the labels, without the set's bias; of each word, if asked.
  classify::PerLabel<float> logits(const Row& row, std::vector<float>* of_words = nullptr);
  // Probabilities with the set's bias, for teaching another network.
  classify::PerLabel<float> thoughts(const Row& row);

  const Shape& shape() const { return shape_; }
  std::uint32_t width() const { return shape_.takes_greatest ? 2 * shape_.dim : shape_.dim; }

  // Parameters, for the writer of the model file.
  std::vector<float> table;                // buckets x dim
  std::vector<float> first, first_bias;    // hidden x width
  std::vector<float> second, second_bias;  // labels x (hidden or width)
  std::vector<float> words, words_bias;    // dim; 1

 private:
  void forward(const Row& row, float keep);
  float bias_of(const Row& row, std::size_t label) const;
  std::uint64_t dice();
  void learn(float* weights, float* squares, const float* gradient, std::size_t n, float rate) const;

  Shape shape_;
  std::vector<float> table_squares_, first_squares_, first_bias_squares_, second_squares_, second_bias_squares_,
      words_squares_, words_bias_squares_;
  std::vector<float> notion_bias_, notion_squares_;  // notions x labels
  std::uint64_t state_;

  // Of the row in hand.
  std::vector<std::uint32_t> rows_, row_ends_;  // table rows kept, and where each word's end
  std::vector<float> word_vectors_, pooled_, hidden_;
  std::vector<std::uint32_t> greatest_;
  classify::PerLabel<float> out_{};
};

}  // namespace comity::training

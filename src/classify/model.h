// The trained classifier: integers in, integers out, the same on every machine.
//
// Each word of a text is the sum of its features' rows in a table; the sum of the words (by the root of their number)
// and the greatest value of any word in each dimension go through one hidden layer to a logit for each label, and
// through a table of steps to a score. File: docs/formats/model.md. What it can and cannot do: docs/model-card.md.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "classify/features.h"
#include "classify/label.h"

namespace comity::classify {

// In thousand-and-twenty-fourths of a logit: 1024 is e times the odds.
using Logit = std::int32_t;

struct LanguageEntry {
  std::string code;             // BCP 47 primary subtag
  bool may_hold_alone = false;  // good enough that a clause may rest on it alone
};

class Model {
 public:
  enum class Check { structure, hash_too };

  // A view of `bytes`, which must outlive it. `Check::structure` reads no more than the first pages: for the bytes
  // that are part of the program.
  // Errors: `corrupt` - not a model file, of another version, cut short, or changed; `detail` says which.
  static Result<std::shared_ptr<const Model>> load(std::string_view bytes, Check check);

  const Hash256& hash() const { return hash_; }            // of the file behind its hash
  const std::string& version() const { return version_; }  // "comity-2"
  const std::vector<LanguageEntry>& languages() const { return languages_; }
  // Whether its scores mean something in `language`; never for ''.
  bool knows(std::string_view language) const;

  // Ten-thousandths: 9000 - of a hundred such comments, about ninety were found so by the people who labelled the
  // sets. 25 us per 200 letters with the features.
  PerLabel<int> scores(const Features& features) const;
  PerLabel<Logit> logits(const Features& features) const;

  // How much lower `label` would be without each word: by Features::words; the first is always 0. Of a long text only
  // the `most_weighed` words that look worst are tried, so that the cost stays linear.
  static constexpr std::size_t most_weighed = 64;
  std::vector<Logit> weights(const Features& features, Label label) const;

  // What readers would mark, whatever the label: positive for a word that they would rather mark than not.
  std::vector<Logit> marks(const Features& features) const;

  // For the writer of the file: a logit as a score.
  int calibrated(Label label, Logit logit) const;

 private:
  struct Step {
    std::int32_t logit = 0;
    std::int32_t score = 0;
  };
  struct Pools {                      // of one text
    std::vector<std::int16_t> words;  // words x dim
    std::vector<std::int32_t> sum;    // dim
    std::size_t count = 0;
  };

  Pools pools(const Features& features) const;
  PerLabel<Logit> through(const std::int64_t* pooled) const;
  void pooled_into(std::int64_t* pooled, const std::int32_t* sum, const std::int16_t* greatest,
                   std::size_t count) const;

  Hash256 hash_;
  std::string version_;
  std::vector<LanguageEntry> languages_;
  std::uint32_t buckets_ = 0;
  std::size_t dim_ = 0, hidden_ = 0;
  int first_shift_ = 0, second_shift_ = 0, words_shift_ = 0;
  std::vector<std::int64_t> first_bias_, second_bias_;
  std::int64_t words_bias_ = 0;
  PerLabel<std::vector<Step>> steps_;
  std::vector<std::int16_t> first_, second_, words_;
  const std::int8_t* table_ = nullptr;
};

// The model that ships. Null only where the program was built without one.
std::shared_ptr<const Model> shipped_model();

}  // namespace comity::classify

// Any bytes as a model file: refused, or a model that gives scores.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "classify/model.h"
#include "classify/testing.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace comity::classify;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static const Features features = testing::features_of("what a d4mn mess, said the miller");
  // The hash would keep every changed file out: the parts behind it are looked at with it set aside.
  const auto model = Model::load(bytes, Model::Check::structure);
  if (!model) return 0;
  for (const int score : (*model)->scores(features))
    if (score < 0 || score > 10'000) std::abort();
  if ((*model)->weights(features, Label::insult).size() != features.words.size()) std::abort();
  return 0;
}

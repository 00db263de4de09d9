// Any bytes as a correction of the classifier: refused, or one that gives scores and is written back as it was read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "classify/correction.h"
#include "classify/testing.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace comity::classify;
  static const auto bytes_of_model = testing::SmallFile{}.bytes();
  static const auto model = Model::load(bytes_of_model, Model::Check::hash_too).value();
  static const Features features = testing::features_of("what a d4mn mess, said the miller");
  std::string bytes(reinterpret_cast<const char*>(data), size);
  // The hash would keep every changed file out: it is made right first.
  if (size >= 88 && size <= max_correction_bytes) bytes = testing::SmallFile::sealed(std::move(bytes));
  const auto correction = Correction::load(bytes);
  if (!correction) return 0;
  for (const int score : (*correction)->scores(*model, features))
    if (score < 0 || score > 10'000) std::abort();
  if (to_bytes((*correction)->parts()) != bytes) std::abort();
  return 0;
}

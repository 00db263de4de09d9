// For tests: features of a text with some words as names, and small model files made by hand.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "base/crypto.h"
#include "classify/features.h"
#include "classify/label.h"
#include "text/fold.h"

namespace comity::classify::testing {

inline Features features_of(std::string_view utf8, const std::vector<std::string>& names = {}) {
  const text::CheckedText text = text::checked(utf8).value();
  const text::Folded folded = text::fold(text);
  std::vector<text::Span> spans;
  for (const std::string& name : names) {
    const std::string word = text::fold_word(name);
    for (std::size_t at = 0; (at = folded.utf8.find(word, at)) != std::string::npos; at += word.size())
      spans.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + word.size())});
  }
  std::sort(spans.begin(), spans.end());
  Features out;
  find_features(text.utf8(), folded, spans, out);
  return out;
}

// A model file of 1 dimension and 1 hidden unit: each table row is `row`, every weight `weight`, shifts 0.
struct SmallFile {
  std::uint32_t buckets = 8;
  std::int8_t row = 1;
  std::int16_t weight = 1;
  std::int64_t bias = 0;
  int first_step_score = 0;

  template <class T>
  static void put(std::string& out, T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i)
      out += static_cast<char>((static_cast<std::uint64_t>(value) >> (8 * i)) & 0xFF);
  }

  std::string bytes() const {
    std::string out = "COMITYM1";
    out.append(32, '\0');
    put(out, std::uint32_t{0});
    put(out, buckets);
    for (const int n : {1, 1, 2, 2}) put(out, static_cast<std::uint16_t>(n));  // dim, hidden, languages, steps
    put(out, std::uint64_t{0});                                                // shifts
    out += "test";
    out.append(28, '\0');
    out += std::string("en\0\0\0\0\0\1", 8) + std::string("tr\0\0\0\0\0\0", 8);
    put(out, bias);
    for (std::size_t i = 0; i < label_count; ++i) put(out, bias);
    put(out, bias);
    for (std::size_t i = 0; i < label_count; ++i) {
      put(out, std::int32_t{0});
      put(out, std::int32_t{first_step_score});
      put(out, std::int32_t{1 << 20});
      put(out, std::int32_t{10'000});
    }
    for (std::size_t i = 0; i < 2 + label_count + 1; ++i) put(out, weight);
    out.append((64 - out.size() % 64) % 64, '\0');
    out.append(buckets, static_cast<char>(row));
    return sealed(std::move(out));
  }

  // `file` with its size and hash made right.
  static std::string sealed(std::string file) {
    std::string size;
    put(size, static_cast<std::uint32_t>(file.size()));
    file.replace(40, 4, size);
    const Hash256 hash = sha256(std::string_view(file).substr(40));
    file.replace(8, 32, reinterpret_cast<const char*>(hash.bytes.data()), 32);
    return file;
  }
};

}  // namespace comity::classify::testing

// What is kept of a text to tell whether another is nearly the same: the smallest hashes of its shingles, pieces of
// five letters that overlap. The share of those that two texts have in common is their likeness. Small changes of
// words, blanks, capitals and signs change few shingles. Exact for texts of up to 64 different shingles.
//
// Source: A. Broder, "On the resemblance and containment of documents", 1997 (one hash, the k smallest values).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/checked.h"

namespace comity::campaign {

inline constexpr std::size_t kept_hashes = 64;
inline constexpr std::uint32_t shingle_letters = 5;
// Shorter texts are alike only when they are equal: "I agree" and "I do not agree" differ in few letters.
inline constexpr std::uint32_t least_letters = 24;

struct Fingerprint {
  std::uint32_t letters = 0;  // and digits; 0: a text of neither
  std::uint64_t whole = 0;    // hash of all of them in order
  std::uint32_t count = 0;
  std::array<std::uint32_t, kept_hashes> smallest{};  // rising, `count` of them
};

// Same text, same fingerprint, on every machine; `without` (in order, apart) is left out: what is quoted is not the
// author's. Linear; about 2 microseconds for 200 letters.
Fingerprint fingerprint(std::string_view utf8, const std::vector<text::Span>& without = {});

// 0 to 10,000; 10,000 only for texts of the same letters and digits in the same order. `above`, less than 10,000: what
// is not more may come out as 0, for less work.
int likeness(const Fingerprint& a, const Fingerprint& b, int above = 0);

}  // namespace comity::campaign

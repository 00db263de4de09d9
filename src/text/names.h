// Names of peoples, countries, faiths, languages and places in a text, in nine languages and with their endings: so
// that they can be folded to one feature before a classifier sees them, and kept out of word lists.
//
// Data: data/names/stems.txt, made by tools/make_names from CLDR and own short lists; compiled in.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "text/checked.h"

namespace comity::text {

// Names that a site adds to those that ship: folded as they are, found as whole words in the forms given.
class OwnNames {
 public:
  static constexpr std::size_t most = 1'000;
  static constexpr std::size_t longest = 100;  // bytes, folded

  // False when it was not added: there are enough, it is too long, or nothing of it is a word.
  bool add(std::string_view utf8);
  // Where the longest one that begins at `at` of `folded` ends; `at` when none does.
  std::size_t end_of_name(std::string_view folded, std::size_t at) const;

 private:
  std::set<std::string, std::less<>> names_;
  std::set<std::size_t> sizes_;
};

// Where names stand in `folded`, which fold() or fold_word() made: in order, not overlapping, the longest at each
// place. Whole words only; names of several words have single blanks between them. An Arabic name's span begins with
// what is written together with it ("and the", "for"). Words that make a longer name of some listed name ("island" of
// "Norfolk Island") belong to every name that they stand beside. Linear in the text; the first call reads the list
// (some 10 ms).
std::vector<Span> names_in(std::string_view folded, const OwnNames* own = nullptr);

// Where what hangs on a name that ends at `end` ends: "'s", "'da", an ending that the list does not know.
std::size_t end_of_tail(std::string_view folded, std::size_t end);

// Names the list and its content, for the hash of what uses it.
std::string_view names_version();

}  // namespace comity::text

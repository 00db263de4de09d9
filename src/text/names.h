// Names of peoples, countries, faiths, languages and places in a text, in nine languages and with their endings: so
// that they can be folded to one feature before a classifier sees them, and kept out of word lists.
//
// Data: data/names/stems.txt, made by tools/make_names from CLDR and own short lists; compiled in.
#pragma once

#include <string_view>
#include <vector>

#include "text/checked.h"

namespace comity::text {

// Where names stand in `folded`, which fold() or fold_word() made: in order, not overlapping, the longest at each
// place. Whole words only; names of several words have single blanks between them. An Arabic name's span begins with
// what is written together with it ("and the", "for"). Words that make a longer name of some listed name ("island" of
// "Norfolk Island") belong to every name that they stand beside. Linear in the text; the first call reads the list
// (some 10 ms).
std::vector<Span> names_in(std::string_view folded);

// Where what hangs on a name that ends at `end` ends: "'s", "'da", an ending that the list does not know.
std::size_t end_of_tail(std::string_view folded, std::size_t end);

// Names the list and its content, for the hash of what uses it.
std::string_view names_version();

}  // namespace comity::text

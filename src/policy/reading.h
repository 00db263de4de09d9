// How the author's characters were read as an entry: the chain of folds, for moderators.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/checked.h"

namespace comity::policy {

enum class Fold : std::uint8_t {
  compatibility,  // another form of the same letter: full-width, mathematical, small capitals, a ligature
  accents,        // accents put on or left out
  hidden,         // characters that no one sees
  markup,         // tags inside the word
  reference,      // &#100;
  look_alike,     // a letter of another script, or one drawn like it
  sign,           // a digit or sign for a letter
  drawing,        // several characters drawn as one letter
  mask,           // a sign in a letter's place
  separators,     // signs or blanks between the letters
  stretched,      // letters repeated
  sound,          // spelled by ear in another script
  glued,          // x on either side
  reversed,       // written backwards between bidi controls
  spelling,       // oe for ö, sh for ş
  inflection,     // another form of the word
};

std::string_view name_of(Fold fold);

struct FoldStep {
  Fold fold = Fold::compatibility;
  text::Span span;  // the author's bytes
  auto operator<=>(const FoldStep&) const = default;
};

using Reading = std::vector<FoldStep>;  // in the order of the text; one step where neighbours have the same fold

}  // namespace comity::policy

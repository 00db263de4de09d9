// Words for groups of people that are on no list of names ("women", "immigrants"). The classifier sees what is said
// beside them as it sees what is said beside a name, so that an attack on one group tells it about attacks on others.
// The words themselves stay words like others.
#pragma once

#include <string_view>
#include <vector>

namespace comity::classify {

// As written, lower-case, in the languages that the model knows and Spanish; the forms that stand for all of them.
const std::vector<std::string_view>& words_for_people();

}  // namespace comity::classify

// Which names a guest may carry, and how two that look alike are told apart.
//
// Looks: UTS #39 skeleton (text/name.h). Reserved names: data/reserved-names.txt.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"

namespace comity::discussion {

// A name that stands under comments of one story.
struct NameInStory {
  std::string name;
  std::string mark;
  AuthorId author;
};

// Whether readers would take the bearer of `name` for the desk: it looks like a reserved name, like the paper's
// own name, or like the two side by side, whatever digits and signs stand around them.
bool is_reserved(std::string_view name, std::string_view site_name);

// Whether `name` looks like one of `claimed`: names of staff, moderators and accounts, which hold on the whole site.
bool imitates(std::string_view name, const std::vector<std::string>& claimed);

// The mark with which `author` carries `name` in a story where `in_use` are the names so far: '' when it looks like
// nobody else's, the mark they had there already, else the smallest free number from 2 ("Anna · 2").
std::string mark_for(std::string_view name, AuthorId author, const std::vector<NameInStory>& in_use);

}  // namespace comity::discussion

// One archived comment as Comity would keep it: its name, its words, the facts about them. Inside the room only.
#pragma once

#include <string>

#include "interchange/archive.h"
#include "interchange/wxr_archive.h"
#include "policy/submission.h"
#include "text/checked.h"

namespace comity::actions {

struct ImportedText {
  std::string name;
  bool is_named = true;  // false: the source had none, `name` stands in for it
  text::CheckedText text;
  std::string language;
};

// Names that may not stand here are made so (cut at 60 characters, control characters dropped), texts that are too
// long are cut; each is counted in `noted`. `nameless` stands in for a missing name.
ImportedText imported_text(const interchange::ArchivedComment& comment, const std::string& nameless,
                           interchange::Counts& noted);

// What readers see instead of a missing name, in the site's language; English where it is not one of ours.
std::string name_of_nobody(std::string_view language);

}  // namespace comity::actions

// A comment with its history and decisions, for an operator: as words and as JSON.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>

#include "actions/world.h"

namespace comity::cmd {

struct Shown {
  discussion::Site site;
  discussion::Story story;
  discussion::Comment comment;
  std::vector<discussion::Revision> revisions;
  std::vector<discussion::Decision> decisions;
  std::vector<std::optional<bool>> machine_checked;  // of each revision, under the policy in force; none: not asked for
  std::vector<std::string> explanations;  // of each decision: what the program found, for a moderator; '' nothing
};

Result<Shown> load_shown(actions::World& world, const discussion::Comment& comment);

// Several lines, ending with an empty one.
void print(std::ostream& out, const Shown& shown);

// One JSON object, without a line's end.
std::string to_json(const Shown& shown);

// The author's words that a decision rests on: `“damn”, “d4mn”`; '' when the findings have no spans.
std::string words_of(const discussion::Decision& decision, const std::vector<discussion::Revision>& revisions);

}  // namespace comity::cmd

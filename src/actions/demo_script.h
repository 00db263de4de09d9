// What happens in the demonstration, as its files tell it. Inside the room only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace comity::actions {

struct DemoDecision {
  std::string clause;
  std::string reason;
  Millis after{};  // since the comment was written
};

struct DemoComment {
  std::string by;  // which guest; one name may be two people's
  std::string name;
  std::string text;
  Millis after{};            // since the article appeared
  std::size_t reply_to = 0;  // which comment of the file, from 1; 0: none
  std::optional<std::string> edited, corrected;
  Millis edited_after{}, corrected_after{};
  std::optional<DemoDecision> removed, refused, released;
  std::optional<Millis> withdrawn_after;
};

struct DemoStory {
  std::string id;  // publisher's
  std::string title, language, section;
  Time published;
  bool close = false;  // once its comments are there
  std::vector<DemoComment> comments;
};

// Every story of the paper, oldest first. Errors: `corrupt` - names the file and what is wrong in it.
Result<std::vector<DemoStory>> demo_script(std::string_view site);

}  // namespace comity::actions

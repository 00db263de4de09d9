// The words around a comment that readers see too: a new story's title, its author's name. Inside the room only.
#pragma once

#include <string>
#include <string_view>

#include "policy/policy.h"

namespace comity::actions {

// A reader's browser says what the page is called, so it may say anything, and the pages show it as a headline in the
// paper's name. `title` as it may be stored: one line of at most 300 code points that no clause of `policy` would act
// on. '' when it steers what stands around it, has control characters or would be acted on. `facts` are the comment's.
std::string title_to_keep(const policy::Compiled& policy, std::string_view title, const policy::Facts& facts,
                          const policy::StoryFacts& story);

// A name stands over every comment, so what the policy's word lists and patterns find in it is not taken. `facts` are
// the comment's. Errors: `invalid` - in `detail` the title of the clause, in `language` where it has one.
Done check_name(const policy::Compiled& policy, std::string_view name, const policy::Facts& facts,
                const policy::StoryFacts& story, std::string_view language);

}  // namespace comity::actions

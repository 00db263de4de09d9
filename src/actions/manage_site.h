// What an operator sets: sites, stories, policies, guests.
#pragma once

#include <functional>

#include "actions/find_story.h"
#include "actions/world.h"

namespace comity::actions {

// Adds the site with the policy that ships, or the one given. Errors: `conflict` - the key is there; `invalid`.
Result<discussion::Site> add_site(World& world, discussion::Site site, std::string_view policy_source = {});
Result<discussion::Site> set_site(World& world, const discussion::Site& site);

// The report of a draft that was tried (try_policy.h): which text it is of, and what it came to.
struct TriedPolicy {
  Hash256 policy;
  store::ReplayCounts counts;
};

// A policy with sides is tried on both first: on its examples and on everything the site has stored. It is published
// with the report, and only then; one under which verdicts change, only if `despite_mirror`.
struct PublishOptions {
  bool despite_mirror = false;
  std::optional<TriedPolicy> tried{};                 // kept with the policy
  unsigned jobs = 1;                                  // threads for the mirror
  std::function<void(std::uint64_t texts)> progress;  // of the mirror
};

// Errors: `invalid` - the document does not pass its check; `detail` holds every diagnostic as text. `forbidden` -
// verdicts change when the sides' names are exchanged; `detail` holds the mirror's report. `conflict` - `tried` is of
// another text.
Result<Hash256> publish_policy(World& world, const discussion::Site& site, std::string_view source, std::string_view by,
                               const PublishOptions& options = {});

struct StorySettings {
  std::optional<bool> open;
  std::optional<std::optional<Time>> closes_at;
  std::optional<std::string> title, language, section, publisher_id;
  std::optional<std::string> url;  // re-points it: the new address becomes its own, the old stays an alias
};
Result<discussion::Story> set_story(World& world, const discussion::Site& site, StoryId story, const StorySettings& to);

// What the story itself says, so that quotations from it count as such: plain text of at most 256 kB of words, kept as
// words only; '' forgets it. Comments that were judged already stay judged. Gives the number of words.
// Errors: `invalid` - too long; `not_found`.
Result<std::size_t> set_story_text(World& world, const discussion::Site& site, StoryId story, std::string_view text);

// The guest's key opens nothing any more, and posts with it are refused. Errors: `not_found`.
Done revoke_guest(World& world, const discussion::Site& site, AuthorId author);

}  // namespace comity::actions

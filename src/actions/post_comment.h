// A reader posts: load, judge, commit.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "actions/find_story.h"
#include "actions/world.h"

namespace comity::actions {

struct PostComment {
  discussion::Site site;
  StoryAddress story;
  std::string name;
  std::string text;
  std::int64_t reply_to = 0;        // a number in this story; 0: none
  std::optional<Key128> guest_key;  // none: a first visit; a key is made and answered
  std::string advice_id;            // from an earlier `advised` answer to the same request: post as it is
  enum class Correction { ask, accept, decline } correction = Correction::ask;
  std::string idempotency_key;        // '' none
  std::int64_t source_10m = 0;        // posts from this network address in ten minutes, counted by the server
  std::string language_of_interface;  // for the words of the case code
};

struct Posted {
  enum class Outcome {
    advised,             // nothing stored: verdict and advice_id
    correction_offered,  // nothing stored: `corrects` is the author's last comment, and advice_id
    published,
    held,
    refused,
  } outcome = Outcome::published;
  discussion::Story story;
  discussion::Comment comment;    // as it now stands; empty for the first two outcomes
  discussion::Revision revision;  // the one that this request wrote
  policy::Verdict verdict;
  std::shared_ptr<const policy::Compiled> policy;
  std::string advice_id;
  discussion::Comment corrects;
  Key128 guest_key;  // the author's key, to be remembered by the browser
  bool new_guest = false;
  bool again = false;             // the same request had been answered before; this is that answer
  std::int64_t event = 0;         // the story's position after this
  std::int64_t log_position = 0;  // of the change that wrote it; 0: nothing was written now
};

// How the detail of an `invalid` begins that is about the author's name.
inline constexpr std::string_view about_the_name = "the name ";

// Errors: `invalid` - name (also one that the policy's word lists or patterns find something in, or that holds a
// link), text, reply_to or advice id; `not_found` - the story; `forbidden` - the story is closed,
// the guest is revoked, the name is taken by one that must not be imitated; `conflict` - the address is another
// story's; `unavailable` - nothing was lost, try again.
Result<Posted> post_comment(World& world, const PostComment& request);

}  // namespace comity::actions

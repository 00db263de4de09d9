// What is asked of post_comment, checked, and what its Idempotency-Key stands for. Inside the room only.
#pragma once

#include "actions/post_comment.h"

namespace comity::actions {

// The request, checked, with what is derived from its Idempotency-Key.
struct PostRequest {
  const PostComment& asked;
  std::string name;
  text::CheckedText text;
  std::optional<Key128> guest_key;
  bool key_is_new = false;          // made here: the browser does not know it yet
  bool key_is_fresh = false;        // made just now, so that no guest has it
  std::optional<Key128> change_id;  // idempotent requests: the same each time
  std::optional<Key128> receipt;
};

// Errors: `invalid` - name, text or number; `forbidden` - a name that must not be imitated.
Result<PostRequest> checked_request(World& world, const PostComment& asked);

// Whether a comment, by its first text and the number it answers, came of the same request.
bool is_same_request(const PostRequest& request, const discussion::Comment& comment, std::int64_t reply_to_number,
                     std::string_view first_text);

// The answer to an idempotent request that was committed before, however long ago; nothing: it was not.
// Errors: `invalid` - the key came with another request.
Result<std::optional<Posted>> answered_before(World& world, const PostRequest& request);

}  // namespace comity::actions

#include "actions/post_request.h"

#include "actions/answer_again.h"
#include "actions/reader_account.h"
#include "discussion/names.h"
#include "text/blank.h"
#include "text/links.h"
#include "text/name.h"

namespace comity::actions {
namespace {

// Below this a client's Idempotency-Key may be anybody's; then only a guest's own key makes it theirs.
constexpr std::size_t unguessable_bytes = 16;

Key128 derived(const World& world, const PostRequest& request, std::string_view purpose) {
  std::string bytes(purpose);
  bytes.append("\n").append(std::to_string(request.asked.site.id.value)).append("\n");
  if (request.guest_key) bytes.append(to_base64url(*request.guest_key));
  bytes.append("\n").append(request.asked.idempotency_key);
  return keyed_hash(world.secret, bytes);
}

}  // namespace

Result<PostRequest> checked_request(World& world, const PostComment& asked) {
  COMITY_TRY(auto name, text::checked_name(asked.name));
  if (discussion::is_reserved(name, asked.site.name)) {
    return fail(Error::Code::forbidden, "the name '" + name + "' would be taken for the desk's");
  }
  COMITY_TRY(const bool anothers, is_anothers_name(world, asked.site, name, asked.guest_key));
  if (anothers) return fail(Error::Code::forbidden, "the name '" + name + "' is an account's");
  if (!text::links_in(name).empty()) {
    return fail(Error::Code::invalid, std::string(about_the_name) + "holds a link: choose another name");
  }
  COMITY_TRY(auto text, text::checked(asked.text));
  if (text::is_blank(text)) {
    return fail(Error::Code::invalid, "a comment has a text");
  }
  if (asked.reply_to < 0) return fail(Error::Code::invalid, "a comment's number is 1 or more");
  PostRequest request{asked, std::move(name), std::move(text), asked.guest_key, false, false, {}, {}};
  const std::string& key = asked.idempotency_key;
  if (!key.empty() && (asked.guest_key || key.size() >= unguessable_bytes)) {
    request.change_id = derived(world, request, "idempotent change");
    request.receipt = derived(world, request, "idempotent receipt");
    // The first answer may be lost with the key in it: sent again, the request must lead to the same guest.
    if (!asked.guest_key) request.guest_key = derived(world, request, "idempotent guest");
  } else if (!asked.guest_key) {
    request.guest_key = world.random.key128();
  }
  request.key_is_new = !asked.guest_key;
  request.key_is_fresh = request.key_is_new && !request.change_id;
  return request;
}

bool is_same_request(const PostRequest& request, const discussion::Comment& comment, std::int64_t reply_to_number,
                     std::string_view first_text) {
  return comment.name == request.name && reply_to_number == request.asked.reply_to && first_text == request.text.utf8();
}

Result<std::optional<Posted>> answered_before(World& world, const PostRequest& request) {
  if (!request.receipt) return std::nullopt;
  const auto comment = world.store.by_receipt(*request.receipt);
  if (!comment) {
    if (comment.error().code == Error::Code::not_found) return std::nullopt;
    return fail(comment.error());
  }
  COMITY_TRY(auto posted, answer_again(world, request.asked.site, *comment));
  std::int64_t number = 0;
  if (comment->reply_to) {
    COMITY_TRY(const auto parent, world.store.comment(comment->site, comment->story, comment->reply_to));
    number = parent.number;
  }
  const auto story = find_story(world, request.asked.site, request.asked.story);
  const bool elsewhere = story && story->id != comment->story;
  if (elsewhere || !is_same_request(request, *comment, number, posted.revision.text)) {
    return fail(Error::Code::invalid, "this Idempotency-Key came with another request before");
  }
  return posted;
}

}  // namespace comity::actions

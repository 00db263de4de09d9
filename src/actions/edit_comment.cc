#include "actions/edit_comment.h"

#include "actions/revise_comment.h"
#include "text/blank.h"

namespace comity::actions {
namespace {

constexpr int max_attempts = 8;

// A key that is shown must be the author's; without one the receipt speaks for itself.
Done check_key(World& world, const EditComment& request, const discussion::Comment& comment) {
  COMITY_TRY(const auto author, world.store.author(comment.site, comment.author));
  if (author.revoked_at) return fail(Error::Code::forbidden, "this guest's key was revoked");
  if (request.guest_key && author.token_hash != guest_hash(world, comment.site, *request.guest_key)) {
    return fail(Error::Code::forbidden, "the comment is another guest's");
  }
  return {};
}

}  // namespace

Result<Posted> edit_comment(World& world, const EditComment& request) {
  COMITY_TRY(const auto text, text::checked(request.text));
  if (text::is_blank(text)) {
    return fail(Error::Code::invalid, "a comment has a text");
  }
  for (int i = 0; i < max_attempts; ++i) {
    COMITY_TRY(const auto comment, world.store.by_receipt(request.receipt));
    if (comment.site != request.site.id) return fail(Error::Code::not_found, "no such comment on this site");
    if (!may_edit_until(request.site, comment, world.clock.now())) {
      return fail(Error::Code::forbidden, "the comment can no longer be changed");
    }
    COMITY_CHECK(check_key(world, request, comment));
    COMITY_TRY(auto posted,
               revise_comment(world, {request.site, comment, text, request.advice_id, request.source_10m, {}}));
    if (!posted) continue;
    if (request.guest_key) posted->guest_key = *request.guest_key;
    return *std::move(posted);
  }
  return fail(Error::Code::unavailable, "too much is written here at once; nothing was lost, try again");
}

}  // namespace comity::actions

#include "http/reasons.h"

#include "actions/reader_account.h"
#include "actions/restriction.h"
#include "discussion/names.h"
#include "text/name.h"

namespace comity::http {

std::string_view reason_of(App& app, const actions::PostComment& post, const Error& error) {
  const bool invalid = error.code == Error::Code::invalid;
  if (!invalid && error.code != Error::Code::forbidden) return name(error.code);

  // In the order in which post_comment looks.
  const auto writer = text::checked_name(post.name);
  if (!writer || (invalid && error.detail.starts_with(actions::about_the_name))) return "name";
  if (!invalid && discussion::is_reserved(*writer, post.site.name)) return "name_taken";
  if (!invalid && actions::is_anothers_name(app.world, post.site, *writer, post.guest_key).value_or(false))
    return "name_taken";
  const auto text = text::checked(post.text);
  if (!text || text->utf8().find_first_not_of(" \t\n") == std::string::npos) return "text";
  const auto story = actions::find_story(app.world, post.site, post.story);
  if (!story) return invalid ? name(error.code) : "not_our_page";
  if (!invalid && !discussion::is_open(*story, app.world.clock.now())) return "closed";
  if (post.reply_to != 0) {
    const auto parent = app.world.store.by_number(post.site.id, story->id, post.reply_to);
    if (!parent || !discussion::is_shown(parent->comment.state)) return "reply_gone";
    const auto closed = app.world.store.is_in_closed_branch(post.site.id, story->id, parent->comment.id);
    if (!invalid && closed && *closed) return "reply_closed";
  }
  if (!invalid && post.guest_key) {
    const auto restriction = actions::restriction_of_guest(app.world, post.site, *post.guest_key);
    if (restriction && *restriction && (*restriction)->deed == discussion::Deed::block) return "blocked";
  }
  return invalid ? name(error.code) : "revoked";
}

}  // namespace comity::http

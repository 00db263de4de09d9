#include "actions/read_own.h"

#include <algorithm>

#include "actions/file_appeal.h"
#include "actions/restriction.h"
#include "discussion/case_code.h"
#include "discussion/edit_window.h"
#include "policy/model_reading.h"

namespace comity::actions {
namespace {

constexpr Millis shown_for = std::chrono::days(30);
constexpr std::size_t at_most = 100;

Result<OwnComment> with_story(World& world, const discussion::Site& site, const discussion::Story& story,
                              discussion::Comment comment) {
  const Time now = world.clock.now();
  OwnComment own;
  own.site = site;
  own.story = story;
  if (comment.reply_to) {
    COMITY_TRY(const auto parent, world.store.comment(site.id, story.id, comment.reply_to));
    own.reply_to_number = parent.number;
  }
  COMITY_TRY(own.revisions, world.store.revisions(site.id, story.id, comment.id));
  COMITY_TRY(own.decisions, world.store.decisions(site.id, story.id, comment.id));
  std::stable_sort(own.decisions.begin(), own.decisions.end(),
                   [](const auto& a, const auto& b) { return a.decided < b.decided; });
  for (const discussion::Decision& decision : own.decisions) {
    if (decision.id != comment.decision || decision.policy == Hash256{}) continue;
    // A policy that compiles no longer hides its titles, not the author's comment.
    if (auto policy = world.policies.by_id(site.id, decision.policy)) own.policy = *std::move(policy);
  }
  auto judged_by = own.policy;
  if (!judged_by) judged_by = world.policies.live(site).value_or(nullptr);
  if (judged_by && !own.revisions.empty()) {
    own.machine_checked =
        policy::machine_checked(*judged_by, own.revisions.back().facts, {story.language, story.section, story.tags});
  }
  COMITY_TRY(own.appeals, world.store.appeals_about(site.id, story.id, comment.id));
  if (!comment.emptied)
    own.appealable = appealable_now(own.decisions, own.appeals, complainant_of(world, comment), now);
  const auto is_about_author = [](const discussion::Decision& d) {
    return d.deed == discussion::Deed::warn || d.deed == discussion::Deed::premoderate ||
           d.deed == discussion::Deed::block;
  };
  if (std::any_of(own.decisions.begin(), own.decisions.end(), is_about_author)) {
    COMITY_TRY(own.blocks, world.store.blocks(site.id, comment.author));
    std::erase_if(own.blocks, [&](const discussion::Block& block) {
      return block.story != comment.story || block.comment != comment.id;
    });
  }
  if (comment.author) {
    COMITY_TRY(const auto author, world.store.author(site.id, comment.author));
    COMITY_TRY(own.restriction, restriction_on(world, author, now));
  }
  own.edit_until = discussion::may_edit_until(site, comment, now);
  own.may_withdraw = discussion::may_withdraw(comment);
  own.comment = std::move(comment);
  return own;
}

// What is between the desk and those who reported is not told to the author: that a report changed nothing, and that
// this was contested.
OwnComment for_author(OwnComment own) {
  const auto about_reports = [](const discussion::Decision& d) {
    return d.deed == discussion::Deed::keep &&
           (d.source == discussion::Source::report || d.source == discussion::Source::notice);
  };
  std::erase_if(own.appeals, [&](const discussion::Appeal& appeal) {
    return std::any_of(own.decisions.begin(), own.decisions.end(),
                       [&](const discussion::Decision& d) { return d.id == appeal.decision && about_reports(d); });
  });
  std::erase_if(own.decisions, about_reports);
  return own;
}

Result<OwnComment> author_comment(World& world, discussion::Comment comment) {
  COMITY_TRY(auto own, own_comment(world, std::move(comment)));
  return for_author(std::move(own));
}

}  // namespace

Result<OwnComment> own_comment(World& world, discussion::Comment comment) {
  COMITY_TRY(const auto site, world.store.site(comment.site));
  COMITY_TRY(const auto story, world.store.story(comment.site, comment.story));
  return with_story(world, site, story, std::move(comment));
}

Result<OwnComment> by_receipt(World& world, const Key128& receipt) {
  if (receipt == Key128{}) return fail(Error::Code::not_found, "no such receipt");  // imported comments have none
  COMITY_TRY(auto comment, world.store.by_receipt(receipt));
  return author_comment(world, std::move(comment));
}

Result<OwnComment> by_case_code(World& world, const discussion::Site& site, std::string_view code) {
  const auto stored = discussion::parse_case_code(code);
  if (!stored) return fail(Error::Code::not_found, "that is not a case code: four words");
  COMITY_TRY(auto comment, world.store.by_case_code(site.id, *stored));
  return author_comment(world, std::move(comment));
}

Result<std::vector<OwnComment>> mine(World& world, const discussion::Site& site, StoryId story,
                                     const Key128& guest_key) {
  std::vector<OwnComment> out;
  const auto author = world.store.author_by_token(site.id, guest_hash(world, site.id, guest_key));
  if (!author) {
    if (author.error().code == Error::Code::not_found) return out;  // a guest who has not written yet
    return fail(author.error());
  }
  if (author->revoked_at) return out;
  COMITY_TRY(const auto in, world.store.story(site.id, story));
  COMITY_TRY(auto comments, world.store.by_author(site.id, story, author->id, world.clock.now() - shown_for, at_most));
  for (store::StoredComment& stored : comments) {
    COMITY_TRY(auto own, with_story(world, site, in, std::move(stored.comment)));
    out.push_back(for_author(std::move(own)));
  }
  return out;
}

}  // namespace comity::actions

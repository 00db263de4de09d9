// Branches that are closed to replies, and proposals, in plain containers.
#include <algorithm>

#include "discussion/branch.h"
#include "store/memory_model.h"

namespace comity::store::memory {

namespace {

bool is_closed(const SiteRow& in, const CommentRow& row) {
  return std::any_of(row.decisions.begin(), row.decisions.end(), [&](const discussion::Decision& decision) {
    return decision.deed == discussion::Deed::close_replies && !in.corrected_by.contains(decision.id);
  });
}

}  // namespace

std::vector<std::int64_t> closed_branches(const SiteRow& in, StoryId story) {
  std::vector<std::int64_t> out;
  const auto found = in.stories.find(story);
  if (found == in.stories.end()) return out;
  for (const auto& [number, comment] : found->second.numbers)
    if (is_closed(in, found->second.comments.at(comment))) out.push_back(number);
  return out;
}

bool is_in_closed_branch(const SiteRow& in, StoryId story, CommentId comment) {
  const auto found = in.stories.find(story);
  if (found == in.stories.end()) return false;
  for (auto at = found->second.comments.find(comment); at != found->second.comments.end();
       at = found->second.comments.find(at->second.comment.reply_to))
    if (is_closed(in, at->second)) return true;
  return false;
}

std::vector<CommentId> branch_of(const StoryRow& in, CommentId top) {
  std::vector<discussion::Comment> rows;
  for (const auto& [id, row] : in.comments) rows.push_back(row.comment);
  return discussion::branch_below(top, rows);
}

Done propose(const SiteRow& in, CommentRow& row, const Propose& w, Undo& undo) {
  if (w.proposal.revision != row.comment.last_revision)
    return fail(Error::Code::conflict, "its author has changed it since");
  if (row.proposal) return fail(Error::Code::conflict, "a proposal waits already");
  discussion::Proposal proposal = w.proposal;
  proposal.site = in.site.id;
  undo.set(row.proposal, std::optional(std::move(proposal)));
  return {};
}

void forget_proposal(CommentRow& row, Undo& undo) {
  if (row.proposal) undo.set(row.proposal, std::optional<discussion::Proposal>());
}

Done drop_proposal(SiteRow& in, const DropProposal& w, Undo& undo) {
  if (const auto story = in.stories.find(w.story); story != in.stories.end()) {
    const auto row = story->second.comments.find(w.comment);
    if (row != story->second.comments.end() && row->second.proposal) {
      forget_proposal(row->second, undo);
      return {};
    }
  }
  return fail(Error::Code::not_found, "no proposal waits");
}

std::vector<discussion::Proposal> proposals(const SiteRow& in) {
  std::vector<discussion::Proposal> out;
  for (const auto& [story, rows] : in.stories)
    for (const auto& [comment, row] : rows.comments)
      if (row.proposal) out.push_back(*row.proposal);
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.made < b.made; });
  return out;
}

}  // namespace comity::store::memory

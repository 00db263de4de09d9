// Decisions and proposals, in plain containers.

#include "store/memory_applying.h"

namespace comity::store::memory {

using discussion::Deed;
using discussion::EventKind;

void Applying::branch_changed(StoryId in, CommentId top) {
  StoryRow& row = *story(in);
  for (const CommentId one : branch_of(row, top))
    if (const std::int64_t number = row.comments.at(one).comment.number; number != 0)
      event(row, EventKind::changed, one, number);
}

Done Applying::apply(const AddDecision& w) {
  discussion::Decision d = w.decision;
  if (!d.comment) {
    if (!last_added_.second) return invalid("AddDecision: the change adds no comment and the decision names none");
    std::tie(d.story, d.comment) = last_added_;
  }
  CommentRow* row = comment(story(d.story), d.comment);
  if (!row) return missing("no such comment");
  if (d.revision < 1 || d.revision > row->comment.last_revision) return missing("no such revision");
  if (site_->decisions.contains(d.id)) return conflict("a decision with this id is there already");
  if (d.corrects && !site_->decisions.contains(d.corrects)) return missing("no such decision to correct");
  d.site = site_->site.id;
  if (const discussion::Decision* wrong = decision_in(*site_, d.corrects); wrong && wrong->deed == Deed::close_replies)
    branch_changed(wrong->story, wrong->comment);
  append(row->decisions, d);
  decided_.push_back({d, w.salts});
  judged_.insert(row->comment.author);
  insert(site_->decisions, d.id, std::pair{d.story, d.comment});
  if (decides_state(d.deed)) {
    set(row->comment.decision, d.deed == Deed::publish ? DecisionId{} : d.id);
    forget_proposal(*row, *this);
  }
  if (d.deed == Deed::close_replies) branch_changed(d.story, d.comment);
  if (d.corrects && !site_->corrected_by.contains(d.corrects)) {
    insert(site_->corrected_by, d.corrects, d.id);
    const auto [in, about] = site_->decisions.at(d.corrects);
    judged_.insert(site_->stories.at(in).comments.at(about).comment.author);
  }
  return {};
}

Done Applying::apply(const Propose& w) {
  CommentRow* row = comment(story(w.proposal.story), w.proposal.comment);
  return row ? propose(*site_, *row, w, *this) : Done(missing("no such comment"));
}

}  // namespace comity::store::memory

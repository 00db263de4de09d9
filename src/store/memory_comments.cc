// Comments, their revisions and their states, in plain containers.
#include <algorithm>

#include "store/memory_applying.h"

namespace comity::store::memory {

using discussion::EventKind;
using discussion::State;

void Applying::give_number(StoryRow& in, CommentRow& row, Time published_at) {
  set(row.comment.number, in.story.next_number);
  set(in.story.next_number, in.story.next_number + 1);
  set(row.comment.published_at, std::optional<Time>(published_at));
  insert(in.numbers, row.comment.number, row.comment.id);
}

Done Applying::apply(const AddComment& w) {
  StoryRow* in = story(w.comment.story);
  if (!in) return missing("no such story");
  discussion::Story& s = in->story;
  discussion::Comment c = w.comment;
  COMITY_CHECK(may_come_in(*site_, *in, w, change_.at));
  if (!c.id) c.id = {s.next_comment};
  if (in->comments.contains(c.id)) return conflict("its place in the story is taken");
  if (c.number != 0 && in->numbers.contains(c.number)) return conflict("its number is taken");
  const std::pair here{s.id, c.id};
  COMITY_CHECK(take_keys(*site_, c, here, *this));
  c.site = site_->site.id;
  c.live_revision = 0;
  c.last_revision = 1;
  c.decision = {};
  const std::optional<Time> published_at = c.published_at;
  c.published_at = std::nullopt;

  discussion::Revision first = w.revision;
  if (first.after_number == -1) first.after_number = s.next_number - 1;
  CommentRow& row = insert(in->comments, c.id, CommentRow{c, {first}, {}});
  append(site_->arrivals, {s.id, c.id, 1});
  if (w.number_given && c.number != 0) {
    row.comment.published_at = published_at.value_or(c.written);
    insert(in->numbers, c.number, c.id);
    set(s.next_number, std::max(s.next_number, c.number + 1));
  } else if (!w.number_given && (c.state == State::published || c.state == State::removed)) {
    give_number(*in, row, published_at.value_or(change_.at));
  }
  if (row.comment.number != 0 && first.state == State::published) row.comment.live_revision = 1;
  set(s.next_comment, std::max(s.next_comment, c.id.value + 1));
  count(*in, c, c.state, 1);
  if (row.comment.number != 0)
    event(*in,
          c.state == State::removed     ? EventKind::removed
          : c.state == State::withdrawn ? EventKind::withdrawn
                                        : EventKind::published,
          c.id, row.comment.number);
  last_added_ = here;
  outcome_.comment = c.id;
  outcome_.number = row.comment.number;
  return {};
}

Done Applying::apply(const AddRevision& w) {
  StoryRow* in = story(w.story);
  CommentRow* row = comment(in, w.comment);
  if (!row) return missing("no such comment");
  discussion::Comment& c = row->comment;
  if (c.last_revision != w.after_revision) return conflict("its author has changed it since");
  if (c.emptied && !w.revision.text.empty()) return conflict("its words are gone");
  if (c.state != w.state_now) return conflict("its state has changed since");
  forget_proposal(*row, *this);
  discussion::Revision added = w.revision;
  if (added.after_number == -1) added.after_number = in->story.next_number - 1;
  append(row->revisions, added);
  append(site_->arrivals, {w.story, w.comment, added.revision});
  judged_.insert(c.author);
  set(c.last_revision, added.revision);
  const bool shown = added.state == State::published && c.number != 0;
  if (w.new_name && (added.state == State::published || c.number == 0)) set(c.name, *w.new_name);
  if (shown) {
    set(c.live_revision, added.revision);
    event(*in, EventKind::changed, c.id, c.number);
  }
  return {};
}

Done Applying::apply(const SetState& w) {
  StoryRow* in = story(w.story);
  CommentRow* row = comment(in, w.comment);
  if (!row) return missing("no such comment");
  discussion::Comment& c = row->comment;
  if (c.state != w.from) return conflict("its state has changed since");
  if (w.revision < 1 || w.revision > c.last_revision) return missing("no such revision");
  for (std::int64_t r = w.revision + 1; r <= c.last_revision; ++r)
    if (row->revisions[static_cast<std::size_t>(r - 1)].state != State::refused)
      return conflict("its author has changed it since");
  if (!may_move(w.from, w.to, c.number != 0)) return invalid("a comment cannot move to that state");
  if (c.emptied && shows_words(w.to)) return conflict("its words are gone");
  forget_proposal(*row, *this);
  discussion::Revision& judged = row->revisions[static_cast<std::size_t>(w.revision - 1)];
  count(*in, c, w.from, -1);
  count(*in, c, w.to, 1);
  set(c.state, w.to);
  judged_.insert(c.author);
  if (w.to == State::published) {
    const bool first = c.number == 0;
    if (first) give_number(*in, *row, change_.at);
    if (c.live_revision == 0) {
      set(c.live_revision, w.revision);
      set(judged.state, State::published);
    }
    outcome_.number = c.number;
    event(*in, first ? EventKind::published : EventKind::changed, c.id, c.number);
  } else if (w.to == State::held || w.to == State::returned) {
    set(judged.state, State::held);
  } else if (w.to == State::refused) {
    set(judged.state, State::refused);
  } else if (c.number != 0) {
    event(*in, w.to == State::removed ? EventKind::removed : EventKind::withdrawn, c.id, c.number);
  }
  return {};
}

Done Applying::apply(const SetRevisionState& w) {
  StoryRow* in = story(w.story);
  CommentRow* row = comment(in, w.comment);
  if (!row) return missing("no such comment");
  discussion::Comment& c = row->comment;
  if (w.revision < 1 || w.revision > c.last_revision) return missing("no such revision");
  discussion::Revision& r = row->revisions[static_cast<std::size_t>(w.revision - 1)];
  if (c.state != State::published) return conflict("the comment is not published");
  if (r.state != w.from) return conflict("that revision was decided meanwhile");
  if (c.live_revision > w.revision) return conflict("its author has changed it since");
  forget_proposal(*row, *this);
  set(r.state, w.to);
  judged_.insert(c.author);
  if (w.to == State::published) {
    set(c.live_revision, w.revision);
    event(*in, EventKind::changed, c.id, c.number);
  }
  return {};
}

Done Applying::apply(const Supersede& w) {
  StoryRow* in = story(w.story);
  CommentRow* older = comment(in, w.older);
  if (!older || !comment(in, w.newer)) return missing("no such comment");
  for (CommentId at = w.newer; at; at = in->comments.at(at).comment.superseded_by)
    if (at == w.older) return conflict("the newer one is folded into the older");
  set(older->comment.superseded_by, w.newer);
  if (older->comment.number != 0) event(*in, EventKind::changed, w.older, older->comment.number);
  return {};
}

Done Applying::apply(const Erase& w) {
  StoryRow* in = story(w.story);
  CommentRow* row = comment(in, w.comment);
  if (!row) return missing("no such comment");
  discussion::Comment& c = row->comment;
  if (c.erased) return {};
  erase_comment(*site_, *row, decided_, change_.at, *this);
  judged_.insert(c.author);
  if (shows_words(c.state)) {
    count(*in, c, c.state, -1);
    set(c.state, State::withdrawn);
    set(c.decision, DecisionId{});
  }
  if (c.number != 0) event(*in, c.state == State::removed ? EventKind::removed : EventKind::withdrawn, c.id, c.number);
  return {};
}

Done Applying::apply(const EmptyWords& w) {
  CommentRow* row = comment(story(w.story), w.comment);
  return row ? empty_words(*site_, *row, decided_, change_.at, *this) : Done(missing("no such comment"));
}

Done Applying::apply(const EraseQuotes& w) {
  StoryRow* in = story(w.story);
  CommentRow* row = comment(in, w.comment);
  if (!row) return missing("no such comment");
  COMITY_CHECK(erase_quotes(*site_, *row, decided_, w, *this));
  const discussion::Comment& c = row->comment;
  if (c.state == State::published && c.live_revision == w.revision) event(*in, EventKind::changed, c.id, c.number);
  return {};
}

}  // namespace comity::store::memory

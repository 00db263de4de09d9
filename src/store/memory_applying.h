// One change while it is applied to plain containers: what it writes, and what it has found so far. The writes of each
// noun stand in its own file: stories and what is about a site in memory_apply.cc, comments in memory_comments.cc,
// decisions in memory_decisions.cc.
#pragma once

#include <set>
#include <utility>
#include <vector>

#include "store/any_write.h"
#include "store/checks.h"
#include "store/memory_model.h"
#include "store/memory_sites.h"
#include "store/memory_stories.h"
#include "store/memory_undo.h"

namespace comity::store::memory {

class Applying : private Undo {
 public:
  Applying(Model& model, const Change& change) : model_(model), change_(change) {}

  Result<Outcome> run(std::vector<StoryTouched>& touched);

 private:
  static tl::unexpected<Error> conflict(std::string detail) { return fail(Error::Code::conflict, std::move(detail)); }
  static tl::unexpected<Error> missing(std::string detail) { return fail(Error::Code::not_found, std::move(detail)); }
  static tl::unexpected<Error> invalid(std::string detail) { return fail(Error::Code::invalid, std::move(detail)); }

  StoryRow* story(StoryId id);
  static CommentRow* comment(StoryRow* in, CommentId id) {
    if (!in) return nullptr;
    const auto found = in->comments.find(id);
    return found == in->comments.end() ? nullptr : &found->second;
  }
  void event(StoryRow& in, discussion::EventKind kind, CommentId about, std::int64_t number);
  void count(StoryRow& in, const discussion::Comment& c, discussion::State state, std::int64_t by) {
    memory::count(*site_, in, c, state, by, *this);
  }
  void branch_changed(StoryId in, CommentId top);
  // The next number of the story, for `row`.
  void give_number(StoryRow& in, CommentRow& row, Time published_at);

  Done apply(const PutSite& w);
  Done apply(const PublishPolicy& w);

  Done apply(const SwitchCorrection& w);

  // Nouns of their own: what becomes of them by a write stands in memory_<noun>.cc.
  template <class Part, class W>
  Done change(Part& part, const W& w) {
    COMITY_TRY(Part next, after(part, w, change_.at));
    set(part, std::move(next));
    return {};
  }
  template <class W>
    requires requires(const W& w) { after(Trials{}, w, Time{}); }
  Done apply(const W& w) {
    site_touched_ = true;
    return change(site_->trials, w);
  }
  template <class W>
    requires requires(const W& w) { after(Staff{}, w, Time{}); }
  Done apply(const W& w) {
    COMITY_CHECK(case_is_there(*site_, w));
    return change(site_->staff, w);
  }

  template <class W>
    requires requires(const W& w) { after(Mailbox{}, w, Time{}); }
  Done apply(const W& w) {
    COMITY_CHECK(owner_is_there(*site_, w));
    return change(site_->mailbox, w);
  }

  Done apply(const QueueLetter& w);

  template <class W>
    requires requires(const SiteRow& in, const W& w) { readers_after(in, w, Time{}); }
  Done apply(const W& w) {
    COMITY_TRY(Readers next, readers_after(*site_, w, change_.at));
    set(site_->readers, std::move(next));
    return {};
  }
  Done apply(const OpenAccount& w) { return open_account(*site_, w, change_.at, *this); }

  Done apply(const LogEarlier& w) { return log_earlier(*site_, w, change_.at, *this); }
  Done apply(const BeginLog& w) { return begin_log(*site_, w, change_.at, *this); }
  Done apply(const KeepCheckpoint& w) { return keep_checkpoint(*site_, w, change_.at, *this); }
  Done apply(const DropSalts& w) { return drop_salts(*site_, w, *this); }

  Done apply(const AddStory& w);

  Done apply(const SetStoryText& w) { return set_words(story(w.story), w.words, *this); }
  Done apply(const SetStory& w);

  Done apply(const AddAuthor& w) { return add_author(*site_, w, *this); }
  Done apply(const RevokeAuthor& w);

  Done apply(const AddComment& w);

  Done apply(const AddRevision& w);

  Done apply(const SetState& w);

  Done apply(const SetRevisionState& w);

  Done apply(const Supersede& w);

  Done apply(const AddDecision& w);

  Done apply(const Propose& w);
  Done apply(const DropProposal& w) { return memory::drop_proposal(*site_, w, *this); }

  Done apply(const Erase& w);
  Done apply(const EmptyWords& w);
  Done apply(const EraseQuotes& w);
  Done apply(const EraseAuthor& w) { return erase_author(*site_, w, change_.at, *this); }
  Done apply(const FinishErasing& w) { return finish_erasing(*site_, w, *this); }
  Done apply(const ForgetReporter& w) { return forget_reporter(*site_, w, *this); }

  template <class SecondWrite>
  Done look_again(const SecondWrite& w) {
    COMITY_TRY(SecondsAfter then, after(*site_, w, change_.at));
    set(site_->seconds, std::move(then.seconds));
    if (const CommentRow* row = comment(story(then.story), then.comment)) judged_.insert(row->comment.author);
    return {};
  }
  Done apply(const FileAppeal& w) { return look_again(w); }
  Done apply(const AnswerAppeal& w) { return look_again(w); }
  Done apply(const AddBlock& w) { return look_again(w); }
  Done apply(const LiftBlock& w) { return look_again(w); }

  // Nothing of it is seen by readers: no page changes.
  template <class W>
    requires requires(const Model& m, const SiteRow& in, const W& w) { after(m, in, w, Time{}); }
  Done apply(const W& w) {
    COMITY_TRY(Reported next, after(model_, *site_, w, change_.at));
    set(site_->reported, std::move(next));
    return {};
  }

  Model& model_;
  const Change& change_;
  SiteRow* site_ = nullptr;
  Outcome outcome_;
  std::set<StoryId> touched_;
  std::set<AuthorId> judged_;  // whose strikes may be others now
  bool site_touched_ = false;
  StoryId last_story_;
  std::pair<StoryId, CommentId> last_added_;
  std::vector<Decided> decided_;
};

}  // namespace comity::store::memory

// One change applied to plain containers.
#include <algorithm>
#include <set>

#include "store/any_write.h"
#include "store/checks.h"
#include "store/memory_model.h"
#include "store/memory_sites.h"
#include "store/memory_stories.h"
#include "store/memory_undo.h"

namespace comity::store::memory {

using discussion::Deed;
using discussion::EventKind;
using discussion::State;

namespace {

tl::unexpected<Error> conflict(std::string detail) { return fail(Error::Code::conflict, std::move(detail)); }
tl::unexpected<Error> missing(std::string detail) { return fail(Error::Code::not_found, std::move(detail)); }
tl::unexpected<Error> invalid(std::string detail) { return fail(Error::Code::invalid, std::move(detail)); }

class Applying : private Undo {
 public:
  Applying(Model& model, const Change& change) : model_(model), change_(change) {}

  Result<Outcome> run(std::vector<StoryTouched>& touched) {
    if (change_.site) {
      const auto found = model_.sites.find(change_.site);
      if (found == model_.sites.end()) return missing("no such site");
      site_ = &found->second;
    }
    for (const Write& write : change_.writes) {
      Done done = std::visit([this](const auto& w) { return apply(w); }, write.any().of);
      if (!done) {
        take_back();
        return fail(done.error());
      }
    }
    if (site_) log_decisions(*site_, decided_, change_.at, *this);
    for (const AuthorId id : judged_)
      if (const auto author = site_->authors.find(id); author != site_->authors.end())
        set(author->second, recounted(*site_, author->second));
    outcome_.log_position = ++model_.log_position;
    if (last_story_) outcome_.event = site_->stories.at(last_story_).story.position;
    model_.applied[{change_.site, change_.id}] = outcome_;
    if (site_touched_) touched.push_back({site_->site.id, {}, outcome_.log_position});
    for (const StoryId story : touched_) touched.push_back({site_->site.id, story, outcome_.log_position});
    return outcome_;
  }

 private:
  StoryRow* story(StoryId id) {
    const auto found = site_->stories.find(id);
    if (found == site_->stories.end()) return nullptr;
    last_story_ = id;
    touched_.insert(id);
    return &found->second;
  }
  static CommentRow* comment(StoryRow* in, CommentId id) {
    if (!in) return nullptr;
    const auto found = in->comments.find(id);
    return found == in->comments.end() ? nullptr : &found->second;
  }
  void event(StoryRow& in, EventKind kind, CommentId about, std::int64_t number) {
    const std::int64_t id = in.story.position + 1;
    set(in.story.position, id);
    append(in.events, {id, kind, about, number, change_.at});
  }
  void count(StoryRow& in, const discussion::Comment& c, State state, std::int64_t by) {
    memory::count(*site_, in, c, state, by, *this);
  }
  void branch_changed(StoryId in, CommentId top) {
    StoryRow& row = *story(in);
    for (const CommentId one : branch_of(row, top))
      if (const std::int64_t number = row.comments.at(one).comment.number; number != 0)
        event(row, EventKind::changed, one, number);
  }
  // The next number of the story, for `row`.
  void give_number(StoryRow& in, CommentRow& row, Time published_at) {
    set(row.comment.number, in.story.next_number);
    set(in.story.next_number, in.story.next_number + 1);
    set(row.comment.published_at, std::optional<Time>(published_at));
    insert(in.numbers, row.comment.number, row.comment.id);
  }

  Done apply(const PutSite& w) {
    site_touched_ = true;
    COMITY_TRY(site_, put_site(model_, site_, w, change_.at, *this));
    outcome_.site = site_->site.id;
    return {};
  }
  Done apply(const PublishPolicy& w) {
    site_touched_ = true;
    publish_policy(*site_, w, change_.at, *this);
    return {};
  }

  Done apply(const SwitchCorrection& w) {
    site_touched_ = true;
    if (site_->site.correction == w.id) return {};
    set(site_->trials, switched(site_->trials, w, change_.at));
    set(site_->site.correction, w.id);
    return {};
  }

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

  Done apply(const QueueLetter& w) {
    QueueLetter whole = w;
    if (w.letter.story && !w.letter.comment) {
      if (last_added_.first != w.letter.story)
        return invalid("QueueLetter: the change adds no comment and the letter names none");
      whole.letter.comment = last_added_.second;
    }
    return change(site_->mailbox, whole);
  }

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

  Done apply(const AddStory& w) {
    if (site_->stories.contains(w.story.id)) return conflict("a story with this id is there already");
    StoryRow row;
    row.story = w.story;
    row.story.site = site_->site.id;
    row.story.publisher_id.clear();
    row.story.position = row.story.published = row.story.held = row.story.refused = 0;
    row.story.next_comment = row.story.next_number = 1;
    insert(site_->stories, w.story.id, std::move(row));
    StoryRow& added = *story(w.story.id);
    COMITY_CHECK(take_publisher_id(*site_, added, w.story.publisher_id, *this));
    return take_urls(*site_, added, w.urls, true, *this);
  }

  Done apply(const SetStoryText& w) { return set_words(story(w.story), w.words, *this); }
  Done apply(const SetStory& w) {
    StoryRow* row = story(w.story);
    if (!row) return missing("no such story");
    COMITY_CHECK(set_story(*site_, *row, w, *this));
    if (w.publisher_id || w.url || w.title || w.language || w.section || w.tags || w.open || w.closes_at)
      event(*row, EventKind::story, {}, 0);
    return {};
  }

  Done apply(const AddAuthor& w) { return add_author(*site_, w, *this); }
  Done apply(const RevokeAuthor& w) {
    const auto found = site_->authors.find(w.author);
    if (found == site_->authors.end()) return missing("no such author");
    if (!found->second.revoked_at) set(found->second.revoked_at, std::optional<Time>(change_.at));
    return {};
  }

  Done apply(const AddComment& w) {
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

  Done apply(const AddRevision& w) {
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

  Done apply(const SetState& w) {
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

  Done apply(const SetRevisionState& w) {
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

  Done apply(const Supersede& w) {
    StoryRow* in = story(w.story);
    CommentRow* older = comment(in, w.older);
    if (!older || !comment(in, w.newer)) return missing("no such comment");
    for (CommentId at = w.newer; at; at = in->comments.at(at).comment.superseded_by)
      if (at == w.older) return conflict("the newer one is folded into the older");
    set(older->comment.superseded_by, w.newer);
    if (older->comment.number != 0) event(*in, EventKind::changed, w.older, older->comment.number);
    return {};
  }

  Done apply(const AddDecision& w) {
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
    if (const discussion::Decision* wrong = decision_in(*site_, d.corrects);
        wrong && wrong->deed == Deed::close_replies)
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

  Done apply(const Propose& w) {
    CommentRow* row = comment(story(w.proposal.story), w.proposal.comment);
    return row ? propose(*site_, *row, w, *this) : Done(missing("no such comment"));
  }
  Done apply(const DropProposal& w) { return memory::drop_proposal(*site_, w, *this); }

  Done apply(const Erase& w) {
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
    if (c.number != 0)
      event(*in, c.state == State::removed ? EventKind::removed : EventKind::withdrawn, c.id, c.number);
    return {};
  }
  Done apply(const EmptyWords& w) {
    CommentRow* row = comment(story(w.story), w.comment);
    return row ? empty_words(*site_, *row, decided_, change_.at, *this) : Done(missing("no such comment"));
  }
  Done apply(const EraseQuotes& w) {
    StoryRow* in = story(w.story);
    CommentRow* row = comment(in, w.comment);
    if (!row) return missing("no such comment");
    COMITY_CHECK(erase_quotes(*site_, *row, decided_, w, *this));
    const discussion::Comment& c = row->comment;
    if (c.state == State::published && c.live_revision == w.revision) event(*in, EventKind::changed, c.id, c.number);
    return {};
  }
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

}  // namespace

Result<Outcome> apply(Model& model, const Change& change, std::vector<StoryTouched>& touched) {
  COMITY_CHECK(well_formed(change));
  const auto before = model.applied.find({change.site, change.id});
  if (before != model.applied.end()) {
    Outcome outcome = before->second;
    outcome.again = true;
    return outcome;
  }
  return Applying(model, change).run(touched);
}

}  // namespace comity::store::memory

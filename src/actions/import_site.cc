#include "actions/import_site.h"

#include <map>
#include <set>
#include <vector>

#include "actions/import_pace.h"
#include "interchange/jsonl.h"

namespace comity::actions {
namespace {

using interchange::CommentRow;
using interchange::PolicyRow;
using interchange::RevisionRow;
using interchange::StoryRow;

constexpr std::size_t bytes_at_once = 64 * 1024;
constexpr std::size_t most_bytes_in_step = 512 * 1024;

// Rows arrive one by one; a comment's rows are gathered and written together, several comments in one step.
class Restoring {
 public:
  Restoring(World& world, const ImportSite& request) : world_(world), request_(request) {}

  Done line(std::string_view text) {
    ++line_;
    if (text.empty()) return {};
    const auto row = interchange::from_jsonl(text);
    if (!row) return wrong(row.error());
    Done done = std::visit([this](const auto& r) { return take(r); }, *row);
    if (done || done.error().code != Error::Code::invalid) return done;
    return wrong(done.error());
  }

  Result<ImportSiteReport> finish() {
    COMITY_CHECK(end_comment());
    COMITY_CHECK(end_story());
    COMITY_CHECK(flush());
    if (!have_site_) return fail(Error::Code::invalid, "the file holds no site: its first line is to be of that kind");
    return report_;
  }

 private:
  tl::unexpected<Error> wrong(const Error& error) const {
    return fail(error.code, "line " + std::to_string(line_) + ": " + error.detail);
  }
  tl::unexpected<Error> invalid(std::string detail) const { return fail(Error::Code::invalid, std::move(detail)); }

  Done take(const discussion::Site& from) {
    if (have_site_) return invalid("a second site: one file holds one");
    have_site_ = true;
    site_ = from;
    site_.key = request_.site_key;
    const auto there = world_.store.site(site_.key);
    if (there) {
      if (there->created != from.created)
        return fail(Error::Code::conflict, "there is a site '" + site_.key +
                                               "' already, and it did not come from this file: import into an empty "
                                               "folder, or under another key");
      site_ = *there;
      return {};
    }
    if (there.error().code != Error::Code::not_found) return fail(there.error());
    site_.id = {};
    if (request_.dry_run) return {};
    COMITY_TRY(const auto outcome, commit({store::PutSite{site_}}, from.created));
    site_.id = outcome.site;
    return {};
  }

  Done take(const PolicyRow& row) {
    COMITY_CHECK(need_site());
    if (sha256(row.source) != row.id) return invalid("the policy's id is not the hash of its source");
    ++report_.lines.policies;
    if (request_.dry_run || world_.store.policy(site_.id, row.id)) return {};
    return commit({store::PublishPolicy{row.id, row.source, row.by}}, row.published).map([](auto&&) {});
  }

  Done take(const discussion::Author& author) {
    COMITY_CHECK(need_site());
    ++report_.lines.authors;
    if (request_.dry_run || world_.store.author(site_.id, author.id)) return {};
    writes_.push_back(store::AddAuthor{author});
    return flush_if_full();
  }

  Done take(const StoryRow& row) {
    COMITY_CHECK(need_site());
    COMITY_CHECK(end_comment());
    COMITY_CHECK(end_story());
    ++report_.lines.stories;
    story_ = row.story.id;
    if (request_.dry_run) return {};
    if (world_.store.story(site_.id, story_)) {
      ++report_.known;
      return {};
    }
    writes_.push_back(store::AddStory{row.story, row.urls});
    if (!row.words.empty()) writes_.push_back(store::SetStoryText{story_, row.words});
    bytes_ += row.words.size();
    return flush_if_full();
  }

  Done take(const CommentRow& row) {
    COMITY_CHECK(end_comment());
    if (!story_ || row.comment.story != story_) return invalid("a comment that does not stand under its story");
    if (row.comment.id.value <= last_place_.value) return invalid("a comment's place is not above the one before");
    ++report_.lines.comments;
    comment_ = row.comment;
    last_place_ = row.comment.id;
    known_ = false;
    if (!request_.dry_run) {
      const auto there = world_.store.comment(site_.id, story_, row.comment.id);
      // What was erased here since the file was written has no name any more, and stays erased.
      const bool same = there && there->written == row.comment.written &&
                        (there->emptied || row.comment.emptied || there->name == row.comment.name);
      if (there && !same)
        return fail(Error::Code::conflict, "line " + std::to_string(line_) +
                                               ": another comment has this place already: import into an empty folder");
      known_ = there.has_value();
    }
    if (known_) ++report_.known;
    return {};
  }

  Done take(const RevisionRow& row) {
    if (!comment_ || row.story != comment_->story || row.comment != comment_->id)
      return invalid("a revision that does not stand under its comment");
    if (row.revision.revision != static_cast<std::int64_t>(revisions_.size()) + 1)
      return invalid("a comment's revisions do not run 1, 2, 3 ...");
    ++report_.lines.revisions;
    bytes_ += row.revision.text.size();
    revisions_.push_back(row.revision);
    return {};
  }

  Done take(const discussion::Decision& decision) {
    if (!comment_ || decision.story != comment_->story || decision.comment != comment_->id)
      return invalid("a decision that does not stand under its comment");
    ++report_.lines.decisions;
    decisions_.push_back(decision);
    return {};
  }

  Done take(const discussion::Report& report) {
    if (!comment_ || report.story != comment_->story || report.comment != comment_->id)
      return invalid("a report that does not stand under its comment");
    reports_.push_back(report);
    return {};
  }

  Done take(const discussion::Order& order) {
    COMITY_CHECK(end_discussion());
    if (request_.dry_run) return {};
    if (!orders_there_) {
      COMITY_TRY(const auto there, world_.store.orders(site_.id));
      orders_there_.emplace();
      for (const discussion::Order& one : there) orders_there_->insert(one.id);
    }
    if (orders_there_->contains(order.id)) return {};
    writes_.emplace_back(store::RecordOrder{order});
    return flush_if_full();
  }

  Done take(const discussion::Danger& danger) {
    COMITY_CHECK(end_discussion());
    if (request_.dry_run || world_.store.danger(site_.id, danger.id)) return {};
    writes_.emplace_back(store::NoteDanger{danger});
    return flush_if_full();
  }

  // What stands behind the last story.
  Done end_discussion() {
    COMITY_CHECK(need_site());
    COMITY_CHECK(end_comment());
    return end_story();
  }

  Done take(const discussion::Block& block) {
    COMITY_CHECK(end_discussion());
    ++report_.lines.blocks;
    if (request_.dry_run) return {};
    COMITY_TRY(const auto there, world_.store.blocks(site_.id, block.author));
    for (const discussion::Block& one : there)
      if (one.decision == block.decision) return {};
    writes_.push_back(store::AddBlock{block, true});
    return flush_if_full();
  }

  Done take(const discussion::Appeal& appeal) {
    COMITY_CHECK(end_discussion());
    ++report_.lines.appeals;
    if (request_.dry_run || world_.store.appeal(site_.id, appeal.id)) return {};
    writes_.push_back(store::FileAppeal{appeal, true});
    return flush_if_full();
  }

  Done need_site() const {
    if (have_site_) return {};
    return invalid("the first line is to be of the kind 'site'");
  }

  // Writes what was gathered of a comment, as it stands now.
  Done end_comment() {
    if (!comment_) return {};
    discussion::Comment c = *std::exchange(comment_, std::nullopt);
    const auto revisions = std::exchange(revisions_, {});
    const auto decisions = std::exchange(decisions_, {});
    const auto reports = std::exchange(reports_, {});
    if (revisions.empty()) return invalid("the comment before this line has no revision");
    if (c.superseded_by) folds_[c.superseded_by].push_back(c.id);
    c.superseded_by = {};
    if (!request_.dry_run && !known_) {
      c.receipt = world_.random.key128();
      writes_.push_back(store::AddComment{c, revisions.front(), true, false});
      for (std::size_t i = 1; i < revisions.size(); ++i)
        writes_.push_back(
            store::AddRevision{c.story, c.id, static_cast<std::int64_t>(i), c.state, revisions[i], std::nullopt});
      for (const discussion::Decision& decision : decisions) writes_.push_back(store::AddDecision{decision});
      for (const discussion::Report& report : reports) writes_.emplace_back(store::FileReport{report});
      ++comments_;
    }
    if (const auto folds = folds_.extract(c.id)) {
      for (const CommentId older : folds.mapped()) COMITY_CHECK(fold(older, c.id));
    }
    return flush_if_full();
  }

  // What was replaced by a comment that stands before it.
  Done end_story() {
    for (const auto& [newer, all] : std::exchange(folds_, {}))
      for (const CommentId older : all) COMITY_CHECK(fold(older, newer));
    last_place_ = {};
    return {};
  }

  Done fold(CommentId older, CommentId newer) {
    if (request_.dry_run) return {};
    const auto there = world_.store.comment(site_.id, story_, older);
    if (there && there->superseded_by) return {};
    writes_.push_back(store::Supersede{story_, older, newer});
    return {};
  }

  Done flush_if_full() {
    if (comments_ < pace_.comments() && writes_.size() < 4 * pace_.comments() && bytes_ < most_bytes_in_step) return {};
    return flush();
  }

  Done flush() {
    if (writes_.empty()) return {};
    std::vector<store::Write> writes = std::exchange(writes_, {});
    const std::size_t comments = std::exchange(comments_, 0);
    bytes_ = 0;
    const auto begin = std::chrono::steady_clock::now();
    COMITY_CHECK(commit(std::move(writes), world_.clock.now()).map([](auto&&) {}));
    pace_.took(std::chrono::steady_clock::now() - begin, comments);
    return {};
  }

  Result<store::Outcome> commit(std::vector<store::Write> writes, Time at) {
    const store::Change change{world_.random.key128(), site_.id, at, std::move(writes)};
    for (int attempt = 0;; ++attempt) {
      auto outcome = world_.store.commit(change);
      if (!outcome && outcome.error().code == Error::Code::unavailable && attempt < 3) continue;
      return outcome;
    }
  }

  World& world_;
  const ImportSite& request_;
  ImportSiteReport report_;
  std::int64_t line_ = 0;
  bool have_site_ = false;
  discussion::Site site_;
  StoryId story_;
  CommentId last_place_;
  std::optional<discussion::Comment> comment_;
  bool known_ = false;
  std::vector<discussion::Revision> revisions_;
  std::vector<discussion::Decision> decisions_;
  std::vector<discussion::Report> reports_;
  std::optional<std::set<discussion::OrderId>> orders_there_;  // before the first of them came
  std::map<CommentId, std::vector<CommentId>> folds_;          // by the newer, which has not come yet
  ImportPace pace_;
  std::vector<store::Write> writes_;
  std::size_t comments_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace

Result<ImportSiteReport> import_site(World& world, const ImportSite& request) {
  Restoring restoring(world, request);
  std::vector<char> buffer(bytes_at_once);
  std::string rest;  // of a line whose end has not come yet
  std::uint64_t done = 0;
  while (true) {
    COMITY_TRY(const std::size_t size, request.read(buffer.data(), buffer.size()));
    if (size == 0) break;
    std::string_view piece(buffer.data(), size);
    for (std::size_t end; (end = piece.find('\n')) != std::string_view::npos; piece.remove_prefix(end + 1)) {
      rest.append(piece.substr(0, end));
      COMITY_CHECK(restoring.line(rest));
      rest.clear();
    }
    rest.append(piece);
    if (rest.size() > interchange::max_jsonl_line_bytes)
      return fail(Error::Code::invalid, "a line is longer than 16 MB: this is no export of Comity");
    done += size;
    if (request.progress) request.progress(done);
  }
  if (!rest.empty()) COMITY_CHECK(restoring.line(rest));
  return restoring.finish();
}

}  // namespace comity::actions

// The change that nearly every post is: its guest, if new, and a comment that is published at once. It takes a shorter
// way than the rest. What could be against it is looked for before the first row, so it needs no savepoint (which would
// copy every page the change touches), and the story's counters move in the Tally, not row by row.
#include <algorithm>

#include "store/any_write.h"
#include "store/sqlite/applying.h"
#include "store/sqlite/reads.h"
#include "store/sqlite/rows.h"
#include "store/sqlite/tally.h"
#include "text/name.h"

namespace comity::store::sqlite {

using discussion::State;

namespace {

struct Post {
  const AddAuthor* author = nullptr;
  const AddComment* comment = nullptr;
};

std::optional<Post> as_post(const Change& change) {
  Post post;
  if (change.writes.size() > 2 || !change.site) return std::nullopt;
  post.comment = as<AddComment>(change.writes.back());
  if (!post.comment) return std::nullopt;
  const discussion::Comment& c = post.comment->comment;
  if (change.writes.size() == 2) {
    post.author = as<AddAuthor>(change.writes.front());
    if (!post.author || post.author->author.id != c.author || post.author->author.erased) return std::nullopt;
  }
  const bool plain = c.state == State::published && !post.comment->number_given && !c.superseded_by;
  return plain ? std::optional(post) : std::nullopt;
}

bool is_taken(const StoryTally& tally, const std::string& skeleton, AuthorId author, CommentId known) {
  return std::any_of(tally.lately.begin(), tally.lately.end(), [&](const StoryTally::Newcomer& newcomer) {
    return newcomer.comment.value > known.value && newcomer.author != author && newcomer.skeleton == skeleton;
  });
}

}  // namespace

std::optional<Arrival> Applying::run_post(std::int64_t log_position, Tally& tally) {
  const auto post = as_post(change_);
  if (!post) return std::nullopt;
  discussion::Comment c = post->comment->comment;
  site_ = change_.site;
  StoryTally* story = tally.story(site_, c.story);
  if (!story || (post->comment->if_open && !is_open(story->story, change_.at))) return std::nullopt;
  if (!post->author && is_erased(c.author)) return std::nullopt;
  if (c.reply_to && !comment_is_there(c.story, c.reply_to)) return std::nullopt;
  if (c.reply_to && post->comment->if_open && is_in_closed_branch(db_, site_, c.story, c.reply_to)) return std::nullopt;
  if (opens_a_report(c.case_code)) return std::nullopt;
  std::string skeleton = c.name.empty() ? std::string() : text::name_skeleton(c.name);
  if (const auto known = post->comment->names_known) {
    if (!tally.know_names(site_, c.story, *story, {known->value + 1})) return std::nullopt;
    if (is_taken(*story, skeleton, c.author, *known)) return std::nullopt;
  }

  c.id = {story->story.next_comment};
  c.number = story->story.next_number;
  c.published_at = c.published_at.value_or(change_.at);
  discussion::Revision revision = post->comment->revision;
  if (revision.after_number == -1) revision.after_number = c.number - 1;
  if (post->author) insert_author(post->author->author, 1);
  insert_comment(c, true);
  insert_revision(c.story, c.id, revision);
  insert_event(c.story, story->story.position + 1, discussion::EventKind::published, c.id, c.number);
  touch(c.story);
  outcome_.comment = c.id;
  outcome_.number = c.number;
  outcome_.event = story->story.position + 1;
  outcome_.log_position = log_position;
  insert_applied(log_position);

  // Nothing below fails: the tally never tells of a comment that is not there.
  tally.add(*story, c, std::move(skeleton));
  if (!post->author && c.author) tally.add_published(site_, c.author);
  return Arrival{outcome_, {site_, c.story, log_position}, c.written};
}

}  // namespace comity::store::sqlite

// Comments, their revisions and their states. Numbers and places are given here, under the story's row.
#include <algorithm>

#include "store/checks.h"
#include "store/sqlite/applying.h"
#include "store/sqlite/reads.h"
#include "store/sqlite/rows.h"
#include "text/name.h"

namespace comity::store::sqlite {

using discussion::EventKind;
using discussion::State;

std::optional<Applying::CommentNow> Applying::comment_now(StoryId story, CommentId comment) {
  Query query(db_,
              "SELECT number, author_id, state, live_revision, last_revision, superseded_by, "
              "emptied_ms IS NOT NULL, erased FROM comment "
              "WHERE site_id = ? AND story_id = ? AND comment_id = ?",
              site_, story, comment);
  if (!query.step()) return std::nullopt;
  const auto state = discussion::state_from(query.text(2));
  if (!state) throw corrupt("an unknown word stands for a comment's state");
  touch(story);
  return CommentNow{query.integer(0),      {query.integer(1)},   *state,
                    query.integer(3),      query.integer(4),     {query.integer(5)},
                    query.integer(6) != 0, query.integer(7) != 0};
}

bool Applying::comment_is_there(StoryId story, CommentId comment) {
  Query query(db_, "SELECT 1 FROM comment WHERE site_id = ? AND story_id = ? AND comment_id = ?", site_, story,
              comment);
  return query.step();
}

std::optional<State> Applying::revision_state(StoryId story, CommentId comment, std::int64_t revision) {
  Query query(db_, "SELECT state FROM revision WHERE site_id = ? AND story_id = ? AND comment_id = ? AND revision = ?",
              site_, story, comment, revision);
  return query.step() ? discussion::state_from(query.text(0)) : std::nullopt;
}

std::int64_t Applying::highest_number(StoryId story) {
  Query query(db_, "SELECT next_number - 1 FROM story WHERE site_id = ? AND story_id = ?", site_, story);
  return query.step() ? query.integer(0) : 0;
}

void Applying::count(StoryId story, AuthorId author, State state, int by) {
  switch (state) {
    case State::published:
      Query(db_, "UPDATE story SET published = published + ? WHERE site_id = ? AND story_id = ?", by, site_, story)
          .run();
      Query(db_, "UPDATE author SET published = published + ? WHERE site_id = ? AND author_id = ?", by, site_, author)
          .run();
      break;
    case State::held:
      Query(db_, "UPDATE story SET held = held + ? WHERE site_id = ? AND story_id = ?", by, site_, story).run();
      break;
    case State::refused:
      Query(db_, "UPDATE story SET refused = refused + ? WHERE site_id = ? AND story_id = ?", by, site_, story).run();
      Query(db_, "UPDATE author SET refused = refused + ? WHERE site_id = ? AND author_id = ?", by, site_, author)
          .run();
      break;
    case State::returned:
    case State::removed:
    case State::withdrawn:
      break;
  }
}

bool Applying::count_author(AuthorId author, State state) {
  if (state == State::published || state == State::refused) {
    Query(db_, "UPDATE author SET published = published + ?, refused = refused + ? WHERE site_id = ? AND author_id = ?",
          state == State::published, state == State::refused, site_, author)
        .run();
    return db_.changed_rows() == 1;
  }
  Query query(db_, "SELECT 1 FROM author WHERE site_id = ? AND author_id = ?", site_, author);
  return query.step();
}

std::int64_t Applying::take_number(StoryId story) {
  Query query(db_,
              "UPDATE story SET next_number = next_number + 1 WHERE site_id = ? AND story_id = ? "
              "RETURNING next_number - 1",
              site_, story);
  std::int64_t number = 0;
  while (query.step()) number = query.integer(0);
  return number;
}

void Applying::insert_revision(StoryId story, CommentId comment, const discussion::Revision& r) {
  const std::int64_t after = r.after_number == -1 ? highest_number(story) : r.after_number;
  Query(db_,
        "INSERT INTO revision (site_id, story_id, comment_id, revision, text, facts, state, written_ms, after_number) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        site_, story, comment, r.revision, r.text, Blob{policy::encoded(r.facts)}, name(r.state), r.written, after)
      .run();
}

void Applying::set_live(StoryId story, CommentId comment, std::int64_t revision) {
  Query(db_, "UPDATE comment SET live_revision = ? WHERE site_id = ? AND story_id = ? AND comment_id = ?", revision,
        site_, story, comment)
      .run();
}

void Applying::set_revision_state(StoryId story, CommentId comment, std::int64_t revision, State to) {
  Query(db_, "UPDATE revision SET state = ? WHERE site_id = ? AND story_id = ? AND comment_id = ? AND revision = ?",
        name(to), site_, story, comment, revision)
      .run();
}

void Applying::insert_comment(const discussion::Comment& c, bool live) {
  // Its keys' unique constraints say `conflict` by themselves: place, number, receipt, case code, source.
  Query(db_,
        "INSERT INTO comment (site_id, story_id, comment_id, number, reply_to, author_id, name, name_mark, state, "
        "live_revision, last_revision, receipt, case_code, written_ms, published_ms, superseded_by, mark, source_key, "
        "emptied_ms, erased) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        site_, c.story, c.id, c.number != 0 ? std::optional(c.number) : std::nullopt, null_if_none(c.reply_to),
        null_if_none(c.author), c.name, c.name_mark, name(c.state), live, null_if_zero(c.receipt),
        null_if_empty(c.case_code), c.written, c.published_at, null_if_none(c.superseded_by), c.mark,
        null_if_empty(c.source_key), c.emptied, c.erased)
      .run();
}

// Readers open what they wrote and what they reported at one place, by one kind of code.
bool Applying::opens_a_report(const std::string& case_code) {
  if (case_code.empty()) return false;
  Query query(db_, "SELECT 1 FROM report WHERE site_id = ? AND case_code = ?", site_, case_code);
  return query.step();
}

bool Applying::is_erased(AuthorId author) {
  if (!author) return false;
  Query query(db_, "SELECT 1 FROM author WHERE site_id = ? AND author_id = ? AND erased_ms IS NOT NULL", site_, author);
  return query.step();
}

bool Applying::name_is_taken(const discussion::Comment& c, CommentId known) {
  if (c.name.empty()) return false;
  Query query(
      db_,
      "SELECT name FROM comment WHERE site_id = ? AND story_id = ? AND comment_id > ? AND author_id IS NOT ? AND "
      "state <> 'refused' AND name <> ''",
      site_, c.story, known, null_if_none(c.author));
  const std::string skeleton = text::name_skeleton(c.name);
  while (query.step())
    if (text::name_skeleton(query.text(0)) == skeleton) return true;
  return false;
}

// The story's row is read once, and written once.
Done Applying::apply(const AddComment& w) {
  const discussion::Comment& c = w.comment;
  discussion::Story story;
  {
    Query query(db_,
                "SELECT open, closes_ms, next_comment, next_number, position FROM story "
                "WHERE site_id = ? AND story_id = ?",
                site_, c.story);
    if (!query.step()) return missing("no such story");
    story.open = query.integer(0) != 0;
    story.closes_at = query.maybe_time(1);
    story.next_comment = query.integer(2);
    story.next_number = query.integer(3);
    story.position = query.integer(4);
  }
  if (c.author && !count_author(c.author, c.state)) return missing("no such author");
  if (!w.number_given && is_erased(c.author)) return conflict("the author is erased");
  // From an export comes what is erased or still waits to be.
  if (w.number_given && c.author && !c.erased) {
    Query query(db_,
                "SELECT 1 FROM author WHERE site_id = ? AND author_id = ? AND erased_ms IS NOT NULL AND erasing = 0",
                site_, c.author);
    if (query.step()) return conflict("the author is erased");
  }
  if (w.if_open && !is_open(story, change_.at)) return conflict("the story is closed");
  if (c.reply_to && !comment_is_there(c.story, c.reply_to)) return conflict("what it answers is not in the story");
  if (c.reply_to && w.if_open && is_in_closed_branch(db_, site_, c.story, c.reply_to))
    return conflict("the branch is closed to replies");
  if (c.superseded_by && !comment_is_there(c.story, c.superseded_by))
    return conflict("what replaces it is not in the story");
  if (w.names_known && name_is_taken(c, *w.names_known)) return conflict("somebody took the name meanwhile");
  if (opens_a_report(c.case_code)) return conflict("its case code is taken");
  touch(c.story);

  const CommentId id = c.id ? c.id : CommentId{story.next_comment};
  const bool takes_number = !w.number_given && (c.state == State::published || c.state == State::removed);
  const std::int64_t number = takes_number ? story.next_number : w.number_given ? c.number : 0;
  discussion::Comment added = c;
  added.id = id;
  added.number = number;
  added.published_at = std::nullopt;
  if (number != 0) added.published_at = c.published_at.value_or(takes_number ? change_.at : c.written);
  insert_comment(added, number != 0 && w.revision.state == State::published);
  insert_revision(c.story, id, w.revision);  // before its own number counts as given
  const std::int64_t event_id = number != 0 ? story.position + 1 : story.position;
  Query(db_,
        "UPDATE story SET next_comment = ?, next_number = ?, position = ?, published = published + ?, "
        "held = held + ?, refused = refused + ? WHERE site_id = ? AND story_id = ?",
        std::max(story.next_comment, id.value + 1), std::max(story.next_number, number + 1), event_id,
        c.state == State::published, c.state == State::held, c.state == State::refused, site_, c.story)
      .run();
  if (number != 0)
    insert_event(c.story, event_id,
                 c.state == State::removed     ? EventKind::removed
                 : c.state == State::withdrawn ? EventKind::withdrawn
                                               : EventKind::published,
                 id, number);
  positions_[c.story] = event_id;
  last_added_ = {c.story, id};
  if (w.revision.state == State::held) waits_or_not(c.story, id);
  outcome_.comment = id;
  outcome_.number = number;
  return {};
}

Done Applying::apply(const AddRevision& w) {
  const auto now = comment_now(w.story, w.comment);
  if (!now) return missing("no such comment");
  if (now->last_revision != w.after_revision) return conflict("its author has changed it since");
  if (now->emptied && !w.revision.text.empty()) return conflict("its words are gone");
  if (now->state != w.state_now) return conflict("its state has changed since");
  drop_proposal(w.story, w.comment);
  const bool published = w.revision.state == State::published;
  if (published) will_judge(w.story, w.comment);
  insert_revision(w.story, w.comment, w.revision);
  waits_or_not(w.story, w.comment);
  const bool named = w.new_name && (published || now->number == 0);
  const bool shown = published && now->number != 0;
  Query(db_,
        "UPDATE comment SET last_revision = ?4, name = coalesce(?5, name), "
        "live_revision = CASE WHEN ?6 THEN ?4 ELSE live_revision END "
        "WHERE site_id = ?1 AND story_id = ?2 AND comment_id = ?3",
        site_, w.story, w.comment, w.revision.revision, named ? w.new_name : std::nullopt, shown)
      .run();
  if (shown) event(w.story, EventKind::changed, w.comment, now->number);
  return {};
}

Done Applying::apply(const SetState& w) {
  const auto now = comment_now(w.story, w.comment);
  if (!now) return missing("no such comment");
  if (now->state != w.from) return conflict("its state has changed since");
  if (w.revision < 1 || w.revision > now->last_revision) return missing("no such revision");
  if (w.revision < now->last_revision) {
    Query query(db_,
                "SELECT 1 FROM revision WHERE site_id = ? AND story_id = ? AND comment_id = ? AND revision > ? AND "
                "state <> 'refused'",
                site_, w.story, w.comment, w.revision);
    if (query.step()) return conflict("its author has changed it since");
  }
  if (!may_move(w.from, w.to, now->number != 0))
    return fail(Error::Code::invalid, "a comment cannot move to that state");
  if (now->emptied && shows_words(w.to)) return conflict("its words are gone");
  drop_proposal(w.story, w.comment);
  waits_or_not(w.story, w.comment);
  if (w.to == State::withdrawn || w.from == State::withdrawn || now->live_revision == 0) will_judge(w.story, w.comment);
  count(w.story, now->author, w.from, -1);
  count(w.story, now->author, w.to, 1);

  std::int64_t number = now->number;
  const bool first_publication = w.to == State::published && number == 0;
  if (first_publication) number = take_number(w.story);
  Query(db_,
        "UPDATE comment SET state = ?4, number = ?5, published_ms = coalesce(published_ms, ?6) "
        "WHERE site_id = ?1 AND story_id = ?2 AND comment_id = ?3",
        site_, w.story, w.comment, name(w.to), number != 0 ? std::optional(number) : std::nullopt,
        first_publication ? std::optional(change_.at) : std::nullopt)
      .run();
  switch (w.to) {
    case State::published:
      if (now->live_revision == 0) {
        set_revision_state(w.story, w.comment, w.revision, State::published);
        set_live(w.story, w.comment, w.revision);
      }
      outcome_.number = number;
      event(w.story, first_publication ? EventKind::published : EventKind::changed, w.comment, number);
      break;
    case State::held:
    case State::returned:
      set_revision_state(w.story, w.comment, w.revision, State::held);
      break;
    case State::refused:
      set_revision_state(w.story, w.comment, w.revision, State::refused);
      break;
    case State::removed:
    case State::withdrawn:
      if (number != 0)
        event(w.story, w.to == State::removed ? EventKind::removed : EventKind::withdrawn, w.comment, number);
      break;
  }
  return {};
}

Done Applying::apply(const SetRevisionState& w) {
  const auto now = comment_now(w.story, w.comment);
  if (!now) return missing("no such comment");
  const auto state = revision_state(w.story, w.comment, w.revision);
  if (!state) return missing("no such revision");
  if (now->state != State::published) return conflict("the comment is not published");
  if (*state != w.from) return conflict("that revision was decided meanwhile");
  if (now->live_revision > w.revision) return conflict("its author has changed it since");
  drop_proposal(w.story, w.comment);
  will_judge(w.story, w.comment);
  set_revision_state(w.story, w.comment, w.revision, w.to);
  waits_or_not(w.story, w.comment);
  if (w.to == State::published) {
    set_live(w.story, w.comment, w.revision);
    event(w.story, EventKind::changed, w.comment, now->number);
  }
  return {};
}

Done Applying::apply(const Supersede& w) {
  const auto older = comment_now(w.story, w.older);
  if (!older || !comment_now(w.story, w.newer)) return missing("no such comment");
  for (CommentId at = w.newer; at;) {
    if (at == w.older) return conflict("the newer one is folded into the older");
    const auto next = comment_now(w.story, at);
    at = next ? next->superseded_by : CommentId{};
  }
  Query(db_, "UPDATE comment SET superseded_by = ? WHERE site_id = ? AND story_id = ? AND comment_id = ?", w.newer,
        site_, w.story, w.older)
      .run();
  if (older->number != 0) event(w.story, EventKind::changed, w.older, older->number);
  return {};
}

}  // namespace comity::store::sqlite

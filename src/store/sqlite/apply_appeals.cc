// Appeals, blocks, and the strikes that follow from the record.
#include "store/sqlite/applying.h"

namespace comity::store::sqlite {

namespace {

tl::unexpected<Error> invalid(std::string detail) { return fail(Error::Code::invalid, std::move(detail)); }

}  // namespace

// discussion::standing_strikes in SQL, for one comment. The rule in integrity.cc says the same of all.
std::int64_t Applying::strikes_at(StoryId story, CommentId comment) {
  Query query(
      db_,
      "SELECT count(*) FROM comment c JOIN decision d ON d.site_id = c.site_id AND d.story_id = c.story_id AND "
      "d.comment_id = c.comment_id WHERE c.site_id = ? AND c.story_id = ? AND c.comment_id = ? AND c.source_key "
      "IS NULL AND c.state <> 'withdrawn' AND d.revision >= c.live_revision AND d.actor IN ('moderator', "
      "'operator') AND d.deed IN ('refuse', 'remove') AND NOT EXISTS (SELECT 1 FROM decision k WHERE k.site_id "
      "= d.site_id AND k.corrects = d.decision_id) AND NOT EXISTS (SELECT 1 FROM appeal a WHERE a.site_id = "
      "d.site_id AND a.decision_id = d.decision_id AND a.outcome IS NULL)",
      site_, story, comment);
  return query.step() ? query.integer(0) : 0;
}

void Applying::will_judge(StoryId story, CommentId comment) {
  const std::pair place{story, comment};
  if (!strikes_before_.contains(place)) strikes_before_.emplace(place, strikes_at(story, comment));
}

void Applying::recount() {
  for (const auto& [place, before] : strikes_before_) {
    const std::int64_t by = strikes_at(place.first, place.second) - before;
    if (by == 0) continue;
    Query(db_,
          "UPDATE author SET strikes = strikes + ?4 WHERE site_id = ?1 AND author_id = (SELECT author_id FROM comment "
          "WHERE site_id = ?1 AND story_id = ?2 AND comment_id = ?3)",
          site_, place.first, place.second, by)
        .run();
  }
}

bool Applying::is_decision(DecisionId decision, StoryId story, CommentId comment) {
  Query query(db_, "SELECT 1 FROM decision WHERE site_id = ? AND decision_id = ? AND story_id = ? AND comment_id = ?",
              site_, decision, story, comment);
  return query.step();
}

Done Applying::apply(const FileAppeal& w) {
  const discussion::Appeal& a = w.appeal;
  if (!is_decision(a.decision, a.story, a.comment)) return missing("no such decision");
  if (a.answer && !is_decision(a.answer, a.story, a.comment)) return missing("no such decision");
  if (!w.as_was) {
    const auto now = comment_now(a.story, a.comment);
    if (now && now->emptied) return conflict("the comment's words are gone");
    Query query(db_, "SELECT 1 FROM decision WHERE site_id = ? AND corrects = ?", site_, a.decision);
    if (query.step()) return conflict("the decision was corrected meanwhile");
  }
  will_judge(a.story, a.comment);
  // Its unique constraints say `conflict`: the id, and one for each decision and complainant.
  Query(db_,
        "INSERT INTO appeal (site_id, appeal_id, decision_id, story_id, comment_id, complainant, grounds, language, "
        "filed_ms, due_ms, outcome, decided_ms, decided_by, look, reasons, answer_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?, ?, ?, ?)",
        site_, a.id, a.decision, a.story, a.comment, a.complainant, a.grounds, a.language, a.filed, a.due,
        a.outcome ? std::optional(name(*a.outcome)) : std::nullopt, a.decided, a.decided_by, name(a.look), a.reasons,
        null_if_none(a.answer))
      .run();
  touch(a.story);
  return {};
}

Done Applying::apply(const AnswerAppeal& w) {
  StoryId story;
  CommentId comment;
  std::string decided_by, proposed_by;
  {
    Query query(db_,
                "SELECT a.story_id, a.comment_id, a.outcome IS NULL, d.actor_name, d.proposed_by FROM appeal a JOIN "
                "decision d ON "
                "d.site_id = a.site_id AND d.decision_id = a.decision_id WHERE a.site_id = ? AND a.appeal_id = ?",
                site_, w.appeal);
    if (!query.step()) return missing("no such appeal");
    if (query.integer(2) == 0) return conflict("the appeal is answered");
    story = {query.integer(0)};
    comment = {query.integer(1)};
    decided_by = query.text(3);
    proposed_by = query.text(4);
  }
  if (!is_decision(w.answer, story, comment)) return missing("no such decision to answer with");
  if (w.look != discussion::SecondLook::same_later && (decided_by == w.by || proposed_by == w.by))
    return invalid("who made a decision does not decide its appeal");
  will_judge(story, comment);
  Query(db_,
        "UPDATE appeal SET outcome = ?, decided_ms = ?, decided_by = ?, look = ?, reasons = ?, answer_id = ? WHERE "
        "site_id = ? AND appeal_id = ?",
        name(w.outcome), change_.at, w.by, name(w.look), w.reasons, w.answer, site_, w.appeal)
      .run();
  touch(story);
  return {};
}

Done Applying::apply(const AddBlock& w) {
  const discussion::Block& b = w.block;
  {
    Query query(db_,
                "SELECT d.actor, d.deed, c.author_id FROM decision d JOIN comment c ON c.site_id = d.site_id AND "
                "c.story_id = d.story_id AND c.comment_id = d.comment_id WHERE d.site_id = ? AND d.decision_id = ? AND "
                "d.story_id = ? AND d.comment_id = ?",
                site_, b.decision, b.story, b.comment);
    if (!query.step() || query.text(1) != name(b.deed)) return missing("no such decision about an author");
    if (query.is_null(2) || query.integer(2) != b.author.value) return missing("the decision is about another author");
    const std::string actor = query.text(0);
    if (actor != "moderator" && actor != "operator") return invalid("only a person restricts an author");
  }
  {
    Query query(db_, "SELECT 1 FROM block WHERE site_id = ? AND decision_id = ?", site_, b.decision);
    if (query.step()) return conflict("the decision has made one already");
  }
  for (const DecisionId strike : b.strikes) {
    Query query(db_,
                "SELECT 1 FROM decision d JOIN comment c ON c.site_id = d.site_id AND c.story_id = d.story_id AND "
                "c.comment_id = d.comment_id WHERE d.site_id = ? AND d.decision_id = ? AND c.author_id = ?",
                site_, strike, b.author);
    if (!query.step()) return missing("no such strike");
  }
  if (b.warning) {
    Query query(db_,
                "SELECT 1 FROM block WHERE site_id = ? AND decision_id = ? AND author_id = ? AND deed = 'warn' AND "
                "(lifted_ms IS NULL OR ?) AND since_ms <= ?",
                site_, b.warning, b.author, w.as_was, b.since);
    if (!query.step()) return missing("no earlier warning of this author is on record");
  }
  if (b.lifted_by) {
    Query query(db_, "SELECT 1 FROM decision WHERE site_id = ? AND decision_id = ?", site_, b.lifted_by);
    if (!query.step()) return missing("no such decision");
  }
  const auto& f = b.factors;
  Query(db_,
        "INSERT INTO block (site_id, decision_id, author_id, story_id, comment_id, deed, since_ms, until_ms, "
        "step_strikes, step_within_ms, warning_id, number, written, gravity, intention, lifted_ms, lifted_by) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        site_, b.decision, b.author, b.story, b.comment, name(b.deed), b.since, b.until, b.step_strikes,
        b.step_within_ms, null_if_none(b.warning), f ? std::optional(f->number) : std::nullopt,
        f ? std::optional(f->written) : std::nullopt, f ? std::optional<std::string_view>(f->gravity) : std::nullopt,
        f ? std::optional<std::string_view>(f->intention) : std::nullopt, b.lifted, null_if_none(b.lifted_by))
      .run();
  for (const DecisionId strike : b.strikes)
    Query(db_, "INSERT INTO block_strike (site_id, decision_id, strike_id) VALUES (?, ?, ?)", site_, b.decision, strike)
        .run();
  set_restricted(b.author);
  touch(b.story);
  return {};
}

Done Applying::apply(const LiftBlock& w) {
  AuthorId author;
  {
    Query query(db_, "SELECT author_id, lifted_ms, story_id FROM block WHERE site_id = ? AND decision_id = ?", site_,
                w.block);
    if (!query.step()) return missing("no such block");
    if (!query.is_null(1)) return conflict("it is lifted already");
    author = {query.integer(0)};
    touch({query.integer(2)});
  }
  {
    Query query(db_, "SELECT 1 FROM decision WHERE site_id = ? AND decision_id = ?", site_, w.by);
    if (!query.step()) return missing("no such decision");
  }
  Query(db_, "UPDATE block SET lifted_ms = ?, lifted_by = ? WHERE site_id = ? AND decision_id = ?", change_.at, w.by,
        site_, w.block)
      .run();
  set_restricted(author);
  return {};
}

void Applying::set_restricted(AuthorId author) {
  Query(db_,
        "UPDATE author SET restricted = EXISTS (SELECT 1 FROM block b WHERE b.site_id = ?1 AND b.author_id = ?2 AND "
        "b.deed <> 'warn' AND b.lifted_ms IS NULL) WHERE site_id = ?1 AND author_id = ?2",
        site_, author)
      .run();
}

}  // namespace comity::store::sqlite

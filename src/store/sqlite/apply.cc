#include <algorithm>

#include "store/any_write.h"
#include "store/sqlite/applying.h"
#include "store/sqlite/feed.h"
#include "store/sqlite/rows.h"
#include "store/sqlite/waiting.h"

namespace comity::store::sqlite {

std::optional<Outcome> applied_before(Connection& connection, const Change& change) {
  Query query(connection,
              "SELECT log_position, given_site, comment_id, number, event_id FROM applied_change "
              "WHERE site_id = ? AND change_id = ?",
              change.site, change.id);
  if (!query.step()) return std::nullopt;
  Outcome outcome;
  outcome.log_position = query.integer(0);
  outcome.site = {query.integer(1)};
  outcome.comment = {query.integer(2)};
  outcome.number = query.integer(3);
  outcome.event = query.integer(4);
  outcome.again = true;
  return outcome;
}

Result<Outcome> Applying::run(std::int64_t log_position) {
  if (change_.site) {
    Query query(db_, "SELECT 1 FROM site WHERE site_id = ?", change_.site);
    if (!query.step()) return missing("no such site");
    site_ = change_.site;
  }
  for (const Write& write : change_.writes)
    COMITY_CHECK(std::visit([this](const auto& w) { return apply(w); }, write.any().of));
  log_decisions();
  for (const auto& [story, comment] : moved_) put_waiting(db_, site_, story, comment);
  recount();
  outcome_.log_position = log_position;
  if (const auto known = positions_.find(last_story_); known != positions_.end()) {
    outcome_.event = known->second;
  } else if (last_story_) {
    Query query(db_, "SELECT position FROM story WHERE site_id = ? AND story_id = ?", site_, last_story_);
    if (query.step()) outcome_.event = query.integer(0);
  }
  insert_applied(log_position);
  return outcome_;
}

std::vector<StoryTouched> Applying::touched() const {
  std::vector<StoryTouched> out;
  if (site_touched_) out.push_back({site_, {}, outcome_.log_position});
  for (const StoryId story : touched_) out.push_back({site_, story, outcome_.log_position});
  return out;
}

void Applying::insert_applied(std::int64_t log_position) {
  Query(db_,
        "INSERT INTO applied_change (site_id, change_id, log_position, at_ms, given_site, comment_id, number, "
        "event_id, touched) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        change_.site, change_.id, log_position, change_.at, outcome_.site, outcome_.comment, outcome_.number,
        outcome_.event, Blob{to_bytes(touched())})
      .run();
}

Done Applying::apply(const PutSite& w) {
  site_touched_ = true;
  SiteId there;
  {
    Query query(db_, "SELECT site_id FROM site WHERE key = ?", w.site.key);
    if (query.step()) there = {query.integer(0)};
  }
  if (!site_) {
    if (there) return conflict("a site with the key " + w.site.key + " is there already");
    {
      Query query(db_, "SELECT coalesce(max(site_id), 0) + 1 FROM site");
      if (query.step()) site_ = {query.integer(0)};
    }
    Query(db_,
          "INSERT INTO site (site_id, key, name, origins, languages, same_www, edit_window_ms, close_after_days, "
          "brake_share, second_look, appeal_days, reader_accounts, daily_hour, withdrawn_days, decided_days, "
          "reported_days, contact_readers, contact_authorities, contact_languages, created_ms) VALUES (?, ?, ?, ?, ?, "
          "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          site_, w.site.key, w.site.name, to_list(w.site.origins), to_list(w.site.languages), w.site.same_www,
          w.site.edit_window_ms, w.site.close_after_days, w.site.brake_share, name(w.site.second_look),
          w.site.appeal_days, w.site.reader_accounts, w.site.daily_hour, w.site.retention.withdrawn_days,
          w.site.retention.decided_days, w.site.retention.reported_days, w.site.contact_readers,
          w.site.contact_authorities, to_list(w.site.contact_languages),
          w.site.created == Time{} ? change_.at : w.site.created)
        .run();
  } else {
    if (!there) return missing("no site with the key " + w.site.key);
    if (there != site_) return conflict("the key " + w.site.key + " is another site's");
    Query(db_,
          "UPDATE site SET name = ?, origins = ?, languages = ?, same_www = ?, edit_window_ms = ?, "
          "close_after_days = ?, brake_share = ?, second_look = ?, appeal_days = ?, reader_accounts = ?, daily_hour = "
          "?, withdrawn_days = ?, decided_days = ?, reported_days = ?, contact_readers = ?, contact_authorities = ?, "
          "contact_languages = ? WHERE site_id = ?",
          w.site.name, to_list(w.site.origins), to_list(w.site.languages), w.site.same_www, w.site.edit_window_ms,
          w.site.close_after_days, w.site.brake_share, name(w.site.second_look), w.site.appeal_days,
          w.site.reader_accounts, w.site.daily_hour, w.site.retention.withdrawn_days, w.site.retention.decided_days,
          w.site.retention.reported_days, w.site.contact_readers, w.site.contact_authorities,
          to_list(w.site.contact_languages), site_)
        .run();
  }
  outcome_.site = site_;
  return {};
}

Done Applying::apply(const PublishPolicy& w) {
  site_touched_ = true;
  {
    Query query(db_, "SELECT 1 FROM site WHERE site_id = ? AND policy_id = ?", site_, w.id);
    if (query.step()) return {};
  }
  Query(db_, "INSERT INTO policy (site_id, policy_id, source) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", site_, w.id,
        w.source)
      .run();
  Query(db_,
        "INSERT INTO policy_history (site_id, ordinal, policy_id, published_by, published_ms) SELECT ?1, "
        "coalesce((SELECT max(ordinal) FROM policy_history WHERE site_id = ?1), 0) + 1, ?2, ?3, ?4",
        site_, w.id, w.by, change_.at)
      .run();
  if (w.mirror) {
    Query(db_,
          "INSERT INTO policy_mirror (site_id, ordinal, texts, exchanged, changed) SELECT ?1, max(ordinal), ?2, ?3, ?4 "
          "FROM policy_history WHERE site_id = ?1",
          site_, w.mirror->texts, w.mirror->exchanged, w.mirror->changed)
        .run();
  }
  if (w.replay) insert_replay(*w.replay);
  Query(db_, "UPDATE site SET policy_id = ? WHERE site_id = ?", w.id, site_).run();
  return {};
}

// Of the policy that was put in force last.
void Applying::insert_replay(const ReplayCounts& replay) {
  std::int64_t ordinal = 0;
  {
    Query query(db_, "SELECT max(ordinal) FROM policy_history WHERE site_id = ?", site_);
    if (query.step()) ordinal = query.integer(0);
  }
  Query(db_,
        "INSERT INTO policy_replay (site_id, ordinal, tried_ms, before_id, engine_id, texts, changed) VALUES (?, ?, ?, "
        "?, ?, ?, ?)",
        site_, ordinal, replay.tried, null_if_zero(replay.before), replay.engine, replay.texts, replay.changed)
      .run();
  for (const auto& [way, texts] : replay.actions)
    Query(db_, "INSERT INTO policy_replay_action (site_id, ordinal, was, becomes, texts) VALUES (?, ?, ?, ?, ?)", site_,
          ordinal, way.first, way.second, texts)
        .run();
  for (const auto& [clause, touched] : replay.clauses)
    Query(db_,
          "INSERT INTO policy_replay_clause (site_id, ordinal, clause, touched_before, touched_after) VALUES (?, ?, ?, "
          "?, ?)",
          site_, ordinal, clause, touched.before, touched.after)
        .run();
}

}  // namespace comity::store::sqlite

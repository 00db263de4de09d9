#include "store/checks.h"

#include <algorithm>
#include <string_view>

#include "store/any_write.h"
#include "store/checks_accounts.h"
#include "store/checks_letters.h"
#include "store/checks_passkeys.h"
#include "store/checks_people.h"
#include "store/checks_reports.h"
#include "text/checked.h"

namespace comity::store {

using discussion::State;

namespace {

constexpr std::size_t max_publisher_id_bytes = 200;  // design.md, story identity
constexpr std::size_t max_contact_bytes = 2000;
constexpr std::size_t max_site_key_bytes = 40;  // discussion/records.h
constexpr std::int64_t story_ids_end = std::int64_t{1} << 40;
constexpr std::int64_t random_ids_end = std::int64_t{1} << 62;

tl::unexpected<Error> wrong(std::string_view write, std::string_view what) {
  return fail(Error::Code::invalid, std::string(write) + ": " + std::string(what));
}

bool has_nul(const std::string& text) { return text.find('\0') != std::string_view::npos; }
bool has_nul(const std::optional<std::string>& text) { return text && has_nul(*text); }
bool has_nul(const std::vector<std::string>& texts) {
  return std::any_of(texts.begin(), texts.end(), [](const std::string& t) { return has_nul(t); });
}
template <class... Ts>
bool any_nul(const Ts&... texts) {
  return (has_nul(texts) || ...);
}

bool is_publisher_id(std::string_view id) { return id.size() <= max_publisher_id_bytes && !id.starts_with('~'); }

bool all_named(const std::vector<std::string>& urls) {
  return std::none_of(urls.begin(), urls.end(), [](const std::string& url) { return url.empty(); });
}

bool is_revision_state(State s) { return s == State::held || s == State::published || s == State::refused; }

Done check(const PutSite& w) {
  const std::string& key = w.site.key;
  if (key.empty() || key.size() > max_site_key_bytes ||
      key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos)
    return wrong("PutSite", "a site's key is 1 to 40 of a-z, 0-9 and '-'");
  if (w.site.edit_window_ms < 0 || w.site.close_after_days < 0) return wrong("PutSite", "a span of time is negative");
  if (w.site.brake_share < 0 || w.site.brake_share > 10'000)
    return wrong("PutSite", "the brake's share is not in 0 .. 10000");
  if (w.site.daily_hour < 0 || w.site.daily_hour > 23) return wrong("PutSite", "a day has the hours 0 to 23");
  for (const std::int64_t days :
       {w.site.retention.withdrawn_days, w.site.retention.decided_days, w.site.retention.reported_days})
    if (days < 1 || days > discussion::longest_retention_days) return wrong("PutSite", "words are kept 1 to 3650 days");
  if (w.site.appeal_days < 1 || w.site.appeal_days > 365)
    return wrong("PutSite", "an appeal is answered within 1 to 365 days");
  if (w.site.contact_readers.size() > max_contact_bytes || w.site.contact_authorities.size() > max_contact_bytes ||
      w.site.contact_languages.size() > 50)
    return wrong("PutSite", "a point of contact is too long");
  if (any_nul(w.site.name, w.site.origins, w.site.languages, w.site.contact_readers, w.site.contact_authorities,
              w.site.contact_languages))
    return wrong("PutSite", "U+0000 in a text");
  return {};
}

bool is_effect(std::string_view name) {
  return name == "allow" || name == "advise" || name == "hold" || name == "refuse" || name == "not judgeable";
}

Done check(const ReplayCounts& replay) {
  const auto is_count = [&](std::int64_t n) { return n >= 0 && n <= replay.texts; };
  std::int64_t changed = 0;
  for (const auto& [way, texts] : replay.actions) {
    if (!is_effect(way.first) || !is_effect(way.second) || way.first == way.second || texts < 1 || !is_count(texts))
      return wrong("PublishPolicy", "a replay's verdicts cannot be");
    changed += texts;
  }
  for (const auto& [clause, touched] : replay.clauses) {
    if (clause.empty() || has_nul(clause) || touched.before == touched.after || !is_count(touched.before) ||
        !is_count(touched.after))
      return wrong("PublishPolicy", "a replay's clauses cannot be");
  }
  if (replay.engine == Hash256{} || !is_count(replay.changed) || changed != replay.changed)
    return wrong("PublishPolicy", "the replay's counts cannot be");
  return {};
}

Done check(const PublishPolicy& w) {
  if (w.id == Hash256{}) return wrong("PublishPolicy", "no id");
  if (any_nul(w.source, w.by)) return wrong("PublishPolicy", "U+0000 in a text");
  if (w.mirror &&
      (w.mirror->changed < 0 || w.mirror->changed > w.mirror->exchanged || w.mirror->exchanged > w.mirror->texts))
    return wrong("PublishPolicy", "the mirror's counts cannot be");
  if (w.replay) COMITY_CHECK(check(*w.replay));
  return {};
}

Done check(const SetShadow& w) {
  if (any_nul(w.source, w.by)) return wrong("SetShadow", "U+0000 in a text");
  return {};
}

Done check(const SwitchCorrection& w) {
  constexpr std::size_t max_file = 64 * 1024, max_report = 1024 * 1024;
  if (w.by.empty() || any_nul(w.report, w.by)) return wrong("SwitchCorrection", "nobody, or U+0000 in a text");
  if (w.bytes.size() > max_file || w.report.size() > max_report) return wrong("SwitchCorrection", "it is too long");
  const bool ends = w.id == Hash256{};
  if (ends != w.bytes.empty() || ends != w.report.empty())
    return wrong("SwitchCorrection", "a correction has an id, a file and a report, and no correction has none of them");
  return {};
}

Done check(const StopClause& w) {
  if (w.clause.empty() || has_nul(w.clause)) return wrong("StopClause", "no clause, or U+0000 in its id");
  if (w.judged < 1 || w.touched < 0 || w.touched > w.judged) return wrong("StopClause", "its counts cannot be");
  return {};
}

Done check(const ReleaseClause& w) {
  if (w.by.empty() || any_nul(w.clause, w.by)) return wrong("ReleaseClause", "nobody, or U+0000 in a text");
  return {};
}

Done check(const AddStory& w) {
  const discussion::Story& s = w.story;
  if (s.id.value < 1 || s.id.value >= story_ids_end) return wrong("AddStory", "its id is not in 1 .. 2^40-1");
  if (!is_publisher_id(s.publisher_id))
    return wrong("AddStory", "a publisher's id has at most 200 bytes and does not begin with '~'");
  if (!all_named(w.urls)) return wrong("AddStory", "an empty address");
  if (any_nul(s.publisher_id, s.url, s.title, s.language, s.section, s.tags, w.urls))
    return wrong("AddStory", "U+0000 in a text");
  return {};
}

Done check(const SetStory& w) {
  if (w.publisher_id && !is_publisher_id(*w.publisher_id))
    return wrong("SetStory", "a publisher's id has at most 200 bytes and does not begin with '~'");
  if (!all_named(w.add_urls)) return wrong("SetStory", "an empty address");
  if (any_nul(w.publisher_id, w.url, w.title, w.language, w.section, w.add_urls) || (w.tags && has_nul(*w.tags)))
    return wrong("SetStory", "U+0000 in a text");
  return {};
}

Done check(const SetStoryText& w) {
  if (w.words.size() > max_story_text_bytes) return wrong("SetStoryText", "the words are too many");
  if (has_nul(w.words)) return wrong("SetStoryText", "U+0000 in a text");
  return {};
}

Done check(const AddAuthor& w) {
  if (w.author.id.value < 1 || w.author.id.value >= random_ids_end)
    return wrong("AddAuthor", "its id is not in 1 .. 2^62-1");
  if (w.author.erased ? w.author.token_hash.has_value() : w.author.erasing)
    return wrong("AddAuthor", "a key of an erased author, or an erasure that never began");
  return {};
}

Done check(const RevokeAuthor&) { return {}; }

Done check_revision(std::string_view write, const discussion::Revision& r, std::int64_t expected) {
  if (r.revision != expected) return wrong(write, "the revision's number does not follow");
  if (!is_revision_state(r.state)) return wrong(write, "a revision is held, published or refused");
  if (r.text.size() > text::max_comment_bytes) return wrong(write, "the text is too long");
  if (has_nul(r.text)) return wrong(write, "U+0000 in the text");
  if (r.after_number < -1) return wrong(write, "after_number is negative");
  return {};
}

Done check(const AddComment& w) {
  const discussion::Comment& c = w.comment;
  COMITY_CHECK(check_revision("AddComment", w.revision, 1));
  if (any_nul(c.name, c.name_mark, c.case_code, c.mark, c.source_key)) return wrong("AddComment", "U+0000 in a text");
  if (c.erased && !(c.emptied && c.name.empty() && c.name_mark.empty()))
    return wrong("AddComment", "an erased comment has no words and no name");
  if (c.emptied && (!w.number_given || !w.revision.text.empty() || shows_words(c.state)))
    return wrong("AddComment", "an emptied comment has no words that anybody sees");
  if (c.id.value < 0 || c.number < 0) return wrong("AddComment", "a negative place or number");
  if (c.superseded_by && c.superseded_by == c.id) return wrong("AddComment", "a comment cannot replace itself");
  if (!w.number_given) {
    if (c.id || c.number != 0) return wrong("AddComment", "place and number are given by the store");
    const bool plain = c.state == State::held || c.state == State::published || c.state == State::refused;
    if (plain && w.revision.state != c.state) return wrong("AddComment", "comment and revision differ in state");
    return {};
  }
  if ((c.state == State::published || c.state == State::removed) && c.number == 0)
    return wrong("AddComment", "a published or removed comment without a number");
  if ((c.state == State::held || c.state == State::refused || c.state == State::returned) && c.number != 0)
    return wrong("AddComment", "a number for a comment that was never published");
  return {};
}

Done check(const AddRevision& w) {
  if (has_nul(w.new_name)) return wrong("AddRevision", "U+0000 in a text");
  return check_revision("AddRevision", w.revision, w.after_revision + 1);
}

Done check(const SetState& w) {
  if (w.from == w.to) return wrong("SetState", "it is in that state already");
  return {};
}

Done check(const SetRevisionState& w) {
  if (w.to != State::published && w.to != State::refused)
    return wrong("SetRevisionState", "a held revision is published or refused");
  if (w.from != State::held && (w.from != State::refused || w.to != State::published))
    return wrong("SetRevisionState", "a refused revision can only be published");
  return {};
}

Done check(const Supersede& w) {
  if (w.older == w.newer) return wrong("Supersede", "a comment cannot replace itself");
  return {};
}

Done check(const AddDecision& w) {
  const discussion::Decision& d = w.decision;
  if (d.id.value < 1 || d.id.value >= random_ids_end) return wrong("AddDecision", "its id is not in 1 .. 2^62-1");
  if (d.corrects == d.id) return wrong("AddDecision", "a decision cannot correct itself");
  if (d.until && *d.until <= d.decided) return wrong("AddDecision", "a restriction ends after it begins");
  if (any_nul(d.actor_name, d.clauses, d.reason, d.freedom, d.proposed_by))
    return wrong("AddDecision", "U+0000 in a text");
  if (!d.proposed_by.empty() && d.proposed_by == d.actor_name)
    return wrong("AddDecision", "nobody agrees to what they proposed themselves");
  return {};
}

Done check(const Propose& w) {
  const discussion::Proposal& p = w.proposal;
  if (p.by.empty()) return wrong("Propose", "nobody proposes it");
  if (p.revision < 1) return wrong("Propose", "it is about no revision");
  if (p.reason.size() > discussion::max_proposal_bytes) return wrong("Propose", "its reason is too long");
  if (any_nul(p.clauses, p.reason, p.freedom, p.by)) return wrong("Propose", "U+0000 in a text");
  return {};
}
Done check(const DropProposal&) { return {}; }

Done check(const LogEarlier&) { return {}; }
Done check(const BeginLog&) { return {}; }
Done check(const DropSalts&) { return {}; }

Done check(const KeepCheckpoint& w) {
  if (w.size == 0 || w.size > std::uint64_t{INT64_MAX}) return wrong("KeepCheckpoint", "a checkpoint of no entry");
  if (w.key == Hash256{} || w.note.empty() || has_nul(w.note)) return wrong("KeepCheckpoint", "no key, or no note");
  return {};
}

Done check(const FileAppeal& w) {
  const discussion::Appeal& a = w.appeal;
  if (a.id.value < 1 || a.id.value >= random_ids_end) return wrong("FileAppeal", "its id is not in 1 .. 2^62-1");
  const bool is_new = is_open(a) && !a.decided && a.decided_by.empty() && a.reasons.empty() && !a.answer;
  const bool is_answered = a.outcome && a.decided && !a.decided_by.empty() && !a.reasons.empty() && a.answer;
  if (!is_new && !(w.as_was && is_answered)) return wrong("FileAppeal", "it is answered already");
  if (any_nul(a.decided_by, a.reasons)) return wrong("FileAppeal", "U+0000 in a text");
  if (a.complainant == Key128{}) return wrong("FileAppeal", "nobody complains");
  if (a.grounds.empty() || a.grounds.size() > 4 * discussion::max_grounds)
    return wrong("FileAppeal", "its grounds are empty or too long");
  if (a.due <= a.filed) return wrong("FileAppeal", "it is due before it is filed");
  if (any_nul(a.grounds, a.language)) return wrong("FileAppeal", "U+0000 in a text");
  return {};
}

Done check(const AnswerAppeal& w) {
  if (w.by.empty()) return wrong("AnswerAppeal", "a person answers an appeal");
  if (w.reasons.empty() || w.reasons.size() > 4 * discussion::max_grounds)
    return wrong("AnswerAppeal", "an answer has its reasons");
  if (any_nul(w.by, w.reasons)) return wrong("AnswerAppeal", "U+0000 in a text");
  return {};
}

Done check(const Erase&) { return {}; }
Done check(const EmptyWords&) { return {}; }
Done check(const EraseQuotes& w) {
  if (w.quotations.empty()) return wrong("EraseQuotes", "no quotation");
  return {};
}
Done check(const EraseAuthor&) { return {}; }
Done check(const FinishErasing&) { return {}; }

Done check(const AddBlock& w) {
  using discussion::Deed;
  const discussion::Block& b = w.block;
  const bool blocks = b.deed == Deed::block;
  if (!blocks && b.deed != Deed::warn && b.deed != Deed::premoderate)
    return wrong("AddBlock", "an author is warned, premoderated or blocked");
  if (w.as_was ? b.lifted.has_value() != static_cast<bool>(b.lifted_by) : b.lifted || b.lifted_by)
    return wrong("AddBlock", "it is lifted already");
  if (b.deed == Deed::warn ? b.until.has_value() : b.until && *b.until <= b.since)
    return wrong("AddBlock", "its end cannot be");
  if (b.deed == Deed::premoderate && !b.until) return wrong("AddBlock", "premoderation has an end");
  if (b.step_strikes < 0 || b.step_within_ms < 0) return wrong("AddBlock", "the ladder's step cannot be");
  if (!std::is_sorted(b.strikes.begin(), b.strikes.end()) ||
      std::adjacent_find(b.strikes.begin(), b.strikes.end()) != b.strikes.end())
    return wrong("AddBlock", "its strikes are not in order, each once");
  // Regulation (EU) 2022/2065, Art. 23(1): "after having issued a prior warning"; 23(3): the four factors.
  if (blocks && !b.warning) return wrong("AddBlock", "a block names the warning before it");
  if (blocks && !(b.factors && are_complete(*b.factors)))
    return wrong("AddBlock", "a block says number, share, gravity and intention");
  if (!blocks && (b.warning || b.factors)) return wrong("AddBlock", "only a block has a warning and factors");
  if (b.factors && any_nul(b.factors->gravity, b.factors->intention)) return wrong("AddBlock", "U+0000 in a text");
  return {};
}

Done check(const LiftBlock& w) {
  if (!w.block || !w.by) return wrong("LiftBlock", "no block, or no decision");
  return {};
}

}  // namespace

Done well_formed(const Change& change) {
  if (change.id == Key128{}) return fail(Error::Code::invalid, "the change has no id");
  if (change.writes.empty()) return fail(Error::Code::invalid, "the change writes nothing");
  if (!change.site && !as<PutSite>(change.writes.front()))
    return fail(Error::Code::invalid, "the change names no site and adds none");
  for (const Write& write : change.writes)
    COMITY_CHECK(std::visit([](const auto& w) { return check(w); }, write.any().of));
  return {};
}

bool may_move(State from, State to, bool has_number) {
  if (from == to) return false;
  switch (to) {
    case State::published:
    case State::withdrawn:
      return true;
    case State::removed:
      return has_number;
    case State::held:
    case State::refused:
    case State::returned:
      return !has_number;
  }
  return false;
}

bool shows_words(State state) { return state == State::published || state == State::held || state == State::returned; }

std::vector<std::string> without_repeats(const std::vector<std::string>& urls) {
  std::vector<std::string> out;
  for (const std::string& url : urls)
    if (std::find(out.begin(), out.end(), url) == out.end()) out.push_back(url);
  return out;
}

}  // namespace comity::store

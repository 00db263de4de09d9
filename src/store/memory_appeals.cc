// Appeals and blocks, in plain containers.
#include <algorithm>
#include <set>
#include <tuple>

#include "store/memory_model.h"

namespace comity::store::memory {

using discussion::Appeal;
using discussion::Block;
using discussion::Decision;
using discussion::Deed;

namespace {

tl::unexpected<Error> conflict(std::string_view what) { return fail(Error::Code::conflict, std::string(what)); }
tl::unexpected<Error> missing(std::string_view what) { return fail(Error::Code::not_found, std::string(what)); }
tl::unexpected<Error> invalid(std::string_view what) { return fail(Error::Code::invalid, std::string(what)); }

const CommentRow* row_of(const SiteRow& in, const Decision& decision) {
  return &in.stories.at(decision.story).comments.at(decision.comment);
}

bool is_about(const Decision& decision, StoryId story, CommentId comment) {
  return decision.story == story && decision.comment == comment;
}

}  // namespace

const Decision* decision_in(const SiteRow& in, DecisionId id) {
  const auto found = in.decisions.find(id);
  if (found == in.decisions.end()) return nullptr;
  for (const Decision& d : in.stories.at(found->second.first).comments.at(found->second.second).decisions)
    if (d.id == id) return &d;
  return nullptr;
}

Result<SecondsAfter> after(const SiteRow& in, const FileAppeal& w, Time) {
  const Decision* against = decision_in(in, w.appeal.decision);
  if (!against || !is_about(*against, w.appeal.story, w.appeal.comment)) return missing("no such decision");
  if (!w.as_was && row_of(in, *against)->comment.emptied) return conflict("the comment's words are gone");
  if (w.appeal.answer) {
    const Decision* answer = decision_in(in, w.appeal.answer);
    if (!answer || !is_about(*answer, w.appeal.story, w.appeal.comment)) return missing("no such decision");
  }
  if (!w.as_was && in.corrected_by.contains(against->id)) return conflict("the decision was corrected meanwhile");
  if (in.seconds.appeals.contains(w.appeal.id)) return conflict("an appeal with this id is there already");
  for (const auto& [id, appeal] : in.seconds.appeals)
    if (appeal.decision == against->id && appeal.complainant == w.appeal.complainant)
      return conflict("an appeal was filed before");
  Seconds seconds = in.seconds;
  Appeal& added = seconds.appeals[w.appeal.id] = w.appeal;
  added.site = in.site.id;
  return SecondsAfter{std::move(seconds), w.appeal.story, w.appeal.comment};
}

Result<SecondsAfter> after(const SiteRow& in, const AnswerAppeal& w, Time at) {
  Seconds seconds = in.seconds;
  const auto found = seconds.appeals.find(w.appeal);
  if (found == seconds.appeals.end()) return missing("no such appeal");
  Appeal& appeal = found->second;
  if (!is_open(appeal)) return conflict("the appeal is answered");
  const Decision* answer = decision_in(in, w.answer);
  if (!answer || !is_about(*answer, appeal.story, appeal.comment)) return missing("no such decision to answer with");
  if (w.look != discussion::SecondLook::same_later && had_part_in(*decision_in(in, appeal.decision), w.by))
    return invalid("who made a decision does not decide its appeal");
  appeal.outcome = w.outcome;
  appeal.decided = at;
  appeal.decided_by = w.by;
  appeal.look = w.look;
  appeal.reasons = w.reasons;
  appeal.answer = w.answer;
  return SecondsAfter{seconds, appeal.story, appeal.comment};
}

Result<SecondsAfter> after(const SiteRow& in, const AddBlock& w, Time) {
  const Decision* made_by = decision_in(in, w.block.decision);
  if (!made_by || !is_about(*made_by, w.block.story, w.block.comment) || made_by->deed != w.block.deed)
    return missing("no such decision about an author");
  if (row_of(in, *made_by)->comment.author != w.block.author || !w.block.author)
    return missing("the decision is about another author");
  if (made_by->actor != discussion::Actor::moderator && made_by->actor != discussion::Actor::operator_)
    return invalid("only a person restricts an author");
  if (in.seconds.blocks.contains(made_by->id)) return conflict("the decision has made one already");
  if (w.block.lifted_by && !decision_in(in, w.block.lifted_by)) return missing("no such decision");
  for (const DecisionId strike : w.block.strikes) {
    const Decision* given = decision_in(in, strike);
    if (!given || row_of(in, *given)->comment.author != w.block.author) return missing("no such strike");
  }
  if (w.block.warning) {
    const auto warning = in.seconds.blocks.find(w.block.warning);
    if (warning == in.seconds.blocks.end() || warning->second.deed != Deed::warn ||
        (!w.as_was && warning->second.lifted) || warning->second.author != w.block.author ||
        warning->second.since > w.block.since)
      return missing("no earlier warning of this author is on record");
  }
  Seconds seconds = in.seconds;
  Block& added = seconds.blocks[w.block.decision] = w.block;
  added.site = in.site.id;
  return SecondsAfter{std::move(seconds), w.block.story, w.block.comment};
}

Result<SecondsAfter> after(const SiteRow& in, const LiftBlock& w, Time at) {
  Seconds seconds = in.seconds;
  const auto found = seconds.blocks.find(w.block);
  if (found == seconds.blocks.end()) return missing("no such block");
  Block& block = found->second;
  if (block.lifted) return conflict("it is lifted already");
  if (!decision_in(in, w.by)) return missing("no such decision");
  block.lifted = at;
  block.lifted_by = w.by;
  return SecondsAfter{seconds, block.story, block.comment};
}

std::vector<Block> blocks_of(const SiteRow& in, AuthorId author) {
  std::vector<Block> out;
  for (const auto& [id, block] : in.seconds.blocks)
    if (block.author == author) out.push_back(block);
  std::stable_sort(out.begin(), out.end(), [](const Block& a, const Block& b) { return a.since < b.since; });
  return out;
}

AuthorRecord record_of(const SiteRow& in, AuthorId author) {
  AuthorRecord record;
  if (!author) return record;
  std::set<DecisionId> own;  // of the author's comments
  const auto each = [&](const auto& take) {
    for (const auto& [story_id, story] : in.stories)
      for (const auto& [comment_id, row] : story.comments)
        for (const Decision& d : row.decisions) take(row.comment, d);
  };
  const auto add = [&](const discussion::Comment& c, const Decision& d) {
    record.decisions.push_back({d, !c.source_key.empty(), c.state, c.live_revision});
  };
  each([&](const discussion::Comment& c, const Decision& d) {
    if (c.author != author) return;
    own.insert(d.id);
    if (discussion::makes_strike(d.actor, d.deed) || d.corrects) add(c, d);
  });
  // What corrects may stand at another's comment.
  each([&](const discussion::Comment& c, const Decision& d) {
    if (c.author != author && own.contains(d.corrects)) add(c, d);
  });
  std::sort(record.decisions.begin(), record.decisions.end(), [](const auto& a, const auto& b) {
    return std::tie(a.decision.decided, a.decision.id) < std::tie(b.decision.decided, b.decision.id);
  });
  for (const auto& [id, appeal] : in.seconds.appeals) {
    const Decision* against = decision_in(in, appeal.decision);
    if (row_of(in, *against)->comment.author == author) record.appeals.push_back(appeal);
  }
  std::stable_sort(record.appeals.begin(), record.appeals.end(),
                   [](const Appeal& a, const Appeal& b) { return a.filed < b.filed; });
  record.blocks = blocks_of(in, author);
  return record;
}

discussion::Author recounted(const SiteRow& in, discussion::Author author) {
  const AuthorRecord record = record_of(in, author.id);
  author.strikes = static_cast<std::int64_t>(standing_strikes(record.decisions, record.appeals).size());
  author.restricted = std::any_of(record.blocks.begin(), record.blocks.end(),
                                  [](const Block& block) { return block.deed != Deed::warn && !block.lifted; });
  return author;
}

std::int64_t written_since(const SiteRow& in, AuthorId author, Time since) {
  std::int64_t many = 0;
  for (const auto& [id, story] : in.stories) {
    for (const auto& [place, row] : story.comments) {
      const discussion::Comment& c = row.comment;
      if (author && c.author == author && c.written >= since && c.source_key.empty()) ++many;
    }
  }
  return many;
}

namespace {

template <class Wanted>
std::vector<Appeal> appeals_where(const SiteRow& in, const Wanted& wanted) {
  std::vector<Appeal> out;
  for (const auto& [id, appeal] : in.seconds.appeals)
    if (wanted(appeal)) out.push_back(appeal);
  return out;
}

std::vector<Appeal> sorted(std::vector<Appeal> appeals, Time Appeal::* by) {
  std::stable_sort(appeals.begin(), appeals.end(), [&](const Appeal& a, const Appeal& b) { return a.*by < b.*by; });
  return appeals;
}

}  // namespace

std::vector<Appeal> appeals_by(const SiteRow& in, discussion::AppealId id) {
  return appeals_where(in, [&](const Appeal& appeal) { return appeal.id == id; });
}

bool has_open_appeal(const SiteRow& in, StoryId story, CommentId comment) {
  return std::any_of(in.seconds.appeals.begin(), in.seconds.appeals.end(), [&](const auto& entry) {
    return is_open(entry.second) && entry.second.story == story && entry.second.comment == comment;
  });
}

std::vector<Appeal> appeals_about(const SiteRow& in, StoryId story, CommentId comment) {
  const auto about = [&](const Appeal& appeal) { return appeal.story == story && appeal.comment == comment; };
  return sorted(appeals_where(in, about), &Appeal::filed);
}

std::vector<Appeal> appeals_by_due(const SiteRow& in, std::size_t offset, std::size_t limit) {
  auto out = sorted(appeals_where(in, [](const Appeal& appeal) { return is_open(appeal); }), &Appeal::due);
  out.erase(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(std::min(offset, out.size())));
  if (out.size() > limit) out.resize(limit);
  return out;
}

std::vector<Appeal> appeals_from(const SiteRow& in, discussion::AppealId after, std::size_t limit) {
  auto out = appeals_where(in, [&](const Appeal& appeal) { return appeal.id > after; });
  if (out.size() > limit) out.resize(limit);
  return out;
}

}  // namespace comity::store::memory

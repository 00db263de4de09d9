// Erasure in plain containers.
#include <algorithm>
#include <tuple>

#include "base/crypto.h"
#include "discussion/erasure.h"
#include "store/memory_model.h"

namespace comity::store::memory {

using discussion::Comment;
using discussion::State;

namespace {

tl::unexpected<Error> conflict(std::string_view what) { return fail(Error::Code::conflict, std::string(what)); }
tl::unexpected<Error> missing(std::string_view what) { return fail(Error::Code::not_found, std::string(what)); }

// Calls `take(row)` for every comment.
template <class Take>
void each(const SiteRow& in, const Take& take) {
  for (const auto& [story_id, story] : in.stories)
    for (const auto& [comment_id, row] : story.comments) take(row);
}

void erase_words(SiteRow& in, CommentRow& row, std::vector<Decided>& decided, Time at, Undo& undo) {
  Comment& c = row.comment;
  for (Decided& one : decided)
    if (one.decision.story == c.story && one.decision.comment == c.id) one.decision = without_words(one.decision);
  for (discussion::Revision& revision : row.revisions) {
    undo.set(revision.text, std::string());
    undo.set(revision.facts, policy::Facts{});
  }
  auto decisions = row.decisions;
  for (discussion::Decision& decision : decisions) decision = without_words(std::move(decision));
  undo.set(row.decisions, std::move(decisions));
  Seconds seconds = in.seconds;
  for (auto& [id, appeal] : seconds.appeals)
    if (appeal.story == c.story && appeal.comment == c.id) appeal = without_words(appeal);
  for (auto& [id, block] : seconds.blocks)
    if (block.story == c.story && block.comment == c.id) block = without_words(block);
  undo.set(in.seconds, std::move(seconds));
  undo.set(row.proposal, std::optional<discussion::Proposal>());
  undo.set(in.reported, without_words(in.reported, c.story, c.id));
  undo.set(in.mailbox, recalled(in.mailbox, c.story, c.id));
  static_cast<void>(drop_salts(in, {c.story, c.id}, undo));  // the comment is there
  undo.set(c.name, std::string());
  undo.set(c.name_mark, std::string());
  if (!c.emptied) undo.set(c.emptied, std::optional(at));
}

Done may_empty(const SiteRow& in, const CommentRow& row) {
  if (row.comment.state == State::held || row.comment.state == State::published)
    return conflict("the comment is shown, or waits");
  if (has_open_appeal(in, row.comment.story, row.comment.id)) return conflict("an appeal about the comment is open");
  if (kept_for_danger(in, row.comment.story, row.comment.id)) return conflict("a life may be in danger");
  return {};
}

}  // namespace

void erase_comment(SiteRow& in, CommentRow& row, std::vector<Decided>& decided, Time at, Undo& undo) {
  undo.set(in.reported, with_sealed(in.reported, row));
  erase_words(in, row, decided, at, undo);
  undo.set(row.comment.erased, true);
  undo.set(in.mailbox,
           without_contacts(in.mailbox, row.comment.author, CommentPlace{row.comment.story, row.comment.id}));
}

Done empty_words(SiteRow& in, CommentRow& row, std::vector<Decided>& decided, Time at, Undo& undo) {
  if (row.comment.emptied) return {};
  COMITY_CHECK(may_empty(in, row));
  erase_words(in, row, decided, at, undo);
  return {};
}

Done erase_quotes(SiteRow& in, CommentRow& row, std::vector<Decided>& decided, const EraseQuotes& w, Undo& undo) {
  if (w.revision < 1 || w.revision > row.comment.last_revision) return missing("no such revision");
  discussion::Revision& revision = row.revisions[static_cast<std::size_t>(w.revision - 1)];
  if (sha256(revision.text) != w.was) return conflict("the text has changed since");
  undo.set(in.reported, with_sealed(in.reported, row));
  undo.set(in.mailbox, recalled(in.mailbox, w.story, w.comment));
  undo.set(revision.text, discussion::without_quotations(revision.text, w.quotations));
  auto decisions = row.decisions;
  for (discussion::Decision& decision : decisions)
    if (decision.revision == w.revision) decision = without_spans(std::move(decision), w.quotations);
  undo.set(row.decisions, std::move(decisions));
  for (Decided& one : decided)
    if (one.decision.story == w.story && one.decision.comment == w.comment && one.decision.revision == w.revision)
      one.decision = without_spans(one.decision, w.quotations);
  return drop_salts(in, {w.story, w.comment}, undo);
}

Done erase_author(SiteRow& in, const EraseAuthor& w, Time at, Undo& undo) {
  const auto found = in.authors.find(w.author);
  if (found == in.authors.end()) return missing("no such author");
  discussion::Author author = found->second;
  if (author.erased) return {};
  if (const auto token = author.token_hash) {
    auto* tokens = &in.tokens;
    undo.note([tokens, token, id = author.id] { tokens->emplace(*token, id); });
    tokens->erase(*token);
  }
  author.token_hash.reset();
  author.erased = at;
  author.erasing = true;
  undo.set(found->second, author);
  undo.set(in.mailbox, without_contacts(in.mailbox, w.author, std::nullopt));
  undo.set(in.readers, without_reader(in.readers, w.author));
  Seconds seconds = in.seconds;
  for (auto& [id, block] : seconds.blocks)
    if (block.author == w.author) block = without_words(block);
  undo.set(in.seconds, std::move(seconds));
  return {};
}

Done finish_erasing(SiteRow& in, const FinishErasing& w, Undo& undo) {
  const auto found = in.authors.find(w.author);
  if (found == in.authors.end()) return missing("no such author");
  if (!found->second.erased) return conflict("the author is not erased");
  bool left = false;
  each(in, [&](const CommentRow& row) { left = left || (row.comment.author == w.author && !row.comment.erased); });
  if (left) return conflict("a comment of the author is not erased");
  undo.set(found->second.erasing, false);
  return {};
}

std::vector<AuthorId> erasing(const SiteRow& in) {
  std::vector<AuthorId> out;
  for (const auto& [id, author] : in.authors)
    if (author.erasing) out.push_back(id);
  return out;
}

std::vector<Comment> written_by(const SiteRow& in, AuthorId author, const WrittenPlace& after, std::size_t limit) {
  std::vector<Comment> out;
  const auto place = [](const Comment& c) { return WrittenPlace{c.written, c.story, c.id}; };
  each(in, [&](const CommentRow& row) {
    if (author && row.comment.author == author && place(row.comment) > after) out.push_back(row.comment);
  });
  std::sort(out.begin(), out.end(), [&](const Comment& a, const Comment& b) { return place(a) < place(b); });
  if (out.size() > limit) out.resize(limit);
  return out;
}

std::vector<Comment> kept_since(const SiteRow& in, State state, Time before, const CommentPlace& after,
                                std::size_t limit) {
  std::vector<Comment> out;
  each(in, [&](const CommentRow& row) {
    const Comment& c = row.comment;
    if (c.state != state || c.emptied || !may_empty(in, row) || CommentPlace{c.story, c.id} <= after) return;
    Time last = c.written;
    if (!row.decisions.empty()) last = row.decisions.front().decided;
    for (const discussion::Decision& decision : row.decisions) last = std::max(last, decision.decided);
    if (last < before && out.size() < limit) out.push_back(c);
  });
  return out;
}

}  // namespace comity::store::memory

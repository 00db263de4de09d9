// What must hold between the containers: counters count what they say they count, numbers and events run without
// gap, and whatever is named is there.
#include "store/memory_model.h"

namespace comity::store::memory {

using discussion::State;

namespace {

struct Tally {
  std::int64_t published = 0, held = 0, refused = 0;
  void count(State state) {
    if (state == State::published) ++published;
    if (state == State::held) ++held;
    if (state == State::refused) ++refused;
  }
};

void check_comment(const StoryRow& in, const CommentRow& row, const std::string& where, std::vector<std::string>& out) {
  const discussion::Comment& c = row.comment;
  const std::string what = where + ", comment " + std::to_string(c.id.value) + ": ";
  if (c.last_revision != static_cast<std::int64_t>(row.revisions.size())) out.push_back(what + "a revision is missing");
  if (c.state == State::published && c.live_revision == 0) out.push_back(what + "published and no revision is live");
  if (c.live_revision > c.last_revision) {
    out.push_back(what + "the live revision is not there");
  } else if (c.live_revision != 0 &&
             row.revisions[static_cast<std::size_t>(c.live_revision - 1)].state != State::published) {
    out.push_back(what + "the live revision is not published");
  }
  if ((c.number != 0) != c.published_at.has_value()) out.push_back(what + "number and first publication disagree");
  for (const discussion::Revision& revision : row.revisions)
    if (c.emptied && !revision.text.empty()) out.push_back(what + "it is emptied and has words");
  if (c.reply_to && !in.comments.contains(c.reply_to)) out.push_back(what + "what it answers is not there");
  bool standing = !c.decision;
  for (const discussion::Decision& d : row.decisions) standing = standing || d.id == c.decision;
  if (!standing) out.push_back(what + "its standing decision is not its own");
}

void check_story(const StoryRow& in, std::map<AuthorId, Tally>& authors, std::vector<std::string>& out) {
  const discussion::Story& s = in.story;
  const std::string where = "story " + std::to_string(s.id.value);
  Tally tally;
  for (const auto& [id, row] : in.comments) {
    tally.count(row.comment.state);
    authors[row.comment.author].count(row.comment.state);
    check_comment(in, row, where, out);
  }
  if (tally.published != s.published || tally.held != s.held || tally.refused != s.refused)
    out.push_back(where + ": its counters are not the counts of its comments");
  if (static_cast<std::int64_t>(in.numbers.size()) != s.next_number - 1)
    out.push_back(where + ": there is a gap in its numbers");
  if (static_cast<std::int64_t>(in.events.size()) != s.position)
    out.push_back(where + ": its position is not its last event");
  if (!in.comments.empty() && in.comments.rbegin()->first.value >= s.next_comment)
    out.push_back(where + ": the next place is taken");
}

}  // namespace

std::vector<std::string> findings(const Model& model) {
  std::vector<std::string> out;
  for (const auto& [id, site] : model.sites) {
    std::map<AuthorId, Tally> authors;
    for (const auto& [story, row] : site.stories) check_story(row, authors, out);
    add_ledger_findings(site, out);
    for (const auto& [author, row] : site.authors)
      if (row.published != authors[author].published || row.refused != authors[author].refused)
        out.push_back("author " + std::to_string(author.value) + ": counters are not the counts of the comments");
  }
  return out;
}

}  // namespace comity::store::memory

#include "store/memory_ledger.h"

#include <algorithm>
#include <tuple>

#include "ledger/checkpoint.h"
#include "ledger/tree.h"
#include "store/ledger_rules.h"
#include "store/memory_model.h"

namespace comity::store::memory {
namespace {

tl::unexpected<Error> conflict(std::string detail) { return fail(Error::Code::conflict, std::move(detail)); }
tl::unexpected<Error> missing(std::string detail) { return fail(Error::Code::not_found, std::move(detail)); }

const LogRow::Leaf* leaf_about(const SiteRow& in, DecisionId decision) {
  for (const auto& [number, log] : in.logs) {
    for (const LogRow::Leaf& leaf : log.leaves)
      if (leaf.decision == decision) return &leaf;
  }
  return nullptr;
}

LogRow& newest_log(SiteRow& in, Time at, Undo& undo) {
  if (in.logs.empty()) {
    LogRow first;
    first.head.name = discussion::log_name(in.site, 1);
    first.head.begun = at;
    undo.insert(in.logs, std::int64_t{1}, std::move(first));
  }
  return in.logs.rbegin()->second;
}

void append_leaf(SiteRow& in, LogRow& log, const discussion::Decision& d, const discussion::Salts& salts, bool before,
                 Undo& undo) {
  const auto [story, comment] = in.decisions.at(d.id);
  const CommentRow& row = in.stories.at(story).comments.at(comment);
  const std::string& text = row.revisions[static_cast<std::size_t>(d.revision - 1)].text;
  const discussion::DecidedOn on{row.comment.number, row.comment.author, text};
  undo.append(log.leaves, {d.id, write_leaf(leaf_of(d, on, salts, before)), salts});
}

ledger::Edge edge_of(const LogRow& log, std::size_t size) {
  ledger::Edge edge;
  for (std::size_t i = 0; i < size; ++i) edge.append(ledger::leaf_hash(log.leaves[i].entry));
  return edge;
}

const discussion::Decision* decision_by_id(const SiteRow& in, DecisionId id) {
  const auto found = in.decisions.find(id);
  if (found == in.decisions.end()) return nullptr;
  const auto [story, comment] = found->second;
  for (const discussion::Decision& d : in.stories.at(story).comments.at(comment).decisions)
    if (d.id == id) return &d;
  return nullptr;
}

const LogRow* log_at(const SiteRow* in, std::int64_t log) {
  if (!in) return nullptr;
  const auto found = in->logs.find(log);
  return found == in->logs.end() ? nullptr : &found->second;
}

}  // namespace

void log_decisions(SiteRow& in, const std::vector<Decided>& decided, Time at, Undo& undo) {
  for (const Decided& one : decided) {
    LogRow& log = newest_log(in, at, undo);
    append_leaf(in, log, one.decision, one.salts, is_before_ledger(one.decision.decided, log.head.begun), undo);
  }
}

Done log_earlier(SiteRow& in, const LogEarlier& w, Time at, Undo& undo) {
  LogRow& log = newest_log(in, at, undo);
  for (const LogEarlier::Item& item : w.decisions) {
    const discussion::Decision* decision = decision_by_id(in, item.decision);
    if (!decision) return missing("no such decision");
    if (!leaf_about(in, item.decision)) append_leaf(in, log, *decision, item.salts, true, undo);
  }
  if (!w.all) return {};
  if (!not_in_ledger(&in).empty()) return conflict("decisions have come that have no entry");
  undo.set(log.head.whole, true);
  return {};
}

Done begin_log(SiteRow& in, const BeginLog& w, Time at, Undo& undo) {
  if (in.logs.empty()) return missing("the site has no ledger");
  if (in.logs.rbegin()->first != w.after) return conflict("that is not the newest log");
  LogRow& old = in.logs.rbegin()->second;
  if (old.checkpoints.empty()) return {};
  const auto size = static_cast<std::size_t>(old.checkpoints.back().size);
  const ledger::Checkpoint last{old.head.name, size, edge_of(old, size).root()};
  std::deque<LogRow::Leaf> kept(old.leaves.begin(), old.leaves.begin() + static_cast<std::ptrdiff_t>(size));
  undo.set(old.leaves, std::move(kept));
  LogRow next;
  next.head.log = w.after + 1;
  next.head.name = next_log_name(old.head.name, w.after + 1);
  next.head.begun = at;
  next.leaves.push_back({{}, ledger::write_continuation(last), {}});
  undo.insert(in.logs, w.after + 1, std::move(next));
  return {};
}

Done keep_checkpoint(SiteRow& in, const KeepCheckpoint& w, Time at, Undo& undo) {
  if (in.logs.empty() || in.logs.rbegin()->first != w.log) return conflict("that is not the newest log");
  LogRow& log = in.logs.rbegin()->second;
  if (log.head.key && log.head.key != w.key) return conflict("the log has another key");
  const KeptCheckpoint* last = log.checkpoints.empty() ? nullptr : &log.checkpoints.back();
  if (w.size > log.leaves.size() || (last && w.size < last->size)) return conflict("a checkpoint of another log");
  if (last && w.size == last->size) return {};
  auto kept = log.checkpoints;
  if (last && same_day(last->at, at)) kept.pop_back();
  kept.push_back({w.size, w.note, at});
  undo.set(log.checkpoints, std::move(kept));
  undo.set(log.head.key, std::optional(w.key));
  return {};
}

Done drop_salts(SiteRow& in, const DropSalts& w, Undo& undo) {
  const auto story = in.stories.find(w.story);
  if (story == in.stories.end() || !story->second.comments.contains(w.comment)) return missing("no such comment");
  const std::pair about{w.story, w.comment};
  for (auto& [number, log] : in.logs) {
    for (LogRow::Leaf& leaf : log.leaves)
      if (leaf.decision && in.decisions.at(leaf.decision) == about)
        undo.set(leaf.salts, std::optional<discussion::Salts>());
  }
  return {};
}

std::vector<LedgerHead> ledger_heads(const SiteRow* in) {
  std::vector<LedgerHead> out;
  if (!in) return out;
  for (const auto& [number, log] : in->logs) {
    out.push_back(log.head);
    out.back().log = number;
    out.back().size = log.leaves.size();
    out.back().root = edge_of(log, log.leaves.size()).root();
  }
  return out;
}

std::vector<Hash256> ledger_hashes(const SiteRow* in, std::int64_t log, int level, std::uint64_t first,
                                   std::size_t count) {
  std::vector<Hash256> out;
  const LogRow* row = log_at(in, log);
  if (!row) return out;
  ledger::Edge edge;
  for (const LogRow::Leaf& leaf : row->leaves) {
    edge.append(ledger::leaf_hash(leaf.entry), [&](int height, std::uint64_t index, const Hash256& hash) {
      if (height == level * 8 && index >= first && out.size() < count) out.push_back(hash);
    });
  }
  return out;
}

std::vector<std::string> ledger_entries(const SiteRow* in, std::int64_t log, std::uint64_t first, std::size_t count) {
  std::vector<std::string> out;
  const LogRow* row = log_at(in, log);
  for (std::uint64_t i = first; row && i < row->leaves.size() && out.size() < count; ++i)
    out.push_back(row->leaves[static_cast<std::size_t>(i)].entry);
  return out;
}

Result<LedgerPlace> ledger_place(const SiteRow* in, DecisionId decision) {
  if (!in || !decision) return missing("no such decision");
  for (const auto& [number, log] : in->logs) {
    for (std::size_t i = 0; i < log.leaves.size(); ++i)
      if (log.leaves[i].decision == decision) return LedgerPlace{number, i, log.leaves[i].entry, log.leaves[i].salts};
  }
  return missing("the decision has no entry");
}

std::vector<KeptCheckpoint> ledger_checkpoints(const SiteRow* in, std::int64_t log) {
  const LogRow* row = log_at(in, log);
  return row ? row->checkpoints : std::vector<KeptCheckpoint>{};
}

std::vector<DecisionId> not_in_ledger(const SiteRow* in) {
  std::vector<DecisionId> out;
  if (!in) return out;
  std::vector<std::pair<Time, DecisionId>> found;
  for (const auto& [id, place] : in->decisions) {
    if (!leaf_about(*in, id)) found.emplace_back(decision_by_id(*in, id)->decided, id);
  }
  std::sort(found.begin(), found.end());
  for (const auto& [at, id] : found) out.push_back(id);
  return out;
}

void add_ledger_findings(const SiteRow& in, std::vector<std::string>& out) {
  for (const auto& [number, log] : in.logs) {
    const std::string where = log.head.name + ": ";
    for (const KeptCheckpoint& kept : log.checkpoints) {
      const auto size = static_cast<std::size_t>(kept.size);
      if (size > log.leaves.size() ||
          !kept.note.starts_with(ledger::text_of({log.head.name, kept.size, edge_of(log, size).root()})))
        out.push_back(where + "its checkpoint of " + std::to_string(size) + " entries is of other entries");
    }
    for (const LogRow::Leaf& leaf : log.leaves)
      if (leaf.decision && !decision_by_id(in, leaf.decision)) out.push_back(where + "an entry of no decision");
  }
  if (!in.logs.empty() && in.logs.rbegin()->second.head.whole && !not_in_ledger(&in).empty())
    out.push_back(in.logs.rbegin()->second.head.name + ": a decision has no entry");
}

}  // namespace comity::store::memory

#include "store/memory.h"

#include <algorithm>
#include <mutex>
#include <tuple>

#include "store/memory_desk.h"
#include "store/memory_model.h"
#include "store/notifier.h"

namespace comity::store {

using discussion::State;

namespace {

using memory::CommentRow;
using memory::MemoryDesk;
using memory::missing;
using memory::SiteRow;
using memory::StoryRow;

class MemoryStore final : public MemoryDesk {
 public:
  Result<std::vector<discussion::Site>> sites() override {
    const std::lock_guard lock(mutex_);
    std::vector<discussion::Site> out;
    for (const auto& [id, row] : model_.sites) out.push_back(row.site);
    return out;
  }
  Result<discussion::Site> site(std::string_view key) override {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, row] : model_.sites)
      if (row.site.key == key) return row.site;
    return missing("site");
  }
  Result<discussion::Site> site(SiteId id) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(id);
    return in ? Result<discussion::Site>(in->site) : missing("site");
  }
  Result<PolicyDocument> policy(SiteId site, const Hash256& id) override {
    const std::lock_guard lock(mutex_);
    if (const SiteRow* in = find(site))
      for (const PolicyDocument& document : in->policies)
        if (document.id == id) return document;
    return missing("policy");
  }
  Result<std::vector<PolicyDocument>> policies(SiteId site) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    if (!in) return std::vector<PolicyDocument>{};
    return std::vector<PolicyDocument>(in->policies.rbegin(), in->policies.rend());
  }
  Result<std::vector<PolicyDocument>> policy_history(SiteId site) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    return in ? in->trials.history : std::vector<PolicyDocument>{};
  }
  Result<std::optional<PolicyDocument>> shadow(SiteId site) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    return in ? in->trials.shadow : std::nullopt;
  }
  Result<std::vector<Brake>> brakes(SiteId site) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    return in ? in->trials.brakes : std::vector<Brake>{};
  }
  Result<CorrectionSwitch> correction(SiteId site, const Hash256& id) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    return in ? memory::correction(in->trials, id) : missing("correction");
  }
  Result<std::vector<CorrectionSwitch>> correction_history(SiteId site) override {
    return asked<std::vector<CorrectionSwitch>>(
        site, [](const SiteRow& in) { return memory::correction_history(in.trials); });
  }
  Result<TouchedSince> touched_since(SiteId site, const Hash256& policy, Time since) override {
    return asked<TouchedSince>(site, [&](const SiteRow& in) { return memory::touched_since(in, policy, since); });
  }
  Result<std::vector<JudgedText>> judged(SiteId site, const JudgedPlace& after, std::size_t limit) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    return in ? memory::judged(*in, after, limit) : std::vector<JudgedText>{};
  }

  Result<discussion::Story> story(SiteId site, StoryId id) override {
    const std::lock_guard lock(mutex_);
    const StoryRow* row = find(site, id);
    return row ? Result<discussion::Story>(row->story) : missing("story");
  }
  Result<discussion::Story> story_by_publisher_id(SiteId site, std::string_view id) override {
    const std::lock_guard lock(mutex_);
    return named_story(site, &SiteRow::publisher_ids, id);
  }
  Result<discussion::Story> story_by_url(SiteId site, std::string_view normal_url) override {
    const std::lock_guard lock(mutex_);
    return named_story(site, &SiteRow::urls, normal_url);
  }
  Result<std::vector<discussion::Story>> stories(SiteId site, StoryId after, std::size_t limit) override {
    const std::lock_guard lock(mutex_);
    std::vector<discussion::Story> out;
    if (const SiteRow* in = find(site))
      for (auto at = in->stories.upper_bound(after); at != in->stories.end() && out.size() < limit; ++at)
        out.push_back(at->second.story);
    return out;
  }
  Result<std::vector<std::string>> urls(SiteId site, StoryId story) override {
    const std::lock_guard lock(mutex_);
    const StoryRow* row = find(site, story);
    return row ? row->urls : std::vector<std::string>{};
  }
  Result<std::string> story_text(SiteId site, StoryId story) override {
    const std::lock_guard lock(mutex_);
    const StoryRow* row = find(site, story);
    return row ? row->words : std::string{};
  }

  Result<std::vector<OutlineRow>> outline(SiteId site, StoryId story) override {
    const std::lock_guard lock(mutex_);
    std::vector<OutlineRow> out;
    if (const StoryRow* in = find(site, story))
      for (const auto& [number, id] : in->numbers) out.push_back({number, answered(*in, in->comments.at(id).comment)});
    return out;
  }
  Result<std::vector<StoredComment>> by_numbers(SiteId site, StoryId story,
                                                const std::vector<std::int64_t>& numbers) override {
    const std::lock_guard lock(mutex_);
    std::vector<StoredComment> out;
    const StoryRow* in = find(site, story);
    for (const std::int64_t number : numbers) {
      if (!in || !in->numbers.contains(number)) continue;
      out.push_back(stored(*in, in->comments.at(in->numbers.at(number))));
    }
    return out;
  }
  Result<StoredComment> by_number(SiteId site, StoryId story, std::int64_t number) override {
    COMITY_TRY(auto found, by_numbers(site, story, {number}));
    if (found.empty()) return missing("comment");
    return std::move(found.front());
  }
  Result<discussion::Comment> comment(SiteId site, StoryId story, CommentId id) override {
    const std::lock_guard lock(mutex_);
    const CommentRow* row = find(site, story, id);
    return row ? Result<discussion::Comment>(row->comment) : missing("comment");
  }
  Result<discussion::Comment> by_receipt(const Key128& receipt) override {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, in] : model_.sites)
      if (const auto found = in.receipts.find(receipt); found != in.receipts.end())
        return at(in, found->second).comment;
    return missing("comment");
  }
  Result<discussion::Comment> by_case_code(SiteId site, std::string_view code) override {
    const std::lock_guard lock(mutex_);
    return keyed_comment(site, &SiteRow::case_codes, code);
  }
  Result<discussion::Comment> by_source_key(SiteId site, std::string_view key) override {
    const std::lock_guard lock(mutex_);
    return keyed_comment(site, &SiteRow::source_keys, key);
  }
  Result<std::vector<discussion::Revision>> revisions(SiteId site, StoryId story, CommentId id) override {
    const std::lock_guard lock(mutex_);
    const CommentRow* row = find(site, story, id);
    if (!row) return std::vector<discussion::Revision>{};
    return std::vector<discussion::Revision>(row->revisions.begin(), row->revisions.end());
  }
  Result<std::vector<discussion::Decision>> decisions(SiteId site, StoryId story, CommentId id) override {
    const std::lock_guard lock(mutex_);
    const CommentRow* row = find(site, story, id);
    return row ? row->decisions : std::vector<discussion::Decision>{};
  }
  Result<std::vector<discussion::Comment>> comments(SiteId site, StoryId story, CommentId after,
                                                    std::size_t limit) override {
    const std::lock_guard lock(mutex_);
    std::vector<discussion::Comment> out;
    if (const StoryRow* in = find(site, story))
      for (auto row = in->comments.upper_bound(after); row != in->comments.end() && out.size() < limit; ++row)
        out.push_back(row->second.comment);
    return out;
  }
  Result<std::vector<StoredComment>> by_author(SiteId site, StoryId story, AuthorId author, Time since,
                                               std::size_t limit) override {
    const std::lock_guard lock(mutex_);
    std::vector<StoredComment> out;
    if (const StoryRow* in = find(site, story); in && author)
      for (const auto& [id, row] : in->comments)
        if (row.comment.author == author && row.comment.written >= since) out.push_back(stored(*in, row));
    std::sort(out.begin(), out.end(), [](const StoredComment& a, const StoredComment& b) {
      return std::tie(b.comment.written, b.comment.id) < std::tie(a.comment.written, a.comment.id);
    });
    if (out.size() > limit) out.resize(limit);
    return out;
  }
  Result<std::vector<HeldItem>> held(SiteId site, std::size_t offset, std::size_t limit) override {
    const std::lock_guard lock(mutex_);
    std::vector<HeldItem> all;
    if (const SiteRow* in = find(site))
      for (const auto& [id, story] : in->stories)
        for (const auto& [place, row] : story.comments)
          if (const discussion::Revision* waiting = memory::waiting_revision(row))
            all.push_back({row.comment, *waiting, memory::hold_of(row, waiting->revision)});
    std::stable_sort(all.begin(), all.end(),
                     [](const HeldItem& a, const HeldItem& b) { return a.revision.written < b.revision.written; });
    if (offset >= all.size()) return std::vector<HeldItem>{};
    const std::size_t end = limit < all.size() - offset ? offset + limit : all.size();
    return std::vector<HeldItem>(all.begin() + static_cast<std::ptrdiff_t>(offset),
                                 all.begin() + static_cast<std::ptrdiff_t>(end));
  }
  Result<std::vector<std::pair<std::string, std::int64_t>>> refused_by_clause(SiteId site, StoryId story) override {
    const std::lock_guard lock(mutex_);
    std::map<std::string, std::int64_t> counts;
    if (const StoryRow* in = find(site, story))
      for (const auto& [id, row] : in->comments)
        if (row.comment.state == State::refused) {
          const std::vector<std::string> clauses = standing_clauses(row);
          ++counts[clauses.empty() ? std::string() : clauses.front()];
        }
    return std::vector<std::pair<std::string, std::int64_t>>(counts.begin(), counts.end());
  }

  Result<discussion::Author> author(SiteId site, AuthorId id) override {
    const std::lock_guard lock(mutex_);
    if (const SiteRow* in = find(site))
      if (const auto found = in->authors.find(id); found != in->authors.end()) return found->second;
    return missing("author");
  }
  Result<discussion::Author> author_by_token(SiteId site, const Key128& hash) override {
    const std::lock_guard lock(mutex_);
    if (const SiteRow* in = find(site))
      if (const auto found = in->tokens.find(hash); found != in->tokens.end()) return in->authors.at(found->second);
    return missing("author");
  }
  Result<std::vector<discussion::Author>> authors(SiteId site, AuthorId after, std::size_t limit) override {
    const std::lock_guard lock(mutex_);
    std::vector<discussion::Author> out;
    if (const SiteRow* in = find(site))
      for (auto at = in->authors.upper_bound(after); at != in->authors.end() && out.size() < limit; ++at)
        out.push_back(at->second);
    return out;
  }
  Result<Counts> recent(SiteId site, StoryId story, AuthorId author, Time now) override {
    const std::lock_guard lock(mutex_);
    Counts counts;
    const SiteRow* in = find(site);
    if (!in) return counts;
    for (const auto& [id, row] : in->stories) {
      auto looked_at = static_cast<std::int64_t>(row.comments.size());
      for (const auto& [place, c] : row.comments) {
        const bool is_late = looked_at-- <= max_looked_at;
        const auto age = now - c.comment.written;
        if (age <= Millis{0}) continue;
        const bool ten_minutes = age <= std::chrono::minutes(10);
        if (id == story && ten_minutes && is_late) ++counts.story_10m;
        if (!author || c.comment.author != author) continue;
        if (ten_minutes) ++counts.author_10m;
        if (age <= std::chrono::hours(24)) ++counts.author_24h;
      }
    }
    for (std::int64_t* count : {&counts.author_10m, &counts.author_24h, &counts.story_10m})
      *count = std::min(*count, max_counted);
    return counts;
  }
  Result<std::vector<NameInUse>> names(SiteId site, StoryId story) override {
    const std::lock_guard lock(mutex_);
    std::set<std::tuple<std::string, std::string, AuthorId>> distinct;
    if (const StoryRow* in = find(site, story))
      for (const auto& [id, row] : in->comments)
        if (row.comment.state != State::refused)
          distinct.insert({row.comment.name, row.comment.name_mark, row.comment.author});
    std::vector<NameInUse> out;
    for (const auto& [name, mark, author] : distinct) out.push_back({name, mark, author});
    return out;
  }

  Result<std::vector<discussion::Event>> events(SiteId site, StoryId story, std::int64_t after,
                                                std::size_t limit) override {
    const std::lock_guard lock(mutex_);
    const StoryRow* in = find(site, story);
    if (!in) return missing("story");
    if (after < 0 || after > in->story.position) return missing("position in this story");
    std::vector<discussion::Event> out;
    for (auto i = static_cast<std::size_t>(after); i < in->events.size() && out.size() < limit; ++i)
      out.push_back(in->events[i]);
    return out;
  }

  Result<Outcome> commit(const Change& change) override {
    const std::lock_guard lock(mutex_);
    std::vector<StoryTouched> touched;
    auto outcome = memory::apply(model_, change, touched);
    if (outcome) notifier_.tell(touched);
    return outcome;
  }
  void on_touched(std::function<void(const StoryTouched&)> listener) override { notifier_.listen(std::move(listener)); }

  Result<std::vector<std::string>> integrity() override {
    const std::lock_guard lock(mutex_);
    return memory::findings(model_);
  }

 private:
  using MemoryDesk::find;
  const StoryRow* find(SiteId site, StoryId story) const {
    const SiteRow* in = find(site);
    if (!in) return nullptr;
    const auto found = in->stories.find(story);
    return found == in->stories.end() ? nullptr : &found->second;
  }
  const CommentRow* find(SiteId site, StoryId story, CommentId id) const {
    const StoryRow* in = find(site, story);
    if (!in) return nullptr;
    const auto found = in->comments.find(id);
    return found == in->comments.end() ? nullptr : &found->second;
  }
  static const CommentRow& at(const SiteRow& in, const std::pair<StoryId, CommentId>& place) {
    return in.stories.at(place.first).comments.at(place.second);
  }
  Result<discussion::Story> named_story(SiteId site, std::map<std::string, StoryId> SiteRow::* names,
                                        std::string_view name) const {
    if (const SiteRow* in = find(site))
      if (const auto found = (in->*names).find(std::string(name)); found != (in->*names).end())
        return in->stories.at(found->second).story;
    return missing("story");
  }
  Result<discussion::Comment> keyed_comment(SiteId site,
                                            std::map<std::string, std::pair<StoryId, CommentId>> SiteRow::* keys,
                                            std::string_view key) const {
    if (const SiteRow* in = find(site))
      if (const auto found = (in->*keys).find(std::string(key)); found != (in->*keys).end())
        return at(*in, found->second).comment;
    return missing("comment");
  }
  static std::int64_t answered(const StoryRow& in, const discussion::Comment& c) {
    return c.reply_to ? in.comments.at(c.reply_to).comment.number : 0;
  }
  static std::vector<std::string> standing_clauses(const CommentRow& row) {
    for (const discussion::Decision& d : row.decisions)
      if (d.id == row.comment.decision) return d.clauses;
    return {};
  }
  static StoredComment stored(const StoryRow& in, const CommentRow& row) {
    const discussion::Comment& c = row.comment;
    const std::int64_t shown = c.live_revision != 0 ? c.live_revision : c.last_revision;
    StoredComment out{c, row.revisions[static_cast<std::size_t>(shown - 1)], answered(in, c), {}, {}};
    if (c.state == State::removed || c.state == State::refused) out.clauses = standing_clauses(row);
    if (c.live_revision > 1) out.edited = out.revision.written;
    return out;
  }

  Notifier notifier_;
};

}  // namespace

std::unique_ptr<Store> make_memory_store() { return std::make_unique<MemoryStore>(); }

}  // namespace comity::store

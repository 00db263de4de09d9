// Texts that were judged once, one after another, to be judged again on all cores.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actions/world.h"
#include "policy/replay.h"

namespace comity::actions {

struct StoredText {
  std::string where;        // "herald/~0123abcd/14"
  std::uint64_t order = 0;  // tells texts apart; the same in every run
  text::CheckedText text;
  policy::Facts facts;
  std::shared_ptr<const policy::StoryFacts> story;
  int month = 0;  // as policy::Archived
  std::optional<policy::Action> then{};
  const policy::Judge* then_policy = nullptr;
  Hash256 then_engine{};
  std::vector<std::string> held_back{};
  policy::Person person = policy::Person::nobody;
  std::vector<std::string> person_clauses{};

  bool erased() const { return text.utf8().empty(); }
};

int month_of(Time time);  // as policy::Archived::month

class TextSource {
 public:
  virtual ~TextSource() = default;
  // Some more; none: that was all. Called by one thread at a time.
  virtual Result<std::vector<StoredText>> next() = 0;
};

// Every text of a site that was written at or after `since`, with what was decided about it.
class ArchiveTexts final : public TextSource {
 public:
  // Errors: those of the store.
  static Result<std::unique_ptr<ArchiveTexts>> open(World& world, const discussion::Site& site, Time since = {});
  // Only the latest texts, up to `most`: for a look that costs no more than so many. `comments()` is how many they are.
  static Result<std::unique_ptr<ArchiveTexts>> latest(World& world, const discussion::Site& site, std::size_t most);
  Result<std::vector<StoredText>> next() override;
  std::int64_t comments() const { return comments_; }  // on the site, when it was opened

 private:
  ArchiveTexts(World& world, discussion::Site site, Time since)
      : world_(world), site_(std::move(site)), since_(since) {}

  Done know_history();
  Result<StoredText> stored(store::JudgedText&& row);
  void settle_then(const store::JudgedText& row, StoredText& text);
  // Null: it is not known any more.
  const policy::Judge* judge_of(const Hash256& policy, const Hash256& correction);
  Hash256 correction_at(Time at) const;  // that was in force then

  struct Known {
    std::shared_ptr<const policy::Compiled> policy;
    std::unique_ptr<policy::Judge> judge;
  };
  World& world_;
  const discussion::Site site_;
  const Time since_;
  std::int64_t comments_ = 0;
  std::vector<store::PolicyDocument> history_;
  std::vector<store::Brake> brakes_;
  std::vector<store::CorrectionSwitch> corrections_;
  std::map<std::pair<Hash256, Hash256>, Known> judges_;  // by policy and correction
  store::JudgedPlace at_;
  std::optional<std::vector<store::JudgedText>> chosen_;  // instead of the whole archive
  StoryId story_;
  std::shared_ptr<const policy::StoryFacts> story_facts_;
};

// Gives every text of `source` to `use(worker, text)`, worker below `jobs`, on that many threads; `progress` hears how
// many are done. Errors: the source's first.
Done for_each_text(TextSource& source, unsigned jobs, const std::function<void(unsigned, const StoredText&)>& use,
                   const std::function<void(std::uint64_t)>& progress = {});

struct Replay {
  std::shared_ptr<const policy::Compiled> before;  // null: none to compare with
  std::shared_ptr<const policy::Compiled> after;
  std::vector<std::string> clauses;  // ids of those that count; empty: all
};

// Judges all texts of `source` by both policies. The same for any number of threads.
Result<policy::ReplayTally> replay(TextSource& source, const Replay& request, unsigned jobs,
                                   const std::function<void(std::uint64_t)>& progress = {});

}  // namespace comity::actions

#include "cmd/corpus.h"

#include <algorithm>
#include <iostream>
#include <thread>

#include "cmd/byte_source.h"
#include "cmd/printable.h"
#include "cmd/which_comment.h"
#include "policy/judge_line.h"

namespace comity::cmd {
namespace {

constexpr std::size_t lines_at_once = 2'000;
constexpr std::size_t bytes_at_once = 1024 * 1024;

// Lines of `comity judge`, with "written" where the months are to be told apart.
class JsonlTexts final : public actions::TextSource {
 public:
  JsonlTexts(std::unique_ptr<ByteSource> bytes, std::string name, std::optional<Time> since)
      : bytes_(std::move(bytes)), name_(std::move(name)), since_(since) {}

  Result<std::vector<actions::StoredText>> next() override {
    std::vector<actions::StoredText> texts;
    std::string line;
    while (texts.size() < lines_at_once) {
      COMITY_TRY(const bool more, next_line(line));
      if (!more) break;
      if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
      auto given = policy::given_comment(line);
      if (!given) {
        return fail(given.error().code, name_ + ": line " + std::to_string(number_) + ": " + given.error().detail);
      }
      std::optional<Time> written;
      if (!given->written.empty()) {
        written = parse_rfc3339(given->written);
        if (!written) {
          return fail(Error::Code::invalid, name_ + ": line " + std::to_string(number_) +
                                                ": \"written\" is a time like \"2026-11-22T15:25:57Z\"");
        }
      }
      if (since_ && (!written || *written < *since_)) continue;
      actions::StoredText text{.where = "line " + std::to_string(number_),
                               .order = number_,
                               .text = std::move(given->text),
                               .facts = std::move(given->facts),
                               .story = std::make_shared<policy::StoryFacts>(std::move(given->story))};
      if (given->id != "null") text.where += " (" + one_line(given->id, 40) + ")";
      if (written) text.month = actions::month_of(*written);
      texts.push_back(std::move(text));
    }
    return texts;
  }

 private:
  Result<bool> next_line(std::string& line) {
    while (true) {
      const std::size_t end = buffer_.find('\n', at_);
      if (end != std::string::npos || (at_end_ && at_ < buffer_.size())) {
        line = buffer_.substr(at_, std::min(end, buffer_.size()) - at_);
        at_ = std::min(end, buffer_.size() - 1) + 1;
        ++number_;
        return true;
      }
      if (at_end_) return false;
      if (buffer_.size() - at_ > policy::max_judge_line) {
        return fail(Error::Code::invalid, name_ + ": line " + std::to_string(number_ + 1) + " is longer than 1 MB");
      }
      buffer_.erase(0, at_);
      at_ = 0;
      const std::size_t old = buffer_.size();
      buffer_.resize(old + bytes_at_once);
      COMITY_TRY(const std::size_t got, bytes_->read(buffer_.data() + old, bytes_at_once));
      buffer_.resize(old + got);
      at_end_ = got == 0;
    }
  }

  std::unique_ptr<ByteSource> bytes_;
  std::string name_;
  std::optional<Time> since_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint64_t number_ = 0;
  bool at_end_ = false;
};

// "2026-11-01" is the first moment of that day, in UTC.
Result<std::optional<Time>> since_of(const std::string& given) {
  if (given.empty()) return std::optional<Time>();
  const auto time = parse_rfc3339(given.size() == 10 ? given + "T00:00:00Z" : given);
  if (!time) return fail(Error::Code::invalid, "--since is a day like 2026-11-01, or a time like 2026-11-01T12:00:00Z");
  return time;
}

}  // namespace

void CorpusOptions::declare(Arguments& args) {
  args.option("--data", data, "DIR", "the server's data folder; it may be running");
  args.option("--site", sites, "KEY", "only this site of it; may be given several times");
  args.option("--jsonl", jsonl, "FILE", "comments as for `comity judge`, one JSON object a line; - standard input");
  args.option("--since", since, "DAY", "only what was written since then: 2026-11-01");
  args.option("--jobs", jobs, "N", "threads to judge with (one for each core)");
}

unsigned CorpusOptions::threads() const {
  if (jobs > 0) return static_cast<unsigned>(std::min<std::int64_t>(jobs, 256));
  return std::max(1U, std::thread::hardware_concurrency());
}

Result<std::unique_ptr<Corpus>> Corpus::open(const CorpusOptions& options) {
  if (options.data.empty() == options.jsonl.empty())
    return fail(Error::Code::invalid, "give --data DIR or --jsonl FILE, one of them");
  if (options.data.empty() && !options.sites.empty()) return fail(Error::Code::invalid, "--site goes with --data");
  COMITY_TRY(const auto since, since_of(options.since));
  auto corpus = std::make_unique<Corpus>();
  if (!options.jsonl.empty()) {
    COMITY_TRY(auto bytes, ByteSource::open(options.jsonl));
    const std::string name =
        options.jsonl == "-" ? "standard input" : std::filesystem::path(options.jsonl).filename().string();
    corpus->parts_.push_back({name, {}, nullptr, std::make_unique<JsonlTexts>(std::move(bytes), name, since), 0});
    return corpus;
  }
  COMITY_TRY(corpus->folder_, DataFolder::look(options.data));
  actions::World& world = corpus->folder_->world();
  std::vector<discussion::Site> sites;
  for (const std::string& key : options.sites) {
    COMITY_TRY(auto site, which_site(world, key));
    sites.push_back(std::move(site));
  }
  if (sites.empty()) {
    COMITY_TRY(sites, world.store.sites());
  }
  for (discussion::Site& site : sites) {
    CorpusPart part{site.key, site, nullptr, nullptr, 0};
    if (site.policy != Hash256{}) {
      COMITY_TRY(part.live, world.policies.live(site));
    }
    COMITY_TRY(auto texts, actions::ArchiveTexts::open(world, site, since.value_or(Time{})));
    part.size = static_cast<std::uint64_t>(texts->comments());
    part.texts = std::move(texts);
    corpus->parts_.push_back(std::move(part));
  }
  return corpus;
}

std::string Corpus::name() const {
  std::string name;
  for (const CorpusPart& part : parts_) name += (name.empty() ? "" : ", ") + part.name;
  return name;
}

}  // namespace comity::cmd

// comity judge: JSON Lines in, JSON Lines out, in order. A pure filter: what is read is judged and written before more
// is read, so that it works in a pipe that waits for its answers.

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <iostream>
#include <thread>

#include "cmd/arguments.h"
#include "cmd/commands.h"
#include "cmd/data_folder.h"
#include "cmd/policy_file.h"
#include "cmd/which_correction.h"
#include "policy/judge_line.h"

namespace comity::cmd {
namespace {

constexpr std::size_t read_bytes = 1024 * 1024;
constexpr std::size_t lines_per_step = 16;

class Judge {
 public:
  Judge(const policy::Compiled& policy, unsigned jobs) : policy_(policy), jobs_(jobs) {}

  int run() {
    std::string buffer;
    std::size_t begin = 0;  // of the first line not judged yet
    for (;;) {
      const std::size_t old = buffer.size();
      buffer.resize(old + read_bytes);
      ssize_t got = 0;
      do got = ::read(STDIN_FILENO, buffer.data() + old, read_bytes);
      while (got < 0 && errno == EINTR);
      if (got < 0) {
        std::cerr << "comity judge: standard input cannot be read: " << std::strerror(errno) << '\n';
        return Exit::machine_failed;
      }
      buffer.resize(old + static_cast<std::size_t>(got));
      take_lines(buffer, begin, got == 0);
      if (!write_out()) return Exit::machine_failed;
      if (got == 0) return bad_ ? Exit::answer_is_no : Exit::done;
      buffer.erase(0, begin);
      begin = 0;
      if (buffer.size() > policy::max_judge_line) {
        // A line without an end: its beginning is enough to refuse it, the rest is passed over.
        judge({{buffer, ++number_}});
        buffer.clear();
        skipping_ = true;
      }
    }
  }

 private:
  void take_lines(const std::string& buffer, std::size_t& begin, bool at_end) {
    std::vector<std::pair<std::string_view, std::size_t>> lines;
    const std::string_view all(buffer);
    if (skipping_) {
      const std::size_t end = all.find('\n');
      skipping_ = end == std::string_view::npos;
      begin = skipping_ ? all.size() : end + 1;
    }
    while (begin < all.size()) {
      const std::size_t end = all.find('\n', begin);
      if (end == std::string_view::npos && !at_end) break;
      const std::string_view line = all.substr(begin, std::min(end, all.size()) - begin);
      begin = std::min(end, all.size() - 1) + 1;
      ++number_;
      if (line.find_first_not_of(" \t\r") != std::string_view::npos) lines.emplace_back(line, number_);
    }
    judge(lines);
  }

  void judge(const std::vector<std::pair<std::string_view, std::size_t>>& lines) {
    std::vector<policy::JudgedLine> judged(lines.size());
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
      for (;;) {
        const std::size_t from = next.fetch_add(lines_per_step);
        if (from >= lines.size()) return;
        for (std::size_t i = from; i < std::min(from + lines_per_step, lines.size()); ++i) {
          judged[i] = policy::judge_line(policy_, lines[i].first, lines[i].second);
        }
      }
    };
    {
      std::vector<std::jthread> threads;
      const std::size_t helpers = std::min<std::size_t>(jobs_, lines.size() / lines_per_step + 1) - 1;
      for (std::size_t i = 0; i < helpers; ++i) threads.emplace_back(work);
      work();
    }
    for (const policy::JudgedLine& line : judged) {
      bad_ |= line.bad;
      out_ += line.json;
      out_ += '\n';
    }
  }

  bool write_out() {
    for (std::size_t at = 0; at < out_.size();) {
      const ssize_t wrote = ::write(STDOUT_FILENO, out_.data() + at, out_.size() - at);
      if (wrote < 0 && errno == EINTR) continue;
      if (wrote < 0) {
        std::cerr << "comity judge: standard output cannot be written: " << std::strerror(errno) << '\n';
        return false;
      }
      at += static_cast<std::size_t>(wrote);
    }
    out_.clear();
    return true;
  }

  const policy::Compiled& policy_;
  unsigned jobs_;
  std::size_t number_ = 0;
  bool bad_ = false;
  bool skipping_ = false;  // inside a line that was refused for its length
  std::string out_;
};

int judge(const Words& words) {
  std::string file, correction_file = "none";
  std::int64_t jobs = 1;
  Arguments args(
      "comity judge", "Judges comments by a policy: JSON Lines in, JSON Lines out, in order.",
      "Each line is {\"id\": any, \"text\": string} with the facts of \"comment\", \"author\", \"story\" and "
      "\"recent\" where known. A bad line gives {\"line\": N, \"error\": ...} in its place, and exit status 1.");
  args.option("--policy", file, "FILE", "the policy document, or the name of one that ships", Need::required);
  args.option("--correction", correction_file, "FILE", "judge with this correction of the classifier");
  args.option("--jobs", jobs, "N", "threads to judge with (1)");
  if (const auto stop = args.parse(words)) return *stop;
  if (jobs < 1 || jobs > 256) {
    std::cerr << "comity judge: --jobs takes a number from 1 to 256\n";
    return Exit::usage;
  }
  const OpenedPolicy opened = open_policy("comity judge", file, Show::errors);
  if (!opened.policy) return opened.status;
  const auto correction = which_correction(correction_file);
  if (!correction) return complain(correction.error());
  return Judge(*policy::with_correction(opened.policy, *correction), static_cast<unsigned>(jobs)).run();
}

}  // namespace

std::vector<Command> judge_commands() {
  return {{"judge", "judge comments by a policy, JSON Lines in and out", judge}};
}

}  // namespace comity::cmd

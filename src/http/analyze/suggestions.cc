#include "http/analyze/suggestions.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>

#include "actions/training_rows.h"
#include "base/crypto.h"
#include "base/json.h"

namespace comity::http::analyze {
namespace {

std::string row_of(const SuggestCall& call, const std::string& language, const std::string& key, Time now) {
  std::string line;
  json::Writer out(line);
  out.object();
  actions::TrainingRow row{to_hex(sha256(call.text)).substr(0, 16), "suggested:" + key, language, call.text, {}};
  for (const auto& [attribute, score] : call.scores) {
    row.labels[static_cast<std::size_t>(*attribute->label)] = score >= 0.5;
  }
  actions::write_members(out, row);
  out.member("at", rfc3339(now));
  if (!call.community_id.empty()) out.member("community", call.community_id);
  out.end();
  line += '\n';
  return line;
}

}  // namespace

Suggestions::Suggestions(std::filesystem::path file, std::size_t most) : file_(std::move(file)), most_(most) {
  if (most_ == 0) return;
  std::ifstream in(file_, std::ios::binary);
  for (std::string line; std::getline(in, line);) ++lines_;
}

bool Suggestions::keep(const SuggestCall& call, const std::string& language, const std::string& key, Time now) {
  if (most_ == 0) return false;
  const std::string line = row_of(call, language, key, now);
  const std::lock_guard lock(mutex_);
  if (lines_ >= most_) return false;
  const int out = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (out < 0) return false;
  const bool written = ::write(out, line.data(), line.size()) == static_cast<ssize_t>(line.size());
  ::close(out);
  if (written) ++lines_;
  return written;
}

}  // namespace comity::http::analyze

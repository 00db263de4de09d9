#include "http/analyze/suggestions.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "base/crypto.h"
#include "base/json.h"

namespace comity::http::analyze {
namespace {

// What the labels are called in training rows; a label that follows from the others has no name there.
std::string_view row_label(classify::Label label) {
  switch (label) {
    case classify::Label::toxicity:
      return "toxic";
    case classify::Label::insult:
      return "attack";
    case classify::Label::profanity:
      return "profanity";
    case classify::Label::threat:
      return "threat";
    case classify::Label::identity_attack:
      return "hate";
    case classify::Label::sexually_explicit:
      return "sexual";
    case classify::Label::severe_toxicity:
      break;
  }
  return "";
}

constexpr std::string_view row_labels[] = {"toxic", "profanity", "attack", "hate", "threat", "sexual"};

std::string row_of(const SuggestCall& call, const std::string& language, const std::string& key, Time now) {
  std::string line;
  json::Writer out(line);
  out.object().member("id", to_hex(sha256(call.text)).substr(0, 16)).member("source", "suggested:" + key);
  out.member("lang", language).member("text", call.text).key("labels").object();
  for (const std::string_view name : row_labels) {
    const auto given = std::find_if(call.scores.begin(), call.scores.end(),
                                    [&](const auto& score) { return row_label(*score.first->label) == name; });
    out.key(name);
    if (given == call.scores.end()) {
      out.null();
    } else {
      out.value(given->second >= 0.5 ? 1 : 0);
    }
  }
  out.end().key("spans").null().member("at", rfc3339(now));
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

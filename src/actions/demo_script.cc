#include "actions/demo_script.h"

#include <algorithm>

#include "base/embedded.h"
#include "base/json.h"

namespace comity::demo_script {
const std::vector<base::EmbeddedFile>& embedded();  // written by cmake/embed.cmake
}

namespace comity::actions {
namespace {

constexpr Millis morning = std::chrono::hours(7);  // when a day's articles appear

tl::unexpected<Error> broken(std::string_view file, std::string_view what) {
  return fail(Error::Code::corrupt, "data/demo/" + std::string(file) + ": " + std::string(what));
}

// The lines "name: value" above an article.
std::string header(std::string_view bytes, std::string_view name) {
  while (!bytes.empty() && bytes.front() != '\n') {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view line = bytes.substr(0, end);
    if (line.starts_with(name) && line.substr(name.size()).starts_with(": ")) {
      return std::string(line.substr(name.size() + 2));
    }
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  return "";
}

std::string text_of(const json::Value& object, std::string_view key) {
  const json::Value* value = object.find(key);
  return value != nullptr && value->string() != nullptr ? *value->string() : std::string();
}

std::int64_t number_of(const json::Value& object, std::string_view key) {
  const json::Value* value = object.find(key);
  return value != nullptr && value->integer() != nullptr ? *value->integer() : 0;
}

Millis minutes_of(const json::Value& object, std::string_view key) {
  return std::chrono::minutes(number_of(object, key));
}

std::optional<std::string> perhaps_text(const json::Value& object, std::string_view key) {
  return object.find(key) == nullptr ? std::nullopt : std::optional(text_of(object, key));
}

std::optional<DemoDecision> decision_of(const json::Value& object, std::string_view key) {
  const json::Value* value = object.find(key);
  if (value == nullptr) return std::nullopt;
  return DemoDecision{text_of(*value, "clause"), text_of(*value, "reason"), minutes_of(*value, "after")};
}

DemoComment comment_of(const json::Value& value) {
  DemoComment comment;
  comment.name = text_of(value, "name");
  comment.by = perhaps_text(value, "by").value_or(comment.name);
  comment.text = text_of(value, "text");
  comment.after = minutes_of(value, "after");
  comment.reply_to = static_cast<std::size_t>(number_of(value, "reply_to"));
  comment.edited = perhaps_text(value, "edited");
  comment.edited_after = minutes_of(value, "edited_after");
  comment.corrected = perhaps_text(value, "corrected");
  comment.corrected_after = minutes_of(value, "corrected_after");
  comment.removed = decision_of(value, "removed");
  comment.refused = decision_of(value, "refused");
  comment.released = decision_of(value, "released");
  if (value.find("withdrawn_after") != nullptr) comment.withdrawn_after = minutes_of(value, "withdrawn_after");
  return comment;
}

Done read_discussion(const base::EmbeddedFile& file, DemoStory& story) {
  const auto parsed = json::parse(file.bytes);
  if (!parsed) return broken(file.path, parsed.error().detail);
  const json::Value* comments = parsed->find("comments");
  if (comments == nullptr || comments->array() == nullptr) return broken(file.path, "no list of comments");
  if (const json::Value* close = parsed->find("close"); close != nullptr && close->boolean() != nullptr) {
    story.close = *close->boolean();
  }
  for (const json::Value& value : *comments->array()) {
    DemoComment comment = comment_of(value);
    if (comment.name.empty() || comment.text.empty()) return broken(file.path, "a comment without name or text");
    if (comment.reply_to > story.comments.size()) return broken(file.path, "an answer to what comes later");
    story.comments.push_back(std::move(comment));
  }
  return {};
}

}  // namespace

Result<std::vector<DemoStory>> demo_script(std::string_view site) {
  const std::string folder = std::string(site) + "/";
  const auto& files = demo_script::embedded();
  std::vector<DemoStory> stories;
  for (const base::EmbeddedFile& file : files) {
    if (!file.path.starts_with(folder) || !file.path.ends_with(".md")) continue;
    DemoStory story;
    story.id = file.path.substr(folder.size(), file.path.size() - folder.size() - 3);
    story.title = header(file.bytes, "title");
    story.language = header(file.bytes, "language");
    story.section = header(file.bytes, "section");
    const auto day = parse_rfc3339(header(file.bytes, "date") + "T00:00:00Z");
    if (story.title.empty() || !day) return broken(file.path, "an article has a title and a date");
    story.published = *day + morning;
    const std::string discussion = folder + story.id + ".json";
    for (const base::EmbeddedFile& other : files) {
      if (other.path == discussion) COMITY_CHECK(read_discussion(other, story));
    }
    stories.push_back(std::move(story));
  }
  std::stable_sort(stories.begin(), stories.end(),
                   [](const DemoStory& a, const DemoStory& b) { return a.published < b.published; });
  return stories;
}

}  // namespace comity::actions

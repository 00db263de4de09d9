#include "policy/variables.h"

#include <array>
#include <cmath>

#include "policy/diagnostics.h"

namespace comity::policy {
namespace {

constexpr std::int64_t whole = Number::unit;

constexpr std::array<Variable, 26> table = {{
    {"comment.text", Type::text, Fact::comment_text, {}},
    {"comment.quotes", Type::texts, Fact::comment_quotes, {}},
    {"comment.language", Type::text, Fact::comment_language, {}},
    {"comment.length", Type::integer, Fact::comment_length, text::max_comment_code_points},
    {"comment.links", Type::texts, Fact::comment_links, {}},
    {"comment.link_count", Type::integer, Fact::comment_link_count, text::max_comment_code_points},
    {"comment.is_reply", Type::boolean, Fact::comment_is_reply, {}},
    {"comment.is_edit", Type::boolean, Fact::comment_is_edit, {}},
    {"comment.capitals", Type::decimal, Fact::comment_capitals, whole},
    {"comment.repetition", Type::decimal, Fact::comment_repetition, whole},
    {"author.kind", Type::text, Fact::author_kind, {}},
    {"author.published", Type::integer, Fact::author_published, {}},
    {"author.refused", Type::integer, Fact::author_refused, {}},
    {"author.strikes", Type::integer, Fact::author_strikes, {}},
    {"author.age_days", Type::integer, Fact::author_age_days, {}},
    {"story.language", Type::text, Fact::story_language, {}},
    {"story.section", Type::text, Fact::story_section, {}},
    {"story.tags", Type::texts, Fact::story_tags, {}},
    {"story.age_hours", Type::integer, Fact::story_age_hours, {}},
    {"story.comments", Type::integer, Fact::story_comments, {}},
    {"recent.author_10m", Type::integer, Fact::recent_author_10m, {}},
    {"recent.author_24h", Type::integer, Fact::recent_author_24h, {}},
    {"recent.source_10m", Type::integer, Fact::recent_source_10m, {}},
    {"recent.story_10m", Type::integer, Fact::recent_story_10m, {}},
    {"recent.similar_own", Type::decimal, Fact::recent_similar_own, whole},
    {"recent.similar_others", Type::decimal, Fact::recent_similar_others, whole},
}};

Error wrong(std::string_view name, std::string_view expected) {
  return {Error::Code::invalid, std::string(name) + " must be " + std::string(expected)};
}

Done set_text(std::string& out, std::string_view name, const json::Value& value) {
  const std::string* text = value.string();
  if (!text) return fail(wrong(name, "a text"));
  if (text->size() > 200) return fail(wrong(name, "a text of at most 200 bytes"));
  out = *text;
  return {};
}

Done set_flag(bool& out, std::string_view name, const json::Value& value) {
  const bool* flag = value.boolean();
  if (!flag) return fail(wrong(name, "true or false"));
  out = *flag;
  return {};
}

Done set_count(std::int64_t& out, std::string_view name, const json::Value& value) {
  const std::int64_t* count = value.integer();
  if (!count || *count < 0) return fail(wrong(name, "a whole number, 0 or more"));
  out = *count;
  return {};
}

Done set_share(int& out, std::string_view name, const json::Value& value) {
  const auto number = value.number();
  if (!number || !(*number >= 0 && *number <= 1)) return fail(wrong(name, "a number from 0 to 1"));
  out = static_cast<int>(std::lround(*number * Number::unit));  // input only; verdicts see the integer
  return {};
}

Done set_kind(AuthorKind& out, std::string_view name, const json::Value& value) {
  static constexpr std::string_view kinds[] = {"guest", "account", "staff", "imported"};
  if (const std::string* text = value.string()) {
    for (std::size_t i = 0; i < std::size(kinds); ++i) {
      if (*text == kinds[i]) {
        out = static_cast<AuthorKind>(i);
        return {};
      }
    }
  }
  return fail(wrong(name, "guest, account, staff or imported"));
}

Done set_tags(std::vector<std::string>& out, std::string_view name, const json::Value& value) {
  const json::Array* array = value.array();
  if (!array) return fail(wrong(name, "a list of texts"));
  if (array->size() > max_list_elements) return fail(wrong(name, "a list of at most 256 texts"));
  out.clear();
  for (const json::Value& element : *array) {
    out.emplace_back();
    if (const Done done = set_text(out.back(), name, element); !done) return fail(done.error());
  }
  return {};
}

Done set_spans(std::vector<text::Span>& out, std::string_view name, const json::Value& value, std::size_t most) {
  const json::Array* array = value.array();
  if (!array || array->size() > most)
    return fail(wrong(name, "a list of at most " + std::to_string(most) + " spans [begin, end]"));
  out.clear();
  for (const json::Value& element : *array) {
    const json::Array* pair = element.array();
    const std::int64_t* begin = pair && pair->size() == 2 ? (*pair)[0].integer() : nullptr;
    const std::int64_t* end = pair && pair->size() == 2 ? (*pair)[1].integer() : nullptr;
    if (!begin || !end || *begin < 0 || *end < *begin || *end > static_cast<std::int64_t>(text::max_comment_bytes)) {
      return fail(wrong(name, "a list of spans [begin, end]"));
    }
    out.push_back({static_cast<std::uint32_t>(*begin), static_cast<std::uint32_t>(*end)});
  }
  return {};
}

}  // namespace

std::span<const Variable> variables() { return table; }

const Variable* find_variable(std::string_view name) {
  for (const Variable& variable : table) {
    if (variable.name == name) return &variable;
  }
  return nullptr;
}

Done set_fact(Facts& facts, StoryFacts& story, std::string_view name, const json::Value& value) {
  // No condition asks for them: they are what a likeness shows.
  if (name == "recent.alike_own") return set_spans(facts.alike_own, name, value, most_alike_runs);
  if (name == "recent.alike_others") return set_spans(facts.alike_others, name, value, most_alike_runs);
  const Variable* variable = find_variable(name);
  if (!variable) {
    std::vector<std::string_view> known;
    for (const Variable& v : table) known.push_back(v.name);
    return fail(Error::Code::invalid, "unknown fact " + quoted(name) + ": " + suggestion(name, known));
  }
  switch (variable->fact) {
    case Fact::comment_text:
      return fail(Error::Code::invalid, "comment.text is the text itself: give it as 'text'");
    case Fact::comment_length:
    case Fact::comment_links:
    case Fact::comment_link_count:
    case Fact::comment_capitals:
    case Fact::comment_repetition:
      return {};
    case Fact::comment_quotes:
      return set_spans(facts.quotes, name, value, 4);
    case Fact::comment_language:
      return set_text(facts.language, name, value);
    case Fact::comment_is_reply:
      return set_flag(facts.is_reply, name, value);
    case Fact::comment_is_edit:
      return set_flag(facts.is_edit, name, value);
    case Fact::author_kind:
      return set_kind(facts.author_kind, name, value);
    case Fact::author_published:
      return set_count(facts.author_published, name, value);
    case Fact::author_refused:
      return set_count(facts.author_refused, name, value);
    case Fact::author_strikes:
      return set_count(facts.author_strikes, name, value);
    case Fact::author_age_days:
      return set_count(facts.author_age_days, name, value);
    case Fact::story_language:
      return set_text(story.language, name, value);
    case Fact::story_section:
      return set_text(story.section, name, value);
    case Fact::story_tags:
      return set_tags(story.tags, name, value);
    case Fact::story_age_hours:
      return set_count(facts.story_age_hours, name, value);
    case Fact::story_comments:
      return set_count(facts.story_comments, name, value);
    case Fact::recent_author_10m:
      return set_count(facts.author_10m, name, value);
    case Fact::recent_author_24h:
      return set_count(facts.author_24h, name, value);
    case Fact::recent_source_10m:
      return set_count(facts.source_10m, name, value);
    case Fact::recent_story_10m:
      return set_count(facts.story_10m, name, value);
    case Fact::recent_similar_own:
      return set_share(facts.similar_own, name, value);
    case Fact::recent_similar_others:
      return set_share(facts.similar_others, name, value);
  }
  return fail(Error::Code::invalid, "unknown fact");
}

}  // namespace comity::policy

#include "policy/submission.h"

#include <algorithm>
#include <array>

#include "policy/varint.h"
#include "text/language.h"
#include "text/links.h"

namespace comity::policy {
namespace {

constexpr std::int64_t highest_count = (1 << 21) - 1;  // three bytes
constexpr int highest_share = 10'000;
constexpr std::size_t most_quotes = 4;

std::int64_t count(std::int64_t n) { return std::clamp<std::int64_t>(n, 0, highest_count); }

bool starts_character(std::string_view utf8, std::size_t at) {
  return at == utf8.size() || (static_cast<unsigned char>(utf8[at]) & 0xC0) != 0x80;
}

bool is_language(std::string_view tag) {
  return (tag.size() == 2 || tag.size() == 3) &&
         std::all_of(tag.begin(), tag.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// The counts in the order they are stored.
template <class F>
auto counts(F& facts) {
  return std::array{&facts.author_published, &facts.author_refused, &facts.author_strikes, &facts.author_age_days,
                    &facts.story_age_hours,  &facts.story_comments, &facts.author_10m,     &facts.author_24h,
                    &facts.source_10m,       &facts.story_10m};
}

}  // namespace

Facts storable(const Facts& facts, const text::CheckedText& text) {
  Facts stored = facts;
  const std::string_view primary = std::string_view(facts.language).substr(0, facts.language.find('-'));
  stored.language = is_language(primary) ? std::string(primary) : "";
  for (std::int64_t* n : counts(stored)) *n = count(*n);
  stored.similar_own = std::clamp(stored.similar_own, 0, highest_share);
  stored.similar_others = std::clamp(stored.similar_others, 0, highest_share);
  const std::string_view utf8 = text;
  std::erase_if(stored.quotes, [&](text::Span q) {
    return q.begin >= q.end || q.end > utf8.size() || !starts_character(utf8, q.begin) ||
           !starts_character(utf8, q.end);
  });
  std::sort(stored.quotes.begin(), stored.quotes.end());
  stored.quotes.erase(std::unique(stored.quotes.begin(), stored.quotes.end()), stored.quotes.end());
  if (stored.quotes.size() > most_quotes) stored.quotes.resize(most_quotes);
  return stored;
}

std::string detected_language(const text::CheckedText& text, const std::vector<text::Span>& quotes) {
  std::vector<text::Span> left_out = quotes;
  for (const text::Link& link : text::links_in(text)) left_out.push_back(link.span);
  std::sort(left_out.begin(), left_out.end());
  const std::string_view utf8 = text;
  std::string own;
  std::size_t at = 0;
  for (const text::Span span : left_out) {
    if (span.begin > at) own += utf8.substr(at, span.begin - at);
    own += ' ';
    at = std::max<std::size_t>(at, std::min<std::size_t>(span.end, utf8.size()));
  }
  own += utf8.substr(at);
  return text::language_of(own);
}

std::string encoded(const Facts& facts) {
  std::string out;
  out += static_cast<char>(Facts::format);
  const auto quotes = std::min(facts.quotes.size(), most_quotes);
  const bool has_language = is_language(facts.language);
  const std::size_t letters = has_language ? facts.language.size() - 1 : 0;  // 0, 1 (two letters), 2 (three)
  // Bits: 0 reply, 1 edit, 2-3 author, 4-6 quotations; the language's length stands before its letters.
  out += static_cast<char>((facts.is_reply ? 1 : 0) | (facts.is_edit ? 2 : 0) |
                           static_cast<int>(facts.author_kind) << 2 | static_cast<int>(quotes) << 4);
  out += static_cast<char>(letters);
  if (has_language) out += facts.language;
  for (const std::int64_t* n : counts(facts)) append_varint(out, static_cast<std::uint64_t>(count(*n)));
  append_varint(out, static_cast<std::uint64_t>(std::clamp(facts.similar_own, 0, highest_share)));
  append_varint(out, static_cast<std::uint64_t>(std::clamp(facts.similar_others, 0, highest_share)));
  for (std::size_t i = 0; i < quotes; ++i) {
    append_varint(out, facts.quotes[i].begin);
    append_varint(out, facts.quotes[i].end - facts.quotes[i].begin);
  }
  return out;
}

Result<Facts> decoded(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.byte() != Facts::format || !in.good()) return fail(Error::Code::corrupt, "facts of an unknown format");
  Facts facts;
  const std::uint8_t flags = in.byte();
  facts.is_reply = flags & 1;
  facts.is_edit = flags & 2;
  facts.author_kind = static_cast<AuthorKind>((flags >> 2) & 3);
  const std::size_t quotes = (flags >> 4) & 7;
  const std::uint8_t letters = in.byte();
  if (letters > 2 || quotes > most_quotes || (flags & 0x80))
    return fail(Error::Code::corrupt, "facts with an impossible head");
  if (letters > 0) {
    facts.language = in.take(letters + 1U);
    if (in.good() && !is_language(facts.language))
      return fail(Error::Code::corrupt, "facts with an impossible language");
  }
  for (std::int64_t* n : counts(facts)) *n = static_cast<std::int64_t>(in.varint(highest_count));
  facts.similar_own = static_cast<int>(in.varint(highest_share));
  facts.similar_others = static_cast<int>(in.varint(highest_share));
  for (std::size_t i = 0; i < quotes; ++i) {
    const auto begin = static_cast<std::uint32_t>(in.varint(text::max_comment_bytes));
    const auto length = static_cast<std::uint32_t>(in.varint(text::max_comment_bytes));
    facts.quotes.push_back({begin, begin + length});
  }
  if (!in.at_end()) return fail(Error::Code::corrupt, "facts are cut short or too long");
  return facts;
}

}  // namespace comity::policy

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
constexpr std::size_t most_bytes = 64;
constexpr std::uint8_t plain_format = 1, format_with_words = 2;

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

// In order, apart, inside the text and on character boundaries.
void settle(std::vector<text::Span>& spans, std::string_view utf8) {
  std::erase_if(spans, [&](text::Span s) {
    return s.begin >= s.end || s.end > utf8.size() || !starts_character(utf8, s.begin) ||
           !starts_character(utf8, s.end);
  });
  std::sort(spans.begin(), spans.end());
  spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
}

void settle_alike(std::vector<text::Span>& spans, int likeness, std::string_view utf8) {
  if (likeness == 0 || likeness == highest_share) spans.clear();
  settle(spans, utf8);
  std::uint32_t behind = 0;
  std::erase_if(spans, [&](text::Span s) {
    const bool overlaps = s.begin < behind;
    if (!overlaps) behind = s.end;
    return overlaps;
  });
  if (spans.size() > most_alike_runs) spans.resize(most_alike_runs);
}

// The shortest of the runs makes room; of equals the last one.
void drop_shortest(std::vector<text::Span>& own, std::vector<text::Span>& others) {
  std::vector<text::Span>* of = nullptr;
  std::size_t which = 0;
  for (std::vector<text::Span>* spans : {&own, &others}) {
    for (std::size_t i = 0; i < spans->size(); ++i) {
      const auto length = [](text::Span s) { return s.end - s.begin; };
      if (of && length((*spans)[i]) > length((*of)[which])) continue;
      of = spans;
      which = i;
    }
  }
  of->erase(of->begin() + static_cast<std::ptrdiff_t>(which));
}

void append_runs(std::string& out, const std::vector<text::Span>& runs) {
  std::uint32_t behind = 0;
  for (const text::Span run : runs) {
    append_varint(out, run.begin - behind);
    append_varint(out, run.end - run.begin);
    behind = run.end;
  }
}

std::vector<text::Span> runs_of(ByteReader& in, std::size_t count) {
  std::vector<text::Span> runs;
  std::uint64_t behind = 0;
  for (std::size_t i = 0; in.good() && i < count; ++i) {
    const std::uint64_t begin = behind + in.varint(text::max_comment_bytes);
    behind = begin + in.varint(text::max_comment_bytes);
    runs.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(behind)});
  }
  return runs;
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
  settle(stored.quotes, utf8);
  if (stored.quotes.size() > most_quotes) stored.quotes.resize(most_quotes);
  settle_alike(stored.alike_own, stored.similar_own, utf8);
  settle_alike(stored.alike_others, stored.similar_others, utf8);
  while (stored.alike_own.size() + stored.alike_others.size() > 0 && encoded(stored).size() > most_bytes)
    drop_shortest(stored.alike_own, stored.alike_others);
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
  const std::size_t own = std::min(facts.alike_own.size(), most_alike_runs);
  const std::size_t others = std::min(facts.alike_others.size(), most_alike_runs);
  out += static_cast<char>(own + others > 0 ? format_with_words : plain_format);
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
  if (own + others > 0) {
    out += static_cast<char>(own | others << 4);
    append_runs(out, {facts.alike_own.begin(), facts.alike_own.begin() + static_cast<std::ptrdiff_t>(own)});
    append_runs(out, {facts.alike_others.begin(), facts.alike_others.begin() + static_cast<std::ptrdiff_t>(others)});
  }
  return out;
}

Result<Facts> decoded(std::string_view bytes) {
  ByteReader in(bytes);
  const std::uint8_t format = in.byte();
  if (!in.good() || (format != plain_format && format != format_with_words))
    return fail(Error::Code::corrupt, "facts of an unknown format");
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
  if (format == format_with_words) {
    const std::uint8_t runs = in.byte();
    if ((runs & 15) > most_alike_runs || runs >> 4 > most_alike_runs || runs == 0)
      return fail(Error::Code::corrupt, "facts with an impossible number of alike words");
    facts.alike_own = runs_of(in, runs & 15);
    facts.alike_others = runs_of(in, runs >> 4);
  }
  if (!in.at_end()) return fail(Error::Code::corrupt, "facts are cut short or too long");
  return facts;
}

}  // namespace comity::policy

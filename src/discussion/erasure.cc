#include "discussion/erasure.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/crypto.h"

namespace comity::discussion {

Decision without_words(Decision decision) {
  decision.reason.clear();
  for (policy::ClauseVerdict& clause : decision.findings) clause.findings.clear();
  return decision;
}

Appeal without_words(Appeal appeal) {
  appeal.grounds = erased_words;
  if (!appeal.reasons.empty()) appeal.reasons = erased_words;
  return appeal;
}

Block without_words(Block block) {
  if (block.factors) block.factors->gravity = block.factors->intention = erased_words;
  return block;
}

Decision without_spans(Decision decision, const std::vector<text::Span>& quotations) {
  const auto is_quoted = [&](text::Span span) {
    return std::any_of(quotations.begin(), quotations.end(),
                       [&](text::Span quotation) { return span.begin < quotation.end && quotation.begin < span.end; });
  };
  for (policy::ClauseVerdict& clause : decision.findings) {
    for (policy::Finding& finding : clause.findings) std::erase_if(finding.spans, is_quoted);
  }
  return decision;
}

std::string without_quotations(std::string text, const std::vector<text::Span>& quotations) {
  for (const text::Span span : quotations) {
    bool is_first = true;  // of the quotation's lines that hold words
    std::size_t at = span.begin;
    while (at < span.end && at < text.size()) {
      const std::size_t end = std::min<std::size_t>({text.find('\n', at), span.end, text.size()});
      while (at < end && (text[at] == '>' || text[at] == ' ')) ++at;
      const std::size_t room = end - at;
      if (room > 0) {
        std::string left(room, is_first && room < erased_words.size() ? '.' : ' ');
        if (is_first && room >= erased_words.size()) left.replace(0, erased_words.size(), erased_words);
        text.replace(at, room, left);
        is_first = false;
      }
      at = end + 1;
    }
  }
  return text;
}

Key128 erasure_mark(std::string_view site_key, const Comment& comment) {
  const Hash256 hash = sha256("erasure\n" + std::string(site_key) + '\n' + std::to_string(comment.story.value) + '\n' +
                              std::to_string(comment.id.value) + '\n' + std::to_string(to_ms(comment.written)) + '\n' +
                              std::to_string(comment.author.value) + '\n');
  Key128 mark;
  std::copy_n(hash.bytes.begin(), mark.bytes.size(), mark.bytes.begin());
  return mark;
}

namespace {

constexpr std::string_view comment_word = "comment";
constexpr std::string_view author_word = "author";
constexpr std::string_view report_word = "report";

std::optional<std::int64_t> number_from(std::string_view digits) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() || value < 1) return std::nullopt;
  return value;
}

}  // namespace

std::string to_line(const Erasure& erasure) {
  std::string line = rfc3339(erasure.at) + ' ';
  if (!erasure.story) {
    const bool is_report = static_cast<bool>(erasure.report);
    line.append(is_report ? report_word : author_word).append(" ").append(erasure.site).append(" ");
    line.append(std::to_string(is_report ? erasure.report.value : erasure.author.value));
  } else {
    line.append(comment_word).append(" ").append(erasure.site).append(" ").append(short_id(erasure.story));
    line.append(" ").append(std::to_string(erasure.comment.value)).append(" ").append(to_base64url(erasure.mark));
  }
  return line + '\n';
}

std::optional<Erasure> erasure_from_line(std::string_view line) {
  std::array<std::string_view, 6> words;
  std::size_t many = 0;
  while (many < words.size()) {
    const std::size_t blank = line.find(' ');
    words[many++] = line.substr(0, blank);
    if (blank == std::string_view::npos) break;
    line.remove_prefix(blank + 1);
    if (many == words.size()) return std::nullopt;
  }
  Erasure erasure;
  const auto at = parse_rfc3339(words[0]);
  if (!at || words[2].empty()) return std::nullopt;
  erasure.at = *at;
  erasure.site = words[2];
  if ((words[1] == author_word || words[1] == report_word) && many == 4) {
    const auto id = number_from(words[3]);
    if (!id) return std::nullopt;
    if (words[1] == author_word)
      erasure.author = {*id};
    else
      erasure.report = {*id};
    return erasure;
  }
  if (words[1] != comment_word || many != 6) return std::nullopt;
  const auto story = story_from_short_id(words[3]);
  const auto comment = number_from(words[4]);
  const auto mark = key128_from_base64url(words[5]);
  if (!story || !comment || !mark) return std::nullopt;
  erasure.story = *story;
  erasure.comment = {*comment};
  erasure.mark = *mark;
  return erasure;
}

}  // namespace comity::discussion

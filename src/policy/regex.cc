#include "policy/regex.h"

#include "policy/regex_options.h"

namespace comity::policy {

std::shared_ptr<const re2::RE2> compiled_regex(std::string_view regex, std::string& complaint) {
  if (regex.size() > max_regex_bytes) {
    complaint = "it is longer than 4096 bytes";
    return nullptr;
  }
  auto compiled = std::make_shared<re2::RE2>(re2::StringPiece(regex.data(), regex.size()), regex_options());
  if (!compiled->ok()) {
    complaint = compiled->error();
    return nullptr;
  }
  return compiled;
}

bool found(const re2::RE2& regex, std::string_view text) {
  const re2::StringPiece piece(text.data(), text.size());
  return regex.Match(piece, 0, text.size(), re2::RE2::UNANCHORED, nullptr, 0);
}

std::vector<text::Span> matches_of(const re2::RE2& regex, std::string_view text, std::size_t most) {
  std::vector<text::Span> spans;
  const re2::StringPiece piece(text.data(), text.size());
  std::size_t at = 0;
  re2::StringPiece match;
  while (at <= text.size() && spans.size() < most &&
         regex.Match(piece, at, text.size(), re2::RE2::UNANCHORED, &match, 1)) {
    const auto begin = static_cast<std::size_t>(match.data() - text.data());
    const std::size_t end = begin + match.size();
    if (end > begin) {
      spans.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
      at = end;
    } else {
      at = begin + 1;
      while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    }
  }
  return spans;
}

}  // namespace comity::policy

#include "policy/given_text.h"

#include <algorithm>
#include <string>

namespace comity::policy {
namespace {

std::size_t character_end(std::string_view utf8, std::size_t at) {
  do ++at;
  while (at < utf8.size() && (static_cast<unsigned char>(utf8[at]) & 0xC0) == 0x80);
  return at;
}

std::string normalised(std::string_view piece) {
  const auto checked = text::checked(piece);
  return checked ? checked->utf8() : std::string(piece);
}

constexpr std::size_t longest_pile = 256;  // bytes that one composition is looked for in

}  // namespace

GivenText::GivenText(std::string_view given, const text::CheckedText& checked) {
  if (given == checked.utf8()) return;
  std::size_t in_checked = 0;
  for (std::size_t at = 0; at < given.size();) {
    pieces_.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(in_checked)});
    if (given.substr(at, 2) == "\r\n") {
      at += 2;
      ++in_checked;
      continue;
    }
    // A piece ends where what follows is normalised as if it stood alone. ASCII always does.
    std::size_t end = character_end(given, at);
    std::string piece = normalised(given.substr(at, end - at));
    while (end < given.size() && static_cast<unsigned char>(given[end]) >= 0x80 && end - at < longest_pile) {
      const std::size_t next = character_end(given, end);
      const std::string both = normalised(given.substr(at, next - at));
      if (both == piece + normalised(given.substr(end, next - end))) break;
      piece = both;
      end = next;
    }
    at = end;
    in_checked += piece.size();
  }
  pieces_.push_back({static_cast<std::uint32_t>(given.size()), static_cast<std::uint32_t>(checked.utf8().size())});
}

text::Span GivenText::to_given(text::Span s) const {
  if (pieces_.empty()) return s;
  const auto begin = std::upper_bound(pieces_.begin(), pieces_.end(), s.begin,
                                      [](std::uint32_t at, const Piece& piece) { return at < piece.checked; });
  const auto end = std::lower_bound(pieces_.begin(), pieces_.end(), s.end,
                                    [](const Piece& piece, std::uint32_t at) { return piece.checked < at; });
  const std::uint32_t from = begin == pieces_.begin() ? 0 : std::prev(begin)->given;
  return {from, end == pieces_.end() ? pieces_.back().given : end->given};
}

text::Span GivenText::to_checked(text::Span s) const {
  if (pieces_.empty()) return s;
  const auto begin = std::upper_bound(pieces_.begin(), pieces_.end(), s.begin,
                                      [](std::uint32_t at, const Piece& piece) { return at < piece.given; });
  const auto end = std::lower_bound(pieces_.begin(), pieces_.end(), s.end,
                                    [](const Piece& piece, std::uint32_t at) { return piece.given < at; });
  const std::uint32_t from = begin == pieces_.begin() ? 0 : std::prev(begin)->checked;
  return {from, end == pieces_.end() ? pieces_.back().checked : end->checked};
}

}  // namespace comity::policy

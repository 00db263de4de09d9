// Coordinates, links to maps, and codes that stand for a place.
#include <algorithm>

#include "policy/contact_finders.h"

namespace comity::policy {
namespace {

using Kind = ContactToken::Kind;

// A decimal "40.1792" at token `i`, its last token and value in ten-thousandths.
struct Decimal {
  std::size_t last = 0;
  std::size_t places = 0;
  std::int64_t value = 0;
};

class PlaceFinder {
 public:
  explicit PlaceFinder(const ContactSearch& search)
      : search_(search), tokens_(search.tokens), words_(contact_words()) {}

  void run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const ContactToken& t = tokens_[i];
      std::size_t last = 0;
      if (t.kind == Kind::link) {
        const text::Link& link = search_.links[t.link];
        if (is_map(link) && !search_.allowed.allows_host(link.host)) search_.take(ContactKind::place, i, i);
      } else if (t.kind == Kind::number && (pair(i, last) || degrees(i, last))) {
        search_.take(ContactKind::place, i, last);
        i = last;
      } else if (t.sign == '/' && three_words(i, last)) {
        search_.take(ContactKind::place, i, last);
        i = last;
      } else if (t.sign == '+') {
        plus_code(i);
      }
    }
  }

 private:
  static bool is_at(std::string_view host, std::string_view wanted) {
    if (wanted.ends_with('.')) {
      if (host.starts_with(wanted)) return true;
      return host.find('.' + std::string(wanted)) != std::string_view::npos;
    }
    return host == wanted ||
           (host.size() > wanted.size() && host.ends_with(wanted) && host[host.size() - wanted.size() - 1] == '.');
  }

  bool is_map(const text::Link& link) const {
    std::string_view rest = link.url;
    if (const std::size_t scheme = rest.find("://"); scheme != std::string_view::npos) rest.remove_prefix(scheme + 3);
    const std::size_t slash = rest.find('/');
    const std::string_view path = slash == std::string_view::npos ? std::string_view() : rest.substr(slash);
    return std::any_of(words_.map_links.begin(), words_.map_links.end(), [&](std::string_view known) {
      const std::size_t cut = known.find('/');
      if (!is_at(link.host, known.substr(0, cut))) return false;
      return cut == std::string_view::npos || (path.starts_with(known.substr(cut)) && path.size() > 1);
    });
  }

  bool decimal(std::size_t i, Decimal& out) const {
    if (!tokens_.is_number(i) || !tokens_.is_sign(i + 1, '.') || !tokens_[i + 1].glued || !tokens_.is_number(i + 2) ||
        !tokens_[i + 2].glued || tokens_[i].plain.size() > 3 || tokens_[i + 2].plain.size() > 15) {
      return false;
    }
    out.last = i + 2;
    out.places = tokens_[i + 2].plain.size();
    out.value = 0;
    for (const char c : tokens_[i].plain) out.value = out.value * 10 + (c - '0');
    for (std::size_t k = 0; k < 4; ++k) {
      out.value *= 10;
      if (k < out.places) out.value += tokens_[i + 2].plain[k] - '0';
    }
    return true;
  }

  // "40.1792, 44.4991": four places each, or two behind a word that announces them.
  bool pair(std::size_t i, std::size_t& last) const {
    Decimal latitude, longitude;
    if (!decimal(i, latitude) || latitude.value > 90'0000) return false;
    std::size_t next = latitude.last + 1;
    for (int skipped = 0; skipped < 4 && next < tokens_.size() && !tokens_.is_number(next); ++skipped, ++next) {
      const ContactToken& t = tokens_[next];
      const bool joins =
          t.sign == ',' || t.sign == ';' || t.sign == '/' || t.sign == 0xB0 || t.sign == '-' || t.sign == '|';
      if (!joins && !(t.kind == Kind::word && t.plain.size() <= 2)) return false;
    }
    if (!decimal(next, longitude) || longitude.value > 180'0000) return false;
    last = longitude.last;
    const std::size_t places = std::min(latitude.places, longitude.places);
    if (places >= 2 && search_.announced(words_.place, i, 5)) return true;
    // Two rates of exchange look like a place in the open sea.
    return places >= 4 && std::max(latitude.value, longitude.value) >= 5'0000 && tokens_[i].plain != "0";
  }

  // 40°10'45" N 44°29'57" E
  bool degrees(std::size_t i, std::size_t& last) const {
    int found = 0;
    for (std::size_t at = i; at < tokens_.size() && at < i + 20;) {
      if (!tokens_.is_number(at) || !tokens_.is_sign(at + 1, 0xB0)) {
        if (found == 0 || tokens_[at].line_before) return false;
        ++at;
        continue;
      }
      if (!tokens_.is_number(at + 2) || at + 3 >= tokens_.size() || !is_minute(tokens_[at + 3].sign)) return false;
      last = at + 3;
      while (last + 1 < tokens_.size() && last < at + 9 && !tokens_[last + 1].line_before &&
             (is_minute(tokens_[last + 1].sign) || is_second(tokens_[last + 1].sign) ||
              (tokens_[last + 1].glued && (tokens_.is_number(last + 1) || tokens_[last + 1].sign == '.')))) {
        ++last;
      }
      if (++found == 2) return true;
      at = last + 1;
    }
    return false;
  }

  static bool is_minute(char32_t c) { return c == '\'' || c == 0x2032 || c == 0x2018; }
  static bool is_second(char32_t c) { return c == '"' || c == 0x2033 || c == 0x201D || c == 0x201C; }

  // "///filled.count.soap"
  bool three_words(std::size_t i, std::size_t& last) const {
    if (i > 0 && tokens_[i].glued && tokens_[i - 1].sign == ':') return false;
    for (std::size_t k = 1; k < 8; ++k) {
      if (i + k >= tokens_.size() || !tokens_[i + k].glued) return false;
      const bool wanted = k < 3        ? tokens_[i + k].sign == '/'
                          : k % 2 == 1 ? tokens_.is_word(i + k)
                                       : tokens_[i + k].sign == '.';
      if (!wanted) return false;
    }
    last = i + 7;
    return !(last + 1 < tokens_.size() && tokens_[last + 1].glued && tokens_[last + 1].sign == '.' &&
             tokens_.is_word(last + 2) && tokens_[last + 2].glued);
  }

  static bool in_plus_code(char c) {
    return c != '\0' && std::string_view("23456789CFGHJMPQRVWX").find(c) != std::string_view::npos;
  }

  // "8FVC9G8F+6X": eight signs, two or three behind the plus (Open Location Code, full codes only).
  void plus_code(std::size_t i) {
    const std::string_view text = tokens_.text();
    std::size_t begin = tokens_[i].begin;
    std::size_t end = tokens_[i].end;
    while (begin > 0 && in_plus_code(text[begin - 1])) --begin;
    while (end < text.size() && in_plus_code(text[end])) ++end;
    const std::size_t before = tokens_[i].begin - begin;
    const std::size_t behind = end - tokens_[i].end;
    if (before != 8 || behind < 2 || behind > 3) return;
    const text::Span span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    if (!search_.allowed.allows(ContactKind::place, text.substr(begin, end - begin)))
      search_.found.push_back({ContactKind::place, span});
  }

  const ContactSearch& search_;
  const ContactTokens& tokens_;
  const ContactWords& words_;
};

}  // namespace

void find_places(const ContactSearch& search) { PlaceFinder(search).run(); }

}  // namespace comity::policy

// E-mail addresses, also those written "name (at) host (dot) org".
#include <algorithm>
#include <array>

#include "policy/contact_finders.h"

namespace comity::policy {
namespace {

using Kind = ContactToken::Kind;
constexpr std::size_t longest_mail = 40;  // tokens of one side

bool any_of(std::string_view word, std::initializer_list<std::string_view> known) {
  return std::find(known.begin(), known.end(), word) != known.end();
}

bool says_at(std::string_view word) { return any_of(word, {"at", "arroba", "chez", "собака", "собачка"}); }
bool says_dot(std::string_view word) {
  return any_of(word, {"dot", "точка", "punto", "point", "punkt", "nokta", "nöqtə", "կետ", "نقطه"});
}
bool opens(char32_t c) { return c == '(' || c == '[' || c == '{' || c == '<'; }
bool closes(char32_t c) { return c == ')' || c == ']' || c == '}' || c == '>'; }

class MailFinder {
 public:
  explicit MailFinder(const ContactSearch& search) : search_(search), tokens_(search.tokens) {}

  void run() {
    for (std::size_t i = 1; i + 1 < tokens_.size(); ++i) {
      std::size_t right = 0;
      bool spelled = false;
      if (!at_sign(i, right, spelled)) continue;
      const std::size_t left = bracketed(i) ? i - 1 : i;
      if (left == 0) continue;
      const std::size_t first = local_part(left, spelled);
      if (first == left) continue;
      const std::size_t last = host(right, spelled && !bracketed(i));
      if (last == 0) continue;
      if (!is_public(right, last)) search_.take(ContactKind::email, first, last);
      i = last;
    }
  }

 private:
  bool bracketed(std::size_t i) const {
    return i > 0 && opens(tokens_[i - 1].sign) && tokens_.size() > i + 1 && closes(tokens_[i + 1].sign);
  }

  // '@', "(at)", "[at]" or the bare word; `right`: the token behind it.
  bool at_sign(std::size_t i, std::size_t& right, bool& spelled) const {
    const ContactToken& t = tokens_[i];
    if (t.sign == '@') {
      right = bracketed(i) ? i + 2 : i + 1;
      spelled = bracketed(i);
      return true;
    }
    if (t.kind != Kind::word || !says_at(t.plain)) return false;
    spelled = true;
    right = bracketed(i) ? i + 2 : i + 1;
    return true;
  }

  // The first token of what stands before token `end`; `end` when nothing fits.
  std::size_t local_part(std::size_t end, bool spelled) const {
    std::size_t first = end;
    while (first > 0 && end - first < longest_mail) {
      const ContactToken& t = tokens_[first - 1];
      const bool glued = first == end ? spelled || tokens_[end].glued : tokens_[first].glued;
      if (!glued) break;
      const bool letters = t.kind == Kind::word || t.kind == Kind::number;
      const bool sign =
          first != end && (t.sign == '.' || t.sign == '_' || t.sign == '%' || t.sign == '+' || t.sign == '-');
      if (!letters && !sign) break;
      --first;
    }
    while (first < end && tokens_[first].kind == Kind::sign) ++first;
    if (first > 0 && tokens_[first].glued && tokens_[first - 1].sign == '@') return end;  // @name@host: a public handle
    return first;
  }

  // The last token of the host that begins at `i`; 0: none. Bare "at" and "dot" need an ending that is no word.
  std::size_t host(std::size_t i, bool bare) const {
    std::size_t labels = 0;
    std::size_t last = 0;
    for (std::size_t count = 0; count < longest_mail && i < tokens_.size(); ++count) {
      bool letters = false;
      while (i < tokens_.size() && (tokens_[i].kind == Kind::word || tokens_[i].kind == Kind::number ||
                                    (letters && tokens_[i].glued && tokens_[i].sign == '-'))) {
        if (letters && !tokens_[i].glued) break;
        letters = true;
        last = i++;
      }
      if (!letters) break;
      ++labels;
      if (!dot(i, bare)) break;
    }
    if (labels < 2 || last == 0) return 0;
    while (last > 0 && tokens_[last].kind == Kind::sign) --last;
    const ContactToken& top = tokens_[last];
    if (top.kind != Kind::word || top.plain.size() < 2) return 0;
    if (bare && !any_of(top.plain, {"com", "org", "net", "info", "edu", "ru", "example"})) return 0;
    return last;
  }

  // Moves `i` behind a dot: '.', "(dot)" or the word.
  bool dot(std::size_t& i, bool bare) const {
    if (i + 1 >= tokens_.size()) return false;
    const ContactToken& t = tokens_[i];
    if (t.sign == '.' && t.glued && tokens_[i + 1].glued && !bare) return ++i, true;
    if (t.kind == Kind::word && says_dot(t.plain)) return ++i, true;
    if (opens(t.sign) && i + 2 < tokens_.size() && closes(tokens_[i + 2].sign) &&
        (says_dot(tokens_[i + 1].plain) || tokens_[i + 1].sign == '.')) {
      i += 3;
      return i < tokens_.size();
    }
    return false;
  }

  // A government's mailbox, or one of the publisher's hosts however it is written.
  bool is_public(std::size_t first, std::size_t last) const {
    std::string host;
    bool dot_before = false;
    for (std::size_t i = first; i <= last; ++i) {
      const ContactToken& t = tokens_[i];
      if (t.kind == Kind::sign ? t.sign == '.' : (i > first && says_dot(t.plain))) {
        if (!dot_before) host += '.';
        dot_before = true;
      } else if (t.kind != Kind::sign) {
        host += t.plain;
        dot_before = false;
      } else if (t.sign == '-') {
        host += '-';
      }
    }
    if (search_.allowed.allows_host(host)) return true;
    const std::string dotted = '.' + host;
    const std::size_t top = dotted.rfind('.');
    for (std::string_view ending : contact_words().public_hosts) {
      if (ending.ends_with(".*")) {
        ending.remove_suffix(2);
        if (std::string_view(dotted).substr(0, top).ends_with(ending)) return true;
      } else if (dotted.ends_with(ending)) {
        return true;
      }
    }
    return false;
  }

  const ContactSearch& search_;
  const ContactTokens& tokens_;
};

}  // namespace

void find_mail(const ContactSearch& search) { MailFinder(search).run(); }

}  // namespace comity::policy

// One pass, word by word: a word is read as its letters say, in its own script or as Latin, and only a word that mixes
// scripts is taken for a disguise. So Russian words stay Russian, and "dаmn" with a Cyrillic a is "damn".
#include "text/fold.h"

#include <algorithm>
#include <bitset>

#include "text/characters.h"
#include "text/stand_ins.h"

namespace comity::text {
namespace {

enum class Role : std::uint8_t { latin, other, leet, plain_digit, nothing };  // nothing: dropped

struct Unit {
  std::uint32_t begin, end;
  char32_t c;
  Character ch;
  Role role;
};

enum class Target { native, latin, cyrillic };

bool regional(char32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }

bool all_latin(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

class Folder {
 public:
  Folder(std::string_view text, bool is_entry) : text_(text), is_entry_(is_entry) {
    out_.utf8.reserve(text.size());
    out_.origin.reserve(text.size() + 1);
  }

  Folded run() {
    for (std::size_t at = 0; at < text_.size();) {
      if (!plain_word(at)) token(at);
    }
    out_.origin.push_back(static_cast<std::uint32_t>(text_.size()));
    return std::move(out_);
  }

 private:
  static bool ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

  void emit(std::string_view folded, std::size_t from) {
    out_.utf8 += folded;
    out_.origin.insert(out_.origin.end(), folded.size(), static_cast<std::uint32_t>(from));
  }

  // Most words of most comments: ASCII letters and nothing else.
  bool plain_word(std::size_t& at) {
    std::size_t end = at;
    while (end < text_.size() && ascii_letter(text_[end])) ++end;
    if (end == at) return false;
    if (end < text_.size()) {
      const char next = text_[end];
      if (static_cast<signed char>(next) < 0x20 && next != '\n' && next != '\t') return false;
      if ((next >= '0' && next <= '9') || next == '@' || next == '$' || next == 0x7F) return false;
    }
    for (; at < end; ++at) {
      out_.utf8 += static_cast<char>(text_[at] | 0x20);
      out_.origin.push_back(static_cast<std::uint32_t>(at));
    }
    return true;
  }

  Unit unit_at(std::size_t at) const {
    std::size_t end = at;
    const char32_t c = next_code_point(text_, end);
    const Character ch = character(c);
    Role role = Role::nothing;
    const std::string_view native = ch.native;
    if (ch.kind == Kind::letter) {
      const bool latin = native.empty() ? (c < 0x80) : all_latin(native);
      role = latin ? Role::latin : Role::other;
    } else if (ch.kind == Kind::digit || c == '@' || c == '$') {
      const char32_t base = native.empty() ? c : static_cast<char32_t>(native[0]);
      role = leet_latin(base).empty() && leet_cyrillic(base).empty() ? Role::plain_digit : Role::leet;
    }
    return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end), c, ch, role};
  }

  static bool joins(const Unit& u) {
    return u.role != Role::nothing || u.ch.kind == Kind::mark || u.ch.kind == Kind::invisible;
  }

  // Two regional indicators are a flag; a flag behind a word is no part of it.
  std::size_t flags_end(std::size_t at) const {
    std::size_t end = at, n = 0;
    while (end < text_.size()) {
      std::size_t next = end;
      if (!regional(next_code_point(text_, next))) break;
      end = next;
      ++n;
    }
    return n >= 2 ? end : at;
  }

  void token(std::size_t& at) {
    if (const std::size_t end = flags_end(at); end != at) {
      flags(at, end);
      at = end;
      return;
    }
    units_.clear();
    while (at < text_.size()) {
      const Unit u = unit_at(at);
      if (!joins(u)) break;
      if (regional(u.c) && flags_end(at) != at) break;
      units_.push_back(u);
      at = u.end;
    }
    if (units_.empty()) {
      separator(at);
      return;
    }
    read_digits();
    const Target target = choose();
    for (const Unit& u : units_) emit_unit(u, target);
  }

  void flags(std::size_t at, std::size_t end) {
    const bool alone =
        (out_.utf8.empty() || !ascii_letter(out_.utf8.back())) && (end == text_.size() || !joins(unit_at(end)));
    while (at < end) {
      const std::size_t from = at;
      const Character ch = character(next_code_point(text_, at));
      emit(alone ? ch.latin : text_.substr(from, at - from), from);
    }
  }

  void separator(std::size_t& at) {
    const std::size_t from = at;
    const char32_t c = next_code_point(text_, at);
    const Character ch = character(c);
    if (ch.kind == Kind::line_end) {
      emit("\n", from);
    } else {
      emit(ch.native.empty() ? text_.substr(from, at - from) : ch.native, from);
    }
  }

  // Which runs of digits are read as letters: up to three, all of them signs for letters, beside a letter - and not
  // "A55" or "10am", which are names of things and quantities.
  void read_digits() {
    std::size_t letters = 0, runs = 0;
    bool all_upper = true;
    seen_.clear();
    for (std::size_t i = 0; i < units_.size(); ++i) {
      if (units_[i].role == Role::nothing) continue;
      seen_.push_back(i);
      const bool is_letter = units_[i].role == Role::latin || units_[i].role == Role::other;
      letters += is_letter;
      if (is_letter && !units_[i].ch.upper()) all_upper = false;
    }
    const auto is_digit = [&](std::size_t k) {
      return units_[seen_[k]].role == Role::leet || units_[seen_[k]].role == Role::plain_digit;
    };
    for (std::size_t k = 0; k < seen_.size(); ++k) runs += is_digit(k) && (k == 0 || !is_digit(k - 1));
    for (std::size_t k = 0; k < seen_.size();) {
      if (!is_digit(k)) {
        ++k;
        continue;
      }
      std::size_t end = k;
      bool all_leet = true, any_sign = false;
      for (; end < seen_.size() && is_digit(end); ++end) {
        all_leet = all_leet && units_[seen_[end]].role == Role::leet;
        any_sign = any_sign || units_[seen_[end]].ch.kind != Kind::digit;
      }
      const bool at_start = k == 0, at_end = end == seen_.size();
      const bool designator = runs == 1 && at_end && all_upper && !any_sign && (letters <= 3 || end - k >= 2);
      const bool quantity = runs == 1 && at_start && letters <= 2 && end - k >= 2;
      if (!all_leet || end - k > 3 || (at_start && at_end) || designator || quantity)
        for (std::size_t i = k; i < end; ++i) units_[seen_[i]].role = Role::plain_digit;
      k = end;
    }
  }

  Target choose() {
    std::size_t latin = 0, other = 0, opaque = 0;
    int to_latin = 0, to_cyrillic = 0;
    bool several_scripts = false;
    std::uint8_t script = script_common;
    bool all_cyrillic = true, any_rare = false, any_weak = false;
    for (const Unit& u : units_) {
      if (u.role == Role::latin) {
        ++latin;
        const std::string_view native = u.ch.native;
        to_cyrillic += native.size() > 1 ? unreadable
                                         : as_cyrillic(native.empty() ? static_cast<char>(u.c | 0x20) : native[0]).cost;
      } else if (u.role == Role::other) {
        ++other;
        all_cyrillic = all_cyrillic && u.ch.script == script_cyrillic;
        if (script == script_common) script = u.ch.script;
        several_scripts = several_scripts || (u.ch.script != script && u.ch.script != script_common);
        opaque += u.ch.latin.empty();
        to_latin += u.ch.latin.empty() ? unreadable : u.ch.weak() ? 1 : 0;
        any_rare = any_rare || u.ch.rare();
        any_weak = any_weak || u.ch.weak();
      }
    }
    if (other == 0) return Target::latin;
    // Letters of three alphabets, or of a rare one beside ours: no one spells so but to be read as Latin.
    if (opaque == 0 && (several_scripts || (latin > 0 && any_rare))) return Target::latin;
    if (latin == 0) {
      // UTS #39 "whole-script confusable": all look-alikes, one of them from no usual alphabet, nothing else of the
      // script in the comment.
      const bool put_together = opaque == 0 && any_rare && !any_weak && !is_entry_ && !natively_used();
      if (put_together) return Target::latin;
      return all_cyrillic ? Target::cyrillic : Target::native;
    }
    if (!all_cyrillic) to_cyrillic = unreadable;
    if (to_latin >= unreadable && to_cyrillic >= unreadable) return Target::native;
    if (to_latin != to_cyrillic) return to_latin < to_cyrillic ? Target::latin : Target::cyrillic;
    return other > latin && all_cyrillic ? Target::cyrillic : Target::latin;
  }

  // Whether the comment holds letters, of the scripts of this word, that no one takes for Latin.
  bool natively_used() {
    if (!scripts_known_) {
      scripts_known_ = true;
      for (std::size_t at = 0; at < text_.size();) {
        const Character ch = character(next_code_point(text_, at));
        if (ch.kind == Kind::letter && (ch.latin.empty() || ch.weak())) native_scripts_.set(ch.script);
      }
    }
    return std::any_of(units_.begin(), units_.end(), [&](const Unit& u) {
      return u.role == Role::other && u.ch.script != script_common && native_scripts_.test(u.ch.script);
    });
  }

  void emit_unit(const Unit& u, Target target) {
    const std::string_view bytes = text_.substr(u.begin, u.end - u.begin);
    const std::string_view native = u.ch.native.empty() ? bytes : u.ch.native;
    switch (u.role) {
      case Role::nothing:
        if (u.ch.kind == Kind::invisible) {
          if (!out_.invisible.empty() && out_.invisible.back().end == u.begin)
            out_.invisible.back().end = u.end;
          else
            out_.invisible.push_back({u.begin, u.end});
        }
        return;
      case Role::plain_digit:
        emit(native, u.begin);
        return;
      case Role::leet: {
        const auto base = static_cast<unsigned char>(native[0]);
        const std::string_view letter = target == Target::latin      ? leet_latin(base)
                                        : target == Target::cyrillic ? leet_cyrillic(base)
                                                                     : std::string_view();
        emit(letter.empty() ? native : letter, u.begin);
        return;
      }
      case Role::latin:
        if (target == Target::cyrillic && native.size() == 1) {
          emit(as_cyrillic(static_cast<char>(native[0] | 0x20)).letter, u.begin);
        } else if (u.c < 0x80) {
          const char lower = static_cast<char>(u.c | 0x20);
          emit({&lower, 1}, u.begin);
        } else {
          emit(native, u.begin);
        }
        return;
      case Role::other:
        emit(target == Target::latin && !u.ch.latin.empty() ? u.ch.latin : native, u.begin);
        return;
    }
  }

  std::string_view text_;
  bool is_entry_;
  bool scripts_known_ = false;
  std::bitset<256> native_scripts_;
  std::vector<Unit> units_;
  std::vector<std::size_t> seen_;  // the units that are not dropped
  Folded out_;
};

}  // namespace

Span Folded::original(Span s) const {
  if (origin.empty()) return {};
  const std::size_t last = origin.size() - 1;
  const std::size_t from = std::min<std::size_t>(s.begin, last);
  if (s.end <= s.begin || from == last) return {origin[from], origin[from]};
  const std::uint32_t final_begin = origin[std::min<std::size_t>(s.end, last) - 1];
  std::size_t next = std::min<std::size_t>(s.end, last);
  while (next < last && origin[next] == final_begin) ++next;
  std::uint32_t end = origin[next];
  // What cannot be seen behind the last letter is not quoted with it.
  const auto gap = std::lower_bound(invisible.begin(), invisible.end(), end,
                                    [](const Span& g, std::uint32_t e) { return g.end < e; });
  if (gap != invisible.end() && gap->end == end && gap->begin > final_begin) end = gap->begin;
  return {origin[from], end};
}

Folded fold(const CheckedText& text) { return Folder(text, false).run(); }

std::string fold_word(std::string_view utf8) {
  if (is_well_formed(utf8)) return Folder(utf8, true).run().utf8;
  return Folder(scrubbed(utf8), true).run().utf8;
}

std::string fold_for_equality(const CheckedText& text) {
  const std::string folded = fold(text).utf8;
  std::string out;
  out.reserve(folded.size());
  for (const char c : folded) {
    const bool blank = c == ' ' || c == '\n';
    if (!blank) out += c;
    if (blank && !out.empty() && out.back() != ' ') out += ' ';
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace comity::text

#include "unicode_records.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>

#include <fstream>
#include <iostream>
#include <set>
#include <sstream>
#include <vector>

namespace unicode_tables {

using icu::UnicodeString;

namespace {

void check(UErrorCode status, const char* what) {
  if (U_FAILURE(status)) stop(std::string(what) + ": " + u_errorName(status));
}

std::string utf8(const UnicodeString& s) {
  std::string out;
  s.toUTF8String(out);
  return out;
}

bool living(UScriptCode script) {  // scripts with readers of their own, whose words are never taken for Latin whole
  static const std::set<UScriptCode> scripts = {
      USCRIPT_ARABIC,   USCRIPT_HEBREW,   USCRIPT_SYRIAC,   USCRIPT_THAANA,     USCRIPT_HAN,      USCRIPT_HIRAGANA,
      USCRIPT_KATAKANA, USCRIPT_HANGUL,   USCRIPT_BOPOMOFO, USCRIPT_DEVANAGARI, USCRIPT_BENGALI,  USCRIPT_GURMUKHI,
      USCRIPT_GUJARATI, USCRIPT_ORIYA,    USCRIPT_TAMIL,    USCRIPT_TELUGU,     USCRIPT_KANNADA,  USCRIPT_MALAYALAM,
      USCRIPT_SINHALA,  USCRIPT_THAI,     USCRIPT_LAO,      USCRIPT_TIBETAN,    USCRIPT_MYANMAR,  USCRIPT_KHMER,
      USCRIPT_ETHIOPIC, USCRIPT_GEORGIAN, USCRIPT_NKO,      USCRIPT_MONGOLIAN,  USCRIPT_JAVANESE, USCRIPT_BALINESE};
  return scripts.contains(script);
}

bool is_letter_like(UChar32 c) {
  return u_hasBinaryProperty(c, UCHAR_ALPHABETIC) || u_charType(c) == U_MODIFIER_LETTER;
}

}  // namespace

void stop(const std::string& why) {
  std::cerr << "make_unicode_tables: " << why << "\n";
  std::exit(1);
}

// Lines `CHARACTERS reading [weak|native]`, '#' begins a comment line.
std::map<UChar32, HandRow> read_hand_rows(const char* path) {
  std::ifstream in(path);
  if (!in) stop(std::string("cannot read ") + path);
  std::map<UChar32, HandRow> rows;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string characters, reading, how;
    words >> characters >> reading >> how;
    if (reading.empty()) stop("a hand row needs a reading: " + line);
    const UnicodeString s = UnicodeString::fromUTF8(characters);
    for (int i = 0; i < s.length(); i = s.moveIndex32(i, 1)) {
      HandRow& row = rows[s.char32At(i)];
      if (how == "native") {
        row.native = reading;
      } else {
        row.latin = reading;
        row.weak = how == "weak";
      }
    }
  }
  return rows;
}

class Maker::Work {
 public:
  Work() {
    UErrorCode status = U_ZERO_ERROR;
    casefold_ = icu::Normalizer2::getNFKCCasefoldInstance(status);
    nfd_ = icu::Normalizer2::getNFDInstance(status);
    spoof_ = uspoof_open(&status);
    check(status, "ICU");
  }
  ~Work() { uspoof_close(spoof_); }

  // The record of `c`; what it folds to is folded itself, until nothing changes.
  Record record(UChar32 c, const std::map<UChar32, HandRow>& hand) const {
    Record r = single_step(c, hand);
    for (int step = 0; step < 4 && r.kind == letter && !r.native.empty(); ++step) {
      const UnicodeString before = UnicodeString::fromUTF8(r.native);
      std::string after;
      for (int i = 0; i < before.length(); i = before.moveIndex32(i, 1)) {
        const UChar32 part = before.char32At(i);
        const std::string native = single_step(part, hand).native;
        after += native.empty() ? utf8(UnicodeString(part)) : native;
      }
      if (after == r.native) break;
      r.native = after;
    }
    return r;
  }

  Record single_step(UChar32 c, const std::map<UChar32, HandRow>& hand) const {
    Record r;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &status);
    check(status, "script");
    r.kind = kind(c, script);
    r.script = script;
    const auto type = u_charType(c);
    if (u_isUUppercase(c) || type == U_TITLECASE_LETTER) r.flags |= upper;
    if (u_hasBinaryProperty(c, UCHAR_CASED)) r.flags |= cased;
    const auto direction = u_charDirection(c);
    if (direction == U_LEFT_TO_RIGHT && r.kind != unassigned) r.flags |= strong_ltr;
    if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) r.flags |= strong_rtl;
    if (refused(c)) r.flags |= refused_in_names;
    if (r.kind == unassigned || r.kind == mark || r.kind == invisible || r.kind == line_end) return r;
    if (r.kind == space) {
      if (c != ' ') r.native.assign(1, ' ');
      return r;
    }
    if (r.kind == digit) {
      if (c > 0x7F) r.native.assign(1, static_cast<char>('0' + u_charDigitValue(c)));
      return r;
    }
    if (const auto row = hand.find(c); row != hand.end() && !row->second.native.empty()) {
      r.native = row->second.native;
      return r;
    }
    const UnicodeString folded = native(c, script);
    const UnicodeString self(c);
    if (folded != self) r.native = utf8(folded);
    if (c > 0x7F && (r.kind == letter || r.kind == symbol || hand.contains(c)))
      read_as_latin(r, c, folded, script, hand);
    return r;
  }

 private:
  // A mark that is a letter in all but name - a vowel sign of an Indic script, a Thai vowel, a voicing mark of kana -
  // makes another word when it is dropped; an accent, a stroke or an Arabic vowel mark does not.
  static bool drops(UChar32 c) {
    const auto type = u_charType(c);
    if (type != U_NON_SPACING_MARK && type != U_ENCLOSING_MARK && type != U_COMBINING_SPACING_MARK) return false;
    if (c == 0x3099 || c == 0x309A) return false;
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(c, &status)) {
      case USCRIPT_INHERITED:
      case USCRIPT_COMMON:
      case USCRIPT_LATIN:
      case USCRIPT_CYRILLIC:
      case USCRIPT_GREEK:
      case USCRIPT_ARMENIAN:
      case USCRIPT_ARABIC:
      case USCRIPT_HEBREW:
      case USCRIPT_SYRIAC:
        return true;
      default:
        return false;
    }
  }

  static int kind(UChar32 c, UScriptCode) {
    const auto type = u_charType(c);
    if (c == '\n' || c == 0x2028 || c == 0x2029 || c == 0x85 || c == 0x0B || c == 0x0C || c == '\r') return line_end;
    if (c == 0x0640 || c == 0x2800) return invisible;  // tatweel stretches a line, blank Braille shows nothing
    if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return invisible;
    if (c == '\t' || type == U_SPACE_SEPARATOR) return space;
    if (type == U_CONTROL_CHAR || (c >= 0xFFF9 && c <= 0xFFFB)) return invisible;
    if (drops(c)) return mark;
    switch (type) {
      case U_UNASSIGNED:
      case U_PRIVATE_USE_CHAR:
      case U_SURROGATE:
        return unassigned;
      case U_DECIMAL_DIGIT_NUMBER:
        return digit;
      case U_DASH_PUNCTUATION:
      case U_START_PUNCTUATION:
      case U_END_PUNCTUATION:
      case U_CONNECTOR_PUNCTUATION:
      case U_OTHER_PUNCTUATION:
      case U_INITIAL_PUNCTUATION:
      case U_FINAL_PUNCTUATION:
        return punctuation;
      case U_MATH_SYMBOL:
      case U_CURRENCY_SYMBOL:
      case U_MODIFIER_SYMBOL:
      case U_OTHER_NUMBER:
        return symbol;
      case U_OTHER_SYMBOL:
        return is_letter_like(c) ? letter : symbol;
      case U_FORMAT_CHAR:
        return u_hasBinaryProperty(c, UCHAR_ALPHABETIC) ? letter : symbol;
      default:
        return letter;
    }
  }

  static bool refused(UChar32 c) {
    const auto type = u_charType(c);
    if (c == 0x200C || c == 0x200D) return false;  // Persian and Indic spelling, emoji
    return type == U_CONTROL_CHAR || type == U_PRIVATE_USE_CHAR || type == U_SURROGATE || type == U_FORMAT_CHAR ||
           type == U_LINE_SEPARATOR || type == U_PARAGRAPH_SEPARATOR || c == 0x2800 || c == 0x115F || c == 0x1160 ||
           c == 0x3164 || c == 0xFFA0 || u_hasBinaryProperty(c, UCHAR_NONCHARACTER_CODE_POINT);
  }

  // NFKC_Casefold, then NFD less its marks. Kana and Hangul stay composed: their parts are no accents.
  UnicodeString native(UChar32 c, UScriptCode script) const {
    UErrorCode status = U_ZERO_ERROR;
    const UnicodeString self(c);
    // What compatibility would glue to the word before ("damn" and a trade mark sign) stays a sign.
    const auto type = u_charType(c);
    if (c == 0x2122 || c == 0x2120 || type == U_OTHER_NUMBER) {
      if (!circled(c)) return self;
    }
    const UnicodeString folded = casefold_->normalize(self, status);
    check(status, "NFKC_Casefold");
    if (script == USCRIPT_HANGUL && folded == self) return self;
    UnicodeString out;
    for (int i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
      const UChar32 f = folded.char32At(i);
      UErrorCode ignored = U_ZERO_ERROR;
      const auto s = uscript_getScript(f, &ignored);
      if (s == USCRIPT_HANGUL || s == USCRIPT_HIRAGANA || s == USCRIPT_KATAKANA) {
        out.append(f);
        continue;
      }
      const UnicodeString parts = nfd_->normalize(UnicodeString(f), status);
      for (int k = 0; k < parts.length(); k = parts.moveIndex32(k, 1)) {
        const UChar32 p = parts.char32At(k);
        if (!drops(p) && !(p == ' ' && parts.length() > 1)) out.append(p);
      }
    }
    return out.isEmpty() ? self : out;
  }

  static bool circled(UChar32 c) {
    char name[128];
    UErrorCode status = U_ZERO_ERROR;
    u_charName(c, U_UNICODE_CHAR_NAME, name, sizeof name, &status);
    return std::string(name).find("CIRCLED") != std::string::npos && c >= 0x2460;
  }

  // The Latin letter in the character's own name.
  static std::string by_name(UChar32 c) {
    char buffer[128];
    UErrorCode status = U_ZERO_ERROR;
    u_charName(c, U_UNICODE_CHAR_NAME, buffer, sizeof buffer, &status);
    std::string name = buffer;
    if (const auto with = name.find(" WITH "); with != std::string::npos) name.resize(with);
    static const std::vector<std::string> prefixes = {"LATIN LETTER SMALL CAPITAL ",
                                                      "NEGATIVE CIRCLED LATIN CAPITAL LETTER ",
                                                      "NEGATIVE SQUARED LATIN CAPITAL LETTER ",
                                                      "REGIONAL INDICATOR SYMBOL LETTER ",
                                                      "PARENTHESIZED LATIN SMALL LETTER ",
                                                      "PARENTHESIZED LATIN CAPITAL LETTER ",
                                                      "MODIFIER LETTER CAPITAL ",
                                                      "MODIFIER LETTER SMALL ",
                                                      "LATIN SMALL LETTER ",
                                                      "LATIN CAPITAL LETTER ",
                                                      "COMBINING LATIN SMALL LETTER "};
    for (const std::string& prefix : prefixes) {
      if (!name.starts_with(prefix)) continue;
      std::string rest = name.substr(prefix.size());
      for (const char* word : {"TURNED ", "REVERSED ", "OPEN ", "SIDEWAYS ", "SCRIPT ", "SMALL CAPITAL ", "DOTLESS ",
                               "LONG ", "INSULAR ", "STRETCHED ", "BARRED ", "CLOSED "})
        if (rest.starts_with(word)) rest = rest.substr(std::string(word).size());
      if (rest.size() == 1 && rest[0] >= 'A' && rest[0] <= 'Z') return std::string(1, static_cast<char>(rest[0] + 32));
    }
    return {};
  }

  static bool all_latin(const UnicodeString& s) {
    if (s.isEmpty()) return false;
    for (int i = 0; i < s.length(); ++i)
      if (!(s[i] >= 'a' && s[i] <= 'z')) return false;
    return true;
  }

  // The prototype, folded again; followed while it is one other non-Latin character.
  UnicodeString prototype(UnicodeString s) const {
    for (int step = 0; step < 3 && !all_latin(s); ++step) {
      UErrorCode status = U_ZERO_ERROR;
      UChar buffer[256];
      const int n = uspoof_getSkeleton(spoof_, 0, s.getBuffer(), s.length(), buffer, 256, &status);
      check(status, "skeleton");
      UnicodeString folded;
      for (int i = 0; i < n;) {
        UChar32 c;
        U16_NEXT(buffer, i, n, c);
        if (drops(c)) continue;
        UErrorCode ignored = U_ZERO_ERROR;
        const UnicodeString f = native(c, uscript_getScript(c, &ignored));
        const std::string named = f.length() == 1 && f[0] > 0x7F ? by_name(f.char32At(0)) : std::string();
        folded.append(named.empty() ? f : UnicodeString::fromUTF8(named));
      }
      if (folded == s) break;
      s = folded;
    }
    return s;
  }

  void read_as_latin(Record& r, UChar32 c, const UnicodeString& folded, UScriptCode script,
                     const std::map<UChar32, HandRow>& hand) const {
    const auto row = hand.find(c);
    const auto folded_row = folded.countChar32() == 1 ? hand.find(folded.char32At(0)) : hand.end();
    std::string latin;
    bool is_weak = false;
    if (row != hand.end()) {
      latin = row->second.latin;
      is_weak = row->second.weak;
    } else if (all_latin(folded)) {
      return;  // Latin by itself: full-width, mathematical, accented
    } else if (folded_row != hand.end()) {
      latin = folded_row->second.latin;
      is_weak = folded_row->second.weak;
    } else if (const std::string named = by_name(c); !named.empty()) {
      latin = named;
    } else if (r.kind == letter && !living(script)) {
      UnicodeString p = prototype(folded);
      // Cherokee and Coptic small letters look Latin only as capitals.
      if (!all_latin(p)) p = prototype(UnicodeString(u_toupper(c)));
      if (!all_latin(p) && u_tolower(c) != c) p = prototype(UnicodeString(u_tolower(c)));
      if (all_latin(p)) latin = utf8(p);
    }
    if (latin.empty()) return;
    r.kind = letter;
    const bool regional = c >= 0x1F1E6 && c <= 0x1F1FF;
    if ((script == USCRIPT_LATIN || script == USCRIPT_COMMON) && !regional) {
      r.native = latin;  // Latin dressed up: there is no other way to read it
      return;
    }
    r.latin = latin;
    if (is_weak) r.flags |= weak;
    if (is_rare(c, folded, script)) r.flags |= rare;
  }

  // Letters that no widely written language of their script uses: a word of look-alikes with one of them, in a
  // comment that does not otherwise use the script, was put together to be read as Latin.
  static bool is_rare(UChar32, const UnicodeString& folded, UScriptCode script) {
    if (living(script) || script == USCRIPT_GREEK || script == USCRIPT_ARMENIAN) return false;
    if (script != USCRIPT_CYRILLIC) return true;
    if (folded.countChar32() != 1) return false;
    const UChar32 f = folded.char32At(0);
    const UnicodeString slavic = UnicodeString::fromUTF8("єіјљњћђџґ");
    return !(f >= 0x430 && f <= 0x44F) && slavic.indexOf(f) < 0;
  }

  const icu::Normalizer2* casefold_ = nullptr;
  const icu::Normalizer2* nfd_ = nullptr;
  USpoofChecker* spoof_ = nullptr;
};

Maker::Maker() : work_(std::make_unique<Work>()) {}
Maker::~Maker() = default;

Record Maker::record(UChar32 c, const std::map<UChar32, HandRow>& hand) const { return work_->record(c, hand); }

}  // namespace unicode_tables

// make_unicode_tables HAND_ROWS OUT: writes the tables that text/fold.cc and its neighbours read.
//
// One record per code point: what kind of character it is, its script, and how it is folded - `native`, within its
// own script, and `latin`, the Latin letters it can be taken for. In this order:
//   1. NFKC_Casefold, then NFD without the marks that are no letters (UAX #15).
//   2. Names, where NFKC leaves a dressed-up letter alone: SMALL CAPITAL X, NEGATIVE CIRCLED X, TURNED X ...
//   3. UTS #39 prototypes, of the code point and of its capital, followed on while they lead out of their script.
//   4. Hand rows (data/unicode/hand_rows.txt), which win over all of these.
// Run with the ICU of one Unicode version, the output is checked in, so that a newer ICU changes no verdict.
#include <sodium.h>
#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

namespace {

using icu::UnicodeString;

constexpr UChar32 last_code_point = 0x10FFFF;
constexpr int block_size = 128;

enum Kind { unassigned, letter, digit, mark, invisible, space, line_end, punctuation, symbol };
enum Flag { weak = 1, rare = 2, upper = 4, cased = 8, strong_ltr = 16, strong_rtl = 32, refused_in_names = 64 };

struct Record {
  int kind = unassigned;
  int script = 0;
  int flags = 0;
  std::string native, latin;  // empty: itself; none
  auto operator<=>(const Record&) const = default;
};

struct HandRow {
  std::string latin, native;
  bool weak = false;
};

[[noreturn]] void stop(const std::string& why) {
  std::cerr << "make_unicode_tables: " << why << "\n";
  std::exit(1);
}

void check(UErrorCode status, const char* what) {
  if (U_FAILURE(status)) stop(std::string(what) + ": " + u_errorName(status));
}

std::string utf8(const UnicodeString& s) {
  std::string out;
  s.toUTF8String(out);
  return out;
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

class Maker {
 public:
  Maker() {
    UErrorCode status = U_ZERO_ERROR;
    casefold_ = icu::Normalizer2::getNFKCCasefoldInstance(status);
    nfd_ = icu::Normalizer2::getNFDInstance(status);
    spoof_ = uspoof_open(&status);
    check(status, "ICU");
  }
  ~Maker() { uspoof_close(spoof_); }

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
      if (c != ' ') r.native = " ";
      return r;
    }
    if (r.kind == digit) {
      if (c > 0x7F) r.native = std::string(1, static_cast<char>('0' + u_charDigitValue(c)));
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
      if (!all_latin(p) && u_toupper(c) != c) p = prototype(UnicodeString(u_toupper(c)));
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

// Every distinct reading once; a reading inside another one shares its bytes.
class Pool {
 public:
  int add(const std::string& s) {
    if (s.empty()) return 0;
    if (const auto found = at_.find(s); found != at_.end()) return found->second;
    int at = static_cast<int>(bytes_.size());
    bytes_ += s;
    return at_[s] = at;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::map<std::string, int> at_;
  std::string bytes_;
};

void write_numbers(std::ostream& out, const std::vector<int>& numbers) {
  std::string line;
  for (const int n : numbers) {
    const std::string next = std::to_string(n) + ",";
    if (line.size() + next.size() > 118) {
      out << line << "\n";
      line.clear();
    }
    line += next;
  }
  out << line << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) stop("usage: make_unicode_tables HAND_ROWS OUT");
  const auto hand = read_hand_rows(argv[1]);
  const Maker maker;
  std::map<Record, int> records;
  std::vector<const Record*> in_order;
  std::map<std::vector<int>, int> blocks;
  std::vector<int> first, second;
  for (UChar32 start = 0; start <= last_code_point; start += block_size) {
    std::vector<int> block;
    for (UChar32 c = start; c < start + block_size; ++c) {
      const auto [at, is_new] = records.try_emplace(maker.record(c, hand), static_cast<int>(records.size()));
      if (is_new) in_order.push_back(&at->first);
      block.push_back(at->second);
    }
    const auto [at, is_new] = blocks.try_emplace(block, static_cast<int>(blocks.size()));
    if (is_new) second.insert(second.end(), block.begin(), block.end());
    first.push_back(at->second);
  }
  if (records.size() > 65535 || blocks.size() > 65535) stop("too many records for 16 bits");

  Pool pool;
  std::ostringstream body;
  body << "const std::uint16_t first_stage[] = {\n";
  write_numbers(body, first);
  body << "};\n\nconst std::uint16_t second_stage[] = {\n";
  write_numbers(body, second);
  body << "};\n\nconst Record records[] = {\n";
  std::string line;
  for (const Record* r : in_order) {
    std::ostringstream row;
    row << "{" << r->kind << "," << r->script << "," << r->flags << "," << r->native.size() << "," << r->latin.size()
        << "," << pool.add(r->native) << "," << pool.add(r->latin) << "},";
    if (line.size() + row.str().size() > 118) {
      body << line << "\n";
      line.clear();
    }
    line += row.str();
  }
  body << line << "\n};\n\nconst char pool[] =\n";
  std::string piece;
  for (const char c : pool.bytes()) {
    char escaped[8];
    std::snprintf(escaped, sizeof escaped, "\\%03o", static_cast<unsigned char>(c));
    piece += (c >= 'a' && c <= 'z') ? std::string(1, c) : std::string(escaped);
    if (piece.size() > 110) {
      body << "    \"" << piece << "\"\n";
      piece.clear();
    }
  }
  body << "    \"" << piece << "\";\n";

  const std::string text = body.str();
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::ostringstream hex;
  for (const unsigned char b : hash) {
    char two[3];
    std::snprintf(two, sizeof two, "%02x", b);
    hex << two;
  }
  std::ofstream out(argv[2], std::ios::binary);
  out << "// Generated by tools/make_unicode_tables from ICU " << U_ICU_VERSION << " (Unicode " << U_UNICODE_VERSION
      << ") and data/unicode/hand_rows.txt.\n// clang-format off\n#include \"text/tables.h\"\n\n"
      << "namespace comity::text::tables {\n\nconst char hash[] = \"" << hex.str() << "\";\n\n"
      << text << "\n}  // namespace comity::text::tables\n";
  if (!out.flush()) stop(std::string("cannot write ") + argv[2]);
}

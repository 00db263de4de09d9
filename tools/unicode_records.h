// What one code point is and folds to: the records of the tables.
#pragma once

#include <unicode/umachine.h>

#include <compare>
#include <map>
#include <memory>
#include <string>

namespace unicode_tables {

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

[[noreturn]] void stop(const std::string& why);

std::map<UChar32, HandRow> read_hand_rows(const char* path);

class Maker {
 public:
  Maker();
  ~Maker();

  // The record of `c`; what it folds to is folded itself, until nothing changes.
  Record record(UChar32 c, const std::map<UChar32, HandRow>& hand) const;

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace unicode_tables

// Collects what is wrong with a document, so that its author sees everything in one run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/policy.h"

namespace comity::policy {

struct Position {
  int line = 0;    // 1-based; 0: the whole document
  int column = 0;  // 1-based, in code points
};

class Diagnostics {
 public:
  void error(Position at, std::string message, std::string advice);
  void warning(Position at, std::string message, std::string advice);

  bool has_errors() const { return errors_ > 0; }
  // A document with very many mistakes is reported up to this many.
  bool is_full() const { return list_.size() >= most; }
  // In line order.
  std::vector<Diagnostic> take();

 private:
  static constexpr std::size_t most = 200;
  void add(Diagnostic::Severity severity, Position at, std::string message, std::string advice);

  std::vector<Diagnostic> list_;
  int errors_ = 0;
};

// The one of `known` that `word` was probably meant to be; '' when none is near.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& known);

// "did you mean 'x'?", or "known are: a, b, c" when nothing is near.
std::string suggestion(std::string_view word, const std::vector<std::string_view>& known);

// `text` between quotation marks for a message: cut at 60 bytes, control characters shown as '?'.
std::string quoted(std::string_view text);

}  // namespace comity::policy

// A bar on the terminal while something long goes on; nothing where standard error is no terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace comity::cmd {

class ProgressBar {
 public:
  ProgressBar();
  ~ProgressBar() { clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // "Reading  [=====     ]  48 %  12 of 25 MB"; `of` 0: unknown. Drawn at most ten times a second.
  void show(const std::string& what, std::uint64_t done, std::uint64_t of, const std::string& unit);
  void clear();

 private:
  bool terminal_;
  bool drawn_ = false;
  std::string what_;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace comity::cmd

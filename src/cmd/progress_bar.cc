#include "cmd/progress_bar.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace comity::cmd {

ProgressBar::ProgressBar() : terminal_(::isatty(STDERR_FILENO) != 0) {}

void ProgressBar::show(const std::string& what, std::uint64_t done, std::uint64_t of, const std::string& unit) {
  if (!terminal_) return;
  const auto now = std::chrono::steady_clock::now();
  if (drawn_ && what == what_ && done != of && now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  what_ = what;
  drawn_ = true;
  std::string line = "\r" + what + "  ";
  if (of != 0) {
    constexpr std::uint64_t width = 30;
    const std::uint64_t filled = std::min(width, done * width / of);
    line += "[" + std::string(filled, '=') + std::string(width - filled, ' ') + "]  " +
            std::to_string(std::min<std::uint64_t>(100, done * 100 / of)) + " %  ";
  }
  line += std::to_string(done) + (of != 0 ? " of " + std::to_string(of) : "") + " " + unit + "\x1b[K";
  std::cerr << line << std::flush;
}

void ProgressBar::clear() {
  if (drawn_) std::cerr << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

}  // namespace comity::cmd

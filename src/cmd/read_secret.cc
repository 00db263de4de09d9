#include "cmd/read_secret.h"

#include <termios.h>
#include <unistd.h>

#include <iostream>

namespace comity::cmd {
namespace {

std::string ask(const char* prompt) {
  std::cerr << prompt << std::flush;
  std::string line;
  std::getline(std::cin, line);
  std::cerr << '\n';
  return line;
}

}  // namespace

Result<std::string> read_new_password() {
  termios before{};
  if (::tcgetattr(STDIN_FILENO, &before) != 0) {
    std::string line;
    if (!std::getline(std::cin, line) || line.empty())
      return fail(Error::Code::invalid, "no password on standard input: give it as one line");
    if (line.back() == '\r') line.pop_back();
    return line;
  }
  termios silent = before;
  silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  const std::string first = ask("New password: ");
  const std::string second = ask("The same again: ");
  ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
  if (first.empty()) return fail(Error::Code::invalid, "no password was typed");
  if (first != second) return fail(Error::Code::invalid, "the two are not the same; nothing was changed");
  return first;
}

}  // namespace comity::cmd

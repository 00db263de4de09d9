// `comity`: finds the command whose words come first, and runs it.

#include <algorithm>
#include <csignal>
#include <exception>
#include <iostream>
#include <sstream>

#include "cmd/arguments.h"
#include "cmd/commands.h"

namespace {

using comity::cmd::Command;
using comity::cmd::Words;

Words split(const std::string& text) {
  std::istringstream in(text);
  Words words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

void print_help(std::ostream& out, const std::vector<Command>& commands, const Words& under) {
  out << "comity: the discussion under a publisher's stories, where the published policy is the program.\n\n"
         "Usage: comity COMMAND [OPTIONS]      comity COMMAND --help tells more of one\n\n";
  for (const Command& command : commands) {
    const Words words = split(command.words);
    if (words.size() < under.size() || !std::equal(under.begin(), under.end(), words.begin())) continue;
    std::string name = command.words;
    name.resize(std::max<std::size_t>(name.size() + 2, 22), ' ');
    out << "  " << name << command.summary << '\n';
  }
  out << "\nExit status: 0 done, 1 the answer is no, 2 the command line is wrong, 3 the machine failed.\n";
}

int run(const Words& words) {
  const std::vector<Command> commands = comity::cmd::all_commands();
  const Command* found = nullptr;
  std::size_t length = 0;
  for (const Command& command : commands) {
    const Words name = split(command.words);
    if (name.size() <= length || name.size() > words.size()) continue;
    if (!std::equal(name.begin(), name.end(), words.begin())) continue;
    found = &command;
    length = name.size();
  }
  // "classify" is a command and "classify adapt" a group of others: those words mean the group.
  const bool names_group = std::any_of(commands.begin(), commands.end(), [&](const Command& command) {
    const Words name = split(command.words);
    return name.size() > length + 1 && words.size() > length &&
           std::equal(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(length) + 1, words.begin());
  });
  if (found != nullptr && !names_group)
    return found->run(Words(words.begin() + static_cast<std::ptrdiff_t>(length), words.end()));

  // Not a whole command: perhaps the first word or words of some, or a call for help.
  Words known;
  bool help = false;
  for (const std::string& word : words) {
    if (word == "--help" || word == "-h" || word == "help") {
      help = true;
      break;
    }
    Words longer = known;
    longer.push_back(word);
    const bool some = std::any_of(commands.begin(), commands.end(), [&](const Command& command) {
      const Words name = split(command.words);
      return name.size() > longer.size() && std::equal(longer.begin(), longer.end(), name.begin());
    });
    if (!some) break;
    known = std::move(longer);
  }
  if (help) {
    print_help(std::cout, commands, known);
    return comity::cmd::Exit::done;
  }
  if (words.size() == 1 && words[0] == "--version") {
    std::cout << "comity " COMITY_VERSION "\n";
    return comity::cmd::Exit::done;
  }
  if (words.size() > known.size()) {
    std::cerr << "comity: there is no command '" << words[known.size()] << "'"
              << (known.empty() ? "" : " under '" + known.back() + "'") << ".\n\n";
  } else {
    std::cerr << "comity: name a command.\n\n";
  }
  print_help(std::cerr, commands, known);
  return comity::cmd::Exit::usage;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of the write, not the end of the program
  try {
    const int status = run(Words(argv + 1, argv + argc));
    std::cout.flush();
    if (!std::cout) {
      std::cerr << "comity: standard output could not be written\n";
      return comity::cmd::Exit::machine_failed;
    }
    return status;
  } catch (const std::bad_alloc&) {
    std::cerr << "comity: out of memory\n";
  } catch (const std::exception& error) {
    std::cerr << "comity: " << error.what() << '\n';
  }
  return comity::cmd::Exit::machine_failed;
}

// The arguments of one command, declared once and read by CLI11 behind this face.
//
//   Arguments args("comity policy check", "Says what is wrong with a policy document.");
//   args.positional("FILE", file, "the document", Need::required);
//   args.option("--lang", language, "LANG", "language of the page");
//   if (const auto stop = args.parse(words)) return *stop;
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace comity::cmd {

// What a program answers to its shell.
enum Exit : int { done = 0, answer_is_no = 1, usage = 2, machine_failed = 3 };

enum class Need { optional, required };

class Arguments {
 public:
  // `name` is all the words of the command; `summary` one sentence; `more` (optional) goes below the options.
  Arguments(std::string name, const std::string& summary, const std::string& more = {});
  ~Arguments();
  Arguments(const Arguments&) = delete;
  Arguments& operator=(const Arguments&) = delete;

  void option(const std::string& flag, std::string& into, const std::string& value, const std::string& help,
              Need need = Need::optional);
  void option(const std::string& flag, std::int64_t& into, const std::string& value, const std::string& help,
              Need need = Need::optional);
  void option(const std::string& flag, std::vector<std::string>& into, const std::string& value,
              const std::string& help, Need need = Need::optional);  // may be given several times
  void flag(const std::string& flag, bool& into, const std::string& help);
  void positional(const std::string& name, std::string& into, const std::string& help, Need need = Need::required);
  void positional(const std::string& name, std::vector<std::string>& into, const std::string& help,
                  Need need = Need::required);

  // Nothing: go on. Else the exit status to stop with: 0 after --help (on standard output), 2 after a mistake
  // (on standard error, with what to do).
  std::optional<int> parse(const std::vector<std::string>& words);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace comity::cmd

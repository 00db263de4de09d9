// `comity-verify`: checks a newspaper's ledger without its server, from downloaded files and the key that it published.

#include <algorithm>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "ledger/case_file.h"
#include "ledger/check_log.h"
#include "ledger/statement.h"

namespace {

using namespace comity;

enum Exit { done = 0, no = 1, usage = 2, machine_failed = 3 };

constexpr std::string_view help_text =
    "comity-verify: checks a ledger of decisions, without its server.\n\n"
    "Usage: comity-verify COMMAND [OPTIONS]      comity-verify COMMAND --help tells more of one\n\n"
    "  log                   a downloaded log: every entry, every hash, the signature\n"
    "  statement             that a statement's decision stands in the log, in these words\n"
    "  consistency           that a log has only grown between two checkpoints\n"
    "  case                  a case file: its texts, policy, decisions, and the proof of each\n"
    "\nExit status: 0 it holds, 1 it does not, 2 the command line is wrong, 3 the machine failed.\n";

constexpr std::string_view log_help =
    "Usage: comity-verify log FOLDER --key KEY [--since CHECKPOINT]...\n\n"
    "Reads FOLDER/checkpoint and all of FOLDER/tile/ and checks that the entries are those that were signed.\n\n"
    "  --key KEY             the log's key, as name+id+key, or a file that holds it\n"
    "  --since CHECKPOINT    a file with a checkpoint kept from before: the log must have grown out of it\n";

constexpr std::string_view statement_help =
    "Usage: comity-verify statement FILE --key KEY [--log FOLDER]\n\n"
    "Checks that the decision of the statement FILE stands in the log, and that the values in it are those that were\n"
    "decided on. With a log, also that the log is sound and still begins with what the statement was proved under.\n\n"
    "  --key KEY             the log's key, as name+id+key, or a file that holds it\n"
    "  --log FOLDER          a downloaded log\n";

constexpr std::string_view consistency_help =
    "Usage: comity-verify consistency OLDER NEWER --key KEY --log FOLDER\n\n"
    "Checks that the log at the checkpoint in the file NEWER begins with all that it had at OLDER. Reads only a few "
    "tiles\n"
    "of the log.\n\n"
    "  --key KEY             the log's key, as name+id+key, or a file that holds it\n"
    "  --log FOLDER          a downloaded log, at least its tiles as of NEWER\n";

constexpr std::string_view case_help =
    "Usage: comity-verify case FILE --key KEY [--key KEY]...\n\n"
    "Checks a case that was written by comity export case: that nothing in it was changed since it was signed, and "
    "that\n"
    "each decision stands in the log as it is told, on this text, under this policy.\n\n"
    "  --key KEY             the log's key, as name+id+key, or a file that holds it; of older logs, too\n";

struct Trouble {
  Exit status;
  std::string what;
};

// What a log holds was written by others: nothing of it may steer the terminal. Control characters of both kinds and
// the marks that turn the direction of what follows become '?'.
std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto at = [&](std::size_t k) { return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0U; };
    const bool c1 = at(0) == 0xC2 && at(1) >= 0x80 && at(1) <= 0x9F;
    const bool marks = at(0) == 0xE2 && ((at(1) == 0x80 && (at(2) == 0x8E || at(2) == 0x8F)) ||
                                         (at(1) == 0x80 && at(2) >= 0xA8 && at(2) <= 0xAE) ||
                                         (at(1) == 0x81 && at(2) >= 0xA6 && at(2) <= 0xA9));
    out += c1 || marks || at(0) < 0x20 || at(0) == 0x7F ? '?' : text[i];
    i += c1 ? 1 : marks ? 2 : 0;
  }
  return out;
}

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Trouble{machine_failed, path + ": cannot be opened"};
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (file.bad()) throw Trouble{machine_failed, path + ": cannot be read"};
  return bytes;
}

struct Arguments {
  std::vector<std::string> words;
  std::string key, log;  // the first key
  std::vector<std::string> keys;
  std::vector<std::string> since;
};

Arguments arguments(const std::vector<std::string>& given, std::size_t words, bool may_since) {
  Arguments out;
  for (std::size_t i = 1; i < given.size(); ++i) {
    const std::string& word = given[i];
    if (!word.starts_with("--")) {
      out.words.push_back(word);
      continue;
    }
    if (i + 1 == given.size()) throw Trouble{usage, word + " needs a value"};
    const std::string& value = given[++i];
    if (word == "--key") {
      if (out.key.empty()) out.key = value;
      if (!out.keys.empty() && given[0] != "case") throw Trouble{usage, "one --key is enough here"};
      out.keys.push_back(value);
    } else if (word == "--log" && given[0] != "log") {
      out.log = value;
    } else if (word == "--since" && may_since) {
      out.since.push_back(value);
    } else {
      throw Trouble{usage, "there is no option " + word + " here"};
    }
  }
  if (out.words.size() != words) throw Trouble{usage, "comity-verify " + given[0] + " --help says what to name"};
  if (out.key.empty()) throw Trouble{usage, "--key is missing: without the log's key nothing can be checked"};
  return out;
}

ledger::NoteKey key_of(const std::string& given) {
  std::string text = given;
  if (text.find('+') == std::string::npos || std::ifstream(text)) text = read(given);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.pop_back();
  auto key = ledger::read_vkey(text);
  if (!key) throw Trouble{usage, "--key: " + key.error().detail};
  return *std::move(key);
}

ledger::ReadFile folder(const std::string& path) {
  return [path](const std::string& name) -> Result<std::string> {
    std::ifstream file(path + '/' + name, std::ios::binary);
    if (!file) return fail(Error::Code::not_found, "it is not there");
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (file.bad()) return fail(Error::Code::unavailable, "it cannot be read");
    return bytes;
  };
}

// The value, or the answer no.
template <class T>
T must(Result<T> result) {
  if (result) return *std::move(result);
  throw Trouble{result.error().code == Error::Code::unavailable ? machine_failed : no, result.error().detail};
}

std::string entries(std::uint64_t n) { return std::to_string(n) + (n == 1 ? " entry" : " entries"); }

void say(const ledger::LogReport& report) {
  std::cout << "The log " << report.now.origin << " is what was signed: " << entries(report.now.size) << ", root "
            << to_hex(report.now.root) << ".\n"
            << "  " << report.decisions << " decisions";
  if (report.before_ledger > 0) std::cout << ", " << report.before_ledger << " of them from before the ledger";
  std::cout << ".\n";
  if (report.continues) {
    std::cout << "  It goes on where " << report.continues->origin << " ended, with " << entries(report.continues->size)
              << ".\n";
  }
  if (report.other > 0) {
    std::cout << "  " << entries(report.other) << " in a form that this program does not know.\n";
  }
}

Exit check_log(const std::vector<std::string>& given) {
  const Arguments a = arguments(given, 1, true);
  std::vector<std::string> kept;
  for (const std::string& file : a.since) kept.push_back(read(file));
  say(must(ledger::check_log(folder(a.words[0]), key_of(a.key), kept)));
  if (!kept.empty()) {
    std::cout << "  It has only grown since " << (kept.size() == 1 ? "the checkpoint" : "the checkpoints")
              << " you kept.\n";
  }
  return done;
}

Exit check_statement(const std::vector<std::string>& given) {
  const Arguments a = arguments(given, 1, false);
  const ledger::NoteKey key = key_of(a.key);
  const auto statement = must(ledger::read_statement(read(a.words[0])));
  const auto checked = must(ledger::check_statement(statement, key));
  std::cout << "The decision stands in the log " << checked.under.origin << ", as entry " << statement.proof.index
            << " of " << checked.under.size << ".\n  " << checked.leaf.kind;
  for (const std::string& clause : checked.leaf.clauses) std::cout << ' ' << clause;
  std::cout << ", by " << checked.leaf.actor << ", on " << checked.leaf.day << ", under the policy "
            << to_hex(checked.leaf.policy) << ".\n";
  for (const auto& [field, opening] : statement.opened) {
    std::cout << "  " << ledger::name(field) << ": " << printable(opening.value) << '\n';
  }
  if (a.log.empty()) return done;
  say(must(ledger::check_log(folder(a.log), key, {statement.proof.checkpoint})));
  std::cout << "  It has only grown since the statement was made.\n";
  return done;
}

Exit check_consistency(const std::vector<std::string>& given) {
  const Arguments a = arguments(given, 2, false);
  if (a.log.empty()) throw Trouble{usage, "--log is missing: the tiles prove what lies between two checkpoints"};
  const auto checked = ledger::check_consistency(folder(a.log), key_of(a.key), read(a.words[0]), read(a.words[1]));
  if (!checked) throw Trouble{no, checked.error().detail};
  std::cout << "The log has only grown between the two checkpoints.\n";
  return done;
}

Exit check_case(const std::vector<std::string>& given) {
  const Arguments a = arguments(given, 1, false);
  std::vector<ledger::NoteKey> keys;
  for (const std::string& key : a.keys) keys.push_back(key_of(key));
  const auto report = must(ledger::check_case(read(a.words[0]), keys));
  std::cout << "The case is as it was signed for " << report.signer << ": " << report.texts << " texts, "
            << report.policies << " policies, " << report.decisions.size() + report.not_proved << " decisions, "
            << report.reports << " reports.\n";
  for (const ledger::CaseDecision& one : report.decisions) {
    std::cout << "  " << printable(one.decided) << "  " << one.leaf.kind;
    for (const std::string& clause : one.leaf.clauses) std::cout << ' ' << clause;
    std::cout << ", by " << one.leaf.actor << ": entry " << one.index << " of " << one.under.origin << ".\n";
  }
  if (report.not_proved > 0) {
    std::cout << "  " << report.not_proved << " decisions came without a proof.\n";
    return no;
  }
  return done;
}

Exit run(const std::vector<std::string>& words) {
  const bool help = std::any_of(words.begin(), words.end(), [](const auto& w) { return w == "--help" || w == "-h"; });
  if (words.empty() || words[0] == "help" || (help && words[0].starts_with("-"))) {
    (words.empty() ? std::cerr : std::cout) << help_text;
    return words.empty() ? usage : done;
  }
  if (words[0] == "--version") {
    std::cout << "comity-verify " COMITY_VERSION "\n";
    return done;
  }
  struct Command {
    std::string_view name, help;
    Exit (*run)(const std::vector<std::string>&);
  };
  for (const Command& command :
       {Command{"log", log_help, check_log}, Command{"statement", statement_help, check_statement},
        Command{"consistency", consistency_help, check_consistency}, Command{"case", case_help, check_case}}) {
    if (words[0] != command.name) continue;
    if (!help) return command.run(words);
    std::cout << command.help;
    return done;
  }
  throw Trouble{usage, "there is no command '" + printable(words[0]) + "'; comity-verify --help lists them"};
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const Exit status = run(std::vector<std::string>(argv + 1, argv + argc));
    std::cout.flush();
    return std::cout ? status : machine_failed;
  } catch (const Trouble& trouble) {
    std::cout.flush();
    std::cerr << "comity-verify: " << printable(trouble.what) << '\n';
    return trouble.status;
  } catch (const std::exception& error) {
    std::cerr << "comity-verify: " << error.what() << '\n';
    return machine_failed;
  }
}

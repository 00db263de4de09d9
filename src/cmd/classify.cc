// comity classify: JSON Lines in, JSON Lines with the classifier's scores out, in order.
#include <iostream>

#include "classify/classify_line.h"
#include "cmd/arguments.h"
#include "cmd/commands.h"
#include "cmd/mapped_file.h"

namespace comity::cmd {
namespace {

// The next line of standard input, of which no more than the limit and a byte is kept. False at the end.
bool next_line(std::string& line) {
  line.clear();
  bool any = false;
  for (int c = std::cin.get(); c != std::char_traits<char>::eof(); c = std::cin.get()) {
    any = true;
    if (c == '\n') return true;
    if (line.size() <= classify::max_classify_line) line += static_cast<char>(c);
  }
  return any;
}

int answer_all(const classify::Model& model, bool shows_words) {
  bool bad = false;
  std::size_t number = 0;
  for (std::string line; next_line(line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const classify::ClassifiedLine answer = classify::classify_line(model, line, number, shows_words);
    bad |= answer.bad;
    std::cout << answer.json << '\n';
    // Whoever waits at the other end of a pipe gets each answer before it must ask again.
    if (std::cin.rdbuf()->in_avail() <= 0) std::cout.flush();
    if (!std::cout) break;
  }
  std::cout.flush();
  if (!std::cout) {
    std::cerr << "comity classify: standard output cannot be written\n";
    return Exit::machine_failed;
  }
  return bad ? Exit::answer_is_no : Exit::done;
}

int classify_command(const Words& words) {
  std::string file;
  bool shows_words = false;
  Arguments args("comity classify", "Scores comments with the classifier: JSON Lines in, JSON Lines out, in order.",
                 "Each line is {\"id\": any, \"text\": string, \"language\"?: string}; the language is found from the "
                 "text where it is not given. In a language that the model does not know every score is null. A bad "
                 "line gives {\"line\": N, \"error\": ...} in its place, and exit status 1.");
  args.option("--model", file, "FILE", "a model file instead of the one that ships");
  args.flag("--words", shows_words, "also which words made the scores of 0.5 and above, and which readers would mark");
  if (const auto stop = args.parse(words)) return *stop;
  std::ios::sync_with_stdio(false);
  if (file.empty()) {
    const auto model = classify::shipped_model();
    if (model) return answer_all(*model, shows_words);
    std::cerr << "comity classify: this program was built without a model; give one with --model FILE\n";
    return Exit::machine_failed;
  }
  const Result<MappedFile> mapped = MappedFile::open(file);
  if (!mapped) {
    std::cerr << "comity classify: " << mapped.error().detail << '\n';
    return Exit::machine_failed;
  }
  const auto model = classify::Model::load(mapped->bytes(), classify::Model::Check::hash_too);
  if (!model) {
    std::cerr << "comity classify: " << file << ": " << model.error().detail << '\n';
    return Exit::answer_is_no;
  }
  return answer_all(**model, shows_words);
}

}  // namespace

std::vector<Command> classify_commands() {
  return {{"classify", "score comments with the classifier, JSON Lines in and out", classify_command}};
}

}  // namespace comity::cmd

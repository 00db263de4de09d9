// What many patterns cost: a policy of N patterns on comments of 200 characters, each asked in turn and behind the
// screen, by our own scan for literals and by the library's; CPU microseconds a comment, one core.
//
//   bench_patterns [SECONDS]   ->  one JSON object
#include <ctime>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "policy/pattern_screen.h"
#include "policy/regex.h"

namespace {

using namespace comity;

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

// Invented, and of everyday words, as most comments are.
const std::vector<std::string> comments = {
    "The new bridge saves my mother twenty minutes each morning, and the old ferry could stay for visitors. Has anyone "
    "asked the school what the children think of the walk across when the wind is up on 24 May?",
    "Thanks for the article, but the numbers in the second table do not add up: 45 and 38 make 83, not 93. Perhaps the "
    "council should publish the contracts first; then we could argue about what they cost.",
    "Новый мост экономит моей матери двадцать минут каждое утро, а старый паром мог бы остаться для гостей города. "
    "Кто-нибудь спросил в школе, что думают дети о дороге через реку при сильном ветре?"};

// As an editor writes them who keeps a list of what was once a nuisance.
std::vector<std::string> patterns(std::size_t count) {
  static const std::vector<std::string> begins = {"buy",   "cheap",   "earn",     "casino", "crypto",    "follow",
                                                  "click", "lottery", "discount", "купить", "заработок", "скидка"};
  static const std::vector<std::string> ends = {"\\s+now", "\\W{1,3}(?:today|online)", "\\w*\\s+\\d+\\s*%",
                                                "s?\\s+(?:from|at)\\s+home", "[ -]?(?:бесплатно|сейчас)"};
  std::vector<std::string> all;
  for (std::size_t i = 0; all.size() < count; ++i) {
    if (i % 20 == 19)
      all.push_back("\\b\\d{3,}[ -]?\\d{" + std::to_string(2 + i % 7) + "}\\b");  // no word in it
    else
      all.push_back("(?i)\\b" + begins[i % begins.size()] + std::string(1, static_cast<char>('a' + i / 12 % 26)) +
                    ends[i / 5 % ends.size()]);
  }
  return all;
}

// CPU microseconds for one call of `work`.
double cost(double seconds, const std::function<void(const std::string&)>& work) {
  for (const std::string& comment : comments) work(comment);  // what is worked out once
  std::size_t runs = 0;
  const double begin = cpu_seconds();
  double now = begin;
  for (; now - begin < seconds; now = cpu_seconds()) {
    for (int i = 0; i < 20; ++i) {
      for (const std::string& comment : comments) work(comment);
    }
    runs += 20 * comments.size();
  }
  return (now - begin) / static_cast<double>(runs) * 1e6;
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = argc > 1 ? std::stod(argv[1]) : 1.0;
  std::cout << '{';
  const char* comma = "";
  for (const std::size_t count : {2, 4, 8, 20, 50, 200}) {
    const std::vector<std::string> written = patterns(count);
    std::vector<std::shared_ptr<const re2::RE2>> compiled;
    std::string complaint;
    for (const std::string& regex : written) compiled.push_back(policy::compiled_regex(regex, complaint));
    std::size_t found = 0;
    const auto behind = [&](const policy::PatternScreen& screen) {
      return [&](const std::string& comment) {
        const std::vector<bool> possible = screen.possible(comment);
        for (std::size_t i = 0; i < count; ++i) found += possible[i] && policy::found(*compiled[i], comment);
      };
    };
    std::cout << comma << "\"in_turn_" << count << "_us\":" << cost(seconds, [&](const std::string& comment) {
      for (const auto& regex : compiled) found += policy::found(*regex, comment);
    });
    const double begin = cpu_seconds();
    const policy::PatternScreen own(written, policy::own_scan);
    const double between = cpu_seconds();
    const policy::PatternScreen library(written, policy::library_scan);
    const double end = cpu_seconds();
    std::cout << ",\"own_" << count << "_us\":" << cost(seconds, behind(own)) << ",\"library_" << count
              << "_us\":" << cost(seconds, behind(library)) << ",\"own_" << count
              << "_compile_ms\":" << (between - begin) * 1e3 << ",\"library_" << count
              << "_compile_ms\":" << (end - between) * 1e3;
    comma = ",";
    if (found == 1) std::cerr << "";  // keeps the work
  }
  std::cout << "}\n";
}

// What one verdict costs: the default policy on comments of 200 characters, on one core, in CPU time; and the same
// policy without what it asks the classifier.
//
//   bench_verdict [SECONDS]   ->  {"english_us": .., "cyrillic_us": .., "english_model_us": .., ...}

#include <ctime>
#include <iostream>
#include <string>

#include "base/json.h"
#include "policy/policy.h"

namespace {

using namespace comity;

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

// Invented, and of everyday words, as most comments are.
const std::string english =
    "The new bridge saves my mother twenty minutes each morning, and the old ferry could stay for visitors. "
    "Has anyone asked the school what the children think of the walk across when the wind is up? ";
const std::string russian =
    "Новый мост экономит моей матери двадцать минут каждое утро, а старый паром мог бы остаться для гостей города. "
    "Кто-нибудь спросил в школе, что думают дети о дороге через реку при сильном ветре? ";

std::string cut(const std::string& text, std::size_t points) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t n = 0; n < points; ++n) {
    if (at >= text.size()) at = 0;
    do out += text[at++];
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
  }
  return out;
}

// CPU microseconds for one verdict of `text`, measured for `seconds`.
double cost(const policy::Compiled& policy, const std::string& text, double seconds) {
  const auto checked = text::checked(text).value();
  policy::Submission submission{checked, {}, {}};
  std::size_t runs = 0, held = 0;
  const double begin = cpu_seconds();
  double now = begin;
  while (now - begin < seconds) {
    for (int i = 0; i < 50; ++i) held += policy::evaluate(policy, submission).clauses.size();
    runs += 50;
    now = cpu_seconds();
  }
  if (held > runs * 8) std::cerr << "";  // keeps the work
  return (now - begin) / static_cast<double>(runs) * 1e6;
}

// The policy without its questions to the classifier: || model("INSULT") > 0.97.
std::string without_model(std::string source) {
  for (std::size_t at = source.find(" || model("); at != std::string::npos; at = source.find(" || model("))
    source.erase(at, source.find_first_of("'\n", at) - at);
  return source;
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = argc > 1 ? std::stod(argv[1]) : 1.0;
  const double begin = cpu_seconds();
  const auto compiled = policy::compile(policy::shipped_policy("default"));
  const double compile_ms = (cpu_seconds() - begin) * 1e3;
  const auto plain =
      policy::compile(without_model(std::string(policy::shipped_policy("default"))), policy::Examples::untried);
  if (!compiled.policy || !plain.policy) {
    std::cerr << "the default policy does not compile\n";
    return 1;
  }
  const double en_model = cost(*compiled.policy, cut(english, 200), seconds);
  const double ru_model = cost(*compiled.policy, cut(russian, 200), seconds);
  const double en = cost(*plain.policy, cut(english, 200), seconds);
  const double ru = cost(*plain.policy, cut(russian, 200), seconds);
  const double shorter = cost(*compiled.policy, cut(english, 1000), seconds);
  const double longer = cost(*compiled.policy, cut(english, 10000), seconds);
  std::cout << "{\"english_us\":" << en << ",\"cyrillic_us\":" << ru << ",\"english_model_us\":" << en_model
            << ",\"cyrillic_model_us\":" << ru_model << ",\"linear\":" << longer / shorter / 10
            << ",\"compile_ms\":" << compile_ms << "}\n";
}

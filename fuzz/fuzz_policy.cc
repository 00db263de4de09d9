// Any bytes as a policy document: a policy or mistakes, each with a place inside the document; never both nothing.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "policy/policy.h"

namespace {

void expect(bool truth) {
  if (!truth) std::abort();
}

void look_at(std::string_view document) {
  using namespace comity;
  const policy::Checked checked = policy::compile(document);
  const auto lines = 1 + std::count(document.begin(), document.end(), '\n');
  bool has_errors = false;
  for (const policy::Diagnostic& diagnostic : checked.diagnostics) {
    has_errors |= diagnostic.severity == policy::Diagnostic::Severity::error;
    expect(diagnostic.line >= 0 && diagnostic.line <= lines + 1 && diagnostic.column >= 0);
    expect(!diagnostic.message.empty());
  }
  expect((checked.policy == nullptr) == has_errors);
  if (!checked.policy) return;
  expect(!policy::to_html(*checked.policy, "en").empty());
  const auto text = text::checked("d4mn humbug, see https://a.example and call +99 555 010 0199").value();
  const policy::Verdict verdict = policy::evaluate(*checked.policy, {text, {}, {}});
  expect(policy::decoded_verdict(policy::encoded(verdict)).value() == verdict);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  look_at(bytes);
  // The same bytes as a condition: most documents never get that far.
  if (bytes.find("'''") == std::string_view::npos) {
    std::string document =
        "format = 1\nname = \"x\"\nlanguages = [\"en\"]\n[lexicon.house]\nwords = [\"humbug\"]\n"
        "[pattern.phone]\nregex = '\\d{5}'\n[[clause]]\nid = \"a\"\ntitle.en = \"a\"\ntext.en = \"a\"\naction = "
        "\"hold\"\nwhen = '''";
    document += bytes;
    look_at(document + "'''\n");
  }
  return 0;
}

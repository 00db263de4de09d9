// Any bytes as a line of `judge`, and as a comment: an answer in JSON, and citations that are pieces of the text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/json.h"
#include "policy/judge_line.h"
#include "policy/policy.h"

namespace {

void expect(bool truth) {
  if (!truth) std::abort();
}

const comity::policy::Compiled& shipped() {
  static const auto policy = comity::policy::compile(comity::policy::shipped_policy()).policy;
  return *policy;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace comity;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const policy::JudgedLine judged = policy::judge_line(shipped(), bytes, 1);
  expect(judged.json.find('\n') == std::string::npos);
  expect(json::parse(judged.json, {.depth = 64}).has_value());

  const auto text = text::checked(bytes);
  if (!text) return 0;
  const policy::Verdict verdict = policy::evaluate(shipped(), {*text, {}, {}});
  for (const policy::ClauseVerdict& clause : verdict.clauses) {
    for (const policy::Finding& finding : clause.findings) {
      for (const text::Span span : finding.spans) {
        expect(span.begin < span.end && span.end <= text->utf8().size());
        expect(text::is_well_formed(std::string_view(*text).substr(span.begin, span.end - span.begin)));
      }
    }
  }
  expect(policy::decoded_verdict(policy::encoded(verdict)).value() == verdict);
  return 0;
}

#include "policy/verdict.h"

#include <algorithm>

#include "policy/varint.h"

namespace comity::policy {
namespace {

constexpr std::uint8_t verdict_format = 1, format_with_scores = 2, format_with_correction = 3;
constexpr std::uint64_t highest_text = 64 * 1024;  // a condition's source is the longest
constexpr std::uint64_t highest_list = 4 * 1024;

void append_text(std::string& out, std::string_view text) {
  append_varint(out, text.size());
  out += text;
}

Action action_of(ByteReader& in, bool& possible) {
  const std::uint8_t byte = in.byte();
  if (byte > static_cast<std::uint8_t>(Action::refuse)) possible = false;
  return possible ? static_cast<Action>(byte) : Action::allow;
}

void append_hash(std::string& out, const Hash256& hash) {
  out.append(reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size());
}

std::uint8_t format_of(const Verdict& verdict) {
  if (!verdict.model) return verdict_format;
  return verdict.model->correction == Hash256{} ? format_with_scores : format_with_correction;
}

Hash256 hash_of(ByteReader& in) {
  Hash256 hash;
  const std::string_view bytes = in.take(hash.bytes.size());
  std::copy(bytes.begin(), bytes.end(), hash.bytes.begin());
  return hash;
}

Finding finding_of(ByteReader& in) {
  Finding finding;
  finding.detector = in.take(in.varint(highest_text));
  finding.name = in.take(in.varint(highest_text));
  finding.entry = in.take(in.varint(highest_text));
  const std::uint64_t spans = in.varint(highest_list);
  for (std::uint64_t i = 0; in.good() && i < spans; ++i) {
    const auto begin = static_cast<std::uint32_t>(in.varint(text::max_comment_bytes));
    const auto length = static_cast<std::uint32_t>(in.varint(text::max_comment_bytes));
    finding.spans.push_back({begin, begin + length});
  }
  return finding;
}

}  // namespace

std::string_view name(Action action) {
  switch (action) {
    case Action::allow:
      return "allow";
    case Action::advise:
      return "advise";
    case Action::hold:
      return "hold";
    case Action::refuse:
      return "refuse";
  }
  return "allow";
}

std::optional<Action> action_from(std::string_view word) {
  for (const Action action : {Action::allow, Action::advise, Action::hold, Action::refuse}) {
    if (name(action) == word) return action;
  }
  return std::nullopt;
}

std::string encoded(const Verdict& verdict) {
  std::string out;
  const std::uint8_t format = format_of(verdict);
  out += static_cast<char>(format);
  append_hash(out, verdict.policy);
  append_hash(out, verdict.engine);
  out += static_cast<char>(verdict.action);
  append_varint(out, verdict.clauses.size());
  for (const ClauseVerdict& clause : verdict.clauses) {
    append_text(out, clause.clause);
    out += static_cast<char>(clause.action);
    append_varint(out, clause.findings.size());
    for (const Finding& finding : clause.findings) {
      append_text(out, finding.detector);
      append_text(out, finding.name);
      append_text(out, finding.entry);
      append_varint(out, finding.spans.size());
      for (const text::Span span : finding.spans) {
        append_varint(out, span.begin);
        append_varint(out, span.end - span.begin);
      }
    }
  }
  if (verdict.model) {
    out += static_cast<char>(verdict.model->is_known);
    if (verdict.model->is_known)
      for (const int score : verdict.model->scores) append_varint(out, static_cast<std::uint64_t>(score));
    if (format == format_with_correction) append_hash(out, verdict.model->correction);
  }
  return out;
}

Result<Verdict> decoded_verdict(std::string_view bytes) {
  ByteReader in(bytes);
  const std::uint8_t format = in.byte();
  if (format < verdict_format || format > format_with_correction || !in.good())
    return fail(Error::Code::corrupt, "a verdict of an unknown format");
  Verdict verdict;
  bool possible = true;
  verdict.policy = hash_of(in);
  verdict.engine = hash_of(in);
  verdict.action = action_of(in, possible);
  const std::uint64_t clauses = in.varint(highest_list);
  for (std::uint64_t i = 0; in.good() && i < clauses; ++i) {
    ClauseVerdict clause;
    clause.clause = in.take(in.varint(highest_text));
    clause.action = action_of(in, possible);
    const std::uint64_t findings = in.varint(highest_list);
    for (std::uint64_t f = 0; in.good() && f < findings; ++f) clause.findings.push_back(finding_of(in));
    verdict.clauses.push_back(std::move(clause));
  }
  if (format >= format_with_scores) {
    const std::uint8_t known = in.byte();
    possible = possible && known <= 1;
    verdict.model.emplace();
    verdict.model->is_known = known == 1;
    if (known == 1)
      for (int& score : verdict.model->scores) score = static_cast<int>(in.varint(10'000));
    if (format == format_with_correction) {
      verdict.model->correction = hash_of(in);
      possible = possible && verdict.model->correction != Hash256{};
    }
  }
  if (!possible || !in.at_end()) return fail(Error::Code::corrupt, "a verdict is cut short, too long or impossible");
  return verdict;
}

}  // namespace comity::policy

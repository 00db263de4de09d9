#include "cmd/policy_file.h"

#include <fstream>
#include <iostream>

#include "cmd/arguments.h"
#include "cmd/read_file.h"

namespace comity::cmd {
namespace {

constexpr std::size_t most_policy_bytes = 2 * 1024 * 1024;  // compile() says what is too large; this stops a device

}  // namespace

OpenedPolicy open_policy(const std::string& command, const std::string& name, Show show) {
  OpenedPolicy opened;
  std::string bytes(policy::shipped_policy(name));
  const bool is_path = bytes.empty() || std::ifstream(name).good();  // a file of that name wins
  if (is_path) {
    auto read = read_file(name, most_policy_bytes);
    if (!read) {
      std::cerr << command << ": " << read.error().detail << '\n';
      opened.status = Exit::machine_failed;
      return opened;
    }
    bytes = std::move(*read);
  }
  policy::Checked checked = policy::compile(bytes);
  for (const policy::Diagnostic& diagnostic : checked.diagnostics) {
    const bool is_error = diagnostic.severity == policy::Diagnostic::Severity::error;
    (is_error ? opened.errors : opened.warnings) += 1;
    if (show == Show::all || (show == Show::errors && is_error)) std::cerr << policy::to_text(diagnostic, name, bytes);
  }
  opened.policy = std::move(checked.policy);
  if (opened.policy && show == Show::all) {
    for (const policy::Diagnostic& hint : policy::hints(*opened.policy)) {
      ++opened.warnings;
      std::cerr << policy::to_text(hint, name, bytes);
    }
  }
  opened.status = opened.policy ? Exit::done : Exit::answer_is_no;
  return opened;
}

}  // namespace comity::cmd

// A policy named on the command line: a file, or one of those that ship.
#pragma once

#include <memory>
#include <string>

#include "policy/policy.h"

namespace comity::cmd {

enum class Show { nothing, errors, all };

struct OpenedPolicy {
  std::shared_ptr<const policy::Compiled> policy;  // null: `status` says why
  int status = 0;
  int errors = 0;
  int warnings = 0;
};

// Reads and compiles the policy `name` and writes what is wrong with it to standard error.
OpenedPolicy open_policy(const std::string& command, const std::string& name, Show show);

}  // namespace comity::cmd

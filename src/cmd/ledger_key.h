// The key that signs the ledgers' checkpoints: DIR/ledger.key, the 32 secret bytes of an Ed25519 key (RFC 8032), mode
// 0600. It is no part of a backup: who has it can rewrite the past without being found by the log alone.
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.h"
#include "base/signing.h"
#include "cmd/data_folder.h"

namespace comity::cmd {

// Errors: `not_found` - there is none and Missing::refuse; `corrupt` - it is not 32 bytes; `unavailable`.
Result<std::shared_ptr<const SigningKey>> ledger_key(const std::filesystem::path& folder, Missing missing);

}  // namespace comity::cmd

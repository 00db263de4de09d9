#include "cmd/ledger_key.h"

namespace comity::cmd {

Result<std::shared_ptr<const SigningKey>> ledger_key(const std::filesystem::path& folder, Missing missing) {
  const std::filesystem::path file = folder / "ledger.key";
  std::error_code error;
  if (std::filesystem::exists(file, error)) {
    COMITY_TRY(const Hash256 seed, read_secret(file, "the next log is begun: remove the file for that"));
    return std::make_shared<const SigningKey>(seed);
  }
  if (missing == Missing::refuse) {
    return fail(Error::Code::not_found, file.string() + " is not there: the server makes it when it first starts");
  }
  COMITY_TRY(const Hash256 seed, make_secret(file));
  return std::make_shared<const SigningKey>(seed);
}

}  // namespace comity::cmd

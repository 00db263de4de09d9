#include "cmd/which_correction.h"

#include "cmd/read_file.h"

namespace comity::cmd {

Result<std::shared_ptr<const classify::Correction>> which_correction(const std::string& file) {
  if (file == "none") return std::shared_ptr<const classify::Correction>();
  COMITY_TRY(const std::string bytes, read_file(file, classify::max_correction_bytes));
  COMITY_TRY(auto correction, classify::Correction::load(bytes));
  const auto model = classify::shipped_model();
  if (!model || !correction->is_for(*model))
    return fail(Error::Code::corrupt, file + " was fitted for another model: fit it anew");
  return correction;
}

}  // namespace comity::cmd

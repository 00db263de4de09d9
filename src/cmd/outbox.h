// The outbox: DIR/outbox/<letter's id>.eml, for a mail program or a script of the operator's to take from, and for
// looking at. A file is there whole or not at all; mode 0600 in a folder of mode 0700.
#pragma once

#include <filesystem>
#include <vector>

#include "http/letters/postman.h"

namespace comity::cmd {

class Outbox final : public http::Carrier {
 public:
  explicit Outbox(std::filesystem::path folder) : folder_(std::move(folder)) {}

  Done carry(const Parcel& parcel) override;
  // Files of letters that the store has no more: their address was taken back, or was erased. A few hundred files are
  // looked at each time, in turn, so that a full outbox costs no more than an empty one.
  void forget_others(const std::function<Result<bool>(discussion::LetterId)>& is_there) override;

 private:
  const std::filesystem::path folder_;
  std::vector<std::filesystem::path> rest_;  // not looked at yet in this turn
};

}  // namespace comity::cmd

// A WordPress export as an archive of stories and comments, and a count of everything that is not made into one.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "interchange/archive.h"
#include "interchange/wxr.h"

namespace comity::interchange {

// Kinds of things, each with how many there were. Kinds made from what a file says are bounded in number.
using Counts = std::map<std::string, std::int64_t>;

class WxrArchive final : public WxrSink {
 public:
  // `person_of` turns an e-mail address or a user's id into a number that does not give it away: neither address
  // nor network address goes further than here.
  using PersonOf = std::function<std::int64_t(const std::string& key)>;
  WxrArchive(Archive& archive, PersonOf person_of) : archive_(archive), person_of_(std::move(person_of)) {}

  Done comment(const WxrComment& comment) override;
  Done item(const WxrItem& item) override;

  std::int64_t comments = 0;  // given to the archive
  std::int64_t stories = 0;
  Counts set_aside;  // "pingback", "item of type attachment" ...
  Counts dropped;    // parts of what was taken: "e-mail address", "comment meta akismet_result" ...
  Counts noted;      // taken, but not as it stood: "date without GMT" ...

 private:
  static void count(Counts& counts, std::string kind);

  Archive& archive_;
  PersonOf person_of_;
  std::int64_t taken_from_item_ = 0;
};

}  // namespace comity::interchange

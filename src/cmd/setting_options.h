// A site's settings as options of the command line: actions/site_settings.h says which there are and what each may be.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cmd/arguments.h"
#include "discussion/records.h"

namespace comity::cmd {

class SettingOptions {
 public:
  // `need`: of name, origin and languages, without which there is no site.
  void declare(Arguments& args, Need need);
  bool has(const std::string& name) const { return given_.contains(name) && !given_.at(name).empty(); }
  // The site with what was given. Errors: `invalid` - "--daily-hour is 0 to 23".
  Result<discussion::Site> put_into(discussion::Site site) const;

 private:
  std::map<std::string, std::vector<std::string>> given_;  // by the setting's name
  bool same_www_ = false, other_www_ = false;
};

}  // namespace comity::cmd

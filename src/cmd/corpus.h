// The texts that a command judges again: a site's archive, or a file of JSON Lines.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "actions/stored_texts.h"
#include "cmd/arguments.h"
#include "cmd/data_folder.h"

namespace comity::cmd {

struct CorpusOptions {
  std::string data;
  std::vector<std::string> sites;  // none: all of the folder
  std::string jsonl;               // as for `comity judge`; "-" is standard input
  std::string since;
  std::int64_t jobs = 0;  // 0: one for each core

  void declare(Arguments& args);
  bool given() const { return !data.empty() || !jsonl.empty(); }
  unsigned threads() const;
};

// One site, or one file.
struct CorpusPart {
  std::string name;
  std::optional<discussion::Site> site;
  std::shared_ptr<const policy::Compiled> live;  // the policy in force; null: a file, or none
  std::unique_ptr<actions::TextSource> texts;
  std::uint64_t size = 0;  // comments; 0: unknown
};

class Corpus {
 public:
  // Errors: `invalid` - the options; others as the folder and the file say.
  static Result<std::unique_ptr<Corpus>> open(const CorpusOptions& options);
  std::vector<CorpusPart>& parts() { return parts_; }
  std::string name() const;

 private:
  std::unique_ptr<DataFolder> folder_;
  std::vector<CorpusPart> parts_;
};

}  // namespace comity::cmd

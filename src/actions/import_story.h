// Brings one story of an archive here, with its comments, in steps. Inside the room only.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "actions/import_archive.h"
#include "actions/import_doubles.h"
#include "actions/import_numbers.h"
#include "actions/import_pace.h"
#include "actions/import_text.h"
#include "interchange/archive.h"

namespace comity::actions {

// What all stories of one run share.
struct ImportRun {
  World& world;
  const ImportArchive& request;
  interchange::Archive& archive;
  ImportReport& report;
  discussion::Site site;  // its id is 0 when it is not there (dry run)
  std::shared_ptr<const policy::Compiled> policy;
  std::string nameless;
  ImportPace pace;
  std::unordered_set<AuthorId> authors;  // known to be there
  std::uint64_t comments_done = 0;
  std::uint64_t comments_in_all = 0;

  // Commits and measures. Errors: those of the store.
  Result<store::Outcome> commit(const store::Change& change, std::size_t comments);
  std::string source_key(const std::string& source_id) const { return report.source + "#" + source_id; }
  // The comment that came from there; nothing when there is none.
  Result<std::optional<discussion::Comment>> find(const std::string& source_id);
};

class ImportStory {
 public:
  ImportStory(ImportRun& run, const interchange::ArchivedStory& from) : run_(run), from_(from) {}
  Done bring();

 private:
  struct Planned {
    discussion::Comment comment;
    discussion::Revision revision;
    std::optional<discussion::Decision> decision;
    std::string source_id;
    std::string reply_to_source;  // a comment of the same step; '' when `comment.reply_to` says it all
    std::uint64_t order = 0;
    bool takes_number = false;
  };
  struct Fold {  // source ids
    std::string older, newer;
  };

  Done resolve();
  Done plan_numbers();
  Done visit(const interchange::ArchivedComment& from, const interchange::ArchivedPlace& place);
  Done answer(Planned& planned, const interchange::ArchivedComment& from, interchange::ParentKind kind);
  Done follow(const discussion::Comment& here, interchange::ArchivedState wanted);
  void judge(const Planned& planned, const text::CheckedText& text);
  void note_double(const Planned& planned, const ImportedText& imported, bool known);
  discussion::Decision decided(discussion::Deed deed, const std::string& reason);

  Done flush();
  Result<store::Change> step();
  Result<CommentId> place_of(const std::string& source_id, const std::unordered_map<std::string, CommentId>& now);
  Done after_conflict();
  void count(const Planned& planned);

  ImportRun& run_;
  const interchange::ArchivedStory& from_;
  discussion::Story story_;
  std::vector<std::string> urls_;
  bool is_new_ = false;
  bool fresh_counters_ = true;  // story_'s next numbers are those of the store
  std::optional<ImportNumbers> numbers_;
  ImportDoubles doubles_;
  std::vector<Planned> planned_;
  std::unordered_set<std::string> planned_ids_;
  std::vector<Fold> folds_;
  std::size_t planned_bytes_ = 0;
};

}  // namespace comity::actions

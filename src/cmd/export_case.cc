// comity export case: all about one comment, in one signed file.

#include <iostream>

#include "cmd/arguments.h"
#include "cmd/case_page.h"
#include "cmd/commands.h"
#include "cmd/data_folder.h"
#include "cmd/ledger_key.h"
#include "cmd/which_comment.h"
#include "http/messages.h"

namespace comity::cmd {

std::vector<Command> case_commands();

namespace {

int export_case(const Words& words) {
  std::string data, named, lang;
  Arguments args(
      "comity export case", "Writes all about one comment to standard output, as one signed file.",
      "Its texts, the policy, every decision with its time, words and proof: a page for any browser, which\n"
      "`comity-verify case FILE --key KEY` checks (docs/formats/case-file.md). It holds what the author wrote:\n"
      "give it to them, a settlement body or a court.\n" +
          std::string(how_to_name_a_comment));
  args.positional("COMMENT", named, "the comment's receipt, case code or place");
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  args.option("--lang", lang, "LANG", "language of the page (the site's)");
  if (const auto stop = args.parse(words)) return *stop;
  const auto folder = DataFolder::open(data, Missing::refuse);
  if (!folder) return complain(folder.error());
  actions::World& world = (*folder)->world();
  auto key = ledger_key(data, Missing::refuse);
  if (!key) return complain(key.error());
  world.ledger_key = *std::move(key);
  const auto comment = which_comment(world, named);
  if (!comment) return complain(comment.error());
  const auto own = actions::own_comment(world, *comment);
  if (!own) return complain(own.error());
  const std::string site_language = own->site.languages.empty() ? "en" : own->site.languages.front();
  std::string_view catalogue = http::interface_language(lang.empty() ? site_language : lang);
  if (catalogue.empty()) catalogue = "en";
  const auto file = case_file(world, *own, std::string(catalogue));
  if (!file) return complain(file.error());
  std::cout << file->bytes << std::flush;
  if (!std::cout) return complain({Error::Code::unavailable, "standard output could not be written"});
  if (file->not_proved == 0) return Exit::done;
  std::cerr << "comity: " << file->not_proved
            << " decisions have no entry in the ledger yet: the server appends them.\n";
  return Exit::answer_is_no;
}

}  // namespace

std::vector<Command> case_commands() {
  return {{"export case", "write all about one comment as one signed file", export_case}};
}

}  // namespace comity::cmd

// comity admin erase, comity admin download: somebody's words and data, for whoever asks the publisher by letter.

#include <iostream>
#include <memory>

#include "actions/erase_words.h"
#include "actions/own_data.h"
#include "cmd/admin_commands.h"
#include "cmd/data_folder.h"
#include "cmd/which_comment.h"

namespace comity::cmd {
namespace {

struct Named {
  std::string data, comment;
  bool everything = false;

  void declare(Arguments& args, const char* everything_is) {
    args.positional("COMMENT", comment, "the comment, or any one of its author");
    args.option("--data", data, "DIR", "the server's data folder", Need::required);
    args.flag("--everything", everything, everything_is);
  }
};

// The comment that is named, in its folder and on its site.
struct Opened {
  std::unique_ptr<DataFolder> folder;
  discussion::Comment comment;
  discussion::Site site;
};

Result<Opened> open_named(const Named& named) {
  COMITY_TRY(auto folder, DataFolder::open(named.data, Missing::refuse));
  COMITY_TRY(auto comment, which_comment(folder->world(), named.comment));
  COMITY_TRY(auto site, folder->world().store.site(comment.site));
  return Opened{std::move(folder), std::move(comment), std::move(site)};
}

// Whoever wrote it. Errors: `invalid` - nobody is known.
Result<discussion::Author> author_of(actions::World& world, const discussion::Comment& comment) {
  if (!comment.author) return fail(Error::Code::invalid, "nothing but this comment is known of who wrote it");
  return world.store.author(comment.site, comment.author);
}

void say_what_is_kept(std::int64_t comments) {
  if (comments == 0) return;
  std::cout << "  of " << comments
            << " a copy is kept, sealed for the authorities alone, until the danger to life that was "
            << "noted about it is ended: docs/operate/personal-data.md\n";
}

int erase(const Words& rest) {
  Named named;
  Arguments args("comity admin erase",
                 "Erases a comment, or all that its author wrote: every text, the name, appeals, reasons, and what "
                 "others quoted. It cannot be undone. docs/operate/personal-data.md says what stays.",
                 how_to_name_a_comment);
  named.declare(args, "all that the author of this comment wrote, and their key");
  if (const auto stop = args.parse(rest)) return *stop;
  const auto opened = open_named(named);
  if (!opened) return complain(opened.error());
  const auto& [folder, comment, site] = *opened;
  actions::World& world = folder->world();
  if (!named.everything) {
    const auto kept = world.store.is_kept_for_danger(site.id, comment.story, comment.id);
    if (!kept) return complain(kept.error());
    const auto erased = actions::erase_comment(world, comment);
    if (!erased) return complain(erased.error());
    std::cout << handle_of(site, comment) << "  erased, with " << erased->quotations << " quotations of it\n";
    say_what_is_kept(*kept ? 1 : 0);
    return Exit::done;
  }
  const auto author = author_of(world, comment);
  if (!author) return complain(author.error());
  const auto kept = actions::kept_for_authorities(world, site.id, author->id);
  if (!kept) return complain(kept.error());
  auto erased = actions::erase_author(world, site.id, author->id, actions::erased_at_once);
  std::int64_t comments = erased ? erased->comments : 0, quotations = erased ? erased->quotations : 0;
  const std::int64_t reports = erased ? erased->reports : 0;
  for (bool finished = false; erased && !finished;) {
    erased = actions::go_on_erasing(world, site.id, author->id, actions::erased_at_once, true);
    if (!erased) break;
    comments += erased->comments;
    quotations += erased->quotations;
    finished = erased->finished;
  }
  if (!erased) return complain(erased.error());
  std::cout << handle_of(site, comment) << "  its author is erased: " << comments << " comments, " << quotations
            << " quotations of them; forgotten as the sender of " << reports << " reports\n";
  say_what_is_kept(*kept);
  return Exit::done;
}

int download(const Words& rest) {
  Named named;
  Arguments args("comity admin download",
                 "Prints what is held about a comment, or about all that its author wrote, as JSON "
                 "(docs/formats/own-data.md): what they may ask for. Never who decided.",
                 how_to_name_a_comment);
  named.declare(args, "all that the author of this comment wrote");
  if (const auto stop = args.parse(rest)) return *stop;
  const auto opened = open_named(named);
  if (!opened) return complain(opened.error());
  const auto& [folder, comment, site] = *opened;
  actions::World& world = folder->world();
  Result<std::string> data;
  if (named.everything) {
    const auto author = author_of(world, comment);
    if (!author) return complain(author.error());
    data = actions::own_data(world, site, *author, author->token_hash);
  } else {
    data = actions::own_data(world, comment);
  }
  if (!data) return complain(data.error());
  std::cout << *data;
  return Exit::done;
}

}  // namespace

std::vector<Command> erase_commands() {
  return {{"admin erase", "erase a comment, or all that its author wrote", erase},
          {"admin download", "what is held about a comment or its author, as JSON", download}};
}

}  // namespace comity::cmd

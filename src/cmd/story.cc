// comity admin story: pages under discussion, opened, closed, renamed.

#include <iostream>
#include <optional>

#include "actions/manage_site.h"
#include "base/json.h"
#include "cmd/admin_commands.h"
#include "cmd/data_folder.h"
#include "cmd/printable.h"
#include "cmd/read_file.h"
#include "cmd/which_comment.h"

namespace comity::cmd {
namespace {

void print(const discussion::Site& site, const discussion::Story& story, Time now) {
  std::cout << site.key << '/' << short_id(story.id) << "  " << (is_open(story, now) ? "open" : "closed") << "  "
            << story.published << " published, " << story.held << " held, " << story.refused << " refused\n";
  if (!story.title.empty()) std::cout << "    " << one_line(story.title, 100) << '\n';
  if (!story.url.empty()) std::cout << "    " << one_line(story.url, 200) << '\n';
  if (!story.publisher_id.empty()) std::cout << "    publisher's id " << one_line(story.publisher_id, 200) << '\n';
  if (story.closes_at) {
    std::cout << "    " << (*story.closes_at <= now ? "closed " : "closes ") << rfc3339(*story.closes_at) << '\n';
  }
}

void print_json(const discussion::Site& site, const discussion::Story& story, Time now) {
  std::string out;
  json::Writer w(out);
  w.object().member("site", site.key).member("id", short_id(story.id)).member("publisher_id", story.publisher_id);
  w.member("url", story.url).member("title", story.title).member("language", story.language);
  w.member("section", story.section).member("open", is_open(story, now));
  w.key("closes_at");
  if (story.closes_at) {
    w.value(rfc3339(*story.closes_at));
  } else {
    w.null();
  }
  w.member("created", rfc3339(story.created)).member("published", story.published).member("held", story.held);
  w.member("refused", story.refused).member("position", story.position).end();
  std::cout << out << '\n';
}

int list(const Words& rest) {
  std::string data, site_key;
  bool as_json = false;
  Arguments args("comity admin story list", "The stories of a site.");
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  args.option("--site", site_key, "KEY", "which site", Need::required);
  args.flag("--json", as_json, "one JSON object a line");
  if (const auto stop = args.parse(rest)) return *stop;
  const auto folder = DataFolder::open(data, Missing::refuse);
  if (!folder) return complain(folder.error());
  actions::World& world = (*folder)->world();
  const auto site = which_site(world, site_key);
  if (!site) return complain(site.error());
  const Time now = world.clock.now();
  StoryId after;
  constexpr std::size_t step = 500;
  for (;;) {
    const auto stories = world.store.stories(site->id, after, step);
    if (!stories) return complain(stories.error());
    for (const discussion::Story& story : *stories) {
      as_json ? print_json(*site, story, now) : print(*site, story, now);
      after = story.id;
    }
    if (stories->size() < step) break;
  }
  if (!after) std::cerr << "No story yet: the first comment makes one, or `comity admin story add`.\n";
  return Exit::done;
}

// What `change` makes of the settings, for one story.
int with_story(const std::string& data, const std::string& site_key, const std::string& named,
               const actions::StorySettings& to) {
  const auto folder = DataFolder::open(data, Missing::refuse);
  if (!folder) return complain(folder.error());
  actions::World& world = (*folder)->world();
  const auto site = which_site(world, site_key);
  if (!site) return complain(site.error());
  const auto story = which_story(world, *site, named);
  if (!story) return complain(story.error());
  const auto changed = actions::set_story(world, *site, story->id, to);
  if (!changed) return complain(changed.error());
  print(*site, *changed, world.clock.now());
  return Exit::done;
}

struct Which {
  std::string data, site, story;
  void declare(Arguments& args) {
    args.positional("SITE", site, "the site's key");
    args.positional("STORY", story, "its short id (~0123abcd), the publisher's id, or its address");
    args.option("--data", data, "DIR", "the server's data folder", Need::required);
  }
};

int open(const Words& rest) {
  Which which;
  Arguments args("comity admin story open", "Opens a story for comments again; it no longer closes by itself.");
  which.declare(args);
  if (const auto stop = args.parse(rest)) return *stop;
  actions::StorySettings to;
  to.open = true;
  to.closes_at = std::optional<Time>();
  return with_story(which.data, which.site, which.story, to);
}

int close(const Words& rest) {
  Which which;
  Arguments args("comity admin story close", "Closes a story: what is there stays, nothing new is taken.");
  which.declare(args);
  if (const auto stop = args.parse(rest)) return *stop;
  actions::StorySettings to;
  to.open = false;
  return with_story(which.data, which.site, which.story, to);
}

int set(const Words& rest) {
  Which which;
  std::string url, title, language, section, publisher_id, closes;
  Arguments args("comity admin story set", "Changes what is given; the rest stays.",
                 "With --url the page has moved: the new address becomes the story's own, the old one goes on leading "
                 "to it.");
  which.declare(args);
  args.option("--url", url, "URL", "the page's new address");
  args.option("--title", title, "WORDS", "the story's title");
  args.option("--language", language, "TAG", "the story's language: en, ru, ar ...");
  args.option("--section", section, "WORD", "the part of the paper it stands in");
  args.option("--publisher-id", publisher_id, "ID", "the publisher's own id");
  args.option("--closes", closes, "WHEN", "2026-12-24T18:00:00Z, or never");
  if (const auto stop = args.parse(rest)) return *stop;
  actions::StorySettings to;
  if (!url.empty()) to.url = url;
  if (!title.empty()) to.title = title;
  if (!language.empty()) to.language = language;
  if (!section.empty()) to.section = section;
  if (!publisher_id.empty()) to.publisher_id = publisher_id;
  if (closes == "never") {
    to.closes_at = std::optional<Time>();
  } else if (!closes.empty()) {
    const auto at = parse_rfc3339(closes);
    if (!at) {
      std::cerr << "comity: --closes takes a time such as 2026-12-24T18:00:00Z, or never.\n";
      return Exit::usage;
    }
    to.closes_at = at;
  }
  if (!to.url && !to.title && !to.language && !to.section && !to.publisher_id && !to.closes_at) {
    std::cerr << "comity: say what to change; see `comity admin story set --help`.\n";
    return Exit::usage;
  }
  return with_story(which.data, which.site, which.story, to);
}

int text(const Words& rest) {
  Which which;
  std::string file;
  bool forget = false;
  Arguments args("comity admin story text", "Tells what the story itself says, so that quotations from it are known.",
                 "Plain text in UTF-8, - for standard input; what was given before is replaced. Kept are words without "
                 "signs and capitals, for finding only.");
  args.positional("SITE", which.site, "the site's key");
  args.positional("STORY", which.story, "its short id (~0123abcd), the publisher's id, or its address");
  args.option("--file", file, "FILE", "the story's text");
  args.flag("--forget", forget, "keep nothing of it any more");
  args.option("--data", which.data, "DIR", "the server's data folder", Need::required);
  if (const auto stop = args.parse(rest)) return *stop;
  if (file.empty() != forget) {
    std::cerr << "comity: give the story's text with --file, or --forget it.\n";
    return Exit::usage;
  }
  std::string words;
  if (!forget) {
    auto read = read_file(file, 4 * 1024 * 1024);
    if (!read) return complain(read.error());
    words = *std::move(read);
  }
  const auto folder = DataFolder::open(which.data, Missing::refuse);
  if (!folder) return complain(folder.error());
  actions::World& world = (*folder)->world();
  const auto site = which_site(world, which.site);
  if (!site) return complain(site.error());
  const auto story = which_story(world, *site, which.story);
  if (!story) return complain(story.error());
  const auto kept = actions::set_story_text(world, *site, story->id, words);
  if (!kept) return complain(kept.error());
  std::cout << site->key << '/' << short_id(story->id) << "  " << *kept << " words of the story are known\n";
  return Exit::done;
}

int add(const Words& rest) {
  std::string data, site_key;
  actions::StoryAddress address;
  Arguments args("comity admin story add", "Makes a story before its first comment.");
  args.positional("SITE", site_key, "the site's key");
  args.option("--url", address.url, "URL", "the page's address", Need::required);
  args.option("--id", address.id, "ID", "the publisher's own id");
  args.option("--title", address.title, "WORDS", "the story's title");
  args.option("--language", address.language, "TAG", "the story's language: en, ru, ar ...");
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  if (const auto stop = args.parse(rest)) return *stop;
  const auto folder = DataFolder::open(data, Missing::refuse);
  if (!folder) return complain(folder.error());
  actions::World& world = (*folder)->world();
  const auto site = which_site(world, site_key);
  if (!site) return complain(site.error());
  const auto story = actions::find_or_add_story(world, *site, address);
  if (!story) return complain(story.error());
  print(*site, *story, world.clock.now());
  return Exit::done;
}

}  // namespace

std::vector<Command> story_commands() {
  return {{"admin story list", "the stories of a site", list},
          {"admin story add", "make a story before its first comment", add},
          {"admin story open", "open a story again", open},
          {"admin story close", "close a story", close},
          {"admin story set", "re-point a moved page; title, language, closing time", set},
          {"admin story text", "what the story itself says, for quotations from it", text}};
}

}  // namespace comity::cmd

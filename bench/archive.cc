// Fills a data folder with an archive: STORIES stories of COMMENTS comments each, in replies and roots, texts of 40 to
// 400 characters. For the benchmarks of memory and start.
//
//   bench_archive DIR STORIES COMMENTS

#include <iostream>
#include <random>
#include <string>

#include "actions/manage_site.h"
#include "cmd/data_folder.h"

namespace {

using namespace comity;

const char* const words[] = {"the",    "bridge",   "river",  "we",     "think", "old",   "ferry", "morning",
                             "school", "paid",     "wind",   "nobody", "asked", "again", "town",  "council",
                             "boat",   "crossing", "winter", "and",    "their", "plan",  "costs", "more",
                             "than",   "it",       "was",    "worth",  "still", "but"};

std::string sentence(std::mt19937_64& chance) {
  std::string out;
  const std::size_t length = 40 + chance() % 360;
  while (out.size() < length) {
    out += words[chance() % std::size(words)];
    out += chance() % 9 == 0 ? ". " : " ";
  }
  out.back() = '.';
  return out;
}

Key128 key(std::mt19937_64& chance) {
  Key128 made;
  for (std::uint8_t& byte : made.bytes) byte = static_cast<std::uint8_t>(chance());
  return made;
}

int stop(const Error& error) {
  std::cerr << error.detail << '\n';
  return 3;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "bench_archive DIR STORIES COMMENTS\n";
    return 2;
  }
  const int stories = std::stoi(argv[2]);
  const int comments = std::stoi(argv[3]);
  auto folder = cmd::DataFolder::open(argv[1], cmd::Missing::create);
  if (!folder) return stop(folder.error());
  actions::World& world = (*folder)->world();
  discussion::Site site;
  site.key = "archive";
  site.name = "Archive";
  site.origins = {"https://archive.example"};
  site.languages = {"en"};
  auto added = actions::add_site(world, site);
  if (!added) return stop(added.error());
  std::mt19937_64 chance(7);  // the same archive each time
  const Time begin = at_ms(1'700'000'000'000);

  for (int s = 1; s <= stories; ++s) {
    store::Change change{key(chance), added->id, begin, {}};
    discussion::Story story;
    story.site = added->id;
    story.id = StoryId{s};
    story.publisher_id = "story-" + std::to_string(s);
    story.title = "Story " + std::to_string(s);
    story.created = begin;
    change.writes.emplace_back(store::AddStory{story, {"https://archive.example/" + std::to_string(s)}});
    for (int a = 1; s == 1 && a <= 500; ++a) {
      discussion::Author author;
      author.site = added->id;
      author.id = AuthorId{a};
      author.kind = policy::AuthorKind::imported;
      author.first_seen = begin;
      change.writes.emplace_back(store::AddAuthor{author});
    }
    for (int c = 1; c <= comments; ++c) {
      discussion::Comment comment;
      comment.site = added->id;
      comment.story = story.id;
      comment.id = CommentId{c};
      comment.number = c;
      if (c > 1 && chance() % 2 == 0) comment.reply_to = CommentId{1 + static_cast<std::int64_t>(chance() % (c - 1))};
      comment.author = AuthorId{1 + static_cast<std::int64_t>(chance() % 500)};
      comment.name = "Reader " + std::to_string(comment.author.value);
      comment.state = discussion::State::published;
      comment.live_revision = 1;
      comment.receipt = key(chance);
      comment.case_code = "archive-" + std::to_string(s) + "-" + std::to_string(c);
      comment.written = begin + Millis{c * 1000};
      comment.published_at = comment.written;
      discussion::Revision revision;
      revision.text = sentence(chance);
      revision.facts.language = "en";
      revision.state = discussion::State::published;
      revision.written = comment.written;
      change.writes.emplace_back(store::AddComment{comment, revision, true, false});
    }
    const auto outcome = world.store.commit(change);
    if (!outcome) return stop(outcome.error());
  }
  std::cout << stories * comments << " comments\n";
}

// comity_measure [--caught N] [--false-alarms N] [--misses] [--shipped] FOLDER: runs the matcher over a set and prints,
// a kind and a language each, how many disguises it caught, how many of these with the exact words, and how many
// innocents it cited. With --shipped FOLDER it runs the lists that ship over the folder's prose.tsv instead, sentences
// that nothing may be cited of. Exit status 1 when fewer than N in 100 are caught, or more than N in 100 innocents
// cited.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>

#include "policy/lexicon_matcher.h"
#include "sets.h"
#include "text/language.h"

namespace comity::devsets {
namespace {

struct Count {
  std::size_t rows = 0;
  std::size_t hits = 0;
  std::size_t exact = 0;
};
using Table = std::map<std::string, Count>;

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

void print(const char* title, const Table& table, bool with_exact) {
  std::printf("%s\n", title);
  for (const auto& [name, count] : table) {
    std::printf("  %-20s %6zu rows  %6.2f %%", name.c_str(), count.rows, share(count.hits, count.rows));
    if (with_exact) std::printf("  span exact %6.2f %%", share(count.exact, count.hits));
    std::printf("\n");
  }
}

struct Options {
  double least_caught = 0;
  double most_false = 100;
  bool shows_misses = false;
  bool by_shipped = false;
  std::string folder;
};

std::vector<policy::LexiconMatch> matches(const policy::LexiconMatcher& matcher, const std::string& utf8) {
  const auto text = text::checked(utf8);
  if (!text) {
    std::fprintf(stderr, "comity_measure: '%s' cannot be judged: %s\n", utf8.c_str(), text.error().detail.c_str());
    std::exit(2);
  }
  return matcher.find(*text, text::language_of(utf8));
}

std::string plain_word(const std::string& word) { return word.ends_with('*') ? word.substr(0, word.size() - 1) : word; }

// The entry's own word was found there, whichever of its lists says so.
void measure_disguised(const Options& options, const Sets& sets, const policy::LexiconMatcher& matcher, Table& kinds,
                       Table& languages) {
  for (const Disguised& row : sets.disguised) {
    bool caught = false;
    bool exact = false;
    for (const policy::LexiconMatch& match : matches(matcher, row.text)) {
      if (match.span.end <= row.begin || row.end <= match.span.begin) continue;
      if (matcher.lexicons()[0].entries[match.entry].word != plain_word(row.base)) continue;
      caught = true;
      exact |= match.span.begin >= row.begin && match.span.end <= row.end && match.span.begin <= row.letters_begin &&
               match.span.end >= row.letters_end;
    }
    for (Count* count : {&kinds[row.kind], &languages[row.language], &kinds["all"]}) {
      ++count->rows;
      count->hits += caught;
      count->exact += exact;
    }
    if (options.shows_misses && !caught)
      std::printf("missed\t%s\t%s\t%s\n", row.kind.c_str(), row.base.c_str(), row.text.c_str());
    if (options.shows_misses && caught && !exact)
      std::printf("span\t%s\t%s\t%s\n", row.kind.c_str(), row.base.c_str(), row.text.c_str());
  }
}

void measure_innocent(const Options& options, const Sets& sets, const policy::LexiconMatcher& matcher, Table& kinds,
                      Table& languages) {
  for (const Innocent& row : sets.innocent) {
    const auto found = matches(matcher, row.text);
    for (Count* count : {&kinds[row.kind], &languages[row.language], &kinds["all"]}) {
      ++count->rows;
      count->hits += !found.empty();
    }
    if (options.shows_misses && !found.empty())
      std::printf("false\t%s\t%s\t%s\n", row.kind.c_str(),
                  matcher.lexicons()[found[0].lexicon].entries[found[0].entry].word.c_str(), row.text.c_str());
  }
}

int run_shipped(const Options& options) {
  const auto prose = read_innocent(options.folder + "/prose.tsv");
  if (!prose) {
    std::fprintf(stderr, "comity_measure: %s\n", prose.error().detail.c_str());
    return 2;
  }
  Sets sets;
  sets.innocent = *prose;
  const policy::LexiconMatcher matcher(policy::shipped_lexicons());
  Table kinds;
  Table languages;
  measure_innocent(options, sets, matcher, kinds, languages);
  print("Sentences cited by the lists that ship, by language", languages, false);
  const double cited = share(kinds["all"].hits, kinds["all"].rows);
  std::printf("cited %.2f %% of %zu sentences\n", cited, prose->size());
  return cited <= options.most_false ? 0 : 1;
}

int run(const Options& options) {
  auto sets = read_sets(options.folder);
  if (!sets) {
    std::fprintf(stderr, "comity_measure: %s\n", sets.error().detail.c_str());
    return 2;
  }
  const policy::LexiconMatcher matcher({sets->lexicon});
  Table caught_kinds;
  Table caught_languages;
  Table false_kinds;
  Table false_languages;
  measure_disguised(options, *sets, matcher, caught_kinds, caught_languages);
  measure_innocent(options, *sets, matcher, false_kinds, false_languages);
  print("Disguises caught, by kind", caught_kinds, true);
  print("Disguises caught, by language", caught_languages, true);
  print("Innocents cited, by kind", false_kinds, false);
  print("Innocents cited, by language", false_languages, false);
  const double caught = share(caught_kinds["all"].hits, caught_kinds["all"].rows);
  const double cited = share(false_kinds["all"].hits, false_kinds["all"].rows);
  std::printf("caught %.2f %% of %zu disguises of %zu words; cited %.2f %% of %zu innocents\n", caught,
              sets->disguised.size(), sets->lexicon.entries.size(), cited, sets->innocent.size());
  if (caught >= options.least_caught && cited <= options.most_false) return 0;
  std::printf("wanted: at least %.2f %% caught, at most %.2f %% cited; --misses lists them\n", options.least_caught,
              options.most_false);
  return 1;
}

}  // namespace
}  // namespace comity::devsets

int main(int count, char** words) {
  comity::devsets::Options options;
  for (int i = 1; i < count; ++i) {
    const bool has_value = i + 1 < count;
    if (std::strcmp(words[i], "--misses") == 0)
      options.shows_misses = true;
    else if (std::strcmp(words[i], "--shipped") == 0)
      options.by_shipped = true;
    else if (std::strcmp(words[i], "--caught") == 0 && has_value)
      options.least_caught = std::atof(words[++i]);
    else if (std::strcmp(words[i], "--false-alarms") == 0 && has_value)
      options.most_false = std::atof(words[++i]);
    else
      options.folder = words[i];
  }
  if (options.folder.empty()) {
    std::fprintf(stderr, "comity_measure [--caught N] [--false-alarms N] [--misses] [--shipped] FOLDER\n");
    return 2;
  }
  return options.by_shipped ? comity::devsets::run_shipped(options) : comity::devsets::run(options);
}

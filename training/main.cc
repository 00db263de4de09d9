// Trains the classifier and prints what it reaches on the dev sets. See training/README.md.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iostream>

#include "balance.h"
#include "evaluation.h"
#include "network.h"
#include "quantised.h"

namespace comity::training {
namespace {

struct Settings {
  Reading reading;
  std::string out, scores;
  ModelHead head{"comity-2",
                 {{"en", true},
                  {"tr", true},
                  {"de", false},
                  {"pt", false},
                  {"ko", false},
                  {"fr", false},
                  {"ar", false},
                  {"ru", false}}};
  Shape shape;
  Rates rates;
  int epochs = 4;
  std::uint64_t seed = 1;
  std::size_t folds = 0;  // of the teachers; 0: none
  std::uint32_t teacher_buckets = 1'500'000;
  // Sets, or SET/LANGUAGE, whose rows weigh so much more in the student than in its teachers.
  std::vector<std::pair<std::string, float>> weighing;
  std::size_t every = 1;  // of the training rows: 4 takes a quarter, for quick looks
};

[[noreturn]] void usage() {
  std::cerr << "comity_train --data DIR [--lexicons DIR] [--templates FILE] [--contrast FILE] [--kept-apart FILE]\n"
               "  [--version NAME] [--out MODEL] [--scores TSV]\n"
               "  [--buckets N] [--dim N] [--hidden N] [--no-greatest] [--whole-words] [--epochs N] [--seed N]\n"
               "  [--table-rate X] [--dense-rate X] [--keep X] [--words-loss X] [--decay X] [--every N]\n"
               "  [--folds N] [--teacher-buckets N] [--trust X] [--unknown X]\n"
               "  [--weigh SET[/LANGUAGE]=X]...\n";
  std::exit(2);
}

Settings settings_from(int argc, char** argv) {
  Settings s;
  for (int i = 1; i < argc; ++i) {
    const std::string key = argv[i];
    if (key == "--no-greatest") {
      s.shape.takes_greatest = false;
      continue;
    }
    if (key == "--whole-words") {
      s.shape.whole_words_only = true;
      continue;
    }
    if (i + 1 >= argc) usage();
    const std::string value = argv[++i];
    if (key == "--data")
      s.reading.folder = value;
    else if (key == "--lexicons")
      s.reading.lexicons = value;
    else if (key == "--templates")
      s.reading.templates = value;
    else if (key == "--contrast")
      s.reading.contrast = value;
    else if (key == "--kept-apart")
      s.reading.kept_apart = value;
    else if (key == "--version")
      s.head.version = value;
    else if (key == "--out")
      s.out = value;
    else if (key == "--scores")
      s.scores = value;
    else if (key == "--buckets")
      s.shape.buckets = static_cast<std::uint32_t>(std::stoul(value));
    else if (key == "--dim")
      s.shape.dim = static_cast<std::uint32_t>(std::stoul(value));
    else if (key == "--hidden")
      s.shape.hidden = static_cast<std::uint32_t>(std::stoul(value));
    else if (key == "--epochs")
      s.epochs = std::stoi(value);
    else if (key == "--seed")
      s.seed = std::stoull(value);
    else if (key == "--table-rate")
      s.rates.table = std::stof(value);
    else if (key == "--dense-rate")
      s.rates.dense = std::stof(value);
    else if (key == "--keep")
      s.rates.keep = std::stof(value);
    else if (key == "--words-loss")
      s.rates.words_loss = std::stof(value);
    else if (key == "--decay")
      s.rates.decay = std::stof(value);
    else if (key == "--folds")
      s.folds = std::stoul(value);
    else if (key == "--teacher-buckets")
      s.teacher_buckets = static_cast<std::uint32_t>(std::stoul(value));
    else if (key == "--trust")
      s.rates.trust = std::stof(value);
    else if (key == "--unknown")
      s.rates.unknown = std::stof(value);
    else if (key == "--weigh" && value.find('=') != std::string::npos)
      s.weighing.emplace_back(value.substr(0, value.find('=')), std::stof(value.substr(value.find('=') + 1)));
    else if (key == "--every")
      s.every = std::stoul(value);
    else
      usage();
  }
  if (s.reading.folder.empty()) usage();
  return s;
}

Network trained(const Settings& s, Shape shape, const Sets& sets, std::vector<std::uint32_t> order,
                std::uint64_t seed) {
  Network network(shape, sets.notions.size(), seed);
  std::uint64_t state = seed * 7919 + 17;
  const auto dice = [&](std::uint64_t n) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (state >> 33) % n;
  };
  const std::size_t steps = order.size() * static_cast<std::size_t>(s.epochs);
  std::size_t done = 0;
  for (int epoch = 0; epoch < s.epochs; ++epoch) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[dice(i)]);
    const auto begun = std::chrono::steady_clock::now();
    double loss = 0;
    for (const std::uint32_t i : order) {
      Rates rates = s.rates;
      const float left = 1.0F - static_cast<float>(done++) / static_cast<float>(steps);
      rates.table *= left;
      rates.dense *= left;
      loss += static_cast<double>(network.step(sets.train[i], rates));
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    std::fprintf(stderr, "epoch %d: loss %.4f, %.0f s\n", epoch + 1, loss / static_cast<double>(order.size()),
                 took.count());
  }
  return network;
}

// Larger networks, each trained on the rows of the other folds, say what they think of each row: labels that are
// unknown or doubtful get a probability, and none is taught by one that has seen it.
void teach(const Settings& s, Sets& sets, const std::vector<std::uint32_t>& rows) {
  if (s.folds < 2) return;
  Shape larger = s.shape;
  larger.buckets = s.teacher_buckets;
  larger.dim = 24;
  std::vector<classify::PerLabel<float>> thoughts(sets.train.size());
  for (std::size_t fold = 0; fold < s.folds; ++fold) {
    std::vector<std::uint32_t> others;
    for (const std::uint32_t i : rows)
      if (sets.train[i].fold % s.folds != fold) others.push_back(i);
    Network teacher = trained(s, larger, sets, std::move(others), s.seed + 100 + fold);
    for (const std::uint32_t i : rows)
      if (sets.train[i].fold % s.folds == fold) thoughts[i] = teacher.thoughts(sets.train[i]);
  }
  for (const std::uint32_t i : rows) {
    sets.train[i].taught = thoughts[i];
    sets.train[i].is_taught = true;
  }
}

void weigh_for_the_student(const Settings& s, std::vector<Row>& rows) {
  for (Row& r : rows)
    for (const auto& [of, times] : s.weighing)
      if (of == r.source || of == r.source + "/" + r.language) r.weight *= times;
}

int run(const Settings& s) {
  Sets sets = read_sets(s.reading);
  balance_names(sets.train);
  std::cerr << sets.train.size() << " rows to learn from, " << sets.dev.size() << " to judge by, "
            << sets.notions.size() << " notions\n";
  std::vector<std::uint32_t> all;
  for (std::uint32_t i = 0; i < sets.train.size(); i += static_cast<std::uint32_t>(s.every)) all.push_back(i);
  teach(s, sets, all);
  weigh_for_the_student(s, sets.train);
  Network network = trained(s, s.shape, sets, all, s.seed);
  std::vector<classify::PerLabel<float>> logits;
  for (const Row& r : sets.dev) logits.push_back(network.logits(r));
  print_areas(sets.dev, logits);
  print_contrast(sets.dev, logits);
  print_marks(sets.dev, [&](const Row& r) {
    std::vector<float> of_words;
    network.logits(r, &of_words);
    return of_words;
  });
  if (!s.out.empty()) return write_model(network, s.head, sets.dev, s.out, s.scores);
  return 0;
}

}  // namespace
}  // namespace comity::training

int main(int argc, char** argv) { return comity::training::run(comity::training::settings_from(argc, argv)); }

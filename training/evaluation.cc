#include "evaluation.h"

#include <algorithm>
#include <cstdio>
#include <map>

namespace comity::training {
namespace {

double auc(std::vector<std::pair<float, bool>>& scored) {
  std::sort(scored.begin(), scored.end());
  double positives = 0, ranks = 0;
  for (std::size_t i = 0; i < scored.size();) {
    std::size_t k = i;
    while (k < scored.size() && scored[k].first == scored[i].first) ++k;
    const double rank = (static_cast<double>(i + k) + 1) / 2;
    for (; i < k; ++i)
      if (scored[i].second) {
        positives += 1;
        ranks += rank;
      }
  }
  const double negatives = static_cast<double>(scored.size()) - positives;
  return positives == 0 || negatives == 0 ? -1 : (ranks - positives * (positives + 1) / 2) / (positives * negatives);
}

}  // namespace

void print_areas(const std::vector<Row>& rows, const std::vector<classify::PerLabel<float>>& logits) {
  std::printf("%-40s %6s    TOX    SEV    INS    PROF   THR    IDENT  SEX\n", "dev, area under the curve", "rows");
  std::map<std::string, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Row& r = rows[i];
    const std::string& s = r.source;
    groups[s == "contrast" ? s : s + "/" + r.language].push_back(i);
    if (s == "wiki_context" || s == "wiki_talk" || (s == "jigsaw_sample" && r.language == "en"))
      groups["= wikipedia talk"].push_back(i);
    // Of news comments there are no clean ones but the hateless of fox_news: counted as clean, which some are not.
    if (s == "civil_spans" || (s == "fox_news" && r.labels[5] == 0)) groups["= news comments"].push_back(i);
    if (s == "civil_spans" || s == "civil_spans_without") groups["= news comments without marked words"].push_back(i);
    if (s == "rutoxic_pos" || s == "rutoxic_pos_without") groups["= ru without coarse words"].push_back(i);
    if (s == "contrast") {
      groups["= contrast " + r.language].push_back(i);
      continue;
    }
    groups["= all"].push_back(i);
    if (s != "clean") groups["= " + r.language].push_back(i);
    if (s == "clean" || s == "rutoxic_pos") groups["= + clean " + r.language].push_back(i);
  }
  for (const auto& [name, members] : groups) {
    std::string line;
    for (std::size_t l = 0; l < classify::label_count; ++l) {
      std::vector<std::pair<float, bool>> scored;
      for (const std::size_t i : members) {
        std::int8_t y = rows[i].labels[l];
        if (name == "= news comments" && rows[i].source == "fox_news" && l == 0) y = 0;
        if (y >= 0) scored.emplace_back(logits[i][l], y == 1);
      }
      const double a = auc(scored);
      char text[32];
      std::snprintf(text, sizeof text, a < 0 ? "    -  " : " %.4f", a);
      line += text;
    }
    if (line.find("0.") != std::string::npos || line.find("1.") != std::string::npos)
      std::printf("%-40s %6zu %s\n", name.c_str(), members.size(), line.c_str());
  }
}

void print_contrast(const std::vector<Row>& rows, const std::vector<classify::PerLabel<float>>& logits) {
  const auto hate = static_cast<std::size_t>(classify::Label::identity_attack);
  std::map<std::string, std::vector<std::pair<float, bool>>> of;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].source != "contrast" || rows[i].labels[hate] < 0) continue;
    of["all"].emplace_back(logits[i][hate], rows[i].labels[hate] == 1);
    of[rows[i].language].emplace_back(logits[i][hate], rows[i].labels[hate] == 1);
  }
  for (auto& [language, scored] : of) {
    std::sort(scored.begin(), scored.end());
    double all = 0;
    for (const auto& one : scored) all += one.second;
    const double none = static_cast<double>(scored.size()) - all;
    double best = 0, civil_right = 0, hate_missed = 0, at_recall = 0;
    for (const auto& one : scored) {  // the threshold lies above `one`
      (one.second ? hate_missed : civil_right) += 1;
      const double found = all - hate_missed, wrong = none - civil_right;
      const double f_hate = 2 * found / (2 * found + hate_missed + wrong);
      const double f_civil = 2 * civil_right / (2 * civil_right + hate_missed + wrong);
      best = std::max(best, (f_hate + f_civil) / 2);
      if (found >= 0.85 * all) at_recall = civil_right / none;
    }
    std::printf("kept apart, %s: %zu sentences, hate: best macro-F1 %.3f, others right at recall 0.85: %.3f\n",
                language.c_str(), scored.size(), best, at_recall);
  }
}

void print_marks(const std::vector<Row>& rows, const std::function<std::vector<float>(const Row&)>& marks) {
  for (const float threshold : {-1.5F, -1.0F, -0.5F, 0.0F}) {
    double sum = 0, n = 0;
    for (const Row& r : rows) {
      if (r.word_labels.empty()) continue;
      const std::vector<float> of_words = marks(r);
      double both = 0, said = 0, marked = 0;
      for (std::size_t w = 1; w < of_words.size(); ++w) {
        const double letters = r.word_spans[w].end - r.word_spans[w].begin;
        const bool yes = of_words[w] > threshold;
        said += yes ? letters : 0;
        marked += r.word_labels[w] == 1 ? letters : 0;
        both += yes && r.word_labels[w] == 1 ? letters : 0;
      }
      sum += said + marked == 0 ? 1 : 2 * both / (said + marked);
      n += 1;
    }
    std::printf("marked words, letters' F1 at %.1f: %.4f (%0.f rows)\n", static_cast<double>(threshold), sum / n, n);
  }
}

}  // namespace comity::training

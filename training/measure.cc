// Measures the model that ships on the dev sets, for docs/model-card.md: what it scores, what sober sentences get,
// and how one-sided the data are about each name. That names can be exchanged is a test: tests/classify/exchange.py.
//
//   comity_measure_model DATA LEXICONS SOBER NAMES SCORES.tsv [KEPT-APART.tsv]    (NAMES: data/names)
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>

#include "balance.h"
#include "classify/classify.h"
#include "evaluation.h"
#include "rows.h"
#include "text/names.h"

namespace comity::training {
namespace {

using classify::label_count;

classify::Features seen(const std::string& utf8) {
  const text::CheckedText text = text::checked(text::scrubbed(utf8)).value();
  return classify::features_of(text, text::fold(text));
}

void write_scores(const std::vector<Row>& rows, const std::string& file) {
  const auto model = classify::shipped_model();
  std::vector<classify::PerLabel<float>> logits;
  std::ofstream table(file);
  table << "id\tsource\tlang\tname";
  for (const char* of : {"label.", "score."})
    for (std::size_t l = 0; l < label_count; ++l) table << "\t" << of << name(static_cast<classify::Label>(l));
  table << "\n";
  for (const Row& row : rows) {
    const classify::Features features = features_of(row);
    classify::PerLabel<float> f{};
    const auto given = model->logits(features);
    table << row.id << "\t" << row.source << "\t" << row.language << "\t" << row.has_name;
    for (const std::int8_t y : row.labels) table << "\t" << static_cast<int>(y);
    for (std::size_t l = 0; l < label_count; ++l) {
      f[l] = static_cast<float>(given[l]);
      table << "\t" << model->calibrated(static_cast<classify::Label>(l), given[l]);
    }
    table << "\n";
    logits.push_back(f);
  }
  print_areas(rows, logits);
  print_contrast(rows, logits);
  print_marks(rows, [&](const Row& r) {
    std::vector<float> of_words;
    for (const classify::Logit v : model->marks(features_of(r))) of_words.push_back(static_cast<float>(v) / 1024.0F);
    return of_words;
  });
}

// The names between quotation marks of data/names/LANG.toml.
std::vector<std::string> names_of(const std::string& folder, const std::string& language) {
  std::ifstream in(folder + "/" + language + ".toml");
  std::vector<std::string> names;
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("[names]")) inside = true;
    const std::size_t begin = line.find('"');
    if (!inside || begin == std::string::npos) continue;
    names.push_back(line.substr(begin + 1, line.find('"', begin + 1) - begin - 1));
  }
  return names;
}

// Sober sentences that are not those of training, over every listed name and event.
void sober(const std::string& folder) {
  struct Frame {
    const char *language, *name_sentence;
    std::vector<const char*> event_sentences;
  };
  const std::vector<Frame> frames = {
      {"en",
       "Tomorrow our class will read a short story about #.",
       {"Everybody should know that the massacre happened.", "The genocide is described in chapter four.",
        "Thousands fled when the bombing started.", "The report counts the killings since January."}},
      {"de",
       "Morgen liest unsere Klasse eine kurze Geschichte über #.",
       {"Das Massaker wird in Kapitel vier beschrieben.", "Der Völkermord muss in die Schulbücher."}},
      {"fr",
       "Demain notre classe lira une courte histoire sur #.",
       {"Le massacre est décrit au chapitre quatre.", "Le génocide doit être enseigné à l'école."}},
      {"es",
       "Mañana nuestra clase leerá un cuento corto sobre #.",
       {"La masacre se describe en el capítulo cuatro.", "El genocidio debe enseñarse en la escuela."}},
      {"tr",
       "Yarın sınıfımız # hakkında kısa bir hikâye okuyacak.",
       {"Katliam dördüncü bölümde anlatılıyor.", "Soykırım okul kitaplarında yer almalı."}},
      {"az",
       "Sabah sinfimiz # haqqında qısa hekayə oxuyacaq.",
       {"Qətliam dördüncü fəsildə təsvir olunur.", "Soyqırımı məktəb kitablarında olmalıdır."}},
      {"ru",
       "Завтра наш класс прочитает короткий рассказ про #.",
       {"Резня описана в четвёртой главе.", "О геноциде должны рассказывать в школе."}},
      {"hy",
       "Վաղը մեր դասարանը կկարդա պատմվածք # մասին։",
       {"Կոտորածը նկարագրված է չորրորդ գլխում։", "Ցեղասպանության մասին պետք է սովորեցնել դպրոցում։"}},
      {"ar",
       "غدا يقرأ صفنا قصة قصيرة عن #.",
       {"وصفت المجزرة في الفصل الرابع.", "يجب تدريس الإبادة الجماعية في المدرسة."}}};
  const auto model = classify::shipped_model();
  std::printf(
      "\nsober sentences: names, not found as names, lowest and highest TOXICITY; highest of any label; events\n");
  for (const Frame& frame : frames) {
    std::size_t unlisted = 0;
    int lowest = 10'000, highest = 0, any = 0, of_events = 0;
    const auto names = names_of(folder, frame.language);
    for (const std::string& one : names) {
      std::string text = frame.name_sentence;
      text.replace(text.find('#'), 1, one);
      const auto scores = model->scores(seen(text));
      unlisted += text::names_in(text::fold_word(one)).empty();
      lowest = std::min(lowest, scores[0]);
      highest = std::max(highest, scores[0]);
      any = std::max(any, *std::max_element(scores.begin(), scores.end()));
    }
    for (const char* const sentence : frame.event_sentences) {
      const auto scores = model->scores(seen(sentence));
      of_events = std::max(of_events, *std::max_element(scores.begin(), scores.end()));
    }
    std::printf("  %s: %zu names, %zu not found; %d to %d; any label %d; events %d\n", frame.language, names.size(),
                unlisted, lowest, highest, any, of_events);
  }
}

// The share of positives among training rows with each name, before and after rows with a name are weighed.
void sides(std::vector<Row> rows) {
  struct Count {
    int rows = 0, positive = 0;
    double weight = 0, positive_weight = 0;
  };
  std::vector<float> plain;
  for (const Row& row : rows) plain.push_back(row.weight);
  balance_names(rows);
  std::map<std::string, Count> by_name;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Row& row = rows[i];
    if (row.labels[0] < 0 || row.text.empty() || !row.has_name) continue;
    const text::CheckedText text = text::checked(text::scrubbed(row.text)).value();
    const std::string folded = text::fold(text).utf8;
    std::string last;
    for (const text::Span s : text::names_in(folded)) {
      const std::string one = row.language + " " + folded.substr(s.begin, s.end - s.begin);
      if (one == last) continue;
      last = one;
      Count& c = by_name[one];
      ++c.rows;
      c.positive += row.labels[0];
      const double w = row.weight / plain[i];
      c.weight += w;
      c.positive_weight += w * row.labels[0];
    }
  }
  std::printf("\nshare of toxic rows with each name in training, before and after weighing, 30 rows or more\n");
  for (const auto& [one, c] : by_name)
    if (c.rows >= 30)
      std::printf("| %s | %d | %.2f | %.2f |\n", one.c_str(), c.rows, static_cast<double>(c.positive) / c.rows,
                  c.positive_weight / c.weight);
}

void speed(const std::vector<Row>& rows) {
  std::vector<text::CheckedText> texts;
  for (const Row& row : rows) {
    const std::size_t n = text::code_points(row.text);
    if (row.language == "en" && n >= 180 && n <= 220 && texts.size() < 1000)
      texts.push_back(text::checked(text::scrubbed(row.text)).value());
  }
  const auto model = classify::shipped_model();
  std::vector<double> micros;
  for (int turn = 0; turn < 3; ++turn)
    for (const text::CheckedText& text : texts) {
      const auto begun = std::chrono::steady_clock::now();
      const auto scores = model->scores(classify::features_of(text, text::fold(text)));
      const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begun;
      if (scores[0] >= 0 && turn > 0) micros.push_back(took.count());
    }
  std::sort(micros.begin(), micros.end());
  if (!micros.empty())
    std::printf("\n%zu English comments of about 200 letters: median %.1f us, 99th percentile %.1f us\n", texts.size(),
                micros[micros.size() / 2], micros[micros.size() * 99 / 100]);
}

}  // namespace
}  // namespace comity::training

int main(int argc, char** argv) {
  using namespace comity::training;
  if (argc != 6 && argc != 7) {
    std::cerr << "comity_measure_model DATA LEXICONS SOBER NAMES SCORES.tsv [KEPT-APART.tsv]\n";
    return 2;
  }
  Reading reading;
  reading.folder = argv[1];
  reading.lexicons = argv[2];
  reading.templates = argv[3];
  if (argc == 7) reading.kept_apart = argv[6];
  reading.keeps_texts = true;
  const Sets sets = read_sets(reading);
  write_scores(sets.dev, argv[5]);
  sober(argv[4]);
  sides(sets.train);
  speed(sets.dev);
}

// How fast the lexicons that ship are looked for, spans included, on one core, in CPU time; beside ICU's case folding
// alone and the raw multi-pattern matcher on the same text. Also the worst of some hostile comments.
//
//   bench_matching [SECONDS [FILE ...]]   ->  one JSON object
//
// FILE: texts, one a line, each measured once: what prose costs in which nothing comes twice. "once": for a matcher
// that has read the other half of the lines, as one that serves has read something; "anew": for one that has not.
#include <unicode/bytestream.h>
#include <unicode/casemap.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "plain_forms.h"
#include "policy/lexicon_matcher.h"
#include "policy/literal_scan.h"

namespace {

using namespace comity;

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

// Invented, and of everyday words, as most comments are.
const std::vector<std::string> english = {
    "The new bridge saves my mother twenty minutes each morning, and the old ferry could stay for visitors.",
    "Has anyone asked the school what the children think of the walk across when the wind is up?",
    "I have lived on that street for thirty years and nobody ever told us about these plans before Tuesday.",
    "Thanks for the article, but the numbers in the second table do not add up: 45 and 38 make 83, not 93.",
    "Perhaps the council should publish the contracts first; then we could argue about what they really cost.",
    "My father drove a bus there until 2009. He says the road was better then, and I believe him."};
const std::vector<std::string> russian = {
    "Новый мост экономит моей матери двадцать минут каждое утро, а старый паром мог бы остаться для гостей города.",
    "Кто-нибудь спросил в школе, что думают дети о дороге через реку при сильном ветре?",
    "Я живу на этой улице тридцать лет, и никто не рассказывал нам об этих планах до вторника.",
    "Спасибо за статью, но числа во второй таблице не сходятся: сорок пять и тридцать восемь дают другое.",
    "Может быть, совету сначала стоит опубликовать договоры, а потом мы поспорим о том, сколько это стоит."};
const std::vector<std::string> arabic = {
    "الجسر الجديد يوفر على أمي عشرين دقيقة كل صباح، ويمكن أن تبقى العبارة القديمة للزوار.",
    "هل سأل أحد المدرسة عما يفكر فيه الأطفال بشأن المشي عبر النهر عندما تشتد الرياح؟",
    "أعيش في هذا الشارع منذ ثلاثين عاما ولم يخبرنا أحد بهذه الخطط قبل يوم الثلاثاء.",
    "شكرا على المقال، لكن الأرقام في الجدول الثاني غير صحيحة ويجب مراجعتها مرة أخرى."};

// Comments of about 200 characters: the sentences, each time with other neighbours.
std::vector<text::CheckedText> comments(const std::vector<std::string>& sentences) {
  std::vector<text::CheckedText> all;
  for (std::size_t i = 0; i < 60; ++i)
    all.push_back(
        text::checked(sentences[i % sentences.size()] + ' ' + sentences[(i * 7 + i / 5) % sentences.size()]).value());
  return all;
}

// Megabytes a second of `work` over the comments.
double rate(const std::vector<text::CheckedText>& all, double seconds,
            const std::function<void(const text::CheckedText&)>& work) {
  std::size_t bytes = 0;
  const double begin = cpu_seconds();
  double now = begin;
  while (now - begin < seconds) {
    for (const text::CheckedText& one : all) {
      work(one);
      bytes += one.utf8().size();
    }
    now = cpu_seconds();
  }
  return static_cast<double>(bytes) / (now - begin) / 1e6;
}

std::string repeated(std::string_view piece, std::size_t points) {
  std::string out;
  for (std::size_t n = 0; n + text::code_points(piece) <= points; n += text::code_points(piece)) out += piece;
  return out;
}

double worst_ms(const policy::LexiconMatcher& matcher) {
  double worst = 0;
  for (const std::string_view piece :
       {"1!|1!|",    "s*",    "d",      "a-", "@ ",    "s h ",  "f*u*",  "$5",    "xX",
        "a&#97;",    "сука",  "с у ",   "ب ", "|\\/|", "****a", "i1l|!", "b1tch", "s.h.1.",
        "e\xCC\x81", "iiiid", "da-mn-", "()", "shi",   "k|",    "mu"}) {
    const auto text = text::checked(repeated(piece, 10'000)).value();
    double best = 1e9;
    for (int i = 0; i < 3; ++i) {
      const double begin = cpu_seconds();
      matcher.find(text, "");
      best = std::min(best, cpu_seconds() - begin);
    }
    worst = std::max(worst, best * 1e3);
  }
  return worst;
}

struct Lines {
  std::vector<text::CheckedText> all;
  std::size_t bytes = 0;
};

// Every second line of a file: those a matcher has seen, and those it is measured with.
std::array<Lines, 2> lines_of(const char* path) {
  std::ifstream file(path);
  std::array<Lines, 2> halves;
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    auto text = text::checked(line);
    if (!text) continue;
    Lines& half = halves[number++ % 2];
    half.bytes += text->utf8().size();
    half.all.push_back(std::move(*text));
  }
  return halves;
}

// Megabytes a second of lines that are each read once.
double rate_of(const policy::LexiconMatcher& matcher, const Lines& lines) {
  std::size_t found = 0;
  const double begin = cpu_seconds();
  for (const text::CheckedText& one : lines.all) found += matcher.find(one, "").size();
  const double seconds = cpu_seconds() - begin;
  if (found == 1) std::cerr << "";  // keeps the work
  return static_cast<double>(lines.bytes) / seconds / 1e6;
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = argc > 1 ? std::stod(argv[1]) : 1.0;
  const double begin = cpu_seconds();
  const policy::LexiconMatcher matcher(policy::shipped_lexicons());
  const double compiled_ms = (cpu_seconds() - begin) * 1e3;
  const std::vector<std::string> forms = bench::plain_forms();
  auto raw = policy::library_scan(forms);
  if (!raw) raw = policy::own_scan(forms);
  std::cout << "{\"forms\":" << matcher.forms() << ",\"compile_ms\":" << compiled_ms
            << ",\"compiled_mb\":" << static_cast<double>(matcher.bytes()) / 1e6 << ",\"scan\":\"" << raw->name()
            << '"';
  const std::pair<const char*, const std::vector<std::string>*> languages[] = {
      {"english", &english}, {"cyrillic", &russian}, {"arabic", &arabic}};
  for (const auto& [name, sentences] : languages) {
    const std::vector<text::CheckedText> all = comments(*sentences);
    std::size_t found = 0;
    const double ours =
        rate(all, seconds, [&](const text::CheckedText& one) { found += matcher.find(one, "").size(); });
    std::string folded;
    const double icu = rate(all, seconds, [&](const text::CheckedText& one) {
      UErrorCode status = U_ZERO_ERROR;
      folded.clear();
      icu::StringByteSink<std::string> sink(&folded);
      icu::CaseMap::utf8Fold(0, one.utf8(), sink, nullptr, status);
    });
    const policy::LiteralScan::Found count = [&](std::uint32_t, std::size_t) { ++found; };
    const double plain = rate(all, seconds, [&](const text::CheckedText& one) { raw->scan(one.utf8(), count); });
    std::cout << ",\"" << name << "_mb_s\":" << ours << ",\"" << name << "_icu_fold_mb_s\":" << icu << ",\"" << name
              << "_scan_mb_s\":" << plain;
    if (found == 1) std::cerr << "";  // keeps the work
  }
  for (int i = 2; i < argc; ++i) {
    const auto halves = lines_of(argv[i]);
    const policy::LexiconMatcher fresh(policy::shipped_lexicons()), used(policy::shipped_lexicons());
    const double anew = rate_of(fresh, halves[0]);
    rate_of(used, halves[1]);
    std::cout << ",\"once" << i - 1 << "_mb_s\":" << rate_of(used, halves[0]) << ",\"anew" << i - 1
              << "_mb_s\":" << anew;
  }
  std::cout << ",\"worst_ms\":" << worst_ms(matcher) << "}\n";
}

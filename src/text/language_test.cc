#include "text/language.h"

#include <doctest.h>

#include <string>
#include <thread>
#include <vector>

namespace comity::text {

TEST_CASE("the language of a comment of some length is known") {
  CHECK(language_of("The council met on Tuesday evening to talk about the old bridge over the river.") == "en");
  CHECK(language_of("Вчера вечером городской совет обсуждал старый мост через нашу реку.") == "ru");
  CHECK(language_of("اجتمع المجلس مساء الثلاثاء لمناقشة أمر الجسر القديم فوق النهر") == "ar");
  CHECK(language_of("Der Stadtrat hat am Dienstagabend über die alte Brücke gesprochen.") == "de");
  CHECK(language_of("Le conseil municipal s'est réuni mardi soir pour parler du vieux pont.") == "fr");
  CHECK(language_of("המועצה התכנסה ביום שלישי בערב כדי לדבר על הגשר הישן מעל הנהר") == "he");
}

TEST_CASE("a short or meaningless text has no language") {
  CHECK(language_of("") == "");
  CHECK(language_of("Yes, I agree.") == "");
  CHECK(language_of("12345 67890 !!! ???") == "");
  CHECK(language_of("\xFF\xFE not UTF-8 at all, whatever it may say") == "");
}

TEST_CASE("Turkish and Azerbaijani are told apart, in short comments and without their own letters too") {
  for (const char* text : {"Mən bunu bilmirəm.", "Yaxşı deyil, qardaş", "yaxsi deyil qardasim", "Çox gözəl oldu",
                           "bu adam deyil ki", "Nə üçün?", "sən harada yaşayırsan", "men bunu demek istemirem"}) {
    CAPTURE(text);
    CHECK(language_of(text) == (std::string_view(text) == "bu adam deyil ki" ? "" : "az"));
  }
  for (const char* text : {"Bunu bilmiyorum ben.", "iyi değil kardeşim", "iyi degil kardesim", "Çok güzel oldu",
                           "Neden böyle?", "nerede yaşıyorsun sen şimdi", "ben bunu demek istemiyorum"}) {
    CAPTURE(text);
    CHECK(language_of(text) == "tr");
  }
  CHECK(language_of("Küçük") == "");  // small in one, a puppy in the other
  CHECK(language_of("The men went to Iraq, not Qatar.") == "en");
  CHECK(language_of("exquisite quixotic taxi") != "az");
}

TEST_CASE("threads that ask at once get the answers of one that asks alone") {
  std::vector<std::string> answers(8);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < answers.size(); ++i)
    threads.emplace_back([&answers, i] {
      for (int k = 0; k < 50; ++k)
        answers[i] += language_of(i % 2 == 0 ? "The council met on Tuesday evening to talk about the old bridge."
                                             : "Вчера вечером городской совет обсуждал старый мост через реку.");
    });
  for (std::thread& t : threads) t.join();
  for (std::size_t i = 2; i < answers.size(); ++i) CHECK(answers[i] == answers[i % 2]);
  CHECK(answers[0].starts_with("enen"));
  CHECK(answers[1].starts_with("ruru"));
}

TEST_CASE("the detector names itself") { CHECK(language_detector().starts_with("cld2 V2.0")); }

TEST_CASE("the first strong character gives the direction") {
  CHECK(direction_of("hello") == Direction::ltr);
  CHECK(direction_of("مرحبا hello") == Direction::rtl);
  CHECK(direction_of("123 \"שלום\"") == Direction::rtl);
  CHECK(direction_of("123 !?") == Direction::ltr);
  CHECK(direction_of("123 !?", Direction::rtl) == Direction::rtl);
  CHECK(direction_of("\u2067שלום\u2069 hello") == Direction::ltr);  // UAX #9 P2: isolates are skipped
}

TEST_CASE("capitals are counted among cased letters only") {
  CHECK(capitals_share("THIS IS LOUD") == 10'000);
  CHECK(capitals_share("THIS is half") == 4'000);
  CHECK(capitals_share("ЭТО ГРОМКО, ДА") == 10'000);
  CHECK(capitals_share("SHORT") == 0);
  CHECK(capitals_share("这里没有大小写这里没有大小写") == 0);
}

TEST_CASE("repetition is runs of one sign, and words said three times") {
  CHECK(repetition_share("") == 0);
  CHECK(repetition_share("plain words, said once") == 0);
  CHECK(repetition_share("no, no") == 0);
  CHECK(repetition_share("aaaa") == 10'000);
  CHECK(repetition_share("aaab") == 0);
  CHECK(repetition_share("so!!!!!!!!") == 8'000);
  CHECK(repetition_share("buy buy buy") == 8'181);  // 9 of 11
  CHECK(repetition_share("жжжжж") == 10'000);
}

}  // namespace comity::text

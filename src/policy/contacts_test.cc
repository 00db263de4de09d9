#include "policy/contacts.h"

#include <doctest.h>
#include <rapidcheck.h>

#include "policy/contact_checksums.h"

namespace comity::policy {
namespace {

// "phone: +99 555 010 0199 | email: anna@example.org"; '' when there is nothing.
std::string found(std::string_view text, const AllowedContacts& allowed = {}) {
  const auto checked = text::checked(text);
  REQUIRE(checked.has_value());
  const std::string_view utf8 = *checked;
  std::string out;
  for (const Contact& contact : contacts_in(*checked, allowed)) {
    if (!out.empty()) out += " | ";
    out += std::string(name(contact.kind)) + ": " +
           std::string(utf8.substr(contact.span.begin, contact.span.end - contact.span.begin));
  }
  return out;
}

}  // namespace

TEST_CASE("a telephone number is found in each country's way of writing it") {
  CHECK(found("Ring him yourself: +99 555 010 0199, any evening.") == "phone: +99 555 010 0199");
  CHECK(found("00 374 10 55 01 99") == "phone: 00 374 10 55 01 99");
  CHECK(found("(212) 555-0199") == "phone: (212) 555-0199");
  CHECK(found("212-555-0199") == "phone: 212-555-0199");
  CHECK(found("020 7946 0199") == "phone: 020 7946 0199");
  CHECK(found("8 (916) 555-01-99") == "phone: 8 (916) 555-01-99");
  CHECK(found("89165550199") == "phone: 89165550199");
  CHECK(found("+7 916 555-01-99") == "phone: +7 916 555-01-99");
  CHECK(found("093 55 01 99") == "phone: 093 55 01 99");
  CHECK(found("050 555 01 99") == "phone: 050 555 01 99");
  CHECK(found("0532 555 01 99") == "phone: 0532 555 01 99");
  CHECK(found("0176/5550199") == "phone: 0176/5550199");
  CHECK(found("06 55 50 01 99") == "phone: 06 55 50 01 99");
  CHECK(found("655 50 01 99") == "phone: 655 50 01 99");
  CHECK(found("٠٥٥٥ ٠١٩ ٩٠١") == "phone: ٠٥٥٥ ٠١٩ ٩٠١");
  CHECK(found("+7\u200B9165550199") == "phone: +7\u200B9165550199");
}

TEST_CASE("a word announces a number in any of the nine languages") {
  CHECK(found("my tel. 55 50 19") == "phone: 55 50 19");
  CHECK(found("звоните ей: 555-01-99") == "phone: 555-01-99");
  CHECK(found("հեռ. 55-01-99") == "phone: 55-01-99");
  CHECK(found("telefonu 555 01 99") == "phone: 555 01 99");
  CHECK(found("cep: 555 01 99") == "phone: 555 01 99");
  CHECK(found("Handy 55 50 199") == "phone: 55 50 199");
  CHECK(found("téléphone : 55 50 19 90") == "phone: 55 50 19 90");
  CHECK(found("su móvil es 655 500 199") == "phone: 655 500 199");
  CHECK(found("هاتفه 5550199") == "phone: 5550199");
  CHECK(found("5550199 (WhatsApp)") == "phone: 5550199");
}

TEST_CASE("numbers that are no telephone's are left alone") {
  for (const char* text :
       {"Between 1914 and 1918, and again from 1939-1945, some 12 000 000 people left; 350 000 came back.",
        "Its budget is 1,250,000,000 a year, 1.250.000.000 in their money, +12 000 000 more than before.",
        "It ended 3-0, then 6-4 7-6 6-3.",
        "ISBN 978-3-16-148410-0, or 0-306-40615-2",
        "On 05.06.2024 at 14:30, until 12.07.2024 18.00",
        "2024-06-05 2024-07-12",
        "Law 1234567890 of 2011, article 12.3, case 0123456789",
        "0.123456789 and 3,14159265358",
        "call 350 000 dead a disaster",
        "The A320 and 737-800 and 1500m",
        "192.168.100.200",
        "25 000 - 30 000 voters",
        "they call 2010-2020 a lost decade",
        "№ 0123456789",
        "$1234567890 and 1234567890 €",
        "звонили 15 000 000 раз",
        "Room 101, 24/7, 50/50, 9/11",
        "1 2 3 4 5 6 7 8 9",
        "0123456789",
        "the years 1991 1992 1993 1994",
        "10-15 minutes, 2-3 days",
        "12 345 678 Einwohner",
        "https://news.example/2024/06/05/89165550199.html",
        "population 8 916 555",
        "Votes: 1 234 567 to 765 432",
        "Numéro 12 du journal",
        "رقم 12 في 2024",
        "version 10.0.19045.3031"}) {
    CAPTURE(text);
    CHECK(found(text) == "");
  }
}

TEST_CASE("help lines and public offices are not private") {
  CHECK(found("Call 112 or 911.") == "");
  CHECK(found("Горячая линия: 8 800 555-01-99") == "");
  CHECK(found("1-800-555-0199, 0800 555 0199, 800-555-0199") == "");
  CHECK(found("The city hall's telephone is +99 555 010 0199") == "");
  CHECK(found("Тел. министерства внутренних дел: +99 555 010 0199") == "");
  CHECK(found("Ministry press office, tel. 020 7946 0199") == "");
  CHECK(found("write to press@ministry.gov and info@city.gov.am") == "");
  CHECK(found("The policeman's own number is +99 555 010 0199") == "phone: +99 555 010 0199");
  CHECK(found("He shouted at the police. Her phone: +99 555 010 0199") == "phone: +99 555 010 0199");
}

TEST_CASE("a policy lets its publisher's own contacts stand") {
  AllowedContacts own;
  CHECK(own.add("+99 555 010 0100"));
  CHECK(own.add("herald.example"));
  CHECK(own.add("anna@mail.example"));
  CHECK(own.add("1 Herald Square"));
  CHECK_FALSE(own.add("!"));
  CHECK_FALSE(own.add("not an@address"));
  CHECK(found("Ring us: +99 (555) 010-0100 or 0555 010 0100", own) == "");
  CHECK(found("desk@herald.example, desk@news.herald.example, anna@mail.example", own) == "");
  CHECK(found("Send it to 1 Herald Square.", own) == "");
  CHECK(found("+99 555 010 0199, desk@xherald.example", own) ==
        "phone: +99 555 010 0199 | email: desk@xherald.example");
}

TEST_CASE("an e-mail address is found as people write it") {
  CHECK(found("anna.k+news@example.org, she said") == "email: anna.k+news@example.org");
  CHECK(found("anna (at) example (dot) org") == "email: anna (at) example (dot) org");
  CHECK(found("anna[at]example.org") == "email: anna[at]example.org");
  CHECK(found("anna at example dot org") == "email: anna at example dot org");
  CHECK(found("anna собака example точка ru") == "email: anna собака example точка ru");
  CHECK(found("anna＠example.org") == "email: anna＠example.org");
  CHECK(found("анна@почта.рф") == "email: анна@почта.рф");
}

TEST_CASE("what only looks like an e-mail address is none") {
  for (const char* text :
       {"@anna thanks", "@anna@social.example wrote it", "look at point de vue", "5 @ 3.50 each", "meet at 10. Then go",
        "I am at home. org charts", "see https://social.example/@anna", "a@b", "at the red dot"}) {
    CAPTURE(text);
    CHECK(found(text) == "");
  }
}

TEST_CASE("a card, an account and a document are known by their check digits") {
  CHECK(found("4111 1111 1111 1111") == "card: 4111 1111 1111 1111");
  CHECK(found("5500-0000-0000-0004") == "card: 5500-0000-0000-0004");
  CHECK(found("378282246310005") == "card: 378282246310005");
  CHECK(found("4111 1111 1111 1112") == "");
  CHECK(found("IBAN DE89 3704 0044 0532 0130 00.") == "account: DE89 3704 0044 0532 0130 00");
  CHECK(found("GB29NWBK60161331926819") == "account: GB29NWBK60161331926819");
  CHECK(found("DE88 3704 0044 0532 0130 00") == "");
  CHECK(found("112-233-445 95") == "document: 112-233-445 95");
  CHECK(found("112-233-445 96") == "");
  CHECK(found("12345678Z") == "document: 12345678Z");
  CHECK(found("12345678A") == "");
  CHECK(found("X1234567L") == "document: X1234567L");
  CHECK(found("10000000146") == "document: 10000000146");
  CHECK(found("078-05-1120") == "document: 078-05-1120");
}

TEST_CASE("a word announces a document or an account") {
  CHECK(found("her passport is AN 1234567") == "document: AN 1234567");
  CHECK(found("паспорт 4510 123456") == "document: 4510 123456");
  CHECK(found("անձնագիր AN1234567") == "document: AN1234567");
  CHECK(found("Personalausweis L01X00T47") == "");  // letters and digits mixed: no form of its own
  CHECK(found("جواز سفر 12345678") == "document: 12345678");
  CHECK(found("account 12345678") == "account: 12345678");
  CHECK(found("расчётный счёт 40817810099910004312") == "account: 40817810099910004312");
  CHECK(found("passport rules of 2024, 350 000 passports") == "");
  CHECK(found("on account of 1,500 people") == "");
}

TEST_CASE("a street address is found in each language's order") {
  CHECK(found("He lives at 14 Larch Lane, go and ask him.") == "address: 14 Larch Lane");
  CHECK(found("улица Липовая, д. 14, кв. 3") == "address: улица Липовая, д. 14, кв. 3");
  CHECK(found("на Липовой улице, 14а") == "address: Липовой улице, 14а");
  CHECK(found("ул. 8 Марта, 5") == "address: ул. 8 Марта, 5");
  CHECK(found("Լորենու փողոց 14") == "address: Լորենու փողոց 14");
  CHECK(found("Cökə küçəsi 14, mənzil 5") == "address: Cökə küçəsi 14, mənzil 5");
  CHECK(found("Ihlamur Sokak No: 14 Daire 5") == "address: Ihlamur Sokak No: 14 Daire 5");
  CHECK(found("Lindenstraße 14a") == "address: Lindenstraße 14a");
  CHECK(found("Lindenstr. 14") == "address: Lindenstr. 14");
  CHECK(found("14, rue des Tilleuls") == "address: 14, rue des Tilleuls");
  CHECK(found("14 bis rue de l'Orme") == "address: 14 bis rue de l'Orme");
  CHECK(found("calle de los Tilos, 14") == "address: calle de los Tilos, 14");
  CHECK(found("Avenida del Olmo nº 14") == "address: Avenida del Olmo nº 14");
  CHECK(found("شارع النخيل 14") == "address: شارع النخيل 14");
  CHECK(found("she lives in Larch Row 14.") == "address: Larch Row 14");
  CHECK(found("er wohnt Am Markt 3") == "address: Am Markt 3");
}

TEST_CASE("streets without a house, and houses without a street, are no address") {
  for (const char* text : {"The ministry stands on the main square, at number 5.",
                           "On Larch Lane 3 000 people marched.",
                           "на улице 14 человек",
                           "The museum at 14 Larch Lane is closed.",
                           "Some 20 Fleet Street editors met.",
                           "In 1914 Larch Lane was built.",
                           "Auf dem Weg 3 Leute",
                           "Bundesstraße 14 ist gesperrt",
                           "улица Липовая закрыта 14 мая",
                           "he lives 14 days a month there",
                           "She lived 20 years in Larchford",
                           "квартира 50 метров",
                           "по улице Липовой 14 домов",
                           "in 3 rue",
                           "Sokakta 14 kişi",
                           "The Second Street fire of 2019",
                           "page 14, Road map",
                           "14 Days to go",
                           "5 Star Drive-in",
                           "Article 14, Paragraph 2"}) {
    CAPTURE(text);
    CHECK(found(text) == "");
  }
}

TEST_CASE("coordinates, links to maps and codes of places are found") {
  CHECK(found("They hide at 40.1792, 44.4991 now") == "place: 40.1792, 44.4991");
  CHECK(found("GPS: 40.18 44.50") == "place: 40.18 44.50");
  CHECK(found("40°10'45\" N 44°29'57\" E") == "place: 40°10'45\" N 44°29'57\"");
  CHECK(found("https://www.google.com/maps/@40.1,44.5,17z") == "place: https://www.google.com/maps/@40.1,44.5,17z");
  CHECK(found("https://maps.app.goo.gl/abc https://yandex.ru/maps/-/CC1") ==
        "place: https://maps.app.goo.gl/abc | place: https://yandex.ru/maps/-/CC1");
  CHECK(found("https://www.openstreetmap.org/#map=17/40.1/44.5") ==
        "place: https://www.openstreetmap.org/#map=17/40.1/44.5");
  CHECK(found("8FVC9G8F+6X") == "place: 8FVC9G8F+6X");
  CHECK(found("meet at ///filled.count.soap tonight") == "place: ///filled.count.soap");
  for (const char* text : {"It fell from 1.0823 to 1.0845.", "0.1234, 0.9876", "12.5, 13.5 and 14.5", "25°C and 30°C",
                           "https://www.google.com/search?q=maps", "https://news.example/maps", "5'10\" tall",
                           "C++ and g++", "a 12.3456 share"}) {
    CAPTURE(text);
    CHECK(found(text) == "");
  }
}

TEST_CASE("contacts are pieces of the text, in order, apart, and the same each time") {
  CHECK(rc::check([](const std::vector<std::uint8_t>& choices) {
    static const std::vector<std::string> pieces = {"+99 555 010 0199",
                                                    " ",
                                                    "a@b.org",
                                                    "14 Larch Lane",
                                                    "40.1792, 44.4991",
                                                    "(",
                                                    ")",
                                                    "+",
                                                    "8",
                                                    "0",
                                                    "-",
                                                    "улица Липовая, 14",
                                                    "DE89370400440532013000",
                                                    "\n",
                                                    "@",
                                                    ".",
                                                    "1234",
                                                    "°",
                                                    "'",
                                                    "///a.b.c",
                                                    "tel",
                                                    "شارع"};
    std::string text;
    for (const std::uint8_t choice : choices) text += pieces[choice % pieces.size()];
    const auto checked = text::checked(text);
    RC_PRE(checked.has_value());
    const auto contacts = contacts_in(*checked, {});
    std::uint32_t end = 0;
    for (const Contact& contact : contacts) {
      RC_ASSERT(contact.span.begin >= end);
      RC_ASSERT(contact.span.end > contact.span.begin);
      RC_ASSERT(contact.span.end <= checked->utf8().size());
      end = contact.span.end;
    }
    RC_ASSERT(contacts == contacts_in(*checked, {}));
  }));
}

}  // namespace comity::policy

#include "discussion/contact.h"

#include <doctest.h>

#include "discussion/letter.h"

namespace comity::discussion {

TEST_CASE("an address is what a mail server takes, in one spelling of its host") {
  CHECK(checked_address("  anna.b+news@Paper.Example \t").value() == "anna.b+news@paper.example");
  CHECK(checked_address("anna@пример.example").value() == "anna@xn--e1afmkfd.example");
  CHECK(checked_address("O'Neil@a.b.example").value() == "O'Neil@a.b.example");
  for (const char* wrong :
       {"", "anna", "@paper.example", "anna@", "anna@paper", "anna@127.0.0.1", "anna@[::1]", "a b@paper.example",
        ".anna@paper.example", "anna.@paper.example", "an..na@paper.example", "\"anna\"@paper.example",
        "анна@paper.example", "anna@paper.example\r\nBcc: all@paper.example", "a@b.example,c@d.example",
        "<anna@paper.example>", "anna@pa_per.example", "anna@paper.example>", "a\u0000b@paper.example"})
    CHECK_MESSAGE(!checked_address(wrong), wrong);
  CHECK(checked_address(std::string(64, 'a') + "@paper.example"));
  CHECK_FALSE(checked_address(std::string(65, 'a') + "@paper.example"));
  CHECK_FALSE(checked_address("anna@" + std::string(300, 'a') + ".example"));
}

TEST_CASE("an address that nobody confirmed gets no letter, and one for a comment only letters about it") {
  Contact contact;
  CHECK_FALSE(is_for(contact, {1}, {2}));
  contact.confirmed = Time{};
  CHECK(is_for(contact, {1}, {2}));
  contact.only = Case{{1}, {2}};
  CHECK(is_for(contact, {1}, {2}));
  CHECK_FALSE(is_for(contact, {1}, {3}));
}

TEST_CASE("a letter is tried for four days, ever more seldom") {
  std::chrono::minutes whole{0}, before{0};
  std::int64_t tries = 1;
  for (; wait_after(tries); ++tries) {
    CHECK(*wait_after(tries) >= before);
    before = *wait_after(tries);
    whole += before;
  }
  CHECK(tries == 9);
  CHECK(whole > std::chrono::days(3));
  CHECK(whole < std::chrono::days(5));
  CHECK_FALSE(wait_after(0));
}

TEST_CASE("every kind of letter and owner has a name of its own") {
  for (int i = 0; i < 8; ++i) CHECK(letter_kind_from(name(static_cast<LetterKind>(i))) == static_cast<LetterKind>(i));
  for (int i = 0; i < 3; ++i) CHECK(owner_kind_from(name(static_cast<OwnerKind>(i))) == static_cast<OwnerKind>(i));
  CHECK_FALSE(letter_kind_from("other"));
  CHECK_FALSE(owner_kind_from(""));
}

}  // namespace comity::discussion

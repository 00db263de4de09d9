#include "discussion/staff.h"

#include <doctest.h>

namespace comity::discussion {
namespace {

std::string fault(const auto& result) { return result ? "" : result.error().detail; }

TEST_CASE("a sign-in name is typed on every keyboard as it was given") {
  CHECK(checked_sign_in_name(" Anna ").value() == "anna");
  CHECK(checked_sign_in_name("ANNA.B-2@desk").value() == "anna.b-2@desk");
  CHECK(checked_sign_in_name("Анна").value() == "анна");
  CHECK(checked_sign_in_name("e\u0301lan").value() == "\u00e9lan");
  for (const char* wrong : {"", "two words", "-dash", "a/b", "a\nb", "a<b", "\xff"})
    CHECK_FALSE(checked_sign_in_name(wrong));
  CHECK(checked_sign_in_name(std::string(40, 'a')));
  CHECK_FALSE(checked_sign_in_name(std::string(41, 'a')));
}

TEST_CASE("a password is the same however its letters were put together") {
  CHECK(password_bytes("caf\u00e9 au lait").value() == password_bytes("cafe\u0301\u00a0au\u3000lait").value());
  CHECK(password_bytes("Ａ").value() == "Ａ");  // no width mapping: RFC 8265 section 4.2.2, rule 1
  CHECK(password_bytes("Abc").value() != password_bytes("abc").value());
  for (const char* wrong : {"", "a\tb", "a\nb", "a\x7f", "\xff", "\u0378"}) CHECK_FALSE(password_bytes(wrong));
  CHECK_FALSE(password_bytes(std::string(max_password_bytes + 1, 'a')));
}

TEST_CASE("a new password has ten characters, five different ones, and is not a name") {
  CHECK(new_password("four plain words", "anna", "herald"));
  CHECK(new_password("пароль-слов", "anna", "herald"));
  CHECK(fault(new_password("ninechars", "anna", "herald")).find("at least 10") != std::string::npos);
  CHECK(fault(new_password("aaaabbbbcccc", "anna", "herald")).find("5 different") != std::string::npos);
  CHECK_FALSE(new_password("Anna.Lindqvist", "anna.lindqvist", "herald"));
  CHECK_FALSE(new_password("the-evening-herald", "anna", "the-evening-herald"));
}

TEST_CASE("a reviewer is nothing else") {
  CHECK(checked_roles({Role::senior, Role::moderator, Role::senior}).value() ==
        std::vector{Role::moderator, Role::senior});
  CHECK(checked_roles({Role::reviewer}));
  CHECK_FALSE(checked_roles({Role::reviewer, Role::editor}));
  CHECK_FALSE(checked_roles({}));
  for (std::size_t i = 0; i < role_count; ++i) {
    const auto role = static_cast<Role>(i);
    CHECK(role_from(name(role)) == role);
  }
  CHECK_FALSE(role_from("owner"));
}

TEST_CASE("a session ends twelve hours after its last use and a week after it began") {
  StaffSession session{{}, {1}, at_ms(0), at_ms(0), ""};
  CHECK_FALSE(is_over(session, at_ms(0) + session_idle - Millis{1}));
  CHECK(is_over(session, at_ms(0) + session_idle));
  session.seen = at_ms(0) + session_longest - Millis{1};
  CHECK_FALSE(is_over(session, session.seen));
  CHECK(is_over(session, at_ms(0) + session_longest));
}

}  // namespace
}  // namespace comity::discussion

// Part of dice.h: what all random writes are drawn from, and those about people - staff, letters to them, accounts.
#pragma once

#include <random>

#include "store/desk.h"

namespace comity::store::sqlite {

using discussion::Actor;
using discussion::Deed;
using discussion::State;

// Small numbers, so that what one change names another has often made, and sometimes not.
class PeopleDice {
 public:
  explicit PeopleDice(std::uint32_t seed) : engine_(seed) {}

  Time now = at_ms(1'700'000'000'000);

 protected:
  template <class T>
  T pick(int below) {
    return static_cast<T>(engine_() % static_cast<std::uint32_t>(below));
  }
  bool chance(int one_in) { return pick<int>(one_in) == 0; }

  State state() { return static_cast<State>(pick<int>(6)); }
  StoryId story() { return {1 + (chance(5) ? 2 : pick<std::int64_t>(2))}; }
  CommentId comment() { return {1 + pick<std::int64_t>(7)}; }
  AuthorId author() { return {1 + pick<std::int64_t>(3)}; }
  DecisionId decision() { return {1 + pick<std::int64_t>(9)}; }
  std::int64_t revision() { return 1 + pick<std::int64_t>(3); }
  std::string word() { return {static_cast<char>('a' + pick<int>(4))}; }
  std::string url() { return "http://paper.example/" + word(); }
  discussion::Site site() { return Desk::a_site("paper-" + word()); }

  PersonId person() { return {1 + pick<std::int64_t>(3)}; }
  Key128 key() { return key_of(700 + pick<std::uint64_t>(4)); }
  std::optional<Key128> maybe_key() { return chance(2) ? std::nullopt : std::optional(key()); }
  std::vector<discussion::Role> roles() {
    using discussion::Role;
    return chance(2) ? std::vector{Role::moderator, Role::senior} : std::vector{Role::editor};
  }

  std::string credential() { return std::string(1 + pick<std::size_t>(2), '\0') + word(); }
  Write about_passkeys() {
    switch (pick<int>(8)) {
      case 0:
        return RenamePasskey{person(), credential(), word()};
      case 1:
      case 2:
        return UsePasskey{person(), credential(), pick<std::int64_t>(4)};
      case 3:
        return DoubtPasskey{person(), credential()};
      case 4:
        return chance(3) ? RemovePasskey{person(), {}} : RemovePasskey{person(), credential()};
      default: {
        discussion::Passkey p;
        p.person = person();
        p.credential = credential();
        p.public_key = word();
        p.count = pick<std::int64_t>(3);
        p.name = word();
        p.created = now;
        return AddPasskey{p, chance(2) ? std::vector<Key128>{} : std::vector{key_of(4), key_of(3)}, maybe_key()};
      }
    }
  }

  Write about_staff() {
    if (chance(4)) return about_passkeys();
    switch (pick<int>(14)) {
      case 0:
        return SetPerson{person(), word(), roles(), {}};
      case 1:
        return SetPerson{person(), {}, std::vector{discussion::Role::reviewer}, discussion::Case{story(), comment()}};
      case 2:
        return Invite{person(), key(), now + Millis{pick<std::int64_t>(2'000'000)}};
      case 3:
        return SetPassword{person(), "$argon2id$" + word(), maybe_key(), maybe_key()};
      case 4:
        return SetTotp{person(), std::string(20, 's'), pick<std::int64_t>(3), {key_of(2), key_of(1)}, maybe_key()};
      case 5:
        return TakeTotpStep{person(), pick<std::int64_t>(6)};
      case 6:
        return TakeRecoveryCode{person(), key_of(pick<std::uint64_t>(3))};
      case 7:
        return NoteFailure{person()};
      case 8:
        return AddSession{{key(), person(), now, now, word(), pick<discussion::Way>(7)}};
      case 9:
        return TouchSession{key()};
      case 10:
        return EndSessions{person(), maybe_key(), maybe_key()};
      case 11:
        return chance(4) ? Write(RemovePerson{person()}) : Write(NoteFailure{person()});
      default: {
        discussion::Person p;
        p.id = person();
        p.name = word();
        p.roles = roles();
        p.created = now;
        return AddPerson{p};
      }
    }
  }

  discussion::ContactId contact() { return {1 + pick<std::int64_t>(4)}; }
  discussion::LetterId letter() { return {1 + pick<std::int64_t>(4)}; }
  Write about_letters() {
    switch (pick<int>(14)) {
      case 0:
      case 1:
        return ConfirmContact{contact()};
      case 2:
        return SetContact{contact(), discussion::Wants{chance(2), chance(2), chance(4)}, {}};
      case 3:
        return chance(3) ? Write(RemoveContact{contact()}) : Write(SetContact{contact(), {}, word()});
      case 4:
        return TryLetter{letter(), now + Millis{pick<std::int64_t>(200'000)}};
      case 5:
        return PostponeLetter{letter(), now + Millis{pick<std::int64_t>(200'000)}};
      case 6:
        return LetterSent{letter()};
      case 7:
        return chance(3) ? Write(UseLetter{letter()}) : Write(GiveUpLetter{letter()});
      case 8:
        return TidyLetters{now - Millis{1'000'000}, now - Millis{1'000'000}};
      case 9:
      case 10:
      case 11: {
        discussion::Letter l;
        l.id = letter();
        l.kind = pick<discussion::LetterKind>(3);
        l.to = contact();
        l.language = word();
        if (chance(2)) l.story = story(), l.comment = comment();
        l.about = pick<std::int64_t>(2);
        l.link = key();
        l.queued = l.next_try = now;
        return QueueLetter{l};
      }
      default: {
        discussion::Contact c;
        c.id = contact();
        c.owner = chance(3) ? discussion::owner(person()) : discussion::owner(author());
        if (c.owner.kind == discussion::OwnerKind::author && chance(3)) c.only = discussion::Case{story(), comment()};
        c.wants.daily = c.owner.kind == discussion::OwnerKind::staff && chance(2);
        c.address = word() + "@paper.example";
        c.language = "en";
        c.added = now;
        return AddContact{c};
      }
    }
  }

  Write about_accounts() {
    switch (pick<int>(13)) {
      case 0:
      case 1:
        return OpenAccount{author(), key_of(900 + pick<std::uint64_t>(6)), key(), key()};
      case 2:
        return SetReaderPassword{author(), chance(3) ? "" : "$argon2id$" + word(), maybe_key()};
      case 3:
      case 4:
        return AddReaderSession{{key(), author(), now, now, word()}};
      case 5:
        return TouchReaderSession{key()};
      case 6:
        return EndReaderSessions{author(), maybe_key(), maybe_key()};
      case 7:
      case 8:
        return Mute{author(), story(), comment()};
      case 9:
        return chance(2) ? Write(Unmute{author(), author()})
                         : Write(ForgetAccounts{now - Millis{500'000}, now - Millis{500'000}});
      case 10: {
        const std::string name = word();
        return RenameAccount{author(), name, name};
      }
      default: {
        discussion::Account a;
        a.author = author();
        a.name = a.look = word();
        a.created = now;
        return AddAccount{a};
      }
    }
  }

 private:
  std::mt19937 engine_;
};

}  // namespace comity::store::sqlite

#include "store/sqlite/reads.h"

namespace comity::store::sqlite {
namespace {

using discussion::Contact;
using discussion::Letter;

constexpr const char* contact_columns =
    "c.site_id, c.contact_id, c.owner_kind, c.owner_id, c.only_story, c.only_comment, c.address, c.language, "
    "c.decisions, c.replies, c.daily, c.added_ms, c.confirmed_ms FROM contact c ";

Contact read_contact(const Query& row) {
  Contact c;
  c.site = {row.integer(0)};
  c.id = {row.integer(1)};
  const auto kind = discussion::owner_kind_from(row.text(2));
  if (!kind) throw corrupt("an unknown word stands for whose an address is");
  c.owner = {*kind, row.integer(3)};
  if (!row.is_null(4)) c.only = discussion::Case{{row.integer(4)}, {row.integer(5)}};
  c.address = row.text(6);
  c.language = row.text(7);
  c.wants = {row.integer(8) != 0, row.integer(9) != 0, row.integer(10) != 0};
  c.added = row.time(11);
  c.confirmed = row.maybe_time(12);
  return c;
}

constexpr const char* letter_columns =
    "l.site_id, l.letter_id, l.kind, l.contact_id, l.language, l.story_id, l.comment_id, l.about, l.link, l.queued_ms, "
    "l.tried, l.last_try_ms, l.next_try_ms, l.sent_ms, l.given_up_ms, l.recalled FROM letter l ";

Letter read_letter(const Query& row) {
  Letter l;
  l.site = {row.integer(0)};
  l.id = {row.integer(1)};
  const auto kind = discussion::letter_kind_from(row.text(2));
  if (!kind) throw corrupt("an unknown word stands for what a letter is");
  l.kind = *kind;
  l.to = {row.integer(3)};
  l.language = row.text(4);
  l.story = {row.integer(5)};
  l.comment = {row.integer(6)};
  l.about = row.integer(7);
  l.link = row.key128(8);
  l.queued = row.time(9);
  l.tried = row.integer(10);
  l.last_try = row.maybe_time(11);
  l.next_try = row.time(12);
  l.sent = row.maybe_time(13);
  l.given_up = row.maybe_time(14);
  l.recalled = row.integer(15) != 0;
  return l;
}

template <class... Values>
std::vector<Contact> contacts_where(Connection& c, const std::string& sql, const Values&... values) {
  Query query(c, sql, values...);
  std::vector<Contact> out;
  while (query.step()) out.push_back(read_contact(query));
  return out;
}

template <class... Values>
std::vector<Letter> letters_where(Connection& c, const std::string& sql, const Values&... values) {
  Query query(c, sql, values...);
  std::vector<Letter> out;
  while (query.step()) out.push_back(read_letter(query));
  return out;
}

template <class T>
Result<T> the_one(std::vector<T> found, std::string_view what) {
  if (found.empty()) return fail(Error::Code::not_found, "no such " + std::string(what));
  return std::move(found.front());
}

const std::string contact_select = std::string("SELECT ") + contact_columns + "WHERE c.site_id = ? AND ";
const std::string letter_select = std::string("SELECT ") + letter_columns + "WHERE l.site_id = ? AND ";

}  // namespace

Result<Contact> contact_by_id(Connection& c, SiteId site, discussion::ContactId id) {
  static const std::string sql = contact_select + "c.contact_id = ?";
  return the_one(contacts_where(c, sql, site, id), "contact");
}

std::vector<Contact> contacts_of(Connection& c, SiteId site, discussion::ContactOwner owner) {
  static const std::string sql = contact_select + "c.owner_kind = ? AND c.owner_id = ? ORDER BY c.contact_id";
  return contacts_where(c, sql, site, name(owner.kind), owner.id);
}

std::vector<Contact> contacts_at(Connection& c, SiteId site, std::string_view address) {
  static const std::string sql =
      contact_select +
      "c.address = ? AND c.confirmed_ms IS NOT NULL AND c.only_story IS NULL AND (c.owner_kind = 'staff' OR "
      "(c.owner_kind = 'author' AND EXISTS "
      "(SELECT 1 FROM author a WHERE a.site_id = c.site_id AND a.author_id = c.owner_id AND a.kind = 'account'))) "
      "ORDER BY c.contact_id";
  return contacts_where(c, sql, site, address);
}

std::vector<Contact> daily_contacts(Connection& c, SiteId site) {
  static const std::string sql =
      contact_select + "c.owner_kind = 'staff' AND c.daily = 1 AND c.confirmed_ms IS NOT NULL ORDER BY c.contact_id";
  return contacts_where(c, sql, site);
}

Result<Letter> letter_by_id(Connection& c, SiteId site, discussion::LetterId id) {
  static const std::string sql = letter_select + "l.letter_id = ?";
  return the_one(letters_where(c, sql, site, id), "letter");
}

Result<Letter> letter_by_link(Connection& c, SiteId site, const Key128& link_hash) {
  static const std::string sql = letter_select + "l.link = ?";
  return the_one(letters_where(c, sql, site, link_hash), "letter");
}

std::vector<Letter> due_letters(Connection& c, SiteId site, Time now, std::size_t limit) {
  static const std::string sql = letter_select +
                                 "l.sent_ms IS NULL AND l.given_up_ms IS NULL AND l.next_try_ms <= ? ORDER BY "
                                 "l.next_try_ms, l.letter_id LIMIT ?";
  return letters_where(c, sql, site, now, limit);
}

std::int64_t letters_to(Connection& c, SiteId site, std::string_view address, Time since) {
  Query query(c,
              "SELECT count(*) FROM contact c JOIN letter l ON l.site_id = c.site_id AND l.contact_id = c.contact_id "
              "WHERE c.site_id = ? AND c.address = ? AND l.last_try_ms >= ?",
              site, address, since);
  return query.step() ? query.integer(0) : 0;
}

std::int64_t waiting_letters(Connection& c, SiteId site) {
  Query query(c, "SELECT count(*) FROM letter WHERE site_id = ? AND sent_ms IS NULL AND given_up_ms IS NULL", site);
  return query.step() ? query.integer(0) : 0;
}

std::vector<Letter> some_letters(Connection& c, SiteId site, discussion::LetterId after, std::size_t limit) {
  static const std::string sql = letter_select + "l.letter_id > ? ORDER BY l.letter_id LIMIT ?";
  return letters_where(c, sql, site, after, limit);
}

}  // namespace comity::store::sqlite

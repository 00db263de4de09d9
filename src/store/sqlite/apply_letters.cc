// Addresses that were left, and the letters to them. None of it changes what readers see.
#include "store/sqlite/applying.h"

namespace comity::store::sqlite {

using discussion::Contact;
using discussion::ContactId;
using discussion::LetterId;
using discussion::OwnerKind;

namespace {

std::optional<std::int64_t> story_of(const std::optional<discussion::Case>& only) {
  return only ? std::optional(only->story.value) : std::nullopt;
}
std::optional<std::int64_t> comment_of(const std::optional<discussion::Case>& only) {
  return only ? std::optional(only->comment.value) : std::nullopt;
}

}  // namespace

bool Applying::contact_is_there(ContactId contact) {
  Query query(db_, "SELECT 1 FROM contact WHERE site_id = ? AND contact_id = ?", site_, contact);
  return query.step();
}

void Applying::remove_contact(ContactId contact) {
  Query(db_, "DELETE FROM letter WHERE site_id = ? AND contact_id = ?", site_, contact).run();
  Query(db_, "DELETE FROM contact WHERE site_id = ? AND contact_id = ?", site_, contact).run();
}

void Applying::erase_contacts(const discussion::ContactOwner& owner) {
  std::vector<ContactId> gone;
  {
    Query query(db_, "SELECT contact_id FROM contact WHERE site_id = ? AND owner_kind = ? AND owner_id = ?", site_,
                name(owner.kind), owner.id);
    while (query.step()) gone.push_back({query.integer(0)});
  }
  for (const ContactId contact : gone) remove_contact(contact);
}

void Applying::erase_contacts(AuthorId author, std::optional<CommentPlace> only) {
  std::vector<ContactId> gone;
  {
    Query query(db_,
                "SELECT contact_id FROM contact WHERE site_id = ?1 AND owner_kind = 'author' AND owner_id = ?2 AND (?3 "
                "IS NULL OR (only_story = ?3 AND only_comment = ?4))",
                site_, author, only ? std::optional(only->story) : std::nullopt,
                only ? std::optional(only->comment) : std::nullopt);
    while (query.step()) gone.push_back({query.integer(0)});
  }
  for (const ContactId contact : gone) remove_contact(contact);
}

Done Applying::letter_waits(LetterId letter) {
  Query query(db_, "SELECT sent_ms IS NULL AND given_up_ms IS NULL FROM letter WHERE site_id = ? AND letter_id = ?",
              site_, letter);
  if (!query.step()) return missing("no such letter");
  if (query.integer(0) == 0) return conflict("the letter was sent or given up");
  return {};
}

Done Applying::apply(const AddContact& w) {
  const Contact& c = w.contact;
  if (c.owner.kind == OwnerKind::author) {
    Query query(db_, "SELECT 1 FROM author WHERE site_id = ? AND author_id = ?", site_, c.owner.id);
    if (!query.step()) return missing("no such author");
  }
  if (c.owner.kind == OwnerKind::staff && !person_is_there({c.owner.id})) return missing("no such person");
  if (c.only && !comment_is_there(c.only->story, c.only->comment)) return missing("no such comment");
  if (contact_is_there(c.id)) return conflict("a contact with this id is there already");
  {
    Query query(db_, "SELECT count(*) FROM contact WHERE site_id = ? AND owner_kind = ? AND owner_id = ?", site_,
                name(c.owner.kind), c.owner.id);
    if (query.step() && query.integer(0) >= static_cast<std::int64_t>(discussion::most_contacts))
      return conflict("the owner has too many addresses");
  }
  Query(db_,
        "INSERT INTO contact (site_id, contact_id, owner_kind, owner_id, only_story, only_comment, address, language, "
        "decisions, replies, daily, added_ms, confirmed_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        site_, c.id, name(c.owner.kind), c.owner.id, story_of(c.only), comment_of(c.only), c.address, c.language,
        c.wants.decisions, c.wants.replies, c.wants.daily, c.added, c.confirmed)
      .run();
  return {};
}

Done Applying::apply(const ConfirmContact& w) {
  std::vector<ContactId> others;
  {
    Query query(db_, "SELECT confirmed_ms IS NOT NULL FROM contact WHERE site_id = ? AND contact_id = ?", site_,
                w.contact);
    if (!query.step()) return missing("no such contact");
    if (query.integer(0) != 0) return {};
  }
  {
    Query query(
        db_,
        "SELECT 1 FROM contact c JOIN author a ON a.site_id = c.site_id AND a.author_id = c.owner_id AND a.kind "
        "= 'account' JOIN contact o ON o.site_id = c.site_id AND o.address = c.address AND o.owner_kind = "
        "'author' AND o.owner_id <> c.owner_id AND o.confirmed_ms IS NOT NULL AND o.only_story IS NULL JOIN "
        "author b ON b.site_id = o.site_id AND b.author_id = o.owner_id AND b.kind = 'account' WHERE c.site_id "
        "= ? AND c.contact_id = ? AND c.owner_kind = 'author' AND c.only_story IS NULL",
        site_, w.contact);
    if (query.step()) return conflict("another account has this address");
  }
  {
    Query query(db_,
                "SELECT o.contact_id FROM contact c JOIN contact o ON o.site_id = c.site_id AND o.owner_kind = "
                "c.owner_kind AND o.owner_id = c.owner_id AND o.only_story IS c.only_story AND o.only_comment IS "
                "c.only_comment WHERE c.site_id = ?1 AND c.contact_id = ?2 AND o.contact_id <> ?2",
                site_, w.contact);
    while (query.step()) others.push_back({query.integer(0)});
  }
  for (const ContactId other : others) remove_contact(other);
  Query(db_, "UPDATE contact SET confirmed_ms = ? WHERE site_id = ? AND contact_id = ?", change_.at, site_, w.contact)
      .run();
  return {};
}

Done Applying::apply(const SetContact& w) {
  {
    Query query(db_, "SELECT owner_kind FROM contact WHERE site_id = ? AND contact_id = ?", site_, w.contact);
    if (!query.step()) return missing("no such contact");
    if (w.wants && w.wants->daily && query.text(0) != name(OwnerKind::staff))
      return fail(Error::Code::invalid, "SetContact: the daily letter is the staff's");
  }
  if (w.wants)
    Query(db_, "UPDATE contact SET decisions = ?, replies = ?, daily = ? WHERE site_id = ? AND contact_id = ?",
          w.wants->decisions, w.wants->replies, w.wants->daily, site_, w.contact)
        .run();
  if (w.language)
    Query(db_, "UPDATE contact SET language = ? WHERE site_id = ? AND contact_id = ?", *w.language, site_, w.contact)
        .run();
  return {};
}

Done Applying::apply(const RemoveContact& w) {
  remove_contact(w.contact);
  return {};
}

Done Applying::apply(const QueueLetter& w) {
  const discussion::Letter& l = w.letter;
  CommentId about = l.comment;
  if (l.story && !about) {
    if (last_added_.first != l.story)
      return fail(Error::Code::invalid, "QueueLetter: the change adds no comment and the letter names none");
    about = last_added_.second;
  }
  if (!contact_is_there(l.to)) return {};
  {
    Query query(db_,
                "SELECT 1 FROM letter WHERE site_id = ? AND contact_id = ? AND kind = ? AND story_id = ? AND "
                "comment_id = ? AND about = ? AND given_up_ms IS NULL",
                site_, l.to, name(l.kind), l.story, about, l.about);
    if (query.step()) return {};
  }
  Query(db_,
        "DELETE FROM letter WHERE site_id = ? AND contact_id = ? AND kind = ? AND story_id = ? AND comment_id = ? AND "
        "about = ?",
        site_, l.to, name(l.kind), l.story, about, l.about)
      .run();
  // Its unique constraints say `conflict`: the id and the link.
  Query(db_,
        "INSERT INTO letter (site_id, letter_id, kind, contact_id, language, story_id, comment_id, about, link, "
        "queued_ms, next_try_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        site_, l.id, name(l.kind), l.to, l.language, l.story, about, l.about, l.link, l.queued, l.next_try)
      .run();
  return {};
}

Done Applying::apply(const TryLetter& w) {
  COMITY_CHECK(letter_waits(w.letter));
  Query(db_,
        "UPDATE letter SET tried = tried + 1, last_try_ms = ?, next_try_ms = ?, recalled = 0 WHERE site_id = ? AND "
        "letter_id = ?",
        change_.at, w.next, site_, w.letter)
      .run();
  return {};
}

void Applying::recall_letters(StoryId story, CommentId comment) {
  Query(db_,
        "UPDATE letter SET recalled = 1 WHERE site_id = ? AND story_id = ? AND story_id <> 0 AND comment_id = ? AND "
        "tried > 0 AND kind <> 'confirm'",
        site_, story, comment)
      .run();
}

Done Applying::apply(const PostponeLetter& w) {
  COMITY_CHECK(letter_waits(w.letter));
  Query(db_, "UPDATE letter SET next_try_ms = ? WHERE site_id = ? AND letter_id = ?", w.until, site_, w.letter).run();
  return {};
}

Done Applying::apply(const LetterSent& w) {
  COMITY_CHECK(letter_waits(w.letter));
  Query(db_, "UPDATE letter SET sent_ms = ? WHERE site_id = ? AND letter_id = ?", change_.at, site_, w.letter).run();
  return {};
}

Done Applying::apply(const GiveUpLetter& w) {
  COMITY_CHECK(letter_waits(w.letter));
  Query(db_, "UPDATE letter SET given_up_ms = ? WHERE site_id = ? AND letter_id = ?", change_.at, site_, w.letter)
      .run();
  return {};
}

Done Applying::apply(const UseLetter& w) {
  Query(db_, "DELETE FROM letter WHERE site_id = ? AND letter_id = ?", site_, w.letter).run();
  return db_.changed_rows() != 0 ? Done() : missing("no such letter");
}

Done Applying::apply(const TidyLetters& w) {
  std::vector<ContactId> old;
  {
    Query query(db_, "SELECT contact_id FROM contact WHERE site_id = ? AND confirmed_ms IS NULL AND added_ms < ?",
                site_, w.contacts_before);
    while (query.step()) old.push_back({query.integer(0)});
  }
  for (const ContactId contact : old) remove_contact(contact);
  Query(db_, "DELETE FROM letter WHERE site_id = ? AND coalesce(sent_ms, given_up_ms) < ?", site_, w.letters_before)
      .run();
  return {};
}

}  // namespace comity::store::sqlite

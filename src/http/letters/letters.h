// Letters, one file for each kind of them: what is stored now becomes words. Nothing is kept of them.
#pragma once

#include <optional>
#include <string>

#include "actions/letters.h"
#include "http/app.h"
#include "http/letters/words.h"

namespace comity::http {

struct LetterPlace {
  App& app;
  const discussion::Site& site;
  const discussion::Contact& contact;
  const discussion::Letter& letter;
  std::string base;  // "https://talk.example.org": put before every address
  std::string lang;  // a catalogue's tag
  std::string link;  // of the page where its reader confirms, changes or stops; without ?lang=

  std::string page(std::string_view path) const;  // base and path, in the letter's language
};

// Nothing: there is nothing to tell any more (withdrawn, erased, taken back, not wanted).
using MaybeWords = Result<std::optional<LetterWords>>;
MaybeWords letter_words(const LetterPlace& place);

MaybeWords confirm_letter(const LetterPlace& place);
MaybeWords sign_in_letter(const LetterPlace& place);
MaybeWords decision_letter(const LetterPlace& place);
MaybeWords appeal_letter(const LetterPlace& place);
MaybeWords reply_letter(const LetterPlace& place);
MaybeWords daily_letter(const LetterPlace& place);
MaybeWords report_receipt_letter(const LetterPlace& place);
MaybeWords report_letter(const LetterPlace& place);

// The small print below: why they have it, and the link that changes or stops it.
void write_foot(LetterWriter& w, const LetterPlace& place);

// "/reader/herald/in/AAAA...": behind the link that signs in.
std::string sign_in_link_path(const discussion::Site& site, const Key128& token);
// "/letters/herald/AAAA...": the page behind the links.
std::string letter_path(const discussion::Site& site, const Key128& token);

}  // namespace comity::http

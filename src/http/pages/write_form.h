// The form a comment is written in: on the story's page, under one comment as a reply, and again when something was
// not right with what was sent.
#pragma once

#include <cstdint>
#include <string>

#include "actions/find_story.h"
#include "http/html.h"
#include "http/pages/reader.h"
#include "policy/policy.h"

namespace comity::http {

inline constexpr std::string_view trap_field = "website";  // people leave it empty

struct WriteForm {
  Reader reader;
  std::string base;     // put before every address; '' on our own pages
  std::string action;   // "/s/herald/harbour"
  std::string policy;   // "/policy/herald"
  std::string account;  // "/reader/herald": where readers may have accounts; '' they have none
  const policy::Compiled* rules = nullptr;
  std::string url, title, language;  // of a story that is not there yet; '' otherwise
  std::int64_t reply_to = 0;
  std::string name, text;  // as sent before
  std::string error;       // what was wrong with it, as plain text; '' nothing
  bool trap_seen = false;  // show the field that must stay empty: somebody filled it
  int heading = 3;         // its level, below what stands above the form
  bool intro = true;       // with the policy's sentence and the rules' titles
};

// One field of a form, as all pages write it.
void write_name_field(HtmlWriter& w, std::string_view lang, std::string_view name, bool accounts);
void write_text_field(HtmlWriter& w, std::string_view lang, std::string_view text, bool read_only = false);

void write_form(HtmlWriter& w, const WriteForm& form);

}  // namespace comity::http

// What the pages around signing in share: fields, notes, and whether anybody may sign in this way at all.
#pragma once

#include <string>
#include <string_view>

#include "http/pages/frame.h"

namespace comity::http {

struct Field {
  std::string_view id, type, autocomplete, label;
  std::string_view value{}, help{};
  std::int64_t most = 200;
};
void write_field(HtmlWriter& w, const Field& field);
void write_submit(HtmlWriter& w, std::string_view label);
void write_fault(HtmlWriter& w, std::string_view text);  // nothing for ''
// Opens a form that posts to `action`, with its CSRF field if `csrf` is not ''.
void open_form(HtmlWriter& w, std::string_view action, std::string_view csrf);

// The page instead of a form for a password, where the password could be read on its way: why, and what the operator
// puts in front.
Response not_private_page(Frame frame);

}  // namespace comity::http

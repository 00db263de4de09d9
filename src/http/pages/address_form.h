// On an author's own page: where letters about the comment go, and the form to leave an address for them.
#pragma once

#include <string>
#include <string_view>

#include "http/app.h"
#include "http/forms.h"
#include "http/html.h"
#include "http/pages/reader.h"

namespace comity::http {

// `action`: where the form posts. `typed`: an address that could not be taken, so that it is not lost. Nothing for a
// comment without an author (imported).
void write_address_form(HtmlWriter& w, App& app, const discussion::Comment& comment, const Reader& reader,
                        std::string_view action, std::string_view typed);

// The boxes for what is wanted, checked as in `wants`; and read back.
void write_wants(HtmlWriter& w, const discussion::Contact& contact, std::string_view lang);
discussion::Wants wants_in(const Form& form);

// "a…@example.org": enough to know one's own again.
std::string masked(std::string_view address);

}  // namespace comity::http

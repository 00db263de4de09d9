// Tables as text: RFC 4180, UTF-8, a comma between fields and CRLF behind each row.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace comity {

// A field with a comma, a quotation mark or a line end is quoted. One that a spreadsheet would take for a formula gets
// an apostrophe before it.
std::string csv_field(std::string_view text);

void append_csv_row(std::string& out, std::span<const std::string> fields);

}  // namespace comity

// Files that pages link, compiled in: styles and the icon, whose addresses hold a hash of their bytes, so that they may
// be kept for ever; and the widget, whose address never changes.
#pragma once

#include <string>
#include <string_view>

#include "http/message.h"

namespace comity::http {

// "page.css" -> "/assets/page.4f1c0d2e9a3b.css"; '' for a name that is not there.
std::string_view asset_path(std::string_view name);

// The widget's script; '' when the program was built without it.
std::string_view widget_path();

// GET /assets/{file} and /widget.js, coded as the reader likes: a year for what cannot change under its address, five
// minutes for the widget's script; 304; 404.
Response asset_answer(const Request& request);

}  // namespace comity::http

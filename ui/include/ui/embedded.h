// The widget and its texts as the ui build wrote them, compiled into the program.
//
// Paths are the public addresses without the leading '/': "widget.js" (short cache, ETag: its address never
// changes) and "assets/messages.<lang>.json" (asked for with ?v=HASH: may be cached for a year). Both are read
// from publishers' pages and need `Access-Control-Allow-Origin: *`. Empty when built with COMITY_WIDGET=OFF.
#pragma once

#include <vector>

#include "base/embedded.h"

namespace comity::ui {

const std::vector<base::EmbeddedFile>& embedded();

}  // namespace comity::ui

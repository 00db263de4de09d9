// A text as a QR code, drawn as SVG: for what is carried from one screen to another's camera.
#pragma once

#include <string_view>

#include "http/html.h"

namespace comity::http {

// Black on white in every colour scheme (cameras ask for it), with the quiet zone of four modules that ISO/IEC 18004
// asks for, error correction M; `label` is its accessible name. Empty where `text` is longer than a code holds (2,331
// bytes): the page says the same in words.
Html qr_svg(std::string_view text, std::string_view label);

}  // namespace comity::http

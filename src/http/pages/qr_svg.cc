#include "http/pages/qr_svg.h"

#include <qrencode.h>

#include <memory>
#include <string>

namespace comity::http {

Html qr_svg(std::string_view text, std::string_view label) {
  using Code = std::unique_ptr<QRcode, decltype(&QRcode_free)>;
  const Code code(QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()),
                                    0, QR_ECLEVEL_M),
                  &QRcode_free);
  if (!code) return {};
  constexpr int quiet = 4;  // modules around it
  const auto is_dark = [&](int x, int y) { return (code->data[y * code->width + x] & 1) != 0; };
  std::string path;
  for (int y = 0; y < code->width; ++y) {
    for (int x = 0; x < code->width; ++x) {
      if (!is_dark(x, y)) continue;
      const int begin = x;
      while (x + 1 < code->width && is_dark(x + 1, y)) ++x;
      path += "M" + std::to_string(begin + quiet) + " " + std::to_string(y + quiet) + "h" +
              std::to_string(x + 1 - begin) + "v1H" + std::to_string(begin + quiet) + "z";
    }
  }
  const std::string size = std::to_string(code->width + 2 * quiet);
  Html out;
  HtmlWriter w(out.markup);
  w.open("svg", "cd-qr").attribute("role", "img").attribute("aria-label", label);
  w.attribute("viewBox", "0 0 " + size + " " + size).attribute("width", 232).attribute("height", 232);
  w.attribute("shape-rendering", "crispEdges");
  w.open("rect").attribute("width", size).attribute("height", size).attribute("fill", "#fff").close("rect");
  w.open("path").attribute("fill", "#000").attribute("d", path).close("path");
  w.close("svg");
  return out;
}

}  // namespace comity::http

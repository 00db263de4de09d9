#include "http/pages/assets.h"

#include <array>
#include <map>
#include <mutex>

#include "base/crypto.h"
#include "base/embedded.h"
#include "http/codings.h"

namespace comity::styles {
const std::vector<base::EmbeddedFile>& embedded();
}

// ui/include/ui/embedded.h: outside the rooms, built by Node.js.
namespace comity::ui {
const std::vector<base::EmbeddedFile>& embedded();
}

namespace comity::http {
namespace {

std::string_view type_of(std::string_view name) {
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  if (name.ends_with(".svg")) return "image/svg+xml";
  if (name.ends_with(".json")) return "application/json";
  return "text/javascript; charset=utf-8";
}

// Never changes while the program runs, so each coding is made once, for whoever first asks for it, as small as it
// gets.
class Asset {
 public:
  Asset(std::string where, std::string_view name, std::string_view how_long, std::string_view what)
      : path(std::move(where)),
        etag(to_hex(sha256(what)).substr(0, 20)),
        content_type(type_of(name)),
        caching(how_long),
        bytes_(what) {}

  const std::string path;
  const std::string etag;  // without its quotes
  const std::string_view content_type;
  const std::string_view caching;

  const SharedBytes& coded(Coding coding) const {
    Slot& slot = slots_[static_cast<std::size_t>(coding)];
    std::call_once(slot.once,
                   [&] { slot.bytes = std::make_shared<const std::string>(encoded(bytes_, coding, Effort::most)); });
    return slot.bytes;
  }

 private:
  struct Slot {
    std::once_flag once;
    SharedBytes bytes;
  };
  std::string_view bytes_;
  mutable std::array<Slot, codings> slots_;
};

constexpr std::string_view for_ever = "public, max-age=31536000, immutable";
// A new server's script reaches publishers' pages within five minutes.
constexpr std::string_view for_a_while = "public, max-age=300, stale-while-revalidate=86400";

// By the name that our source uses.
const std::map<std::string, Asset, std::less<>>& assets() {
  static const auto all = [] {
    std::map<std::string, Asset, std::less<>> found;
    for (const base::EmbeddedFile& file : styles::embedded()) {
      const std::size_t dot = file.path.rfind('.');
      const std::string hash = to_hex(sha256(file.bytes)).substr(0, 12);
      const std::string path =
          "/assets/" + std::string(file.path.substr(0, dot)) + "." + hash + std::string(file.path.substr(dot));
      found.try_emplace(std::string(file.path), path, file.path, for_ever, file.bytes);
    }
    for (const base::EmbeddedFile& file : ui::embedded()) {
      // The widget asks for its texts with their hash in the query.
      const std::string_view caching = file.path.starts_with("assets/") ? for_ever : for_a_while;
      std::string path = "/" + std::string(file.path);
      if (file.path.starts_with("assets/") && file.path.ends_with(".js"))
        path = path.substr(0, path.size() - 2) + to_hex(sha256(file.bytes)).substr(0, 12) + ".js";
      found.try_emplace(std::string(file.path), std::move(path), file.path, caching, file.bytes);
    }
    return found;
  }();
  return all;
}

}  // namespace

std::string_view asset_path(std::string_view name) {
  const auto found = assets().find(name);
  return found == assets().end() ? std::string_view() : std::string_view(found->second.path);
}

std::string_view widget_path() { return asset_path("widget.js"); }

Response asset_answer(const Request& request) {
  for (const auto& [name, asset] : assets()) {
    if (asset.path != request.path) continue;
    const Coding coding = best_coding(request.header("accept-encoding"));
    const std::string etag =
        "\"" + asset.etag + (coding == Coding::identity ? "" : "-" + std::string(http::name(coding))) + "\"";
    Response response;
    // Publishers' pages read these: the style, the widget, its texts.
    response.set("Access-Control-Allow-Origin", "*").set("Cross-Origin-Resource-Policy", "cross-origin");
    response.set("ETag", etag).set("Vary", "Accept-Encoding").set("Cache-Control", asset.caching);
    if (none_match_has(request.header("if-none-match"), etag)) {
      response.status = 304;
      return response;
    }
    response.set("Content-Type", asset.content_type);
    if (coding != Coding::identity) response.set("Content-Encoding", http::name(coding));
    response.shared = asset.coded(coding);
    return response;
  }
  return problem(404, "not_found", "There is no such file; its name changes with its contents.", request);
}

}  // namespace comity::http

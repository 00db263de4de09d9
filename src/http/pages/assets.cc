#include "http/pages/assets.h"

#include <map>

#include "base/crypto.h"
#include "base/embedded.h"

namespace comity::styles {
const std::vector<base::EmbeddedFile>& embedded();
}

namespace comity::http {
namespace {

struct Asset {
  std::string path;
  std::string_view content_type;
  std::string_view bytes;
};

std::string_view type_of(std::string_view name) {
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  if (name.ends_with(".svg")) return "image/svg+xml";
  return "text/javascript; charset=utf-8";
}

const std::map<std::string, Asset, std::less<>>& assets() {
  static const auto all = [] {
    std::map<std::string, Asset, std::less<>> found;
    for (const base::EmbeddedFile& file : styles::embedded()) {
      const std::size_t dot = file.path.rfind('.');
      const std::string hash = to_hex(sha256(file.bytes)).substr(0, 12);
      const std::string path =
          "/assets/" + std::string(file.path.substr(0, dot)) + "." + hash + std::string(file.path.substr(dot));
      found.emplace(file.path, Asset{path, type_of(file.path), file.bytes});
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

Response asset_answer(const Request& request) {
  for (const auto& [name, asset] : assets()) {
    if (asset.path != request.path) continue;
    Response response;
    response.body = asset.bytes;
    response.set("Content-Type", asset.content_type).set("Cache-Control", "public, max-age=31536000, immutable");
    // Publishers link the discussion's style from pages of their own.
    response.set("X-Content-Type-Options", "nosniff").set("Access-Control-Allow-Origin", "*");
    return response;
  }
  return problem(404, "not_found", "There is no such file; its name changes with its contents.", request);
}

}  // namespace comity::http

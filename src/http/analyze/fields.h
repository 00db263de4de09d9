// One JSON object of a request, its fields taken by name; the first mistake is remembered.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "http/analyze/errors.h"

namespace comity::http::analyze {

class Fields {
 public:
  // `path`: where the object stands, "comment"; '' for the body itself. Mistakes go to the body's own.
  Fields(const json::Value& value, std::string path, std::string& mistake);
  ~Fields() = default;
  Fields(const Fields&) = delete;
  Fields& operator=(const Fields&) = delete;

  // Null when it is not there, or null. Names as in JSON.
  const json::Value* take(std::string_view name);
  std::string text(std::string_view name);
  bool truth(std::string_view name);
  std::string where(std::string_view name) const;  // "comment.type"
  void wrong(std::string_view name, std::string_view type);
  void nothing_else();  // a field that nobody took is a mistake

 private:
  const json::Object* object_ = nullptr;
  std::string path_;
  std::string& mistake_;
  std::vector<std::string> taken_;
};

}  // namespace comity::http::analyze

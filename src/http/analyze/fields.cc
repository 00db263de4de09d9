#include "http/analyze/fields.h"

#include <algorithm>

namespace comity::http::analyze {
namespace {

// "client_token" is "clientToken".
std::string in_json(std::string_view name) {
  std::string out;
  bool up = false;
  for (const char c : name) {
    if (c == '_') {
      up = true;
      continue;
    }
    out += up && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    up = false;
  }
  return out;
}

}  // namespace

Fields::Fields(const json::Value& value, std::string path, std::string& mistake)
    : object_(value.object()), path_(std::move(path)), mistake_(mistake) {
  if (object_ == nullptr && mistake_.empty()) {
    mistake_ = path_.empty() ? "Root element must be a message." : "Invalid value at '" + path_ + "' (message).";
  }
}

const json::Value* Fields::take(std::string_view name) {
  taken_.emplace_back(name);
  if (object_ == nullptr) return nullptr;
  for (const auto& [key, value] : *object_) {
    if (key == name || in_json(key) == name) return value.is_null() ? nullptr : &value;
  }
  return nullptr;
}

std::string Fields::text(std::string_view name) {
  const json::Value* value = take(name);
  if (value == nullptr) return {};
  if (value->string() != nullptr) return *value->string();
  wrong(name, "TYPE_STRING");
  return {};
}

bool Fields::truth(std::string_view name) {
  const json::Value* value = take(name);
  if (value == nullptr) return false;
  if (value->boolean() != nullptr) return *value->boolean();
  wrong(name, "TYPE_BOOL");
  return false;
}

std::string Fields::where(std::string_view name) const {
  return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
}

void Fields::wrong(std::string_view name, std::string_view type) {
  if (mistake_.empty()) mistake_ = "Invalid value at '" + where(name) + "' (" + std::string(type) + ").";
}

void Fields::nothing_else() {
  if (object_ == nullptr || !mistake_.empty()) return;
  for (const auto& [key, value] : *object_) {
    if (std::find(taken_.begin(), taken_.end(), in_json(key)) != taken_.end()) continue;
    mistake_ = "Unknown name \"" + key.substr(0, 100) + "\"" + (path_.empty() ? "" : " at '" + path_ + "'") +
               ": Cannot find field.";
    return;
  }
}

}  // namespace comity::http::analyze

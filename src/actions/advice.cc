#include "actions/advice.h"

#include <charconv>

namespace comity::actions {
namespace {

std::string minutes(Time t) { return std::to_string(to_ms(t) / 60'000); }

// Each part with its length before it, so that no two different requests run together to the same bytes.
Key128 sealed(const World& world, const Advised& about, const std::optional<Key128>& guest, std::string_view minute) {
  std::string bytes = "advice";
  const auto part = [&](std::string_view value) {
    bytes.append("\n").append(std::to_string(value.size())).append(":").append(value);
  };
  part(std::to_string(about.site.value));
  part(about.place);
  part(guest ? std::string_view(reinterpret_cast<const char*>(guest->bytes.data()), guest->bytes.size())
             : std::string_view());
  part(about.text);
  part(minute);
  return keyed_hash(world.secret, bytes);
}

}  // namespace

std::string advice_id(const World& world, const Advised& about, Time now) {
  const std::string minute = minutes(now);
  return minute + "." + to_base64url(sealed(world, about, about.guest_key, minute));
}

bool is_advised(const World& world, const Advised& about, std::string_view id, Time now) {
  const std::size_t point = id.find('.');
  if (point == std::string_view::npos || point > 12) return false;
  const std::string_view minute = id.substr(0, point);
  std::int64_t given = 0;
  const auto [end, error] = std::from_chars(minute.data(), minute.data() + minute.size(), given);
  if (error != std::errc() || end != minute.data() + minute.size() || given < 0) return false;
  const Time at = at_ms(given * 60'000);
  if (at > now || now - at >= advice_lasts + std::chrono::minutes(1)) return false;
  const auto key = key128_from_base64url(id.substr(point + 1));
  if (!key) return false;
  if (*key == sealed(world, about, std::nullopt, minute)) return true;
  return about.guest_key && *key == sealed(world, about, about.guest_key, minute);
}

}  // namespace comity::actions

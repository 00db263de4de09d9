#include "store/sqlite/feed.h"

namespace comity::store::sqlite {

namespace {

constexpr std::chrono::hours kept{48};
// More than a group writes, so that the table shrinks while the server is busy too.
constexpr int forgotten_at_once = 512;

void put64(std::string& out, std::int64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift & 0xff));
}

std::int64_t get64(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char c : bytes.substr(0, 8)) value = value << 8 | static_cast<unsigned char>(c);
  return static_cast<std::int64_t>(value);
}

}  // namespace

std::string to_bytes(const std::vector<StoryTouched>& touched) {
  std::string out;
  for (const StoryTouched& t : touched) {
    put64(out, t.site.value);
    put64(out, t.story.value);
  }
  return out;
}

std::vector<StoryTouched> from_bytes(const std::string& bytes, std::int64_t log_position) {
  if (bytes.size() % 16 != 0) throw corrupt("a change's list of stories has the wrong size");
  std::vector<StoryTouched> out;
  for (std::string_view rest = bytes; !rest.empty(); rest.remove_prefix(16))
    out.push_back({{get64(rest)}, {get64(rest.substr(8))}, log_position});
  return out;
}

std::int64_t last_position(Connection& connection) {
  Query query(connection, "SELECT coalesce(max(log_position), 0) FROM applied_change");
  return query.step() ? query.integer(0) : 0;
}

std::vector<StoryTouched> touched_above(Connection& connection, std::int64_t after) {
  Query query(connection,
              "SELECT log_position, touched FROM applied_change WHERE log_position > ? ORDER BY log_position", after);
  std::vector<StoryTouched> out;
  while (query.step()) {
    const auto some = from_bytes(query.blob(1), query.integer(0));
    out.insert(out.end(), some.begin(), some.end());
  }
  return out;
}

void forget_old(Connection& connection, Time now) {
  {
    Query oldest(connection, "SELECT at_ms FROM applied_change ORDER BY log_position LIMIT 1");
    if (!oldest.step() || oldest.time(0) >= now - kept) return;
  }
  Query(connection,
        "DELETE FROM applied_change WHERE log_position IN ("
        "  SELECT log_position FROM applied_change"
        "  WHERE log_position < (SELECT max(log_position) FROM applied_change)"
        "  ORDER BY log_position LIMIT ?1) AND at_ms < ?2",
        forgotten_at_once, now - kept)
      .run();
}

}  // namespace comity::store::sqlite

// The list of erasures beside the database: what was erased stays known where an older copy of the database is put in
// its place. Ids only (discussion/erasure.h); added to by the commit that erases, before it is durable.
#pragma once

#include <filesystem>
#include <string_view>

namespace comity::store::sqlite {

inline constexpr const char* erasure_list_name = "erasures.log";

// Appends whole lines to the list beside `database` and syncs it; made when it is not there. Throws Trouble.
void add_to_erasure_list(const std::filesystem::path& database, std::string_view lines);

}  // namespace comity::store::sqlite

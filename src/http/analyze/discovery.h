// What clients that read an API's description before they call it ask for first: our own, for the two calls.
//
// Source: the Google API Discovery Service's document format, "discovery#restDescription".
#pragma once

#include <string>
#include <string_view>

namespace comity::http::analyze {

// `root`: "https://talk.example.org/", where the calls are.
std::string discovery_document(std::string_view root);

}  // namespace comity::http::analyze

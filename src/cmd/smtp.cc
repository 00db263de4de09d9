#include "cmd/smtp.h"

#include <curl/curl.h>
#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <memory>
#include <optional>
#include <type_traits>

#include "discussion/host_name.h"

namespace comity::cmd {
namespace {

constexpr long connect_seconds = 10;
constexpr long whole_seconds = 60;

// Loaded when letters go by SMTP and not before: libcurl brings 26 libraries along, and every command would start 14 ms
// later and be 5 MB larger (measured: comity --version, PSS of an idle serve).
struct Library {
  decltype(&curl_global_init) global_init;
  decltype(&curl_easy_init) easy_init;
  decltype(&curl_easy_cleanup) easy_cleanup;
  decltype(&curl_easy_setopt) easy_setopt;
  decltype(&curl_easy_perform) easy_perform;
  decltype(&curl_easy_getinfo) easy_getinfo;
  decltype(&curl_easy_strerror) easy_strerror;
  decltype(&curl_slist_append) slist_append;
  decltype(&curl_slist_free_all) slist_free_all;
};

const Library* library() {
  static const std::optional<Library> loaded = []() -> std::optional<Library> {
    void* const file = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);  // stays until the end
    if (file == nullptr) return std::nullopt;
    Library found{};
    bool whole = true;
    const auto find = [&](auto& function, const char* name) {
      function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(dlsym(file, name));
      whole = whole && function != nullptr;
    };
    find(found.global_init, "curl_global_init");
    find(found.easy_init, "curl_easy_init");
    find(found.easy_cleanup, "curl_easy_cleanup");
    find(found.easy_setopt, "curl_easy_setopt");
    find(found.easy_perform, "curl_easy_perform");
    find(found.easy_getinfo, "curl_easy_getinfo");
    find(found.easy_strerror, "curl_easy_strerror");
    find(found.slist_append, "curl_slist_append");
    find(found.slist_free_all, "curl_slist_free_all");
    if (!whole || found.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return std::nullopt;
    return found;
  }();
  return loaded ? &*loaded : nullptr;
}

struct Sent {
  std::string_view rest;
};

// libcurl doubles the dots that begin a line and ends the message (RFC 5321 section 4.5.2).
std::size_t read_some(char* buffer, std::size_t size, std::size_t count, void* from) {
  auto& sent = *static_cast<Sent*>(from);
  const std::size_t n = std::min(size * count, sent.rest.size());
  std::memcpy(buffer, sent.rest.data(), n);
  sent.rest.remove_prefix(n);
  return n;
}

int broken_off(void* stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return *static_cast<const std::atomic<bool>*>(stopping) ? 1 : 0;
}

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "[::1]" ||
         (host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos);
}

// Of RFC 5321 section 4.2.3, those that are about this letter; 530 to 538 are about signing in.
bool is_final(long code) { return code >= 500 && code < 600 && !(code >= 530 && code <= 538) && code != 503; }

}  // namespace

Result<SmtpServer> smtp_server(std::string_view url) {
  const auto wrong = [](std::string_view what) {
    return fail(Error::Code::invalid, "--smtp is smtp[s]://user@host:port: " + std::string(what));
  };
  SmtpServer server;
  const std::string_view scheme = url.starts_with("smtps://") ? "smtps://" : "smtp://";
  if (!url.starts_with(scheme)) return wrong("it begins with smtp:// or smtps://");
  url.remove_prefix(scheme.size());
  while (url.ends_with('/')) url.remove_suffix(1);
  if (const std::size_t at = url.rfind('@'); at != std::string_view::npos) {
    const std::string_view user = url.substr(0, at);
    if (user.find(':') != std::string_view::npos)
      return wrong("the password comes by --smtp-password-file or COMITY_SMTP_PASSWORD");
    server.user = user;
    url.remove_prefix(at + 1);
  }
  std::string_view host = url, port;
  const std::size_t colon = url.rfind(':');
  if (colon != std::string_view::npos && (url.front() != '[' || url[colon - 1] == ']')) {
    host = url.substr(0, colon);
    port = url.substr(colon + 1);
    std::uint16_t number = 0;
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
    if (error != std::errc() || end != port.data() + port.size() || number == 0) return wrong("the port is a number");
  }
  const auto ascii = discussion::ascii_host(host);
  if (!ascii) return wrong("that is no host");
  server.loopback = is_loopback(*ascii);
  server.url = std::string(scheme) + *ascii;
  if (!port.empty()) server.url += ":" + std::string(port);
  return server;
}

Result<std::unique_ptr<Smtp>> Smtp::to(SmtpServer server) {
  if (library() == nullptr) return fail(Error::Code::unavailable, "--smtp needs libcurl (Debian: libcurl4)");
  return std::unique_ptr<Smtp>(new Smtp(std::move(server)));
}

Done Smtp::carry(const Parcel& parcel) {
  const Library& with = *library();
  const std::unique_ptr<CURL, decltype(with.easy_cleanup)> curl(with.easy_init(), with.easy_cleanup);
  if (!curl) return fail(Error::Code::unavailable, "libcurl could not be started");
  const std::unique_ptr<curl_slist, decltype(with.slist_free_all)> to(
      with.slist_append(nullptr, ("<" + parcel.to + ">").c_str()), with.slist_free_all);
  const std::string from = "<" + parcel.from + ">";
  Sent sent{parcel.message};
  std::array<char, CURL_ERROR_SIZE> said{};
  CURL* c = curl.get();
  with.easy_setopt(c, CURLOPT_ERRORBUFFER, said.data());
  with.easy_setopt(c, CURLOPT_URL, server_.url.c_str());
  with.easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  with.easy_setopt(c, CURLOPT_PROXY, "");  // whatever the environment says
  with.easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  with.easy_setopt(c, CURLOPT_CONNECTTIMEOUT, connect_seconds);
  with.easy_setopt(c, CURLOPT_TIMEOUT, whole_seconds);
  with.easy_setopt(c, CURLOPT_USE_SSL, static_cast<long>(server_.loopback ? CURLUSESSL_TRY : CURLUSESSL_ALL));
  with.easy_setopt(c, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!server_.ca_file.empty()) with.easy_setopt(c, CURLOPT_CAINFO, server_.ca_file.c_str());
  if (!server_.user.empty()) {
    with.easy_setopt(c, CURLOPT_USERNAME, server_.user.c_str());
    with.easy_setopt(c, CURLOPT_PASSWORD, server_.password.c_str());
  }
  with.easy_setopt(c, CURLOPT_MAIL_FROM, from.c_str());
  with.easy_setopt(c, CURLOPT_MAIL_RCPT, to.get());
  with.easy_setopt(c, CURLOPT_READFUNCTION, read_some);
  with.easy_setopt(c, CURLOPT_READDATA, &sent);
  with.easy_setopt(c, CURLOPT_UPLOAD, 1L);
  with.easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
  with.easy_setopt(c, CURLOPT_XFERINFOFUNCTION, broken_off);
  with.easy_setopt(c, CURLOPT_XFERINFODATA, &stopping_);
  const CURLcode result = with.easy_perform(c);
  if (result == CURLE_OK) return {};
  long code = 0;
  with.easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
  std::string detail = said.front() != '\0' ? said.data() : with.easy_strerror(result);
  if (code != 0) detail += " (SMTP " + std::to_string(code) + ")";
  // Turned away at the greeting or at EHLO: it has not heard of the letter.
  const bool at_the_door =
      result == CURLE_REMOTE_ACCESS_DENIED || (result == CURLE_WEIRD_SERVER_REPLY && !sent.rest.empty());
  const bool final = is_final(code) && !at_the_door && result != CURLE_LOGIN_DENIED && result != CURLE_USE_SSL_FAILED &&
                     result != CURLE_PEER_FAILED_VERIFICATION;
  return fail(final ? Error::Code::invalid : Error::Code::unavailable, std::move(detail));
}

}  // namespace comity::cmd

#include "http/passkeys.h"

#include <algorithm>

#include "base/base64.h"
#include "base/json.h"
#include "discussion/story_address.h"
#include "http/addresses.h"
#include "http/host_cookie.h"
#include "http/messages.h"
#include "webauthn/cose_key.h"

namespace comity::http {
namespace {

constexpr std::string_view cookie_name = "comity_passkey";
constexpr std::chrono::minutes cookie_lasts{15};

// "talk.example.org" of "https://talk.example.org:8443", in small letters; brackets stay around an IPv6 address.
std::string host_in(std::string_view origin) {
  if (const auto scheme = origin.find("://"); scheme != std::string_view::npos) origin.remove_prefix(scheme + 3);
  const auto end = origin.starts_with('[') ? origin.find(']') + 1 : origin.find(':');
  std::string host(origin.substr(0, end));
  for (char& c : host) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return host;
}

PasskeyHost none(std::string why) { return {std::nullopt, "account.passkeys.why." + std::move(why)}; }

std::string decoded(const Form& form, std::string_view name) { return from_base64url(form.value(name)).value_or(""); }

void write_credentials(json::Writer& out, App& app, SiteId site, PersonId person, std::string_view member) {
  out.key(member).array();
  if (const auto passkeys = app.world.store.passkeys(site, person)) {
    for (const discussion::Passkey& one : *passkeys)
      out.object().member("type", "public-key").member("id", to_base64url(one.credential)).end();
  }
  out.end();
}

constexpr std::int64_t timeout_ms = std::chrono::milliseconds(actions::Challenges::lasts).count();

}  // namespace

PasskeyHost passkey_host(const App& app, const Request& request) {
  const std::string reached = host_in(request.header("host"));
  std::string origin = app.options.public_url;
  if (origin.empty()) {
    // A browser on the server's own machine; what else it is called, nobody has told.
    if (request.secure || reached != "localhost") return none(parse_address(reached) ? "address" : "unnamed");
    origin = "http://" + std::string(request.header("host"));
  }
  const auto checked = discussion::checked_origin(origin);
  if (!checked) return none("unnamed");
  const std::string host = host_in(*checked);
  if (host.starts_with('[') || parse_address(host)) return none("address");
  // Source: W3C Secure Contexts section 3.1.
  if (!checked->starts_with("https://") && host != "localhost") return none("insecure");
  if (reached != host) return none("elsewhere");
  return {webauthn::RelyingParty{host, *checked}, ""};
}

std::string why_no_passkeys(const App& app, const Request& request, const PasskeyHost& host, std::string_view lang) {
  if (host.party) return {};
  return message(lang, host.why, {{"url", app.options.public_url}, {"host", request.header("host")}});
}

std::string creation_options(App& app, const webauthn::RelyingParty& party, const SignedIn& who) {
  const std::string challenge =
      app.challenges.make(actions::to_add_passkey(who.person, who.session), app.world.clock.now());
  std::string out;
  json::Writer w(out);
  w.object().member("challenge", to_base64url(challenge)).member("timeout", timeout_ms);
  w.key("rp").object().member("id", party.id).member("name", who.site.name).end();
  // The device lists passkeys by this name; one person may work for two sites.
  w.key("user").object().member("id", to_base64url(actions::user_handle(app.world, who.person)));
  w.member("name", who.person.name + " - " + who.site.name).member("displayName", who.person.name).end();
  w.key("pubKeyCredParams").array();
  for (const webauthn::Algorithm one : webauthn::algorithms)
    w.object().member("type", "public-key").member("alg", static_cast<std::int64_t>(one)).end();
  w.end();
  write_credentials(w, app, who.site.id, who.person.id, "excludeCredentials");
  w.key("authenticatorSelection").object().member("residentKey", "preferred");
  w.member("userVerification", "preferred").end();
  w.member("attestation", "none").end();
  return out;
}

std::string request_options(App& app, const webauthn::RelyingParty& party, const discussion::Site& site,
                            const Key128& browser, const std::optional<PersonId>& second_step_of) {
  const std::string challenge =
      app.challenges.make(actions::to_sign_in(site, browser, second_step_of), app.world.clock.now());
  std::string out;
  json::Writer w(out);
  w.object().member("challenge", to_base64url(challenge)).member("timeout", timeout_ms).member("rpId", party.id);
  if (second_step_of) write_credentials(w, app, site.id, *second_step_of, "allowCredentials");
  w.member("userVerification", second_step_of ? "discouraged" : "required").end();
  return out;
}

Response passkey_fault(int status, std::string_view text) {
  std::string out;
  json::Writer(out).object().member("text", text).end();
  return json_response(status, std::move(out)).set("Cache-Control", "no-store");
}

Key128 browser_of(App& app, const Request& request, Response& response) {
  const Key128 browser = host_cookie(request, cookie_name).value_or(app.world.random.key128());
  set_host_cookie(response, request, cookie_name, browser, cookie_lasts);
  return browser;
}

std::optional<actions::AnsweredChallenge> asked_to_add(const App& app, const Request& request, const SignedIn& who,
                                                       const Form& form) {
  const PasskeyHost host = passkey_host(app, request);
  if (!host.party) return std::nullopt;
  return actions::AnsweredChallenge{decoded(form, "challenge"), actions::to_add_passkey(who.person, who.session),
                                    *host.party};
}

std::optional<actions::AnsweredChallenge> asked_to_sign_in(const App& app, const Request& request,
                                                           const discussion::Site& site, const Form& form,
                                                           const std::optional<PersonId>& second_step_of) {
  const PasskeyHost host = passkey_host(app, request);
  const auto browser = host_cookie(request, cookie_name);
  if (!host.party || !browser) return std::nullopt;
  actions::AnsweredChallenge asked{decoded(form, "challenge"), actions::to_sign_in(site, *browser, second_step_of),
                                   *host.party};
  // An honest browser that waited too long is told so, and it counts for nothing.
  if (!app.challenges.check(asked.challenge, asked.purpose, app.world.clock.now())) return std::nullopt;
  return asked;
}

webauthn::NewCredential new_passkey(const Form& form) {
  return {decoded(form, "client_data"), decoded(form, "attestation")};
}

actions::UsedPasskey used_passkey(const Form& form) {
  return {decoded(form, "credential"),
          decoded(form, "user_handle"),
          {decoded(form, "client_data"), decoded(form, "authenticator_data"), decoded(form, "signature")}};
}

}  // namespace comity::http

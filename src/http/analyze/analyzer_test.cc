#include "http/analyze/analyzer.h"

#include <doctest.h>
#include <rapidcheck.h>

#include <fstream>

#include "base/crypto.h"
#include "base/json.h"
#include "http/analyze/attributes.h"
#include "http/testing.h"

using namespace comity;
using namespace comity::http;

namespace {

constexpr const char* insult = "You are a stupid idiot and everyone knows it.";
constexpr const char* plain = "The council meets on Tuesday to talk about the new bus line.";

// A folder with one key, gone with the test.
struct Fixture {
  std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("comity-analyze-" + to_base64url(system_random().key128()));
  HandClock clock;
  std::string key = analyze::key_from(system_random().key256());
  AnalyzerOptions options;
  std::unique_ptr<Analyzer> analyzer;
  Router router;

  explicit Fixture(std::int64_t per_minute = 1000, std::string language = "") {
    std::filesystem::create_directories(folder);
    put_keys({{"coral", analyze::hash_of_key(key), per_minute, std::move(language), clock.at}});
    options.folder = folder;
    options.model = classify::shipped_model();
  }
  ~Fixture() { std::filesystem::remove_all(folder); }

  void put_keys(const std::vector<analyze::KeyRecord>& keys) const {
    std::ofstream(folder / analyze::keys_file) << analyze::write_keys(keys);
  }

  Response call(const std::string& method, const std::string& body, std::string query = "?key=") {
    if (!analyzer) {
      analyzer = std::make_unique<Analyzer>(options, clock);
      analyzer->add_to(router);
    }
    if (query == "?key=") query += key;
    Request request;
    request.method = "POST";
    request.headers = {{"host", "talk.example"}};
    request.body = body;
    request.target = "/v1alpha1/comments:" + method + query;
    auto quick = analyzer->quick(request);
    REQUIRE(set_target(request, std::string(request.target)));
    Response slow = router.route(request);
    // Whoever answers says the same: but each took from the quota.
    if (quick && quick->status != 429 && slow.status != 429) CHECK(quick->body == slow.body);
    return slow;
  }

  json::Value analyzed(const std::string& text, const std::string& attributes, const std::string& more = "") {
    std::string body = R"({"comment":{"text":)";
    json::write_string(body, text);
    body += R"(},"requestedAttributes":)" + attributes + more + "}";
    const Response response = call("analyze", body);
    CAPTURE(response.body);
    return json::parse(response.body).value();
  }
};

const json::Value& at(const json::Value& value, const std::vector<std::string>& path) {
  const json::Value* here = &value;
  for (const std::string& name : path) {
    const json::Array* all = here->array();
    here = all != nullptr ? &all->at(static_cast<std::size_t>(std::stoi(name))) : here->find(name);
    REQUIRE_MESSAGE(here != nullptr, name);
  }
  return *here;
}

double number(const json::Value& value, const std::vector<std::string>& path) {
  return at(value, path).number().value();
}
std::string word(const json::Value& value, const std::vector<std::string>& path) { return *at(value, path).string(); }

// "400 INVALID_ARGUMENT COMMENT_EMPTY: Comment must be non-empty."
std::string refusal(const json::Value& answer) {
  std::string out = std::to_string(*at(answer, {"error", "code"}).integer()) + " " + word(answer, {"error", "status"});
  if (const json::Value* details = at(answer, {"error"}).find("details")) {
    if (const json::Value* type = details->array()->at(0).find("errorType")) out += " " + *type->string();
  }
  return out + ": " + word(answer, {"error", "message"});
}

std::string refusal(const Response& response) { return refusal(json::parse(response.body).value()); }

}  // namespace

TEST_CASE("a comment gets a summary and a span over all of it, and says which model spoke") {
  Fixture f;
  const json::Value answer = f.analyzed(insult, R"({"TOXICITY":{},"INSULT":{}})", R"(,"clientToken":"c-1")");
  CHECK(number(answer, {"attributeScores", "TOXICITY", "summaryScore", "value"}) > 0.9);
  CHECK(word(answer, {"attributeScores", "INSULT", "summaryScore", "type"}) == "PROBABILITY");
  CHECK(number(answer, {"attributeScores", "INSULT", "spanScores", "0", "begin"}) == 0);
  CHECK(number(answer, {"attributeScores", "INSULT", "spanScores", "0", "end"}) == 45);
  CHECK(word(answer, {"languages", "0"}) == "en");
  CHECK(word(answer, {"detectedLanguages", "0"}) == "en");
  CHECK(word(answer, {"clientToken"}) == "c-1");
  CHECK(word(answer, {"comity", "model"}) == classify::shipped_model()->version());
  CHECK(word(answer, {"comity", "hash"}) == "sha256:" + to_hex(classify::shipped_model()->hash()));
  CHECK(number(f.analyzed(plain, R"({"TOXICITY":{}})"), {"attributeScores", "TOXICITY", "summaryScore", "value"}) <
        0.3);
}

TEST_CASE("with span annotations each sentence has a score, counted in UTF-16 as that API counts") {
  Fixture f;
  const std::string text = "\xF0\x9F\x98\x80 caf\xC3\xA9 is open.  " + std::string(insult);
  const json::Value answer = f.analyzed(text, R"({"INSULT":{}})", R"(,"spanAnnotations":true)");
  const std::vector<std::string> spans{"attributeScores", "INSULT", "spanScores"};
  REQUIRE(at(answer, spans).array()->size() == 2);
  const auto span = [&](const char* index, const char* member) {
    return number(answer, {"attributeScores", "INSULT", "spanScores", index, member});
  };
  CHECK(span("0", "begin") == 0);
  CHECK(span("0", "end") == 16);
  CHECK(span("1", "begin") == 18);
  CHECK(span("1", "end") == 63);
  CHECK(number(answer, {"attributeScores", "INSULT", "spanScores", "0", "score", "value"}) < 0.5);
  CHECK(number(answer, {"attributeScores", "INSULT", "spanScores", "1", "score", "value"}) > 0.9);
}

TEST_CASE("scores under their threshold are not given, and an answer without any has no attributeScores") {
  Fixture f;
  const json::Value both = f.analyzed(insult, R"({"TOXICITY":{"scoreThreshold":0.5},"THREAT":{"scoreThreshold":0.9}})");
  CHECK(at(both, {"attributeScores"}).find("TOXICITY") != nullptr);
  CHECK(at(both, {"attributeScores"}).find("THREAT") == nullptr);
  CHECK(f.analyzed(plain, R"({"TOXICITY":{"scoreThreshold":0.9}})").find("attributeScores") == nullptr);
}

TEST_CASE("a language or an attribute that the model cannot answer for is refused in that API's words") {
  Fixture f;
  const std::string hy = "Քաղաքապետարանը երեքշաբթի օրը հանդիպում է նոր ավտոբուսի գծի մասին խոսելու համար։";
  CHECK(refusal(f.analyzed(hy, R"({"TOXICITY":{}})")) ==
        "400 INVALID_ARGUMENT LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE: Attribute TOXICITY does not support request "
        "languages: hy");
  CHECK(refusal(f.analyzed(plain, R"({"TOXICITY":{}})", R"(,"languages":["en","hy"])")) ==
        "400 INVALID_ARGUMENT LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE: Attribute TOXICITY does not support request "
        "languages: en, hy");
  CHECK(refusal(f.analyzed(plain, R"({"SPAM":{}})")) ==
        "400 INVALID_ARGUMENT LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE: Attribute SPAM does not support request languages: "
        "en");
  CHECK(refusal(f.analyzed(plain, R"({"THREAT":{}})", R"(,"languages":["tr"])")).find("THREAT does not support") !=
        std::string::npos);
  CHECK(refusal(f.analyzed(plain, R"({"NICENESS":{}})")) ==
        "400 INVALID_ARGUMENT INVALID_REQUEST: Unknown requested attribute: NICENESS");
  const json::Value some =
      f.analyzed(plain, R"({"SPAM":{},"TOXICITY_EXPERIMENTAL":{}})", R"(,"dropUnsupportedAttributes":true)");
  CHECK(at(some, {"attributeScores"}).object()->size() == 1);
  CHECK(at(some, {"attributeScores"}).find("TOXICITY_EXPERIMENTAL") != nullptr);
  CHECK(f.analyzed(plain, R"({"TOXICITY":{}})", R"(,"languages":["EN-gb"])").find("attributeScores") != nullptr);
}

TEST_CASE("a comment too short to tell fails, but for a key that says what its comments are in") {
  Fixture without;
  CHECK(refusal(without.analyzed("ok", R"({"TOXICITY":{}})")) ==
        "400 INVALID_ARGUMENT LANGUAGE_DETECTION_FAILED: Unable to detect language");
  Fixture with(1000, "en");
  const json::Value answer = with.analyzed("ok", R"({"TOXICITY":{}})");
  CHECK(word(answer, {"languages", "0"}) == "en");
  CHECK(answer.find("detectedLanguages") == nullptr);
}

TEST_CASE("what is wrong with a request is said in that API's words") {
  Fixture f;
  const auto said = [&](const std::string& body) { return refusal(f.call("analyze", body)); };
  CHECK(said(R"({"requestedAttributes":{"TOXICITY":{}}})") ==
        "400 INVALID_ARGUMENT COMMENT_EMPTY: Comment must be non-empty.");
  CHECK(said(R"({"comment":{"text":" \n"},"requestedAttributes":{"TOXICITY":{}}})") ==
        "400 INVALID_ARGUMENT COMMENT_EMPTY: Comment must be non-empty.");
  CHECK(said(R"({"comment":{"text":"x"}})") ==
        "400 INVALID_ARGUMENT NO_REQUESTED_ATTRIBUTES: Missing requested_attributes");
  CHECK(refusal(f.analyzed(std::string(20'481, 'a'), R"({"TOXICITY":{}})")) ==
        "400 INVALID_ARGUMENT COMMENT_TOO_LONG: Comment text too long.");
  CHECK(refusal(f.analyzed(plain, R"({"TOXICITY":{"scoreType":"RAW"}})")) ==
        "400 INVALID_ARGUMENT INVALID_REQUEST: Requested score type RAW is not supported by attribute TOXICITY");
  CHECK(said(R"({"comment":{"text":"x","type":"HTML"},"requestedAttributes":{"TOXICITY":{}}})") ==
        "400 INVALID_ARGUMENT INVALID_REQUEST: Currently, only 'PLAIN_TEXT' comments are supported");
  CHECK(said(R"({"comment":{"text":"x"},"context":{"entries":[],"articleAndParentComment":{}}})") ==
        "400 INVALID_ARGUMENT INVALID_REQUEST: Context can have either entries or article_and_parent_comment, but both "
        "fields were populated.");
  CHECK(said(R"({"comment":{"text":"x","size":1}})") ==
        "400 INVALID_ARGUMENT: Invalid JSON payload received. Unknown name \"size\" at 'comment': Cannot find field.");
  CHECK(said("{") == "400 INVALID_ARGUMENT: Invalid JSON payload received. the JSON text ends too early at byte 1");
  CHECK(said(R"({"comment":{"text":7}})") ==
        "400 INVALID_ARGUMENT: Invalid JSON payload received. Invalid value at 'comment.text' (TYPE_STRING).");
  CHECK(said("[]") == "400 INVALID_ARGUMENT: Invalid JSON payload received. Root element must be a message.");
}

TEST_CASE("fields of the whole request are taken, under both their names, and null is as absent") {
  Fixture f;
  const std::string body = R"({"comment":{"text":")" + std::string(plain) +
                           R"(","type":"PLAIN_TEXT"},"requested_attributes":{"TOXICITY":{"score_type":"PROBABILITY",)"
                           R"("score_threshold":0}},"languages":["en"],"do_not_store":true,"client_token":"t",)"
                           R"("session_id":"s","community_id":"c","span_annotations":false,"context":{)"
                           R"("article_and_parent_comment":{"article":{"text":"a"},"parent_comment":{"text":"p"}}}})";
  const Response response = f.call("analyze", body);
  CAPTURE(response.body);
  CHECK(response.status == 200);
  CHECK(f.analyzed(plain, R"({"TOXICITY":{}})", R"(,"context":null,"languages":null)").find("attributeScores") !=
        nullptr);
}

TEST_CASE("a version is pinned by name or by the beginning of its hash, and another is not known") {
  Fixture f;
  const std::string hash = "TOXICITY@sha256:" + to_hex(classify::shipped_model()->hash()).substr(0, 12);
  const std::string version = "TOXICITY@" + classify::shipped_model()->version();
  const json::Value answer = f.analyzed(plain, R"({")" + hash + R"(":{},")" + version + R"(":{}})");
  CHECK(at(answer, {"attributeScores"}).find(hash) != nullptr);
  CHECK(at(answer, {"attributeScores"}).find(version) != nullptr);
  CHECK(refusal(f.analyzed(plain, R"({"TOXICITY@6":{}})")) ==
        "400 INVALID_ARGUMENT INVALID_REQUEST: Unknown requested attribute: TOXICITY@6");
}

TEST_CASE("who has no key, a wrong one or has used it up is told so") {
  Fixture f(3);
  const std::string body =
      R"({"comment":{"text":")" + std::string(plain) + R"("},"requestedAttributes":{"TOXICITY":{}}})";
  CHECK(refusal(f.call("analyze", body, "")).starts_with("403 PERMISSION_DENIED: Method doesn't allow unregistered"));
  CHECK(refusal(f.call("analyze", body, "?key=cmt_wrong")) ==
        "400 INVALID_ARGUMENT: API key not valid. Please pass a valid API key.");
  // `call` asks twice, once on each way.
  CHECK(f.call("analyze", body).status == 200);
  const Response third = f.call("analyze", body);
  CHECK(refusal(third).starts_with("429 RESOURCE_EXHAUSTED: Quota exceeded for quota metric"));
  CHECK(third.header("retry-after") == "20");
  CHECK(third.header("access-control-allow-origin") == "*");
  f.clock.at += Millis(60'000);
  CHECK(f.call("analyze", body).status == 200);
}

TEST_CASE("a key that is added or removed counts from the next second") {
  Fixture f;
  const std::string body =
      R"({"comment":{"text":")" + std::string(plain) + R"("},"requestedAttributes":{"TOXICITY":{}}})";
  CHECK(f.call("analyze", body).status == 200);
  const std::string other = analyze::key_from(system_random().key256());
  f.put_keys({{"other", analyze::hash_of_key(other), 10, "", f.clock.at}});
  f.clock.at += Millis(1000);
  CHECK(f.call("analyze", body).status == 400);
  CHECK(f.call("analyze", body, "?key=" + other).status == 200);
  std::ofstream(f.folder / analyze::keys_file) << "damaged\n";
  f.clock.at += Millis(1000);
  CHECK(f.call("analyze", body, "?key=" + other).status == 200);  // the ones read before still count
  std::string metrics;
  f.analyzer->write_metrics(metrics);
  CHECK(metrics.find("comity_analyze_keys_unreadable 1\n") != std::string::npos);
}

TEST_CASE("a suggested score is kept as a training row only when the operator asks, and only so many") {
  const std::string body =
      R"({"comment":{"text":"Get busy living."},"attributeScores":{"TOXICITY":{"summaryScore":{"value":0}},)"
      R"("INSULT":{"summaryScore":{"value":0.8}}},"communityId":"/film","clientToken":"c"})";
  Fixture off;
  const Response kept_not = off.call("suggestscore", body);
  CHECK(kept_not.body == R"({"clientToken":"c","comity":{"stored":false}})");
  CHECK_FALSE(std::filesystem::exists(off.folder / analyze::suggestions_file));

  Fixture on;
  on.options.suggestions_kept = 2;
  for (const char* const stored : {"true", "true", "false"})
    CHECK(on.call("suggestscore", body).body.find(R"("stored":)" + std::string(stored)) != std::string::npos);
  std::ifstream in(on.folder / analyze::suggestions_file);
  std::string line;
  REQUIRE(std::getline(in, line));
  const json::Value row = json::parse(line).value();
  CHECK(word(row, {"text"}) == "Get busy living.");
  CHECK(word(row, {"source"}) == "suggested:coral");
  CHECK(number(row, {"labels", "toxic"}) == 0);
  CHECK(number(row, {"labels", "attack"}) == 1);
  CHECK(at(row, {"labels", "threat"}).is_null());
  CHECK(refusal(on.call("suggestscore", R"({"comment":{"text":"x"}})")) ==
        "400 INVALID_ARGUMENT INVALID_REQUEST: attribute_scores must not be empty");
}

TEST_CASE("a comment longer than what is judged at once is judged in pieces") {
  Fixture f;
  std::string text;
  while (text.size() < 15'000) text += "The council meets on Tuesday. ";
  CHECK(number(f.analyzed(text, R"({"INSULT":{}})"), {"attributeScores", "INSULT", "summaryScore", "value"}) < 0.5);
  CHECK(number(f.analyzed(text + insult, R"({"INSULT":{}})", R"(,"spanAnnotations":true)"),
               {"attributeScores", "INSULT", "spanScores", "500", "score", "value"}) > 0.9);
}

TEST_CASE("any body is answered or refused, and never with a server's error") {
  Fixture f(1'000'000);
  CHECK(rc::check([&] {
    std::string body = R"({"comment":{"text":"You are kind and this is a bridge","type":"PLAIN_TEXT"},)"
                       R"("requestedAttributes":{"TOXICITY":{"scoreThreshold":0.1}},"languages":["en"]})";
    const auto changes = *rc::gen::inRange(0, 4);
    for (int i = 0; i < changes; ++i)
      body[*rc::gen::inRange(std::size_t{0}, body.size())] = *rc::gen::element('{', '}', '"', ',', '1', '\0', 'x', ':');
    const int status = f.call("analyze", body).status;
    RC_ASSERT(status == 200 || status == 400);
  }));
}

TEST_CASE("the names that were asked for are known, and no score is given out that was not measured") {
  CHECK(analyze::attribute("TOXICITY")->label == classify::Label::toxicity);
  CHECK(analyze::attribute("OBSCENE")->label == classify::Label::profanity);
  CHECK_FALSE(analyze::attribute("FLIRTATION")->label);
  CHECK(analyze::attribute("toxicity") == nullptr);
  CHECK(analyze::measured(classify::Label::threat, "en"));
  CHECK_FALSE(analyze::measured(classify::Label::threat, "tr"));
  CHECK_FALSE(analyze::measured(classify::Label::threat, ""));
  for (const auto& entry : classify::shipped_model()->languages())
    CHECK(analyze::measured(classify::Label::toxicity, entry.code));
}

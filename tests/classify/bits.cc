// What the classifier gives, to compare across compilers: for each recorded text its logits and scores, and those of a
// correction that is fitted on the recorded texts themselves.
//
//   comity_classifier_bits MODEL < vectors.jsonl
#include <fstream>
#include <iostream>
#include <iterator>

#include "base/crypto.h"
#include "base/json.h"
#include "classify/adapt.h"
#include "classify/classify.h"

namespace {

using namespace comity;
using namespace comity::classify;

Features seen(const text::CheckedText& text) { return features_of(text, text::fold(text)); }

// Every text with every word of ours in front, decided by turns.
std::vector<AdaptRow> decided(const Model& model, const std::vector<text::CheckedText>& texts) {
  std::vector<AdaptRow> rows;
  for (const text::CheckedText& text : texts) {
    for (const char* const word : {"Well,", "Walnut!", "So", "No:", "Indeed", "Plum!"}) {
      const text::CheckedText longer = text::checked(std::string(word) + " " + text.utf8()).value();
      PerLabel<std::optional<bool>> labels{};
      labels[0] = labels[2] = std::string_view(word).ends_with('!');
      rows.push_back(adapt_row(model, "en", longer.utf8(), seen(longer), labels));
    }
  }
  return rows;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::ifstream file(argv[1], std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const auto model = Model::load(bytes, Model::Check::hash_too);
  if (!model) {
    std::cerr << model.error().detail << '\n';
    return 1;
  }
  std::vector<text::CheckedText> texts;
  for (std::string line; std::getline(std::cin, line);)
    texts.push_back(text::checked(*json::parse(line)->find("text")->string()).value());
  const std::string fitted = to_bytes(fit(**model, decided(**model, texts)).parts);
  const auto correction = Correction::load(fitted).value();
  for (const text::CheckedText& text : texts) {
    const Features features = seen(text);
    std::string hashes, out;
    for (const std::uint32_t h : features.hashes)
      for (int i = 0; i < 4; ++i) hashes += static_cast<char>((h >> (8 * i)) & 0xFF);
    json::Writer writer(out);
    writer.object().member("text", text.utf8()).member("features", to_hex(sha256(hashes)).substr(0, 16));
    writer.key("logits").array();
    for (const Logit l : (*model)->logits(features)) writer.value(l);
    writer.end().key("scores").array();
    for (const int s : (*model)->scores(features)) writer.value(s);
    writer.end().key("corrected").array();
    for (const int s : correction->scores(**model, features)) writer.value(s);
    writer.end().end();
    std::cout << out << '\n';
  }
  std::cout << "{\"weights\": " << correction->parts().weights.size() << ", \"fitted\": \"" << to_hex(sha256(fitted))
            << "\"}\n";
}

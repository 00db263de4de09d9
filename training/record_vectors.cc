// Prints tests/classify/vectors.jsonl anew: what the model that ships gives for each line of standard input.
#include <iostream>

#include "base/crypto.h"
#include "base/json.h"
#include "classify/classify.h"

int main() {
  using namespace comity;
  const auto model = classify::shipped_model();
  for (std::string line; std::getline(std::cin, line);) {
    const json::Value row = json::parse(line).value();
    const auto text = text::checked(*row.find("text")->string()).value();
    const classify::Features features = classify::features_of(text, text::fold(text));
    std::string hashes, out;
    for (const std::uint32_t h : features.hashes)
      for (int i = 0; i < 4; ++i) hashes += static_cast<char>((h >> (8 * i)) & 0xFF);
    json::Writer writer(out);
    writer.object().member("text", text.utf8()).member("features", to_hex(sha256(hashes)).substr(0, 16));
    writer.key("logits").array();
    for (const classify::Logit l : model->logits(features)) writer.value(l);
    writer.end().key("scores").array();
    for (const int s : model->scores(features)) writer.value(s);
    writer.end().end();
    std::cout << out << "\n";
  }
}

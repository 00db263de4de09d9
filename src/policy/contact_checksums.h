// The check digits by which a card, an account or a document is known. Inside the room only.
#pragma once

#include <string_view>

namespace comity::policy {

bool is_payment_card(std::string_view digits);      // ISO/IEC 7812: 14 to 19 digits, a payment network's, Luhn's sum
bool is_iban(std::string_view letters_and_digits);  // ISO 13616: small letters; the country's length, remainder 1
std::size_t iban_length(std::string_view country);  // two small letters; 0: no such country

bool is_social_security(std::string_view digits);  // United States: nine digits, no impossible part
bool is_snils(std::string_view digits);            // Russia: eleven digits
bool is_french_id(std::string_view digits);        // NIR: fifteen digits
bool is_turkish_id(std::string_view digits);       // T.C. kimlik: eleven digits
// DNI (eight digits and a letter) and NIE (x, y or z, seven digits and a letter).
bool is_spanish_id(std::string_view before, std::string_view digits, char letter);

}  // namespace comity::policy

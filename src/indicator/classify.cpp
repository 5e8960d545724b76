#include "indicator/classify.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/utf.h"
#include "indicator/refang.h"
#include "rule/network.h"

namespace noroshi {
namespace {

constexpr std::size_t kLongestValue = 8192;  // bytes; longer ones are no indicators but contents
constexpr std::size_t kLongestDomain = 253;
constexpr std::size_t kLeastText = 4;  // shorter texts are found everywhere

// Endings of files that are no top-level domains of the internet; sorted.
constexpr auto kFileEndings = std::to_array<std::string_view>(
    {"7z",   "apk",   "ashx", "asp",    "aspx", "bak", "bat",  "bin",  "bmp", "cab", "cfg",
     "chm",  "class", "cmd",  "config", "cpl",  "csv", "dat",  "dll",  "dmp", "doc", "docm",
     "docx", "dotm",  "drv",  "elf",    "eml",  "exe", "gif",  "gz",   "hta", "htm", "html",
     "ico",  "img",   "inf",  "ini",    "iso",  "jar", "job",  "jpeg", "jpg", "js",  "jse",
     "json", "jsp",   "jspx", "lnk",    "log",  "lst", "msc",  "msi",  "msp", "ocx", "pdf",
     "php",  "png",   "ppt",  "pptm",   "pptx", "ps1", "psd1", "psm1", "rar", "reg", "rtf",
     "scr",  "sct",   "svg",  "sys",    "tar",  "tgz", "tmp",  "txt",  "url", "vbe", "vbs",
     "vhd",  "vhdx",  "war",  "wim",    "wsf",  "wsh", "xla",  "xlam", "xll", "xls", "xlsb",
     "xlsm", "xlsx",  "xml",  "yml"});
static_assert(std::ranges::is_sorted(kFileEndings));

constexpr std::array<std::string_view, 10> kAlgorithms = {"md5",     "sha1",    "sha-1",  "sha224",
                                                          "sha256",  "sha-256", "sha384", "sha512",
                                                          "sha-512", "imphash"};

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_alnum(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::unexpected<Error> not_understood(std::string why) {
  return fail(ErrorCode::kInvalidInput, std::move(why));
}

// "SHA256=..." and "md5: ..." without the name of the algorithm.
std::string_view without_algorithm(std::string_view text) {
  std::size_t sign = text.find_first_of(":=");
  if (sign != text.npos && sign <= 8 &&
      std::ranges::find(kAlgorithms, ascii_lowered(trimmed(text.substr(0, sign)))) !=
          kAlgorithms.end()) {
    return trimmed(text.substr(sign + 1));
  }
  return text;
}

// Labels of letters, digits, '-', '_' and characters beyond ASCII, joined by single dots; at least
// two, and the last one no number.
bool is_domain(std::string_view text) {
  if (text.size() > kLongestDomain) {
    return false;
  }
  std::size_t labels = 0;
  std::string_view last;
  for (;;) {
    last = text.substr(0, text.find('.'));
    if (last.empty() || last.size() > 63 || !std::ranges::all_of(last, [](char c) {
          return is_alnum(c) || c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
        })) {
      return false;
    }
    ++labels;
    if (last.size() == text.size()) {
      break;
    }
    text.remove_prefix(last.size() + 1);
  }
  return labels >= 2 && !std::ranges::all_of(last, is_digit);
}

bool has_file_ending(std::string_view text) {
  std::size_t dot = text.rfind('.');
  return dot != text.npos && dot > 0 &&
         std::ranges::binary_search(kFileEndings, ascii_lowered(text.substr(dot + 1)));
}

// Without ":port" behind a name or an IPv4 address, and without brackets around an IPv6 address.
std::string_view without_port(std::string_view text) {
  std::size_t colon = text.rfind(':');
  bool has_port = colon != text.npos && colon + 1 < text.size() && text.size() - colon <= 6 &&
                  std::ranges::all_of(text.substr(colon + 1), is_digit);
  if (text.starts_with('[')) {
    std::string_view inner = has_port ? text.substr(0, colon) : text;
    return inner.ends_with(']') ? inner.substr(1, inner.size() - 2) : text;
  }
  return has_port && text.find(':') == colon ? text.substr(0, colon) : text;
}

std::optional<std::string> as_hash(std::string_view text) {
  text = without_algorithm(text);
  if (is_hash_length(text.size()) && std::ranges::all_of(text, is_hex)) {
    return std::string(text);
  }
  return {};
}

std::optional<std::string> as_address(std::string_view text) {
  constexpr std::size_t kLongest = 45;
  text = without_port(text);
  if (text.size() > kLongest ||
      !std::ranges::all_of(text, [](char c) { return is_hex(c) || c == '.' || c == ':'; }) ||
      !parse_network(text)) {
    return {};
  }
  return std::string(text);
}

// The network with its host bits cleared, so that 10.1.2.3/8 is what its writer meant.
std::optional<std::string> as_network(std::string_view text) {
  std::size_t slash = text.find('/');
  if (slash == text.npos || !as_address(text.substr(0, slash))) {
    return {};
  }
  auto address = parse_network(text.substr(0, slash));
  std::string_view digits = text.substr(slash + 1);
  if (!address || digits.empty() || digits.size() > 3 || !std::ranges::all_of(digits, is_digit)) {
    return {};
  }
  unsigned prefix = 0;
  for (char c : digits) {
    prefix = 10 * prefix + static_cast<unsigned>(c - '0');
  }
  if (prefix > (address->is_ipv4 ? 32U : 128U)) {
    return {};
  }
  return std::string(text);
}

std::optional<std::string> as_email(std::string_view text) {
  std::size_t at = text.find('@');
  if (at == text.npos || at == 0 || text.find_first_of(" \t/\\:,;<>\"@", at + 1) != text.npos ||
      text.substr(0, at).find_first_of(" \t/\\:,;<>\"") != text.npos ||
      !is_domain(text.substr(at + 1))) {
    return {};
  }
  return std::string(text);
}

std::optional<std::string> as_domain(std::string_view text) {
  text = without_port(text);
  while (text.ends_with('.')) {
    text.remove_suffix(1);
  }
  if (text.starts_with("*.")) {
    text.remove_prefix(2);
  } else if (text.starts_with('.')) {
    text.remove_prefix(1);
  }
  if (!is_domain(text)) {
    return {};
  }
  return std::string(text);
}

bool is_registry_key(std::string_view text) {
  std::string_view hive = text.substr(0, text.find('\\'));
  constexpr std::array<std::string_view, 13> kHives = {"hklm",
                                                       "hkcu",
                                                       "hku",
                                                       "hkcr",
                                                       "hkcc",
                                                       "hkey_local_machine",
                                                       "hkey_current_user",
                                                       "hkey_users",
                                                       "hkey_classes_root",
                                                       "hkey_current_config",
                                                       "registry",
                                                       "hklm:",
                                                       "hkcu:"};
  if (hive.empty() && text.size() > 1) {  // \REGISTRY\MACHINE\...
    hive = text.substr(1, text.find('\\', 1) - 1);
    return equal_ignoring_case(hive, "registry");
  }
  return std::ranges::find(kHives, ascii_lowered(hive)) != kHives.end();
}

bool is_unix_path(std::string_view text) {
  return text.size() > 2 && text[0] == '/' && text[1] != '/';
}

bool is_url_without_scheme(std::string_view text) {
  std::size_t slash = text.find('/');
  if (slash == text.npos || text.contains(' ')) {
    return false;
  }
  std::string_view host = text.substr(0, slash);
  if (std::ranges::all_of(text.substr(slash + 1), is_digit) && as_address(host)) {
    return false;  // a network that is none: 10.0.0.0/33
  }
  return as_address(host).has_value() || as_domain(host).has_value();
}

std::string_view without_slashes_behind(std::string_view text, char slash) {
  while (text.size() > 1 && text.back() == slash) {
    text.remove_suffix(1);
  }
  return text;
}

std::optional<std::string> as_url(std::string_view text) {
  std::size_t scheme = text.find("://");
  if (scheme == 0 || text.contains(' ') || text.contains('\t')) {
    return {};
  }
  std::string_view rest = scheme == text.npos ? text : text.substr(scheme + 3);
  if (without_slashes_behind(rest, '/').size() < kLeastText || rest.starts_with('/') ||
      (scheme == text.npos && !is_url_without_scheme(rest))) {
    return {};
  }
  return std::string(without_slashes_behind(text, '/'));
}

std::optional<std::string> as_path(std::string_view text) {
  char slash = text.contains('\\') ? '\\' : '/';
  if (!text.contains(slash) || text.find_first_of("*?|\"<>") != text.npos) {
    return {};
  }
  text = without_slashes_behind(text, slash);
  // A drive alone, or a variable alone, says nothing.
  std::size_t first = text.find(slash);
  if (first == text.npos || text.size() - first < kLeastText) {
    return {};
  }
  return std::string(text);
}

std::optional<std::string> as_file_name(std::string_view text) {
  if (text.find_first_of("*?|\"<>\\/") != text.npos || text.size() < 3) {
    return {};
  }
  return std::string(text);
}

std::optional<std::string> as_registry_key(std::string_view text) {
  text = without_slashes_behind(text, '\\');
  if (text.contains('*') || text.find('\\', 1) == text.npos) {
    return {};
  }
  return std::string(text);
}

std::optional<std::string> as_text(std::string_view text) {
  if (text.size() < kLeastText) {
    return {};
  }
  return std::string(text);
}

std::optional<std::string> value_as(IndicatorKind kind, std::string_view text) {
  switch (kind) {
    case IndicatorKind::kAddress:
      return as_address(text);
    case IndicatorKind::kNetwork:
      return as_network(text);
    case IndicatorKind::kDomain:
      return as_domain(text);
    case IndicatorKind::kUrl:
      return as_url(text);
    case IndicatorKind::kEmail:
      return as_email(text);
    case IndicatorKind::kHash:
      return as_hash(text);
    case IndicatorKind::kPath:
      return as_path(text);
    case IndicatorKind::kFileName:
      return as_file_name(text);
    case IndicatorKind::kRegistry:
      return as_registry_key(text);
    case IndicatorKind::kText:
      return as_text(text);
  }
  return {};
}

std::string_view what_is_wrong(IndicatorKind kind) {
  switch (kind) {
    case IndicatorKind::kHash:
      return "is no hash: 32, 40, 56, 64, 96 or 128 hexadecimal digits";
    case IndicatorKind::kAddress:
      return "is no IPv4 or IPv6 address";
    case IndicatorKind::kNetwork:
      return "is no network as 10.0.0.0/8";
    case IndicatorKind::kDomain:
      return "is no domain name";
    case IndicatorKind::kUrl:
      return "is no URL";
    case IndicatorKind::kEmail:
      return "is no mail address";
    case IndicatorKind::kPath:
    case IndicatorKind::kFileName:
      return "is no path or name to look for; wildcards and single letters are not";
    case IndicatorKind::kRegistry:
      return "is no registry key below a hive";
    case IndicatorKind::kText:
      break;
  }
  return "is too short to look for";
}

// The order matters: each test may take what the tests before it left.
std::optional<IndicatorKind> kind_of(std::string_view text) {
  using enum IndicatorKind;
  if (as_hash(text)) {
    return kHash;
  }
  if (as_address(text)) {
    return kAddress;
  }
  if (as_network(text)) {
    return kNetwork;
  }
  if (text.contains("://")) {
    return kUrl;
  }
  if (as_email(text)) {
    return kEmail;
  }
  if (text.contains('\\')) {
    return is_registry_key(text) ? kRegistry : kPath;
  }
  if (is_unix_path(text)) {
    return kPath;
  }
  if (is_url_without_scheme(text)) {
    return kUrl;
  }
  if (!text.contains('/') && has_file_ending(text)) {
    return kFileName;
  }
  if (as_domain(text)) {
    return kDomain;
  }
  return {};
}

Result<std::string> checked(std::string_view written) {
  if (written.size() > kLongestValue) {
    return fail(ErrorCode::kLimit, "is longer than 8,192 bytes");
  }
  std::string text = refang(written);
  if (text.empty()) {
    return not_understood("is empty");
  }
  if (!is_valid_utf8(text) || std::ranges::any_of(text, [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\t';
      })) {
    return not_understood("is no text in UTF-8");
  }
  return text;
}

}  // namespace

bool is_hash_length(std::size_t digits) {
  return digits == 32 || digits == 40 || digits == 56 || digits == 64 || digits == 96 ||
         digits == 128;
}

Result<Indicator> classify_as(IndicatorKind kind, std::string_view written) {
  std::string text = TRY(checked(written));
  auto value = value_as(kind, text);
  if (!value && kind == IndicatorKind::kAddress && as_network(text)) {
    kind = IndicatorKind::kNetwork;  // lists call both "ip"
    value = as_network(text);
  }
  if (!value && (kind == IndicatorKind::kDomain || kind == IndicatorKind::kUrl)) {
    if (auto address = as_address(text)) {
      kind = IndicatorKind::kAddress;
      value = std::move(address);
    }
  }
  if (!value && kind == IndicatorKind::kFileName && as_path(text)) {
    kind = IndicatorKind::kPath;
    value = as_path(text);
  }
  if (!value && kind == IndicatorKind::kPath && !text.contains('/') && !text.contains('\\') &&
      as_file_name(text)) {
    kind = IndicatorKind::kFileName;
    value = as_file_name(text);
  }
  if (!value) {
    return not_understood(std::string(what_is_wrong(kind)));
  }
  return Indicator{kind, *std::move(value), std::string(trimmed(written)), 0, 0};
}

Result<Indicator> classify(std::string_view written) {
  std::string text = TRY(checked(written));
  auto kind = kind_of(text);
  if (!kind) {
    return not_understood("is of no kind that can be seen; give it a type, or seek it with --word");
  }
  return classify_as(*kind, written);
}

}  // namespace noroshi

#include "indicator/list_types.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"
#include "indicator/classify.h"
#include "indicator/refang.h"

namespace noroshi {
namespace {

using enum IndicatorKind;

struct Name {
  std::string_view name;
  ListType type;
};

constexpr ListType of(IndicatorKind kind) {
  return {TypeMeaning::kIndicator, kind};
}
constexpr ListType first(IndicatorKind kind) {
  return {TypeMeaning::kFirstOfPair, kind};
}
constexpr ListType second(IndicatorKind kind) {
  return {TypeMeaning::kSecondOfPair, kind};
}
constexpr ListType kEither = {TypeMeaning::kByContent, kText};

// Names without '-', '_' and spaces, sorted.
constexpr Name kNames[] = {
    {"address", of(kAddress)},
    {"cidr", of(kNetwork)},
    {"directory", of(kPath)},
    {"domain", of(kDomain)},
    {"domain|ip", {TypeMeaning::kBothOfPair, kDomain}},
    {"domainname", of(kDomain)},
    {"dstip", of(kAddress)},
    {"email", of(kEmail)},
    {"emailaddr", of(kEmail)},
    {"emailaddress", of(kEmail)},
    {"emaildst", of(kEmail)},
    {"emailreplyto", of(kEmail)},
    {"emailsrc", of(kEmail)},
    {"file", of(kFileName)},
    {"filehash", of(kHash)},
    {"filehashmd5", of(kHash)},
    {"filehashsha1", of(kHash)},
    {"filehashsha256", of(kHash)},
    {"filename", of(kFileName)},
    {"filename|imphash", second(kHash)},
    {"filename|md5", second(kHash)},
    {"filename|sha1", second(kHash)},
    {"filename|sha224", second(kHash)},
    {"filename|sha256", second(kHash)},
    {"filename|sha384", second(kHash)},
    {"filename|sha512", second(kHash)},
    {"filepath", of(kPath)},
    {"fqdn", of(kDomain)},
    {"hash", of(kHash)},
    {"host", of(kDomain)},
    {"hostname", of(kDomain)},
    {"hostname|port", first(kDomain)},
    {"imphash", of(kHash)},
    {"indicator", kEither},
    {"indicatorvalue", kEither},
    {"ioc", kEither},
    {"iocvalue", kEither},
    {"ip", of(kAddress)},
    {"ip:port", of(kAddress)},
    {"ipaddress", of(kAddress)},
    {"ipdst", of(kAddress)},
    {"ipdst|port", first(kAddress)},
    {"ipsrc", of(kAddress)},
    {"ipsrc|port", first(kAddress)},
    {"ipv4", of(kAddress)},
    {"ipv4addr", of(kAddress)},
    {"ipv6", of(kAddress)},
    {"ipv6addr", of(kAddress)},
    {"malwaresample", second(kHash)},
    {"md5", of(kHash)},
    {"md5hash", of(kHash)},
    {"mutex", of(kText)},
    {"namedpipe", of(kText)},
    {"network", of(kNetwork)},
    {"observable", kEither},
    {"path", of(kPath)},
    {"pipename", of(kText)},
    {"regkey", of(kRegistry)},
    {"regkey|value", first(kRegistry)},
    {"registry", of(kRegistry)},
    {"registrykey", of(kRegistry)},
    {"sha1", of(kHash)},
    {"sha1hash", of(kHash)},
    {"sha224", of(kHash)},
    {"sha256", of(kHash)},
    {"sha256hash", of(kHash)},
    {"sha384", of(kHash)},
    {"sha512", of(kHash)},
    {"srcip", of(kAddress)},
    {"subnet", of(kNetwork)},
    {"targetfilename", of(kFileName)},
    {"uri", of(kText)},
    {"url", of(kUrl)},
    {"useragent", of(kText)},
    {"value", kEither},
    {"windowsscheduledtask", of(kText)},
    {"windowsservicedisplayname", of(kText)},
    {"windowsservicename", of(kText)},
};

std::string plain_name(std::string_view name) {
  std::string out;
  for (char c : trimmed(name)) {
    if (c != '-' && c != '_' && c != ' ') {
      out += ascii_lower(c);
    }
  }
  return out;
}

}  // namespace

ListType list_type(std::string_view name) {
  std::string plain = plain_name(name);
  const auto* found = std::ranges::find(kNames, plain, &Name::name);
  return found == std::end(kNames) ? ListType{} : found->type;
}

void take_typed(IndicatorList& list, std::uint32_t line, std::string_view type,
                std::string_view value) {
  ListType meant = list_type(type);
  std::size_t bar = value.find('|');
  std::string_view before = value.substr(0, bar);
  std::string_view behind = bar == value.npos ? value : value.substr(bar + 1);
  switch (meant.meaning) {
    case TypeMeaning::kUnknown:
      list.leave_aside(line, value, "its type '" + std::string(type) + "' is not one to look for");
      return;
    case TypeMeaning::kByContent:
      list.take(line, value, classify(value));
      return;
    case TypeMeaning::kIndicator:
      list.take(line, value, classify_as(meant.kind, value));
      return;
    case TypeMeaning::kFirstOfPair:
      list.take(line, before, classify_as(meant.kind, before));
      return;
    case TypeMeaning::kSecondOfPair:
      list.take(line, behind, classify_as(meant.kind, behind));
      return;
    case TypeMeaning::kBothOfPair:
      list.take(line, before, classify_as(meant.kind, before));
      list.take(line, behind, classify(behind));
      return;
  }
}

}  // namespace noroshi

#include "cli/account_table.h"

#include <fmt/format.h>

#include "base/json_writer.h"
#include "base/message.h"

namespace noroshi::cli {
namespace {

constexpr std::string_view kRow =
    "{:>10} {:>10} {:>9} {:>9} {:>6} {:>9} {:>13} {:>11} {:>13} {:>12} {:>11} {:>11}  {}\n";

std::string numbers_row(std::string_view first, std::string_view last, const FileAccount& account,
                        std::string_view name) {
  return fmt::format(fmt::runtime(kRow), first, last, account.decoded, account.diagnosed,
                     account.gaps, account.recovered, account.bytes, account.header_bytes,
                     account.record_bytes, account.slack_bytes, account.diagnosed_bytes,
                     account.unexplained_bytes + account.unexplained_records, name);
}

}  // namespace

void append_account_header(std::string& out) {
  out +=
      fmt::format(fmt::runtime(kRow), "first", "last", "decoded", "diagnosed", "gaps", "recovered",
                  "bytes", "headers", "records", "slack", "diagnosed", "unexplained", "file");
}

void append_account_row(std::string_view path, const FileAccount& account, std::string& out) {
  std::string name;
  append_visible(path, name);
  out += numbers_row(std::to_string(account.first_record), std::to_string(account.last_record),
                     account, name);
}

void append_account_sum(const FileAccount& sum, std::string& out) {
  out += numbers_row("", "", sum, tr_format("sum of {0} files", sum.files));
  out += tr_format("unexplained: {0} records, {1} bytes\n", sum.unexplained_records,
                   sum.unexplained_bytes);
}

}  // namespace noroshi::cli

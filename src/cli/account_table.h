// The account of `noroshi dump --account`, one row a file and the sums.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/signs.h"

namespace noroshi::cli {

void append_account_header(std::string& out);
void append_account_row(std::string_view path, const FileAccount& account, std::string& out);
void append_account_sum(const FileAccount& sum, std::string& out);

}  // namespace noroshi::cli

// The log-source and field tables (data/, docs/design/normalise.md) as the oracle reads them: asked
// anew for every record and every name.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/embedded_file.h"
#include "base/result.h"
#include "support/oracle/expression.h"
#include "support/oracle/flat_record.h"
#include "support/oracle/rule.h"

namespace noroshi::oracle {

struct OracleView {
  std::string name;
  std::string product;
  std::string category;  // empty: a service's or the product's own
  std::string service;   // empty: a category's or the product's own
  std::vector<std::string> channels;
  std::vector<std::string> channel_prefixes;
  std::vector<std::string> providers;   // empty: any
  std::vector<std::int64_t> event_ids;  // empty: any
  std::vector<std::pair<std::string, Expression>> entries;
  std::vector<std::string> hidden;
  std::vector<std::pair<std::string, std::vector<std::string>>> guards;
  std::vector<std::pair<std::string, std::string>> aliases;
};

class OracleTables {
 public:
  [[nodiscard]] static Result<OracleTables> load(std::span<const EmbeddedFile> files);

  [[nodiscard]] const std::vector<OracleView>& views() const { return views_; }
  // The views in which a rule of this log source runs, ascending.
  [[nodiscard]] std::vector<std::size_t> views_for(const OracleRule& rule) const;
  // Whether the record satisfies the view, guards included.
  [[nodiscard]] static bool satisfies(const OracleView& view, const FlatRecord& record);
  // What `name` means in the view.
  [[nodiscard]] static FieldValue read(const OracleView& view, const FlatRecord& record,
                                       const std::string& name);

 private:
  std::vector<OracleView> views_;
};

}  // namespace noroshi::oracle

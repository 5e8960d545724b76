// The log-source and field tables (data/, docs/design/normalise.md) as the oracle reads them: asked
// anew for every record and every name.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/embedded_file.h"
#include "base/result.h"
#include "event/record.h"
#include "support/oracle/evaluate.h"

namespace noroshi::oracle {

// A record as a list of names and values, header first.
struct FlatField {
  std::string name;
  FieldSection section = FieldSection::kData;
  FieldValue value;
};

class FlatRecord {
 public:
  explicit FlatRecord(const Record& record);

  [[nodiscard]] const std::vector<FlatField>& fields() const { return fields_; }
  // The last field of exactly this name, else the last that differs in ASCII case only; or null.
  // Data fields come last.
  [[nodiscard]] const FlatField* find(std::string_view name) const;
  // The first header field of exactly this name; or null.
  [[nodiscard]] const FlatField* header(std::string_view name) const;

 private:
  std::vector<FlatField> fields_;
};

struct Expression {
  enum class Kind {
    kField,
    kConstant,
    kMap,
    kConcat,
    kPrefix,
    kNumber,
    kKeyValue,
    kHash,
    kFirstOf,
  };
  Kind kind = Kind::kField;
  std::string text;                // kField, kConstant, kKeyValue, kHash: name, text or key
  std::vector<Expression> inputs;  // one; kConcat, kFirstOf: several
  std::vector<std::pair<std::string, std::optional<std::string>>> pairs;  // kMap, kPrefix
  bool otherwise_input = true;                                            // kMap
  unsigned base = 10;                                                     // kNumber
  std::size_t digits = 1;                                                 // kNumber
};

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

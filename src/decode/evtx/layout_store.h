// Keeps Layouts for as long as the decoder lives, up to kMaxShapes and kMaxShapeBytes. One that
// finds no room lives until the next is built.
#pragma once

#include <memory>
#include <vector>

#include "decode/evtx/layout.h"
#include "decode/evtx/limits.h"

namespace noroshi::evtx {

class LayoutStore {
 public:
  struct Kept {
    const Layout* layout = nullptr;
    bool is_kept = false;  // may be remembered
  };

  [[nodiscard]] bool is_full() const {
    return layouts_.size() >= kMaxShapes || bytes_ >= kMaxShapeBytes;
  }

  Kept add(std::unique_ptr<Layout> layout) {
    if (layouts_.size() >= kMaxShapes || bytes_ + layout->footprint > kMaxShapeBytes) {
      transient_ = std::move(layout);
      return {transient_.get(), false};
    }
    bytes_ += layout->footprint;
    layouts_.push_back(std::move(layout));
    return {layouts_.back().get(), true};
  }

 private:
  std::vector<std::unique_ptr<Layout>> layouts_;
  std::unique_ptr<Layout> transient_;
  std::size_t bytes_ = 0;
};

}  // namespace noroshi::evtx

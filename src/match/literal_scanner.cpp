#include "match/literal_scanner.h"

#include <algorithm>
#include <array>
#include <bit>
#include <unordered_map>

#include "base/ensure.h"
#include "base/utf.h"

namespace noroshi {
namespace {

// What ordinary Windows logs are full of, folded, with a rough share of the values that hold it.
// A literal's rarity is that of its rarest piece; pieces of these texts are common.
struct CommonText {
  std::string_view text;
  double share;
};
constexpr CommonText kCommonTexts[] = {
    {"c:\\windows\\system32\\", 0.6},
    {"c:\\windows\\syswow64\\", 0.1},
    {"c:\\program files (x86)\\", 0.2},
    {"c:\\program files\\", 0.25},
    {"c:\\programdata\\microsoft\\windows defender\\platform\\", 0.08},
    {"\\users\\public\\desktop\\documents\\downloads\\", 0.1},
    {"\\appdata\\local\\temp\\", 0.1},
    {"\\appdata\\roaming\\microsoft\\windows\\", 0.1},
    {"c:\\users\\administrator\\", 0.15},
    {"\\cmd.exe", 0.08},
    {"cmd.exe /c ", 0.06},
    {"cmd /c", 0.05},
    {"\\powershell.exe", 0.06},
    {"powershell.exe -noprofile -executionpolicy bypass -command -file ", 0.06},
    {"windowspowershell\\v1.0\\", 0.06},
    {"\\svchost.exe -k netsvcs -p -s ", 0.15},
    {"\\services.exe", 0.1},
    {"\\explorer.exe", 0.08},
    {"\\conhost.exe 0xffffffff -forcev1", 0.06},
    {"\\rundll32.exe", 0.03},
    {"\\regsvr32.exe", 0.02},
    {"\\wmiprvse.exe", 0.04},
    {"\\lsass.exe", 0.03},
    {"\\taskhostw.exe", 0.03},
    {"\\msiexec.exe /i ", 0.02},
    {"\\chrome.exe --type=", 0.05},
    {"\\msedge.exe", 0.05},
    {"\\firefox.exe", 0.03},
    {"\\system.exe", 0.02},
    {".exe\" ", 0.3},
    {".dll,", 0.1},
    {".dll", 0.2},
    {".ps1", 0.04},
    {".tmp", 0.05},
    {".log", 0.05},
    {".txt", 0.03},
    {"https://www.microsoft.com/", 0.03},
    {"http://", 0.03},
    {"microsoft corporation", 0.3},
    {"microsoft windows operating system", 0.3},
    {"nt authority\\system", 0.3},
    {"nt authority\\network service", 0.1},
    {"hklm\\software\\microsoft\\windows\\currentversion\\", 0.2},
    {"hklm\\system\\currentcontrolset\\services\\", 0.2},
    {"hkey_local_machine\\software\\", 0.05},
    {"\\software\\microsoft\\windows nt\\currentversion\\", 0.1},
    {"\\software\\wow6432node\\", 0.05},
    {"dword (0x00000001)", 0.1},
    {"\\device\\harddiskvolume", 0.1},
    {"sha1=,md5=,sha256=,imphash=", 0.5},
    {"s-1-5-18", 0.2},
    {"s-1-5-21-", 0.3},
    {"0x00000", 0.2},
    {"00000000-0000-0000-0000-000000000000", 0.2},
    {"administrator", 0.1},
    {"function param string value object name type write-output -property get-", 0.05},
    {"system.management.automation", 0.05},
    {"true", 0.2},
    {"false", 0.2},
    {"windows", 0.5},
    {"system", 0.5},
    {"nt authority\\", 0.5},
    {"medium", 0.5},
    {"high", 0.5},
    {"s-1-16-8192", 0.4},
    {"s-1-16-12288", 0.4},
    {"s-1-16-16384", 0.4},
    {"update", 0.05},
    {"service", 0.15},
    {"install", 0.05},
    {"version", 0.1},
    {"process", 0.05},
    {"default", 0.05},
    {"config", 0.05},
    {"network", 0.05},
    {"user", 0.2},
};

constexpr double kRare = 2e-5;

std::uint32_t piece_at(std::string_view text, std::size_t at) {
  std::uint32_t piece;
  std::memcpy(&piece, text.data() + at, sizeof piece);
  return piece;
}

// Frequency of each four-byte piece of the model.
const std::unordered_map<std::uint32_t, double>& model() {
  static const auto* const kModel = [] {
    auto* map = new std::unordered_map<std::uint32_t, double>;
    for (const CommonText& common : kCommonTexts) {
      for (std::size_t at = 0; at + 4 <= common.text.size(); ++at) {
        double& share = (*map)[piece_at(common.text, at)];
        share = std::min(1.0, share + common.share);
      }
    }
    return map;
  }();
  return *kModel;
}

double piece_frequency(std::uint32_t piece) {
  const auto& known = model();
  if (auto at = known.find(piece); at != known.end()) {
    return at->second;
  }
  // Unknown pieces of letters are less rare than those with digits and signs inside.
  std::array<char, 4> bytes;
  std::memcpy(bytes.data(), &piece, 4);
  auto letters = std::count_if(bytes.begin(), bytes.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || c == ' ' || c == '-' || c == '\\' || c == '.';
  });
  return letters == 4 ? 1e-3 : 3e-4;
}

}  // namespace

double estimated_frequency(std::string_view literal, Anchor anchor) {
  if (!is_ascii(literal)) {
    return kRare;
  }
  if (literal.size() < 4) {
    double share = literal.size() == 3 ? 0.4 : literal.size() == 2 ? 0.7 : 1.0;
    return anchor == Anchor::kAnywhere ? share : share / 10;
  }
  // The rarest piece bounds it from above; each further rare piece makes it rarer still.
  double lowest = 1;
  double product = 1;
  for (std::size_t at = 0; at + 4 <= literal.size(); at += 2) {
    double frequency = piece_frequency(piece_at(literal, at));
    lowest = std::min(lowest, frequency);
    product *= frequency < 0.02 ? 0.5 : 1.0;
  }
  double share = std::max(kRare, lowest * product);
  if (literal.size() == 4 && anchor != Anchor::kWhole) {
    share = std::max(share, 0.02);  // sought at every position: dearer than it is frequent
  }
  return anchor == Anchor::kWhole ? share / 2 : share;
}

LiteralScanner::LiteralScanner(std::vector<Literal> literals) {
  std::vector<std::uint32_t> longs;
  std::vector<std::uint32_t> mediums;
  std::vector<std::uint32_t> fours;
  std::vector<std::uint32_t> shorts;
  std::vector<std::uint32_t> exacts;
  std::vector<std::uint32_t> beyond;
  literals_.reserve(literals.size());
  for (const Literal& literal : literals) {
    auto number = static_cast<std::uint32_t>(literals_.size());
    std::size_t size = literal.text.size();
    literals_.push_back({static_cast<std::uint32_t>(bytes_.size()),
                         static_cast<std::uint32_t>(size), literal.payload, literal.anchor});
    bytes_ += literal.text;
    ENSURE(size != 0 || literal.anchor == Anchor::kWhole);
    auto& list = literal.anchor == Anchor::kWhole            ? exacts
                 : size >= kPiece && !is_ascii(literal.text) ? beyond
                 : size >= kPiece + 3                        ? longs
                 : size >= kPiece + 1                        ? mediums
                 : size == kPiece                            ? fours
                                                             : shorts;
    list.push_back(number);
  }
  take_few(longs, 3);
  take_few(mediums, 6);
  take_few(fours, 12);
  take_few(shorts, 12);
  build_pieces(long_, 4, std::move(longs));
  build_pieces(medium_, 2, std::move(mediums));
  build_pieces(four_, 1, std::move(fours));
  build_pieces(beyond_ascii_, 1, std::move(beyond));
  build_pairs(shorts);
  build_exact(exacts);
}

// Takes a class over to the few, if those of its literals that may lie anywhere are at most `most`:
// the others take one compare each.
void LiteralScanner::take_few(std::vector<std::uint32_t>& which, std::size_t most) {
  auto anywhere = std::count_if(which.begin(), which.end(), [&](std::uint32_t number) {
    return literals_[number].anchor == Anchor::kAnywhere;
  });
  if (static_cast<std::size_t>(anywhere) <= most && which.size() <= 4 * most) {
    few_.insert(few_.end(), which.begin(), which.end());
    which.clear();
  }
}

// For each literal the `stride` neighbouring pieces that are rarest together and not yet chosen by
// too many.
void LiteralScanner::choose_pieces(
    std::size_t stride, const std::vector<std::uint32_t>& which,
    std::unordered_map<std::uint32_t, std::vector<Entry>>& lists) const {
  std::vector<double> costs;
  for (std::uint32_t number : which) {
    std::string_view text = text_of(literals_[number]);
    costs.clear();
    for (std::size_t at = 0; at + kPiece <= text.size(); ++at) {
      std::uint32_t piece = piece_at(text, at);
      auto list = lists.find(piece);
      double listed = list == lists.end() ? 0 : static_cast<double>(list->second.size());
      costs.push_back(piece_frequency(piece) * (1 + listed / 4) + (listed >= kMaxListed ? 10 : 0));
    }
    double best_cost = 1e9;
    std::size_t best = 0;
    for (std::size_t at = 0; at + stride <= costs.size(); ++at) {
      double cost = 0;
      for (std::size_t i = 0; i < stride; ++i) {
        cost += costs[at + i];
      }
      if (cost < best_cost) {
        best_cost = cost;
        best = at;
      }
    }
    for (std::size_t i = 0; i < stride; ++i) {
      lists[piece_at(text, best + i)].push_back({number, static_cast<std::uint32_t>(best + i)});
    }
  }
}

void LiteralScanner::build_pieces(PieceTable& table, std::size_t stride,
                                  std::vector<std::uint32_t> which) {
  table.stride = stride;
  if (which.empty()) {
    return;
  }
  // Those with few choices choose first.
  std::stable_sort(which.begin(), which.end(), [&](std::uint32_t a, std::uint32_t b) {
    return literals_[a].size < literals_[b].size;
  });
  std::unordered_map<std::uint32_t, std::vector<Entry>> lists;
  lists.reserve(which.size() * stride);
  choose_pieces(stride, which, lists);

  std::size_t bits = std::bit_ceil(std::max<std::size_t>(lists.size() * 32, 4096));
  bits = std::min<std::size_t>(bits, std::size_t{1} << 20);
  table.bitmap.assign(bits / 64, 0);
  table.bitmap_shift = 32 - static_cast<unsigned>(std::countr_zero(bits));
  std::size_t slots = std::max<std::size_t>(2, std::bit_ceil(lists.size() * 2));
  table.slots.assign(slots, {});
  table.slot_shift = 32 - static_cast<unsigned>(std::countr_zero(slots));
  table.entries.reserve(which.size() * stride);
  std::vector<std::uint32_t> pieces;
  pieces.reserve(lists.size());
  for (const auto& [piece, list] : lists) {
    pieces.push_back(piece);
  }
  std::sort(pieces.begin(), pieces.end());
  for (std::uint32_t piece : pieces) {
    const auto& list = lists[piece];
    std::uint32_t bit = hash(piece) >> table.bitmap_shift;
    table.bitmap[bit >> 6] |= std::uint64_t{1} << (bit & 63);
    std::uint32_t at = hash(piece) >> table.slot_shift;
    while (table.slots[at].count != 0) {
      at = at + 1 == slots ? 0 : at + 1;
    }
    table.slots[at] = {piece, static_cast<std::uint32_t>(table.entries.size()),
                       static_cast<std::uint32_t>(list.size())};
    table.entries.insert(table.entries.end(), list.begin(), list.end());
  }
}

void LiteralScanner::build_pairs(const std::vector<std::uint32_t>& which) {
  std::vector<std::pair<std::uint16_t, std::uint32_t>> pairs;
  for (std::uint32_t number : which) {
    std::string_view text = text_of(literals_[number]);
    if (text.size() == 1) {
      single_.push_back(number);
      continue;
    }
    std::uint16_t pair;
    std::memcpy(&pair, text.data(), sizeof pair);
    pairs.emplace_back(pair, number);
  }
  if (pairs.empty()) {
    return;
  }
  std::stable_sort(pairs.begin(), pairs.end());
  pair_bitmap_.assign(65536 / 64, 0);
  pair_first_.assign(65537, 0);
  for (const auto& [pair, number] : pairs) {
    pair_bitmap_[pair >> 6] |= std::uint64_t{1} << (pair & 63);
    ++pair_first_[pair + 1u];
    short_.push_back(number);
  }
  for (std::size_t i = 1; i < pair_first_.size(); ++i) {
    pair_first_[i] += pair_first_[i - 1];
  }
}

namespace {

std::uint32_t exact_hash(std::string_view text) {
  // The length and the last eight bytes: values differ at their ends.
  std::uint64_t end = 0;
  std::size_t size = std::min<std::size_t>(text.size(), sizeof end);
  std::memcpy(&end, text.data() + (text.size() - size), size);
  return static_cast<std::uint32_t>(((end ^ text.size()) * 0x9e3779b97f4a7c15u) >> 32);
}

}  // namespace

void LiteralScanner::build_exact(const std::vector<std::uint32_t>& which) {
  if (which.empty()) {
    return;
  }
  std::size_t buckets = std::max<std::size_t>(2, std::bit_ceil(which.size() * 2));
  exact_shift_ = 32 - static_cast<unsigned>(std::countr_zero(buckets));
  exact_heads_.assign(buckets + 1, 0);
  exact_order_ = which;
  auto bucket = [&](std::uint32_t number) {
    return exact_hash(text_of(literals_[number])) >> exact_shift_;
  };
  std::stable_sort(exact_order_.begin(), exact_order_.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return bucket(a) < bucket(b); });
  for (std::uint32_t number : exact_order_) {
    exact_lengths_ |= std::uint64_t{1} << (literals_[number].size & 63);
    ++exact_heads_[bucket(number) + 1];
  }
  for (std::size_t i = 1; i < exact_heads_.size(); ++i) {
    exact_heads_[i] += exact_heads_[i - 1];
  }
}

std::span<const std::uint32_t> LiteralScanner::exact(std::string_view text) const {
  std::uint32_t bucket = exact_hash(text) >> exact_shift_;
  return std::span(exact_order_)
      .subspan(exact_heads_[bucket], exact_heads_[bucket + 1] - exact_heads_[bucket]);
}

std::size_t LiteralScanner::footprint() const {
  std::size_t sum = bytes_.capacity() + literals_.capacity() * sizeof(Stored) +
                    pair_bitmap_.capacity() * 8 + pair_first_.capacity() * 4 +
                    exact_heads_.capacity() * 4 + exact_order_.capacity() * 4;
  for (const PieceTable* table : {&long_, &medium_, &four_, &beyond_ascii_}) {
    sum += table->bitmap.capacity() * 8 + table->slots.capacity() * sizeof(Slot) +
           table->entries.capacity() * sizeof(Entry);
  }
  return sum;
}

}  // namespace noroshi

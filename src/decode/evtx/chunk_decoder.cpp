// A chunk from its header to its last byte. Every byte and every record number ends up in exactly
// one column of the ChunkReport:
//
//   | header | record | record | damage | record |    slack      |
//     header   record_bytes      diagnosed_bytes   slack_bytes
//
// Damage ends at the next record whose signature, size and copy of the size agree. Behind the
// free-space offset, records that continue the numbers are live (the chunk was not closed
// properly); all else there is slack, from which old records are taken on request.
#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "decode/evtx/chunk_context.h"
#include "decode/evtx/crc32.h"
#include "decode/evtx/evtx.h"
#include "decode/evtx/format.h"
#include "decode/evtx/general_path.h"
#include "decode/evtx/number_window.h"
#include "decode/evtx/record_frame.h"
#include "decode/evtx/template_path.h"

namespace noroshi::evtx {
namespace {

constexpr std::string_view kSignature{"ElfChnk\0", 8};
constexpr std::uint32_t kChecksummedHeader = 120;
constexpr std::uint32_t kTablesBegin = 128;

struct ChunkHeader {
  std::uint64_t first_record = 0;
  std::uint64_t last_record = 0;
  std::uint32_t free_space = 0;
  std::uint32_t records_checksum = 0;
  std::uint32_t header_checksum = 0;
};

bool is_all_zero(Bytes bytes) {
  return bytes.empty() || (bytes[0] == std::byte{0} &&
                           std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0);
}

}  // namespace

class ChunkDecoder::Implementation {
 public:
  explicit Implementation(DecodeOptions options)
      : options_(options),
        general_(context_, arena_, layouts_),
        templates_(context_, arena_, layouts_) {}

  ChunkReport decode(Bytes chunk, const Origin& origin, RecordSink& sink);

 private:
  enum class Place : std::uint8_t { kLive, kSlack };

  void read_header();
  void check_sums();
  void read_records();
  void read_damage(std::uint32_t& at, std::uint32_t end);
  void read_continuation(std::uint32_t& at, std::uint32_t end);
  void recover(std::uint32_t begin, std::uint32_t end);
  void read_record(std::uint32_t at, const Frame& frame);
  void count_numbers();

  [[nodiscard]] bool frame_at(std::uint32_t at, Frame& frame) const {
    return evtx::frame_at({data_, size_}, at, frame);
  }
  [[nodiscard]] std::uint32_t find_frame(std::uint32_t at, std::uint32_t end, Frame& frame) const {
    return evtx::find_frame({data_, size_}, at, end, frame);
  }
  [[nodiscard]] Problem decode_content(std::uint32_t at, const Frame& frame, Place place,
                                       Decoded& out);
  void emit(std::uint32_t at, const Frame& frame, const Decoded& decoded, Recovery recovery);
  void diagnose(std::string_view kind, std::uint32_t at, std::uint64_t length, std::string message);

  DecodeOptions options_;
  ChunkContext context_;
  Arena arena_;
  LayoutStore layouts_;
  GeneralPath general_;
  TemplatePath templates_;
  NumberWindow numbers_;

  // Of the chunk being decoded.
  const std::byte* data_ = nullptr;
  std::uint32_t size_ = 0;
  Origin origin_;
  RecordSink* sink_ = nullptr;
  ChunkHeader header_;
  bool numbers_known_ = false;  // the header's numbers can be believed
  bool window_started_ = false;
  ChunkReport report_;
};

void ChunkDecoder::Implementation::diagnose(std::string_view kind, std::uint32_t at,
                                            std::uint64_t length, std::string message) {
  sink_->on_diagnostic({kind, origin_.source, origin_.offset + at, length, std::move(message)});
}

ChunkReport ChunkDecoder::Implementation::decode(Bytes chunk, const Origin& origin,
                                                 RecordSink& sink) {
  chunk = chunk.first(std::min(chunk.size(), kChunkSize));
  data_ = chunk.data();
  size_ = static_cast<std::uint32_t>(chunk.size());
  origin_ = origin;
  sink_ = &sink;
  report_ = {};
  report_.first_record = 1;  // none: last + 1 - first is 0
  report_.last_record = 0;
  report_.is_chunk =
      size_ >= kSignature.size() && std::memcmp(data_, kSignature.data(), kSignature.size()) == 0;
  if (!report_.is_chunk && is_all_zero(chunk)) {
    report_.is_unused = true;
    report_.header_bytes = size_;
    return report_;
  }
  Frame frame;
  if (size_ < kChunkHeaderSize || (!report_.is_chunk && !frame_at(kChunkHeaderSize, frame))) {
    report_.header_bytes = size_;
    if (size_ < kChunkHeaderSize) {
      diagnose("evtx.chunk.truncated", 0, size_, "The file ends within the header of a chunk.");
    } else {
      diagnose("evtx.chunk.signature", 0, size_,
               "There is no chunk where one should be, and no record at its usual place.");
      if (options_.recover == Recover::kSlack) {
        context_.start(chunk);
        templates_.start_chunk();
        recover(0, size_);
      }
    }
    return report_;
  }
  context_.start(chunk);
  templates_.start_chunk();
  report_.header_bytes = kChunkHeaderSize;
  read_header();
  check_sums();
  read_records();
  count_numbers();
  return report_;
}

void ChunkDecoder::Implementation::read_header() {
  header_.first_record = load_le<std::uint64_t>(data_ + 24);
  header_.last_record = load_le<std::uint64_t>(data_ + 32);
  header_.free_space = load_le<std::uint32_t>(data_ + 48);
  header_.records_checksum = load_le<std::uint32_t>(data_ + 52);
  header_.header_checksum = load_le<std::uint32_t>(data_ + 124);
  numbers_known_ = report_.is_chunk && header_.last_record >= header_.first_record &&
                   header_.last_record - header_.first_record < NumberWindow::kSize;
  window_started_ = false;
  if (!report_.is_chunk) {
    diagnose("evtx.chunk.signature", 0, 8,
             "The chunk's signature is damaged; records were found at their usual place.");
  }
}

void ChunkDecoder::Implementation::check_sums() {
  const Bytes chunk{data_, size_};
  const std::uint32_t tables = crc32(chunk.subspan(kTablesBegin, kChunkHeaderSize - kTablesBegin),
                                     crc32(chunk.first(kChecksummedHeader)));
  report_.header_checksum_ok = tables == header_.header_checksum;
  if (!report_.header_checksum_ok) {
    diagnose("evtx.chunk.header-checksum", 0, 0, "The chunk's header does not have its checksum.");
  }
  if (header_.free_space < kChunkHeaderSize || header_.free_space > kChunkSize) {
    diagnose("evtx.chunk.free-space", 48, 0,
             "The chunk's header gives an impossible end of the records; they are read as far as "
             "they go.");
  } else if (header_.free_space > size_) {
    diagnose("evtx.chunk.truncated", size_, header_.free_space - size_,
             "The file ends within the records of a chunk.");
  } else {
    report_.records_checksum_ok =
        crc32(chunk.subspan(kChunkHeaderSize, header_.free_space - kChunkHeaderSize)) ==
        header_.records_checksum;
    if (!report_.records_checksum_ok) {
      diagnose("evtx.chunk.records-checksum", kChunkHeaderSize, 0,
               "The chunk's records do not have their checksum.");
    }
  }
}

void ChunkDecoder::Implementation::read_records() {
  const bool is_plausible =
      header_.free_space >= kChunkHeaderSize && header_.free_space <= kChunkSize;
  std::uint32_t at = kChunkHeaderSize;
  std::uint32_t end = is_plausible ? std::min(header_.free_space, size_) : size_;
  if (!is_plausible) {
    // What follows the last record that can be found is slack, not damage.
    Frame frame;
    end = at;
    for (std::uint32_t next = find_frame(at, size_, frame); next < size_;
         next = find_frame(end, size_, frame)) {
      end = next + frame.size;
    }
  }
  Frame frame;
  while (at < end) {
    if (frame_at(at, frame)) [[likely]] {
      read_record(at, frame);
      at += frame.size;
    } else {
      read_damage(at, end);
    }
  }
  read_continuation(at, size_);
  report_.slack_bytes = size_ - at;
  if (options_.recover == Recover::kSlack) {
    recover(at, size_);
  }
}

// There is no record at `at`. Leaves `at` where the next one is, at most at `end`.
void ChunkDecoder::Implementation::read_damage(std::uint32_t& at, std::uint32_t end) {
  const std::uint32_t begin = at;
  Frame frame;
  at = find_frame(begin + 1, end, frame);
  if (numbers_known_ && !window_started_) {
    numbers_.start(header_.first_record);
    window_started_ = true;
  }
  std::uint64_t seen = 0;
  for (std::uint32_t i = begin; i + 16 <= std::min(at, size_); ++i) {
    if (signature_at({data_, size_}, i) && window_started_) {
      numbers_.set_diagnosed(load_le<std::uint64_t>(data_ + i + 8));
      ++seen;
    }
  }
  report_.diagnosed_bytes += at - begin;
  const bool is_cut = seen != 0 && at == size_ && size_ < kChunkSize;
  diagnose(is_cut ? "evtx.record.cut" : "evtx.record.damaged", begin, at - begin,
           is_cut ? "The file ends within a record."
                  : "No whole record stands here: signature, size or the copy of the size is "
                    "wrong. Reading goes on at the next whole record.");
}

// Behind the free-space offset: records that continue the numbers belong to the chunk.
void ChunkDecoder::Implementation::read_continuation(std::uint32_t& at, std::uint32_t end) {
  const std::uint32_t begin = at;
  Frame frame;
  std::uint64_t count = 0;
  while (at < end && frame_at(at, frame)) {
    const bool continues = numbers_.has_any() && window_started_
                               ? frame.number == numbers_.highest() + 1
                               : at == kChunkHeaderSize;
    if (!continues) {
      break;
    }
    read_record(at, frame);
    at += frame.size;
    ++count;
  }
  if (count != 0) {
    diagnose("evtx.chunk.stale-header", begin, 0,
             std::to_string(count) +
                 " records stand behind the end that the chunk's header gives; the log was not "
                 "closed. They were read.");
  }
}

void ChunkDecoder::Implementation::recover(std::uint32_t begin, std::uint32_t end) {
  Frame frame;
  for (std::uint32_t at = find_frame(begin, end, frame); at < end;) {
    Decoded decoded;
    if (decode_content(at, frame, Place::kSlack, decoded) == Problem::kNone) {
      ++report_.recovered;
      emit(at, frame, decoded, Recovery::kRecovered);
      at = find_frame(at + frame.size, end, frame);
    } else {
      at = find_frame(at + 1, end, frame);
    }
  }
}

Problem ChunkDecoder::Implementation::decode_content(std::uint32_t at, const Frame& frame,
                                                     Place place, Decoded& out) {
  const std::uint32_t begin = at + kRecordHeaderSize;
  const std::uint32_t end = at + frame.size - 4;
  arena_.reset();
  if (place == Place::kLive && options_.path == Path::kTemplates &&
      templates_.decode(begin, end, out)) [[likely]] {
    return Problem::kNone;
  }
  return general_.decode(
      begin, end, place == Place::kLive ? DefinitionCheck::kTrust : DefinitionCheck::kSameId, out);
}

void ChunkDecoder::Implementation::emit(std::uint32_t at, const Frame& frame,
                                        const Decoded& decoded, Recovery recovery) {
  const Origin origin{origin_.source, origin_.offset + at, frame.size};
  Record record;
  record.shape = decoded.layout->shape.get();
  record.values = decoded.values;
  record.origins = {&origin, 1};
  record.id = frame.number;
  record.time = frame.written;
  record.recovery = recovery;
  const std::uint32_t slot = decoded.layout->time_slot;
  if (slot != ShapeField::kConstant && decoded.values[slot].type == ValueType::kFiletime) {
    record.time = Time::from_filetime(load_le<std::uint64_t>(decoded.values[slot].data));
  }
  if (recovery == Recovery::kLive) {
    if (report_.decoded == 0) {
      report_.first_time = record.time;
      report_.lowest_seen = record.id;
    }
    report_.last_time = record.time;
    report_.lowest_seen = std::min(report_.lowest_seen, record.id);
    report_.highest_seen = std::max(report_.highest_seen, record.id);
    ++report_.decoded;
  }
  sink_->on_record(record);
}

void ChunkDecoder::Implementation::read_record(std::uint32_t at, const Frame& frame) {
  if (!window_started_) [[unlikely]] {
    const bool is_near =
        numbers_known_ && frame.number - header_.first_record < NumberWindow::kSize;
    if (!is_near) {
      diagnose("evtx.chunk.numbers", 24, 0,
               "The record numbers in the chunk's header are not those of its records.");
      numbers_known_ = false;
    }
    numbers_.start(is_near ? header_.first_record : frame.number);
    window_started_ = true;
  }
  const bool is_placed = numbers_.is_free(frame.number);
  Decoded decoded;
  const Problem problem = decode_content(at, frame, Place::kLive, decoded);
  if (problem != Problem::kNone) [[unlikely]] {
    numbers_.set_diagnosed(frame.number);
    report_.diagnosed_bytes += frame.size;
    diagnose(problem_kind(problem), at, frame.size, std::string(problem_message(problem)));
    return;
  }
  if (!is_placed) [[unlikely]] {
    // It is evidence all the same, but cannot be counted as one of the chunk's numbers.
    report_.diagnosed_bytes += frame.size;
    ++report_.recovered;
    diagnose("evtx.record.number", at, frame.size,
             "The record's number was seen before in its chunk, or is far from the others.");
    emit(at, frame, decoded, Recovery::kRecovered);
    return;
  }
  numbers_.set_decoded(frame.number);
  report_.record_bytes += frame.size;
  emit(at, frame, decoded, Recovery::kLive);
}

// Settles the range of numbers, and names each run of numbers that are not there.
void ChunkDecoder::Implementation::count_numbers() {
  if (!window_started_) {
    if (!numbers_known_) {
      return;
    }
    numbers_.start(header_.first_record);
  }
  report_.first_record = numbers_.first();
  report_.last_record = numbers_known_ ? header_.last_record : numbers_.first();
  if (numbers_.has_any()) {
    report_.last_record =
        numbers_known_ ? std::max(header_.last_record, numbers_.highest()) : numbers_.highest();
  }
  report_.diagnosed = numbers_.diagnosed();
  const std::uint64_t count = report_.last_record - report_.first_record + 1;
  report_.gaps = count - report_.decoded - report_.diagnosed;
  if (report_.gaps == 0) {
    return;
  }
  for (std::uint64_t i = 0; i < count;) {
    const std::uint64_t begin = report_.first_record + i;
    while (i < count && !numbers_.is_seen(report_.first_record + i)) {
      ++i;
    }
    const std::uint64_t end = report_.first_record + i;  // behind the run
    if (end != begin) {
      diagnose("evtx.records.gap", 0, 0,
               end - begin == 1 ? "Record " + std::to_string(begin) + " is missing."
                                : "Records " + std::to_string(begin) + " to " +
                                      std::to_string(end - 1) + " are missing.");
    }
    ++i;
  }
}

ChunkDecoder::ChunkDecoder(DecodeOptions options)
    : implementation_(std::make_unique<Implementation>(options)) {}
ChunkDecoder::~ChunkDecoder() = default;
ChunkDecoder::ChunkDecoder(ChunkDecoder&&) noexcept = default;
ChunkDecoder& ChunkDecoder::operator=(ChunkDecoder&&) noexcept = default;

ChunkReport ChunkDecoder::decode(Bytes chunk, const Origin& origin, RecordSink& sink) {
  return implementation_->decode(chunk, origin, sink);
}

}  // namespace noroshi::evtx

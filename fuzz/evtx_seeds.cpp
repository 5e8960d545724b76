// Writes the seeds of evtx_fuzz into the directory it is given: evtx_seeds fuzz/seeds/evtx
// The seeds in the tree were written by it.
#include <fstream>
#include <string>
#include <string_view>

#include "support/raw_chunk.h"

namespace {

using noroshi::support::raw_null;
using noroshi::support::raw_number;
using noroshi::support::raw_text;
using noroshi::support::RawChunk;

void system_element(RawChunk& chunk) {
  chunk.open("System").close_start();
  chunk.open_with_attributes("Provider").attribute("Name", "P").close_empty();
  chunk.open_with_attributes("EventID").attribute("Qualifiers").optional(0, 6).close_start();
  chunk.normal(1, 6).end_element();
  chunk.open_with_attributes("TimeCreated").attribute("SystemTime").normal(2, 0x11).close_empty();
  chunk.leaf("Channel", "C").end_element();
}

RawChunk template_record() {
  RawChunk chunk;
  chunk.begin_record(1).fragment();
  chunk.begin_instance("a");
  chunk.open_with_attributes("Event").attribute("xmlns", "u").close_start();
  system_element(chunk);
  chunk.open("EventData").close_start();
  chunk.open_with_attributes("Data").attribute("Name", "A b").close_start();
  chunk.normal(3, 1).end_element();
  chunk.open("Data").close_start().optional(4, 0x81).end_element();
  chunk.open("Data").close_start().text("x").normal(3, 1).end_element();
  chunk.end_element().end_element().end_definition();
  chunk.values({raw_null(),
                raw_number<std::uint16_t>(6, 4688),
                raw_number<std::uint64_t>(0x11, noroshi::support::kRawTime),
                raw_text("v"),
                {0x81, noroshi::support::utf16(std::string("a\0b\0", 4))}});
  chunk.end().end_record();
  return chunk;
}

RawChunk nested_record() {
  RawChunk chunk;
  chunk.begin_record(1).fragment();
  chunk.begin_instance("outer");
  chunk.open("Event").close_start().optional(0, 0x21).end_element().end_definition();
  chunk.number<std::uint32_t>(1);
  const std::uint32_t descriptor = chunk.at();
  chunk.number<std::uint32_t>(0);
  const std::uint32_t begin = chunk.at();
  chunk.fragment();
  chunk.begin_instance("inner");
  chunk.open("UserData").close_start().open("V").close_start().normal(0, 8).end_element();
  chunk.end_element().end_definition();
  chunk.values({raw_number<std::uint32_t>(8, 7)}).end();
  chunk.patch(descriptor, static_cast<std::uint32_t>((chunk.at() - begin) | 0x210000));
  chunk.end().end_record();
  return chunk;
}

RawChunk inline_record() {
  RawChunk chunk;
  chunk.begin_record(1).fragment().open("Event").close_start();
  chunk.open("System").close_start().leaf("EventID", "1").end_element();
  chunk.open("EventData").close_start();
  chunk.open_with_attributes("Data").attribute("Name", "Image").close_start();
  chunk.text("a").number<std::uint8_t>(0x49).name("lt");
  chunk.number<std::uint8_t>(0x48).number<std::uint16_t>(0x41);
  chunk.number<std::uint8_t>(0x47).number<std::uint16_t>(1).raw(noroshi::support::utf16("b"));
  chunk.end_element().leaf("Data", "x").leaf("Data", "y");
  chunk.number<std::uint8_t>(0x0a).name("pi");
  chunk.number<std::uint8_t>(0x0b).number<std::uint16_t>(1).raw(noroshi::support::utf16("d"));
  chunk.end_element().end_element().end().end_record();
  return chunk;
}

void write(const std::string& path, char form, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary);
  out << form << bytes;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    return 2;
  }
  const std::string folder = std::string(arguments[1]) + "/";
  const std::pair<std::string_view, RawChunk> sources[] = {
      {"template", template_record()}, {"nested", nested_record()}, {"inline", inline_record()}};
  for (const auto& [name, chunk] : sources) {
    const std::string whole = chunk.finish().substr(0, chunk.at());
    write(folder + std::string(name) + "-chunk", '\0', whole);
    write(folder + std::string(name) + "-records", '\1', std::string_view(whole).substr(512));
    write(folder + std::string(name) + "-content", '\2',
          std::string_view(whole).substr(536, whole.size() - 536 - 4));
  }
  return 0;
}

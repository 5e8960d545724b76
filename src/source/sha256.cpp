#include "source/sha256.h"

#include <openssl/evp.h>

#include <array>
#include <vector>

#include "base/ensure.h"
#include "source/file_reader.h"

namespace noroshi {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

}  // namespace

struct Sha256::Implementation {
  struct Free {
    void operator()(EVP_MD_CTX* unused) const { EVP_MD_CTX_free(unused); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context{EVP_MD_CTX_new()};
};

Sha256::Sha256() : implementation_(std::make_unique<Implementation>()) {
  EVP_MD_CTX* context = implementation_->context.get();
  ENSURE(context != nullptr && EVP_DigestInit_ex(context, EVP_sha256(), nullptr) == 1);
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::string_view bytes) {
  ENSURE(EVP_DigestUpdate(implementation_->context.get(), bytes.data(), bytes.size()) == 1);
}

std::string Sha256::finish() {
  std::array<unsigned char, 32> digest{};
  ENSURE(EVP_DigestFinal_ex(implementation_->context.get(), digest.data(), nullptr) == 1);
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (unsigned char byte : digest) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

Result<FileHash> hash_file(const std::string& path,
                           const std::function<bool(std::uint64_t)>& on_bytes) {
  FileReader reader;
  Sha256 hash;
  FileHash out;
  std::vector<std::byte> piece(kPiece);
  while (true) {
    std::size_t got = TRY(reader.read(path, out.size, piece));
    hash.add({reinterpret_cast<const char*>(piece.data()), got});
    out.size += got;
    if (on_bytes && !on_bytes(got)) {
      return fail(ErrorCode::kIo, "stopped", path);
    }
    if (got < piece.size()) {
      out.sha256 = hash.finish();
      return out;
    }
  }
}

}  // namespace noroshi

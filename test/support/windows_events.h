// Events of Windows and Sysmon with the fields, types and order that the real providers use.
//
// Each function fills `event` anew: header and fields. Texts are views that the event copies.
#pragma once

#include <string>
#include <string_view>

#include "support/event_spec.h"

namespace noroshi::evidence {

// Who acts, on one machine and in one logon session.
struct Account {
  std::vector<std::byte> sid;
  std::string name;
  std::string domain;
  std::uint64_t logon_id = 0x3e7;

  [[nodiscard]] std::string qualified() const { return domain + "\\" + name; }
};

struct Process {
  Guid guid{};
  std::uint32_t id = 0;
  std::string image;
  std::string command_line;
  std::string directory = "C:\\Windows\\System32\\";
  std::string user;  // DOMAIN\name
  std::string integrity = "Medium";
  std::string description;
  std::string product;
  std::string company;
  std::string original_name;
  std::string version;
  std::string hashes;
  std::uint64_t logon_id = 0x3e7;
  Guid logon_guid{};
  std::uint32_t session = 0;
};

struct Connection {
  std::string_view source_ip;
  std::string_view source_name;
  std::uint16_t source_port = 0;
  std::string_view target_ip;
  std::string_view target_name;
  std::uint16_t target_port = 0;
  std::string_view protocol = "tcp";
  bool is_outgoing = true;
};

struct Where {
  std::string_view computer;
  Time time;
};

void sysmon_process_create(EventSpec& event, const Where& where, const Process& process,
                           const Process& parent);
void sysmon_network(EventSpec& event, const Where& where, const Process& process,
                    const Connection& connection);
void sysmon_image_load(EventSpec& event, const Where& where, const Process& process,
                       std::string_view image, std::string_view signer, std::string_view hashes);
void sysmon_remote_thread(EventSpec& event, const Where& where, const Process& source,
                          const Process& target);
void sysmon_process_access(EventSpec& event, const Where& where, const Process& source,
                           const Process& target, std::uint32_t access,
                           std::string_view call_trace);
void sysmon_file_create(EventSpec& event, const Where& where, const Process& process,
                        std::string_view file);
void sysmon_registry_key(EventSpec& event, const Where& where, const Process& process,
                         std::string_view key);
void sysmon_registry_value(EventSpec& event, const Where& where, const Process& process,
                           std::string_view value, std::string_view details);
void sysmon_dns(EventSpec& event, const Where& where, const Process& process, std::string_view name,
                std::string_view results);

struct Logon {
  std::uint32_t type = 3;
  std::string_view process_name = "Kerberos";
  std::string_view package = "Kerberos";
  std::string_view workstation = "-";
  std::string_view ip = "-";
  std::uint16_t port = 0;
  bool is_elevated = false;
};
void security_logon(EventSpec& event, const Where& where, const Account& who, const Logon& logon);
void security_logon_failed(EventSpec& event, const Where& where, const Account& who,
                           const Logon& logon, std::uint32_t sub_status);
void security_logoff(EventSpec& event, const Where& where, const Account& who, std::uint32_t type);
void security_explicit_credentials(EventSpec& event, const Where& where, const Account& subject,
                                   const Account& target, std::string_view server,
                                   const Process& process);
void security_special_logon(EventSpec& event, const Where& where, const Account& who);
void security_process(EventSpec& event, const Where& where, const Account& who,
                      const Process& process, const Process& parent);
void security_service(EventSpec& event, const Where& where, const Account& who,
                      std::string_view name, std::string_view file);
void security_task(EventSpec& event, const Where& where, const Account& who, std::string_view name,
                   std::string_view command, std::string_view arguments);
void security_user_created(EventSpec& event, const Where& where, const Account& who,
                           const Account& made);
void security_group_member(EventSpec& event, const Where& where, const Account& who,
                           const Account& member, std::string_view group);
void security_share(EventSpec& event, const Where& where, const Account& who, std::string_view ip,
                    std::string_view share, std::string_view path);
void security_share_file(EventSpec& event, const Where& where, const Account& who,
                         std::string_view ip, std::string_view share, std::string_view path,
                         std::string_view file, std::uint32_t access);
void security_log_cleared(EventSpec& event, const Where& where, const Account& who);

void system_service_installed(EventSpec& event, const Where& where, std::string_view name,
                              std::string_view path, std::string_view account);
void system_service_state(EventSpec& event, const Where& where, std::string_view name,
                          std::string_view state);
void system_log_cleared(EventSpec& event, const Where& where, const Account& who,
                        std::string_view channel);

void powershell_script(EventSpec& event, const Where& where, std::string_view text,
                       std::string_view path, const Guid& id);
void powershell_module(EventSpec& event, const Where& where, const Account& who,
                       std::string_view host_application, std::string_view command,
                       std::string_view payload);

void defender_detected(EventSpec& event, const Where& where, std::string_view threat,
                       std::string_view path, std::string_view user, std::string_view process);
void defender_updated(EventSpec& event, const Where& where, std::string_view version);

void task_run(EventSpec& event, const Where& where, std::string_view task, std::string_view action,
              const Guid& instance);
void task_registered(EventSpec& event, const Where& where, std::string_view task,
                     std::string_view user);

}  // namespace noroshi::evidence

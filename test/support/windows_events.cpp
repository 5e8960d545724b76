// The events of Windows itself.
#include <fmt/format.h>

#include "support/windows_sources.h"

namespace noroshi::evidence {

void security_logon(EventSpec& event, const Where& where, const Account& who, const Logon& logon) {
  begin_security(event, where, 4624, 2, 12544);
  subject(event, logon.type == 3 ? nobody() : local_system());
  event.sid("TargetUserSid", who.sid).text("TargetUserName", who.name);
  event.text("TargetDomainName", who.domain).hex64("TargetLogonId", who.logon_id);
  event.u32("LogonType", logon.type).text("LogonProcessName", logon.process_name);
  event.text("AuthenticationPackageName", logon.package);
  event.text("WorkstationName", logon.workstation);
  event.guid("LogonGuid", guid_from_text(who.name)).text("TransmittedServices", "-");
  event.text("LmPackageName", logon.package == "NTLM" ? "NTLM V2" : "-");
  event.u32("KeyLength", logon.package == "NTLM" ? 128 : 0);
  event.hex64("ProcessId", logon.type == 3 ? 0 : 0x2d8);
  event.text("ProcessName", logon.type == 3 ? "-" : "C:\\Windows\\System32\\svchost.exe");
  event.text("IpAddress", logon.ip).text("IpPort", fmt::format("{}", logon.port));
  event.text("ImpersonationLevel", "%%1833").text("RestrictedAdminMode", "-");
  event.text("TargetOutboundUserName", "-").text("TargetOutboundDomainName", "-");
  event.text("VirtualAccount", "%%1843").hex64("TargetLinkedLogonId", 0);
  event.text("ElevatedToken", logon.is_elevated ? "%%1842" : "%%1843");
}

void security_logon_failed(EventSpec& event, const Where& where, const Account& who,
                           const Logon& logon, std::uint32_t sub_status) {
  begin_security(event, where, 4625, 0, 12544, Audit::kFailure);
  subject(event, nobody());
  event.sid("TargetUserSid", nobody().sid).text("TargetUserName", who.name);
  event.text("TargetDomainName", who.domain).hex32("Status", 0xc000006d);
  event.text("FailureReason", "%%2313").hex32("SubStatus", sub_status);
  event.u32("LogonType", logon.type).text("LogonProcessName", logon.process_name);
  event.text("AuthenticationPackageName", logon.package);
  event.text("WorkstationName", logon.workstation).text("TransmittedServices", "-");
  event.text("LmPackageName", "-").u32("KeyLength", 0).hex64("ProcessId", 0);
  event.text("ProcessName", "-").text("IpAddress", logon.ip);
  event.text("IpPort", fmt::format("{}", logon.port));
}

void security_logoff(EventSpec& event, const Where& where, const Account& who, std::uint32_t type) {
  begin_security(event, where, 4634, 0, 12545);
  event.sid("TargetUserSid", who.sid).text("TargetUserName", who.name);
  event.text("TargetDomainName", who.domain).hex64("TargetLogonId", who.logon_id);
  event.u32("LogonType", type);
}

void security_explicit_credentials(EventSpec& event, const Where& where, const Account& who,
                                   const Account& target, std::string_view server,
                                   const Process& process) {
  begin_security(event, where, 4648, 0, 12544);
  subject(event, who).guid("LogonGuid", Guid{}).text("TargetUserName", target.name);
  event.text("TargetDomainName", target.domain).guid("TargetLogonGuid", Guid{});
  event.text("TargetServerName", server).text("TargetInfo", server);
  event.hex64("ProcessId", process.id).text("ProcessName", process.image);
  event.text("IpAddress", "-").text("IpPort", "-");
}

void security_special_logon(EventSpec& event, const Where& where, const Account& who) {
  begin_security(event, where, 4672, 0, 12548);
  subject(event, who)
      .text("PrivilegeList",
            "SeSecurityPrivilege\r\n\t\t\tSeBackupPrivilege\r\n\t\t\t"
            "SeRestorePrivilege\r\n\t\t\tSeDebugPrivilege\r\n\t\t\t"
            "SeImpersonatePrivilege");
}

void security_process(EventSpec& event, const Where& where, const Account& who,
                      const Process& process, const Process& parent) {
  begin_security(event, where, 4688, 2, 13312);
  subject(event, who).hex64("NewProcessId", process.id).text("NewProcessName", process.image);
  event.text("TokenElevationType", process.integrity == "High" ? "%%1937" : "%%1938");
  event.hex64("ProcessId", parent.id).text("CommandLine", process.command_line);
  event.sid("TargetUserSid", nobody().sid).text("TargetUserName", "-");
  event.text("TargetDomainName", "-").hex64("TargetLogonId", 0);
  event.text("ParentProcessName", parent.image);
  static const std::vector<std::byte> labels[] = {
      parse_sid("S-1-16-8192"), parse_sid("S-1-16-12288"), parse_sid("S-1-16-16384")};
  event.sid("MandatoryLabel", labels[process.integrity == "System" ? 2
                                     : process.integrity == "High" ? 1
                                                                   : 0]);
}

void security_service(EventSpec& event, const Where& where, const Account& who,
                      std::string_view name, std::string_view file) {
  begin_security(event, where, 4697, 0, 12289);
  subject(event, who).text("ServiceName", name).text("ServiceFileName", file);
  event.hex32("ServiceType", 0x10).u32("ServiceStartType", 3);
  event.text("ServiceAccount", "LocalSystem");
}

void security_task(EventSpec& event, const Where& where, const Account& who, std::string_view name,
                   std::string_view command, std::string_view arguments) {
  begin_security(event, where, 4698, 0, 12804);
  subject(event, who).text("TaskName", name);
  event.text("TaskContent",
             fmt::format("<?xml version=\"1.0\" encoding=\"UTF-16\"?>\r\n<Task version=\"1.2\" "
                         "xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">\r\n  "
                         "<Actions Context=\"Author\">\r\n    <Exec>\r\n      "
                         "<Command>{}</Command>\r\n      <Arguments>{}</Arguments>\r\n    "
                         "</Exec>\r\n  </Actions>\r\n</Task>",
                         command, arguments));
}

void security_user_created(EventSpec& event, const Where& where, const Account& who,
                           const Account& made) {
  begin_security(event, where, 4720, 0, 13824);
  event.text("TargetUserName", made.name).text("TargetDomainName", made.domain);
  event.sid("TargetSid", made.sid);
  subject(event, who).text("PrivilegeList", "-").text("SamAccountName", made.name);
  event.text("DisplayName", "%%1793").text("UserPrincipalName", "-");
  event.text("HomeDirectory", "%%1793").text("HomePath", "%%1793").text("ScriptPath", "%%1793");
  event.text("ProfilePath", "%%1793").text("UserWorkstations", "%%1793");
  event.text("PasswordLastSet", "%%1794").text("AccountExpires", "%%1794");
  event.text("PrimaryGroupId", "513").text("AllowedToDelegateTo", "-");
  event.text("OldUacValue", "0x0").text("NewUacValue", "0x15");
  event.text("UserAccountControl", "\r\n\t\t%%2080\r\n\t\t%%2082\r\n\t\t%%2084");
  event.text("UserParameters", "%%1793").text("SidHistory", "-").text("LogonHours", "%%1797");
}

void security_group_member(EventSpec& event, const Where& where, const Account& who,
                           const Account& member, std::string_view group) {
  begin_security(event, where, 4732, 0, 13826);
  static const std::vector<std::byte> administrators = parse_sid("S-1-5-32-544");
  static const std::vector<std::byte> remote_users = parse_sid("S-1-5-32-555");
  event.text("MemberName", "-").sid("MemberSid", member.sid).text("TargetUserName", group);
  event.text("TargetDomainName", "Builtin");
  event.sid("TargetSid", group == "Administrators" ? administrators : remote_users);
  subject(event, who).text("PrivilegeList", "-");
}

void security_share(EventSpec& event, const Where& where, const Account& who, std::string_view ip,
                    std::string_view share, std::string_view path) {
  begin_security(event, where, 5140, 1, 12808);
  subject(event, who).text("ObjectType", "File").text("IpAddress", ip).text("IpPort", "50123");
  event.text("ShareName", share).text("ShareLocalPath", path).hex32("AccessMask", 1);
  event.text("AccessList", "%%4416\r\n\t\t\t\t");
}

void security_share_file(EventSpec& event, const Where& where, const Account& who,
                         std::string_view ip, std::string_view share, std::string_view path,
                         std::string_view file, std::uint32_t access) {
  begin_security(event, where, 5145, 0, 12811);
  subject(event, who).text("ObjectType", "File").text("IpAddress", ip).text("IpPort", "50123");
  event.text("ShareName", share).text("ShareLocalPath", path).text("RelativeTargetName", file);
  event.hex32("AccessMask", access).text("AccessList", "%%1538\r\n\t\t\t\t%%4416\r\n\t\t\t\t");
  event.text("AccessReason", "-");
}

void security_log_cleared(EventSpec& event, const Where& where, const Account& who) {
  begin(event, event_log("Security"), where, 1102, 1, 104);
  event.keywords = 0x4020000000000000;
  event.user_data = "LogFileCleared";
  event.user_data_namespace = "http://manifests.microsoft.com/win/2004/08/windows/eventlog";
  subject(event, who);
}

void system_service_installed(EventSpec& event, const Where& where, std::string_view name,
                              std::string_view path, std::string_view account) {
  begin(event, services(), where, 7045, 0, 0);
  event.keywords = 0x8080000000000000;
  event.user = system_sid();
  event.text("ServiceName", name).text("ImagePath", path);
  event.text("ServiceType", "user mode service").text("StartType", "demand start");
  event.text("AccountName", account);
}

void system_service_state(EventSpec& event, const Where& where, std::string_view name,
                          std::string_view state) {
  begin(event, services(), where, 7036, 0, 0);
  event.keywords = 0x8080000000000000;
  event.text("param1", name).text("param2", state);
}

void system_log_cleared(EventSpec& event, const Where& where, const Account& who,
                        std::string_view channel) {
  begin(event, event_log("System"), where, 104, 0, 104);
  event.user = who.sid;
  event.user_data = "LogFileCleared";
  event.user_data_namespace = "http://manifests.microsoft.com/win/2004/08/windows/eventlog";
  event.text("SubjectUserName", who.name).text("SubjectDomainName", who.domain);
  event.text("Channel", channel).text("BackupPath", "");
}

void powershell_script(EventSpec& event, const Where& where, std::string_view text,
                       std::string_view path, const Guid& id) {
  begin(event, powershell(), where, 4104, 1, 2);
  event.level = 5;
  event.opcode = 15;
  event.keywords = 0;
  std::string id_text;
  append_wire_text(WireType::kGuid, id, id_text);
  event.i32("MessageNumber", 1).i32("MessageTotal", 1).text("ScriptBlockText", text);
  event.text("ScriptBlockId", std::string_view(id_text).substr(1, 36)).text("Path", path);
}

void powershell_module(EventSpec& event, const Where& where, const Account& who,
                       std::string_view host_application, std::string_view command,
                       std::string_view payload) {
  begin(event, powershell(), where, 4103, 1, 106);
  event.opcode = 20;
  event.keywords = 0;
  event.user = who.sid;
  event.text("ContextInfo",
             fmt::format("        Severity = Informational\r\n        Host Name = ConsoleHost\r\n"
                         "        Host Version = 5.1.19041.4648\r\n        Host Application = {}"
                         "\r\n        Engine Version = 5.1.19041.4648\r\n        Command Name = {}"
                         "\r\n        Command Type = Cmdlet\r\n        User = {}\r\n",
                         host_application, command, who.qualified()));
  event.text("UserData", "").text("Payload", payload);
}

void defender_detected(EventSpec& event, const Where& where, std::string_view threat,
                       std::string_view path, std::string_view user, std::string_view process) {
  begin(event, defender(), where, 1116, 0, 0);
  event.level = 3;
  event.user = system_sid();
  event.text("Product Name", "Microsoft Defender Antivirus");
  event.text("Product Version", "4.18.26040.5")
      .text("Detection ID", "{6A1D3C9E-0B57-4C1B-9F0C-2D6B2A0F9A31}");
  event.text("Detection Time", utc_text(where.time)).text("Unused", "").text("Unused2", "");
  event.text("Threat ID", "2147690001").text("Threat Name", threat).text("Severity ID", "5");
  event.text("Severity Name", "Severe").text("Category ID", "8").text("Category Name", "Trojan");
  event.text("FWLink", "https://go.microsoft.com/fwlink/?linkid=37020").text("Status Code", "1");
  event.text("Status Description", "").text("State", "1").text("Source ID", "3");
  event.text("Source Name", "Real-Time Protection").text("Process Name", process);
  event.text("Detection User", user).text("Unused3", "").text("Path", path);
  event.text("Origin ID", "1").text("Origin Name", "Local machine").text("Execution ID", "1");
  event.text("Execution Name", "Suspended").text("Type ID", "0").text("Type Name", "Concrete");
  event.text("Pre Execution Status", "0")
      .text("Action ID", "9")
      .text("Action Name", "Not Applicable");
  event.text("Unused4", "").text("Error Code", "0x00000000");
  event.text("Error Description", "The operation completed successfully. ").text("Unused5", "");
  event.text("Post Clean Status", "0").text("Additional Actions ID", "0");
  event.text("Additional Actions String", "No additional actions required");
  event.text("Remediation User", "").text("Unused6", "");
  event.text("Security intelligence Version", "AV: 1.449.210.0")
      .text("Engine Version", "AM: 1.1.26040.1");
}

void defender_updated(EventSpec& event, const Where& where, std::string_view version) {
  begin(event, defender(), where, 2000, 0, 0);
  event.user = system_sid();
  event.text("Product Name", "Microsoft Defender Antivirus");
  event.text("Product Version", "4.18.26040.5");
  event.text("Current security intelligence Version", version);
  event.text("Previous security intelligence Version", "1.449.0.0");
  event.text("Domain", "NT AUTHORITY").text("User", "SYSTEM").text("SID", "S-1-5-18");
  event.text("Update Type", "2").text("Current Engine Version", "1.1.26040.1");
}

void task_run(EventSpec& event, const Where& where, std::string_view task, std::string_view action,
              const Guid& instance) {
  begin(event, tasks(), where, 200, 1, 200);
  event.opcode = 1;
  event.user = system_sid();
  event.activity = instance;
  event.text("TaskName", task).text("ActionName", action).guid("TaskInstanceId", instance);
  event.u32("EnginePID", 1404);
}

void task_registered(EventSpec& event, const Where& where, std::string_view task,
                     std::string_view user) {
  begin(event, tasks(), where, 106, 0, 106);
  event.user = system_sid();
  event.text("TaskName", task).text("UserContext", user);
}

}  // namespace noroshi::evidence

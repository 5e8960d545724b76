// The events of Sysmon.
#include "support/windows_sources.h"

namespace noroshi::evidence {

void sysmon_process_create(EventSpec& event, const Where& where, const Process& process,
                           const Process& parent) {
  begin_sysmon(event, where, 1, 5);
  event.text("RuleName", "-").text("UtcTime", utc_text(where.time));
  event.guid("ProcessGuid", process.guid).u32("ProcessId", process.id);
  event.text("Image", process.image).text("FileVersion", process.version);
  event.text("Description", process.description).text("Product", process.product);
  event.text("Company", process.company).text("OriginalFileName", process.original_name);
  event.text("CommandLine", process.command_line).text("CurrentDirectory", process.directory);
  event.text("User", process.user).guid("LogonGuid", process.logon_guid);
  event.hex64("LogonId", process.logon_id).u32("TerminalSessionId", process.session);
  event.text("IntegrityLevel", process.integrity).text("Hashes", process.hashes);
  event.guid("ParentProcessGuid", parent.guid).u32("ParentProcessId", parent.id);
  event.text("ParentImage", parent.image).text("ParentCommandLine", parent.command_line);
  event.text("ParentUser", parent.user);
}

void sysmon_network(EventSpec& event, const Where& where, const Process& process,
                    const Connection& connection) {
  begin_sysmon(event, where, 3, 5);
  event.text("RuleName", "-").text("UtcTime", utc_text(where.time));
  event.guid("ProcessGuid", process.guid).u32("ProcessId", process.id);
  event.text("Image", process.image).text("User", process.user);
  event.text("Protocol", connection.protocol).boolean("Initiated", connection.is_outgoing);
  event.boolean("SourceIsIpv6", false).text("SourceIp", connection.source_ip);
  event.text("SourceHostname", connection.source_name).u16("SourcePort", connection.source_port);
  event.text("SourcePortName", "-").boolean("DestinationIsIpv6", false);
  event.text("DestinationIp", connection.target_ip);
  event.text("DestinationHostname", connection.target_name);
  event.u16("DestinationPort", connection.target_port);
  event.text("DestinationPortName", connection.target_port == 443 ? "https" : "-");
}

void sysmon_image_load(EventSpec& event, const Where& where, const Process& process,
                       std::string_view image, std::string_view signer, std::string_view hashes) {
  begin_sysmon(event, where, 7, 3);
  event.text("RuleName", "-").text("UtcTime", utc_text(where.time));
  event.guid("ProcessGuid", process.guid).u32("ProcessId", process.id);
  event.text("Image", process.image).text("ImageLoaded", image);
  event.text("FileVersion", "10.0.19041.4648 (WinBuild.160101.0800)").text("Description", "-");
  event.text("Product", "Microsoft\xc2\xae Windows\xc2\xae Operating System");
  event.text("Company", signer).text("OriginalFileName", "-").text("Hashes", hashes);
  event.text("Signed", signer == "-" ? "false" : "true").text("Signature", signer);
  event.text("SignatureStatus", signer == "-" ? "Unavailable" : "Valid");
  event.text("User", process.user);
}

void sysmon_remote_thread(EventSpec& event, const Where& where, const Process& source,
                          const Process& target) {
  begin_sysmon(event, where, 8, 2);
  event.text("RuleName", "-").text("UtcTime", utc_text(where.time));
  event.guid("SourceProcessGuid", source.guid).u32("SourceProcessId", source.id);
  event.text("SourceImage", source.image).guid("TargetProcessGuid", target.guid);
  event.u32("TargetProcessId", target.id).text("TargetImage", target.image);
  event.u32("NewThreadId", target.id + 1280).text("StartAddress", "0x000001F2D4A10000");
  event.text("StartModule", "-").text("StartFunction", "-");
  event.text("SourceUser", source.user).text("TargetUser", target.user);
}

void sysmon_process_access(EventSpec& event, const Where& where, const Process& source,
                           const Process& target, std::uint32_t access,
                           std::string_view call_trace) {
  begin_sysmon(event, where, 10, 3);
  event.text("RuleName", "-").text("UtcTime", utc_text(where.time));
  event.guid("SourceProcessGUID", source.guid).u32("SourceProcessId", source.id);
  event.u32("SourceThreadId", source.id + 44).text("SourceImage", source.image);
  event.guid("TargetProcessGUID", target.guid).u32("TargetProcessId", target.id);
  event.text("TargetImage", target.image).hex32("GrantedAccess", access);
  event.text("CallTrace", call_trace).text("SourceUser", source.user);
  event.text("TargetUser", target.user);
}

void sysmon_file_create(EventSpec& event, const Where& where, const Process& process,
                        std::string_view file) {
  begin_sysmon(event, where, 11, 2);
  event.text("RuleName", "-").text("UtcTime", utc_text(where.time));
  event.guid("ProcessGuid", process.guid).u32("ProcessId", process.id);
  event.text("Image", process.image).text("TargetFilename", file);
  event.text("CreationUtcTime", utc_text(where.time)).text("User", process.user);
}

void sysmon_registry_key(EventSpec& event, const Where& where, const Process& process,
                         std::string_view key) {
  begin_sysmon(event, where, 12, 2);
  event.text("RuleName", "-").text("EventType", "CreateKey");
  event.text("UtcTime", utc_text(where.time)).guid("ProcessGuid", process.guid);
  event.u32("ProcessId", process.id).text("Image", process.image);
  event.text("TargetObject", key).text("User", process.user);
}

void sysmon_registry_value(EventSpec& event, const Where& where, const Process& process,
                           std::string_view value, std::string_view details) {
  begin_sysmon(event, where, 13, 2);
  event.text("RuleName", "-").text("EventType", "SetValue");
  event.text("UtcTime", utc_text(where.time)).guid("ProcessGuid", process.guid);
  event.u32("ProcessId", process.id).text("Image", process.image);
  event.text("TargetObject", value).text("Details", details).text("User", process.user);
}

void sysmon_dns(EventSpec& event, const Where& where, const Process& process, std::string_view name,
                std::string_view results) {
  begin_sysmon(event, where, 22, 5);
  event.text("RuleName", "-").text("UtcTime", utc_text(where.time));
  event.guid("ProcessGuid", process.guid).u32("ProcessId", process.id);
  event.text("QueryName", name).text("QueryStatus", "0").text("QueryResults", results);
  event.text("Image", process.image).text("User", process.user);
}

}  // namespace noroshi::evidence

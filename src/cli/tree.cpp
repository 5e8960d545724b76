// noroshi tree: which process started which on a host.
#include <CLI/CLI.hpp>

#include <cstdio>

#include "base/json_writer.h"
#include "base/message.h"
#include "cli/chosen_rules.h"
#include "cli/commands.h"
#include "cli/evidence.h"
#include "cli/exit_codes.h"
#include "cli/row_options.h"
#include "pipeline/tree_worker.h"
#include "report/process_lines.h"

namespace noroshi::cli {
namespace {

struct TreeOptions {
  std::string target;
  EvidenceOptions evidence;
  RuleOptions rules;
  RowOptions rows;
  WalkLimits limits;
};

struct TreeTarget {
  std::string host;  // empty: every host
  ProcessQuery query;
};

TreeTarget target_from(std::string_view text) {
  std::size_t colon = text.find(':');
  TreeTarget target;
  target.host = text.substr(0, colon);
  if (target.host == "*") {
    target.host.clear();
  }
  if (colon != text.npos) {
    target.query = ProcessQuery::parse(text.substr(colon + 1));
  }
  return target;
}

void say_visible(const std::string& text) {
  std::string line;
  append_visible(text, line);
  line += '\n';
  std::fputs(line.c_str(), stderr);
}

std::string names_of(const TreeWorker::Hosts& hosts) {
  std::string out;
  for (const auto& [host, nothing] : hosts.entries()) {
    out += (out.empty() ? "" : ", ") + host;
  }
  return hosts.overflowed() ? out + ", ..." : out;
}

// What was found and what was not, in one or a few lines on standard error.
void print_findings(const TreeOptions& options, const ProcessTree& tree, const ProcessWalk& walk,
                    const ProcessEventStore& store, const TreeWorker::Hosts& other_hosts) {
  if (tree.nodes().empty()) {
    say_visible(tr_format("noroshi: no process of '{0}' is in the evidence", options.target));
    if (!other_hosts.entries().empty()) {
      say_visible(tr_format("noroshi: hosts with processes: {0}", names_of(other_hosts)));
    }
  } else if (walk.asked == 0) {
    say_visible(tr_format("noroshi: none of the {0} processes is the one in '{1}'",
                          tree.nodes().size(), options.target));
  }
  // What is left out is said in any case; it must not be missed.
  if (walk.hidden > 0) {
    say_visible(tr_format("noroshi: {0} more processes are not shown; raise --depth or --lines",
                          walk.hidden));
  }
  if (store.left_out() > 0) {
    say_visible(
        tr_format("noroshi: {0} records did not fit into memory and are missing in the tree; ask "
                  "for one host",
                  store.left_out()));
  }
  if (options.evidence.quiet) {
    return;
  }
  if (tree.unattached() > 0) {
    say_visible(tr_format("noroshi: {0} records with detections name no process that is known",
                          tree.unattached()));
  }
  std::uint64_t stubs = 0;
  for (const WalkLine& line : walk.lines) {
    stubs += tree.node(line.node).standing == ProcessNode::Standing::kStub;
  }
  if (!walk.lines.empty()) {
    say_visible(tr_format("Processes   {0} shown, of which {1} are not in the log",
                          walk.lines.size(), stubs));
  }
}

Result<int> tree(const TreeOptions& options, Output& output) {
  TreeTarget target = target_from(options.target);
  SourceList sources = TRY(find_evidence(options.evidence));
  TreeSetup setup;
  setup.host = target.host;
  ChosenRules chosen = TRY(chosen_rules(options.rules, options.evidence));
  setup.rules = chosen.rules;
  std::vector<std::unique_ptr<RecordWorker>> workers;
  for (unsigned i = 0; i < options.evidence.thread_count(); ++i) {
    workers.push_back(std::make_unique<TreeWorker>(setup));
  }
  ProcessEventStore store;
  auto collect = [&store](std::string_view bytes) -> Result<void> {
    store.add(bytes);
    return {};
  };
  RunTotals totals = TRY(run_over(sources, options.evidence, workers, collect));
  ProcessTree tree = ProcessTree::build(store.take());
  ProcessWalk walk = walk_processes(tree, target.query, options.limits);

  RowWriter rows = make_row_writer(process_columns(), options.rows, output);
  ProcessLineContext context;
  context.rules = setup.rules->rules();
  context.files = sources.files;
  context.lines = options.rows.style(output).terminal.lines;
  context.is_narrowed = target.query.by != ProcessQuery::By::kEvery;
  TRY(print_processes(tree, walk, context, rows));
  TRY(rows.finish());
  TRY(output.finish());

  TreeWorker::Hosts hosts(TreeWorker::kMostHosts);
  for (const auto& worker : workers) {
    hosts.merge(static_cast<const TreeWorker&>(*worker).hosts(), [](auto&, const auto&) {});
  }
  print_findings(options, tree, walk, store, hosts);
  print_outcome(totals, options.evidence);
  return exit_code_of(totals, sources, options.evidence);
}

int run_tree(const TreeOptions& options) {
  auto output = options.rows.open(options.evidence.paths);
  if (!output) {
    return report_error(output.error());
  }
  auto code = tree(options, *output);
  return code ? *code : report_write_error(code.error(), *output);
}

}  // namespace

void add_tree(CLI::App& program, Action& action) {
  auto* app = program.add_subcommand("tree", "Show which process started which on a host");
  app->footer(
      "Examples:\n"
      "  noroshi tree WS01 logs\n"
      "  noroshi tree WS01:4711 logs\n"
      "  noroshi tree WS01:powershell logs --rules sigma/rules --format jsonl");
  auto options = std::make_shared<TreeOptions>();
  app->add_option("HOST", options->target,
                  "HOST or HOST:PROCESS; a short name stands for its full ones, * for every host. "
                  "PROCESS is a number, a ProcessGuid, a file name or a path; it is shown with "
                  "its ancestors and descendants.")
      ->type_name("HOST[:PROCESS]")
      ->required()
      ->group("Input");
  options->evidence.add_to(*app);
  options->rules.add_source_to(*app, RuleOptions::PathsPerFlag::kOne);
  options->rules.add_filter_to(*app);
  app->add_option("--depth", options->limits.depth,
                  "Generations shown below what was asked for (default: 1000, which is also the "
                  "most).")
      ->type_name("NUMBER")
      ->check(CLI::Range(std::uint32_t{0}, WalkLimits::kDeepest))
      ->group("Output");
  app->add_option("--lines", options->limits.lines, "Processes shown at most (default: 10000).")
      ->type_name("NUMBER")
      ->check(CLI::PositiveNumber)
      ->group("Output");
  options->rows.add_to(*app);
  app->callback([options, &action] { action = [options] { return run_tree(*options); }; });
}

}  // namespace noroshi::cli

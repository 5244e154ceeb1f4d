/* The log of decisions, and out/. */
#include "base/utf8.h"
#include "cli/audit_parts.h"
#include "publish/verify.h"
#include "store/chain.h"

static const char *chain_words(enum chain_fault fault)
{
	switch (fault) {
	case CHAIN_ALTERED:
		return "it is not what it was when it was taken, or the one before it was removed";
	case CHAIN_REMOVED: return "it was removed";
	case CHAIN_UNCHAINED: return "it was not taken by the program";
	}
	return "";
}

bool audit_decisions(struct audit *audit, struct err *err)
{
	struct chain_report report;
	if (!store_chain_verify(audit->cli->store, audit->a, &report, err))
		return false;
	audit->decisions = (size_t)report.decisions + report.break_count;
	audit->chained = (size_t)report.chained;
	for (size_t i = 0; i < report.break_count; i++)
		audit_find(audit,
			(struct audit_finding){.kind = AUDIT_DECISION,
				.what = str_printf(audit->a, "decision %lld", (long long)report.breaks[i].decision),
				.why = str_of(chain_words(report.breaks[i].fault))});
	return true;
}

static struct audit_finding file_finding(const struct verify_finding *found)
{
	switch (found->fault) {
	case VERIFY_ALTERED:
		return (struct audit_finding){.kind = AUDIT_ALTERED,
			.why = S("somebody else changed it, or not everybody may read it")};
	case VERIFY_MISSING: return (struct audit_finding){.kind = AUDIT_MISSING};
	case VERIFY_LEFT: return (struct audit_finding){.kind = AUDIT_LEFT};
	case VERIFY_UNEXPLAINED: break;
	}
	return (struct audit_finding){.kind = AUDIT_UNEXPLAINED};
}

static void find_waiting(struct audit *audit, const struct verify_report *report)
{
	if (report->rendered_anew)
		audit_find(audit,
			(struct audit_finding){.kind = AUDIT_UNPUBLISHED,
				.what = S("out/"),
				.why = S("the configuration, a template or the program changed since it was "
						 "written: `tidings publish`, then audit again")});
	else if (report->waiting)
		audit_find(audit,
			(struct audit_finding){.kind = AUDIT_UNPUBLISHED,
				.what = cli_count(audit->a, report->waiting, "file", "files"),
				.why = report->decided ?
					S("what was decided since the last publication: `tidings publish`") :
					S("the last publication was cut off: `tidings publish`")});
}

bool audit_files(struct audit *audit, struct err *err)
{
	struct cli *cli = audit->cli;
	struct verify_report report;
	if (!publish_verify(&cli->site, cli->store, cli->now, audit->a, &report, err))
		return false;
	audit->files = report.files;
	for (size_t i = 0; i < report.n; i++) {
		struct audit_finding finding = file_finding(&report.v[i]);
		finding.what = str_collapse(audit->a, utf8_clean(audit->a, report.v[i].path));
		audit_find(audit, finding);
	}
	find_waiting(audit, &report);
	return true;
}

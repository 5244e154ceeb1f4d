#include <stdlib.h>

#include "fuzz.h"
#include "parse/report/mail_report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP_ARENA = {0};
	struct mail_report report = {0};
	mail_report_read(&a, fuzz_bytes(data, size), &report);
	if (!mail_report_check(&report))
		abort();
	return 0;
}

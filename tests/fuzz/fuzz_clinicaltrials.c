#include "fuzz.h"
#include "judge/judge.h"
#include "parse/record/clinicaltrials.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP_ARENA = {0};
	struct studies studies;
	struct err err;
	struct source source = {.kind = SOURCE_CLINICALTRIALS, .label = S("trials")};
	if (clinicaltrials_parse(&a, fuzz_bytes(data, size), &studies, &err))
		for (size_t i = 0; i < studies.entries.n; i++) {
			struct verdict verdict;
			judge_entry(&a, &studies.entries.v[i], &source, &verdict);
		}
	return 0;
}

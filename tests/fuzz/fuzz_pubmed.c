#include "fuzz.h"
#include "judge/judge.h"
#include "parse/record/esearch.h"
#include "parse/record/pubmed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP_ARENA = {0};
	struct pubmed_records records;
	struct esearch search;
	struct err err;
	struct source source = {.kind = SOURCE_PUBMED, .label = S("PubMed")};
	(void)!esearch_parse(&a, fuzz_bytes(data, size), &search, &err);
	if (pubmed_parse(&a, fuzz_bytes(data, size), &records, &err))
		for (size_t i = 0; i < records.entries.n; i++) {
			struct verdict verdict;
			judge_entry(&a, &records.entries.v[i], &source, &verdict);
		}
	return 0;
}

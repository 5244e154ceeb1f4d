#include "fuzz.h"
#include "parse/record/medlineplus.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP_ARENA = {0};
	struct medlineplus_page page;
	struct err err;
	(void)!medlineplus_parse(&a, fuzz_bytes(data, size), &page, &err);
	return 0;
}

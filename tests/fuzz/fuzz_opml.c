#include "fuzz.h"
#include "parse/opml/opml_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP_ARENA = {0};
	struct outlines outlines;
	struct err err;
	(void)!opml_read(&a, fuzz_bytes(data, size), &outlines, &err);
	return 0;
}

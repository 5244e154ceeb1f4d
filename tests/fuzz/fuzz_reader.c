#include "fuzz.h"
#include "reader/reading.h"

/* What the child answers is not trusted: the first byte chooses the kind of document. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP_ARENA = {0};
	if (!size)
		return 0;
	const struct reading *reading = &READINGS[data[0] % READING_COUNT];
	struct reading_end end = {0};
	void *out = arena_alloc(&a, reading->record->size);
	(void)!reading_unpack(&a, reading, fuzz_bytes(data + 1, size - 1), &end, out);
	return 0;
}

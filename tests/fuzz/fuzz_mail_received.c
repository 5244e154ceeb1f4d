#include <stdlib.h>

#include "fuzz.h"
#include "parse/report/mail_received.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP_ARENA = {0};
	struct mail_received received = {0};
	mail_received_read(&a, fuzz_bytes(data, size), &received);
	if (!mail_received_check(&received))
		abort();
	return 0;
}

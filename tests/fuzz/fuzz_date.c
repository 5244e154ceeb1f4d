#include "fuzz.h"
#include "parse/text/date_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int64_t time;
	struct date day;
	date_text_parse(fuzz_bytes(data, size), &time, NULL);
	time_parse_rfc3339(fuzz_bytes(data, size), &time);
	date_parse_partial(fuzz_bytes(data, size), &day);
	return 0;
}

#include "fuzz.h"
#include "model/told.h"
#include "parse/record/crossref.h"

/* What is said of a work, told and read again, is the same. */
static void tell(struct arena *a, const struct crossref_works *works)
{
	struct corrections list = {0};
	struct buf told CLEANUP_BUF = buf_new(1 << 20);
	for (size_t i = 0; i < works->said_count; i++)
		told_list_join(
			a, &list, &(struct correction){.kind = works->said[i].kind, .doi = works->said[i].by});
	for (size_t i = 0; i < list.n; i++)
		told_add(&told, &list.v[i]);
	if (!told_same(a, buf_str(&told), buf_str(&told)))
		__builtin_trap();
}

/* What the reader's check of a result relies on. */
static void check_work(const struct entry *work)
{
	if (!work->paper || !str_starts(work->native, S("10.")) || work->title.n > ENTRY_TITLE_MAX ||
		work->text.n > ENTRY_TEXT_MAX)
		__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP_ARENA = {0};
	struct crossref_works works;
	struct err err;
	if (!crossref_parse(&a, fuzz_bytes(data, size), &works, &err))
		return 0;
	tell(&a, &works);
	if (works.work)
		check_work(works.work);
	return 0;
}

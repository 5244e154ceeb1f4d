#include "item/look_back_order.h"

#include <stdlib.h>

#include "base/array.h"

static const struct {
	const char *name;
	size_t most;
} PARTS[] = {{"", SIZE_MAX}, {"The first 10 of each day", 10}, {"The first 50 of each day", 50}};

struct shown {
	struct date day;
	const struct decided *decided;
};

static int compare_shown(const void *left, const void *right)
{
	const struct shown *a = left, *b = right;
	int days = date_cmp(a->day, b->day);
	if (days)
		return days;
	if (a->decided->score != b->decided->score)
		return a->decided->score < b->decided->score ? 1 : -1;
	return (a->decided->item > b->decided->item) - (a->decided->item < b->decided->item);
}

static void count(struct look_back_row *row, size_t week, const struct decided *decided)
{
	enum look_back_what what = decided->verb == VERB_APPROVE ? LOOK_BACK_APPROVED :
															   LOOK_BACK_REJECTED;
	row->all[what]++;
	row->weeks[week][what]++;
}

void look_back_order(struct arena *a, const struct weeks *weeks, const struct decideds *first,
	struct look_back_table *out)
{
	struct shown *all = arena_array(a, first->n + 1, sizeof *all);
	size_t place = 0;
	for (size_t i = 0; i < first->n; i++)
		all[i] = (struct shown){date_local(first->v[i].at), &first->v[i]};
	if (first->n)
		qsort(all, first->n, sizeof *all, compare_shown);
	out->n = ARRAY_COUNT(PARTS);
	out->v = arena_array(a, out->n, sizeof *out->v);
	for (size_t p = 0; p < out->n; p++)
		out->v[p].name = str_of(PARTS[p].name);
	for (size_t i = 0; i < first->n; i++) {
		place = i && date_cmp(all[i].day, all[i - 1].day) == 0 ? place + 1 : 0;
		for (size_t p = 0; p < out->n; p++)
			if (place < PARTS[p].most)
				count(&out->v[p], weeks_find(weeks, all[i].decided->at), all[i].decided);
	}
}

#include "base/strs.h"

#include <stdlib.h>

#include "base/arena.h"

void strs_add(struct arena *a, struct strs *list, struct str s)
{
	list->v = arena_grow(a, list->v, list->n, sizeof *list->v);
	list->v[list->n++] = s;
}

bool strs_eq(struct strs a, struct strs b)
{
	bool same = a.n == b.n;
	for (size_t i = 0; i < a.n && same; i++)
		same = str_eq(a.v[i], b.v[i]);
	return same;
}

bool strs_have(struct strs list, struct str s)
{
	for (size_t i = 0; i < list.n; i++)
		if (str_eq(list.v[i], s))
			return true;
	return false;
}

static int compare_strs(const void *left, const void *right)
{
	return str_cmp(*(const struct str *)left, *(const struct str *)right);
}

void strs_sort(struct strs *list)
{
	if (list->n)
		qsort(list->v, list->n, sizeof *list->v, compare_strs);
}

bool strs_sorted_have(struct strs sorted, struct str s)
{
	return sorted.n && bsearch(&s, sorted.v, sorted.n, sizeof s, compare_strs);
}

bool strs_ihave(struct strs list, struct str s)
{
	for (size_t i = 0; i < list.n; i++)
		if (str_ieq(list.v[i], s))
			return true;
	return false;
}

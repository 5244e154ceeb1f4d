#include <stdlib.h>

#include "store/order.h"

/* Where an item stands among those arranged, from 1 on. */
struct place {
	int64_t item;
	size_t place;
};

static int place_cmp(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	return (x->item > y->item) - (x->item < y->item);
}

/* A release on its way to its new place. */
struct placed {
	struct release release;
	size_t behind; /* the place of the arranged item that it is or follows; 0: before all of them */
	size_t nth;    /* 0: it is that item, n: the nth that follows it */
};

static int placed_cmp(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	return x->behind != y->behind ? (x->behind > y->behind) - (x->behind < y->behind) :
									(x->nth > y->nth) - (x->nth < y->nth);
}

void order_apply(struct arena *a, const struct running_order *order, struct releases *releases)
{
	size_t n = order->items.n, behind = 0, nth = 0;
	if (!n || !releases->n)
		return;
	struct place *places = arena_array(a, n, sizeof *places);
	struct placed *placed = arena_array(a, releases->n, sizeof *placed);
	for (size_t i = 0; i < n; i++)
		places[i] = (struct place){order->items.v[i], i + 1};
	qsort(places, n, sizeof *places, place_cmp);
	for (size_t i = 0; i < releases->n; i++) {
		const struct place key = {.item = releases->v[i].item},
						   *found = bsearch(&key, places, n, sizeof *places, place_cmp);
		behind = found ? found->place : behind;
		nth = found ? 0 : nth + 1;
		placed[i] = (struct placed){releases->v[i], behind, nth};
	}
	qsort(placed, releases->n, sizeof *placed, placed_cmp);
	for (size_t i = 0; i < releases->n; i++)
		releases->v[i] = placed[i].release;
}

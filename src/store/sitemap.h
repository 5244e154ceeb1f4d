/* store/sitemap: the items that readers see, by fixed ranges of their numbers, so that a change of
 * one item is a change of one range. Range 1 holds the items 1 to SITEMAP_ITEMS, and so on. */
#ifndef STORE_SITEMAP_H
#define STORE_SITEMAP_H

#include "store/store.h"

enum { SITEMAP_ITEMS = 1000 };
/* The range of an item, from 1. */
int64_t store_sitemap_of(int64_t item);
/* An item of the range came, changed or went at this time, or at a later one that is noted. */
bool store_sitemap_change(struct store *s, int64_t number, int64_t at, struct err *err) MUST_USE;

struct sitemap_range {
	int64_t number, changed;
};
struct sitemap_ranges {
	struct sitemap_range *v;
	size_t n;
};
/* The ranges that have items, by number. Costs a look each. */
bool store_sitemap_list(
	struct store *s, struct arena *a, struct sitemap_ranges *out, struct err *err) MUST_USE;

/* An item of the list "all": the page of its tag, and when what it shows was approved. */
struct sitemap_item {
	struct str tag;
	int64_t at;
};
struct sitemap_items {
	struct sitemap_item *v;
	size_t n;
};
/* The items of a range, by number. */
bool store_sitemap_items(struct store *s, struct arena *a, int64_t number,
	struct sitemap_items *out, struct err *err) MUST_USE;

#endif

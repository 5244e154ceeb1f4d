/* Which pages of years and months are due. A list has them once it is too long for one page, and a
 * year has pages of its months once it is: for ever, so that no page comes and goes. */
#include <assert.h>

#include "publish/planning.h"

static bool period_due(
	const struct planning *p, int64_t listing, struct str period, int64_t part, struct err *err)
{
	return planning_due(
		p, SCOPE_PERIOD, &(struct due){.id = listing, .key = period, .part = part}, err);
}

static bool parts_due(const struct planning *p, int64_t listing, struct str month, int64_t first,
	int64_t last, struct err *err)
{
	bool well = true;
	for (int64_t part = first; part <= last && well; part++)
		well = period_due(p, listing, month, part, err);
	return well;
}

static int64_t parts_of(int64_t n)
{
	return (n + LIST_PAGE_ITEMS - 1) / LIST_PAGE_ITEMS;
}

static bool months_due(const struct planning *p, int64_t listing, struct str year, struct err *err)
{
	struct periods months;
	bool well = store_period_months(p->store, p->a, listing, year, &months, err);
	for (size_t i = 0; i < months.n && well; i++)
		well = parts_due(p, listing, months.v[i].name, 1, parts_of(months.v[i].n), err);
	return well;
}

/* The page of the year, and those of its months when it is too long. */
static bool year_due(
	const struct planning *p, int64_t listing, struct str year, bool *begins, struct err *err)
{
	struct period period;
	if (!period_due(p, listing, year, 0, err) ||
		!store_period_get(p->store, listing, year, &period, err))
		return false;
	*begins = !period.paged && period.n > LIST_PAGE_ITEMS;
	return !*begins ||
		(store_period_set_paged(p->store, listing, year, err) && months_due(p, listing, year, err));
}

bool planning_all_periods(struct planning *p, const struct listing *listing, struct err *err)
{
	struct periods years;
	bool well = store_period_years(p->store, p->a, listing->id, &years, err);
	for (size_t i = 0; i < years.n && well; i++) {
		bool begins;
		well = year_due(p, listing->id, years.v[i].name, &begins, err) &&
			(begins || !years.v[i].paged || months_due(p, listing->id, years.v[i].name, err));
	}
	return well;
}

/* What stands behind the row in its month moves on by one: that is on its page and on later ones,
 * and one page more when something left the last. */
static bool month_due(
	const struct planning *p, const struct listed *row, bool moves, struct err *err)
{
	struct str month = store_period_month(p->a, row->day);
	struct period period;
	int64_t before;
	if (!store_period_get(p->store, row->listing, month, &period, err) ||
		!store_listed_before(p->store, row, month, &before, err))
		return false;
	int64_t first = before / LIST_PAGE_ITEMS + 1;
	return parts_due(p, row->listing, month, first, moves ? parts_of(period.n + 1) : first, err);
}

bool planning_periods(struct planning *p, const struct listed *row, bool moves, struct err *err)
{
	struct planned_list *list;
	struct period year;
	bool begins;
	if (!planning_list(p, row->listing, &list, err))
		return false;
	struct listing *l = &list->row;
	if (!l->paged && l->total <= LIST_PAGE_ITEMS)
		return true;
	if (!l->paged) {
		l->paged = list->changed = true;
		return planning_all_periods(p, l, err);
	}
	struct str name = store_period_year(p->a, row->day);
	return year_due(p, l->id, name, &begins, err) &&
		store_period_get(p->store, l->id, name, &year, err) &&
		(begins || !year.paged || month_due(p, row, moves, err));
}

#include "desk/plot.h"

#include <assert.h>

#include "base/date.h"
#include "render/view.h"

/* Rounded up: one of a thousand is still seen. */
static long height_of(long n, long most)
{
	return most ? (n * PLOT_HEIGHT + most - 1) / most : 0;
}

static long most_of(const struct plot *plot)
{
	long most = 0;
	for (size_t i = 0; i < WEEKS; i++)
		most = plot->whole[i] > most ? plot->whole[i] : most;
	return most;
}

static struct str describe(struct arena *a, const struct plot *plot)
{
	char week[TIME_TEXT];
	struct str text = STR_NONE;
	for (size_t i = 0; i < WEEKS; i++)
		text = str_printf(a, STR_FMT "%s%s: %ld, %ld", STR_ARG(text), i ? "; " : "",
			date_iso_week(date_local(plot->weeks->from[i]), week), plot->whole[i], plot->part[i]);
	return text;
}

json_t *plot_view(struct arena *a, const struct plot *plot, const char *id)
{
	json_t *view = json_pack(
		"{ss si si}", "id", id, "width", WEEKS * PLOT_STEP, "height", PLOT_HEIGHT + 2);
	json_t *bars = json_array();
	long most = most_of(plot);
	for (int i = 0; i < WEEKS; i++) {
		long whole = height_of(plot->whole[i], most), part = height_of(plot->part[i], most);
		assert(part <= whole && whole <= PLOT_HEIGHT);
		json_array_append_new(bars,
			json_pack("{si si si si si}", "x", i * PLOT_STEP + (PLOT_STEP - PLOT_BAR) / 2, "y",
				(int)(PLOT_HEIGHT - whole), "height", (int)whole, "part_y",
				(int)(PLOT_HEIGHT - part), "part_height", (int)part));
	}
	json_object_set_new(view, "bars", bars);
	view_set(view, "title", plot->title);
	view_set(view, "desc", describe(a, plot));
	return view;
}

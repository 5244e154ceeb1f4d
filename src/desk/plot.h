/* plot: a small picture of the last weeks: for each a bar, and within it a solid one. Pure. */
#ifndef DESK_PLOT_H
#define DESK_PLOT_H

#include <jansson.h>

#include "base/arena.h"
#include "base/weeks.h"

enum { PLOT_HEIGHT = 40, PLOT_STEP = 20, PLOT_BAR = 16 };

struct plot {
	const struct weeks *weeks;
	struct str title;               /* what it shows, for who does not see it */
	long whole[WEEKS], part[WEEKS]; /* part <= whole */
};
/* The data of the template desk-plot: {id, title, desc, width, height, bars: [{x, y, height,
 * part_y, part_height}]}. The highest bar has PLOT_HEIGHT, and what is not nothing is seen. `desc`
 * says all numbers. `id` begins the ids of its parts: another one for each plot of a page. */
json_t *plot_view(struct arena *a, const struct plot *plot, const char *id);

#endif

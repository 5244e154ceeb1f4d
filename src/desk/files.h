/* files: the desk's own templates, style and script (desk/templates), which belong to the program.
 * A site has none of them, so they always fit. */
#ifndef DESK_FILES_H
#define DESK_FILES_H

#include "render/template.h"

/* They are read once, and kept as long as the arena. */
struct templates files_templates(struct arena *a);

#endif

/* sources: blocks of sources, by the schemas of their kinds (model/source_kinds.h). Inside
 * config/. */
#ifndef CONFIG_SOURCES_H
#define CONFIG_SOURCES_H

#include "config/reader.h"

/* The words of the kind: its own settings, then the keys of all sources. In the arena. */
struct vocabulary sources_vocabulary(struct arena *a, enum source_kind kind);
/* Adds the source that the block configures to the site. */
void sources_add(struct reader *r, const struct block *block, enum source_kind kind);

#endif

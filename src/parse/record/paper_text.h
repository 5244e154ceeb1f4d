/* paper_text: the texts of an entry that are put together from its paper. Inside parse/record/. */
#ifndef PARSE_RECORD_PAPER_TEXT_H
#define PARSE_RECORD_PAPER_TEXT_H

#include "model/entry.h"

/* The parts of the abstract, each on a line and behind its label; at most ENTRY_TEXT_MAX bytes. */
struct str paper_text_abstract(struct arena *a, const struct paper *paper);
/* "Razo D, Smith JA, SCOT Investigators, et al." */
struct str paper_text_authors(struct arena *a, const struct paper *paper);

#endif

/* linked_data: an item for machines, as JSON-LD by the words of schema.org. Inside publish/. */
#ifndef PUBLISH_LINKED_DATA_H
#define PUBLISH_LINKED_DATA_H

#include "base/arena.h"
#include "model/release.h"

/* The item as a MedicalScholarlyArticle (papers), MedicalStudy (trials), NewsArticle (news) or
 * MedicalWebPage (health topics). `page`: the address of its page; `link`: where it was found;
 * STR_NONE: nowhere on the web. It says nothing that the release does not. In the arena, as text
 * that may stand in a <script> element as it is: nothing in it ends the element, or a line. */
struct str linked_data_of(
	struct arena *a, const struct release *release, struct str page, struct str link);
/* "Recruiting": the MedicalStudyStatus of schema.org that means the registry's overallStatus; NULL:
 * schema.org has none. */
const char *linked_data_status(struct str overall_status);

#endif

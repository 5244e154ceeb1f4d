/* notice: that a publication was retracted or corrected, in the words of the site. */
#ifndef RENDER_NOTICE_H
#define RENDER_NOTICE_H

#include "model/face.h"
#include "model/words.h"

/* "Retracted: see PMID 123.", made of what the face says of its notices (face->told). Where that
 * does not give the very notice which was approved in English, the notice as it was approved. */
struct str notice_words(struct arena *a, const struct words *words, const struct face *face);

#endif

/* publishers: what an address alone says of the page behind it. Inside judge/. */
#ifndef JUDGE_PUBLISHERS_H
#define JUDGE_PUBLISHERS_H

#include "base/arena.h"

enum page_kind {
	PAGE_ANY,
	PAGE_OF_ARTICLE, /* of a journal or a server of preprints */
	PAGE_OF_TRIAL,   /* of a registry of trials */
};
/* By host and the beginning of its path. A publisher's pages of news and jobs are PAGE_ANY. */
enum page_kind publishers_page(struct arena *a, struct str address);

#endif

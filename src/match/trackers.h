/* trackers: the query parameters that say how a reader came to a page, not what the page is. Inside
 * match/. */
#ifndef MATCH_TRACKERS_H
#define MATCH_TRACKERS_H

#include "base/str.h"

/* Whether the parameter ("utm_source=rss", or a bare name) names a campaign, a click or a share, on
 * pages of this host (lower case, without "www."). Names that carry an article at some sites (id p
 * q s source v) are trackers only at the hosts known to use them so. */
bool trackers_have(struct str host, struct str parameter);

#endif

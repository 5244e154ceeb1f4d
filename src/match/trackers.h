/* trackers: the query parameters that say how a reader came, not what is read. */
#ifndef MATCH_TRACKERS_H
#define MATCH_TRACKERS_H

#include "base/str.h"

/* True when the parameter ("utm_source=rss", or a bare name) names a campaign, a click or a share,
 * for pages of this host (lower case, without "www."). Names that carry an article somewhere (id p
 * q s source v) are trackers only at the hosts known to use them so. */
bool tracker_is(struct str host, struct str parameter);

/* True when the host is `domain` or below it. */
bool host_is(struct str host, struct str domain);

#endif

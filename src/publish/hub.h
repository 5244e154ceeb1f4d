/* hub: which feeds hubs are told of (WebSub). Inside publish/. */
#ifndef PUBLISH_HUB_H
#define PUBLISH_HUB_H

#include "publish/out.h"

/* Notes the feeds of out->topics in the store, and asks the worker to tell the hubs of those that
 * changed. A feed with the bytes that it had is nothing to be told of. Inside a transaction. */
bool hub_note_topics(const struct out *out, struct err *err) MUST_USE;

#endif
